using System.Globalization;
using MathNet.Numerics.Distributions;

namespace JourneyEngine.Cli.Simulation;

/// <summary>
/// Visitors with a hidden state: visits by BG/NBD (Fader, Hardie, Lee 2005), what they do in a visit by how ripe they
/// are, ripening and signing up with probabilities of the visit's number. The same seed and time make the same
/// messages, in the same order.
/// </summary>
public static class Simulator
{
    internal const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private const string Crawler = "Mozilla/5.0 (compatible; ExampleBot/1.0)";

    /// <summary>One visitor of so many does not want what is shown to be personalised.</summary>
    private const int OneRefusesOf = 5;

    private static readonly string?[] Campaigns = [null, null, null, "spring", "newsletter"];

    /// <returns>Messages in order of delivery: shuffled, so that any may be late by days, and some of them
    /// twice.</returns>
    public static IReadOnlyList<Message> Run(Truth truth, int visitors, int seed, DateTimeOffset now)
    {
        var random = new Random(seed);
        var messages = Enumerable.Range(0, visitors).SelectMany(i => Visitor(truth, i, seed, now, random)).ToList();
        var delivered = messages.Concat(messages.Where(_ => random.NextDouble() < truth.Duplicates).ToList()).ToArray();
        random.Shuffle(delivered);
        return delivered;
    }

    /// <summary>Whether a program sent it, and says so.</summary>
    public static bool IsBot(Message message) => message.UserAgent == Crawler;

    private static IEnumerable<Message> Visitor(Truth truth, int number, int seed, DateTimeOffset now, Random random)
    {
        var run = string.Create(
            CultureInfo.InvariantCulture,
            $"{(truth.Devices is null ? "sim" : "people")}-{seed}-{now.UtcDateTime:yyyyMMdd}"
        );
        var id = string.Create(CultureInfo.InvariantCulture, $"{run}-{number}");
        var person = truth.Devices is { } habits ? new SimulatedPerson(habits, run, number, seed) : null;
        var agent = random.NextDouble() < truth.Bots ? Crawler : Browser;
        var agrees = number % OneRefusesOf != 0;
        var clockOff = random.NextDouble() < truth.WrongClocks ? WrongBy(random) : TimeSpan.Zero;
        var visitsADay = Gamma.Sample(random, truth.VisitShape, truth.VisitRate);
        var leaves = Beta.Sample(random, truth.LeaveA, truth.LeaveB);
        var at = now - TimeSpan.FromDays(truth.Days * random.NextDouble());
        var (ripeness, count) = (Ripeness.Curious, 0);
        for (var visit = 1; at < now; visit++)
        {
            if (ripeness < Ripeness.Comparing && random.NextDouble() < truth.RipenAt(visit))
                ripeness++;
            var signsUp = ripeness != Ripeness.Customer && random.NextDouble() < truth.SignUpAt(visit);
            person?.Comes();
            var campaign = Campaigns[random.Next(Campaigns.Length)];
            foreach (var (type, name, path) in SimulatedVisit.Steps(ripeness, signsUp, random))
            {
                if (at >= now)
                    yield break;
                var message = new Message(
                    string.Create(CultureInfo.InvariantCulture, $"{id}-{count++}"),
                    id,
                    type,
                    name,
                    path,
                    campaign,
                    agent,
                    at,
                    clockOff,
                    agrees
                );
                yield return person?.Says(message) ?? message;
                at += TimeSpan.FromSeconds(random.Next(5, 400));
            }

            ripeness = signsUp ? Ripeness.Customer : ripeness;
            // BG/NBD lets nobody leave before the first return.
            if (visit > 1 && random.NextDouble() < leaves)
                yield break;
            at += TimeSpan.FromMinutes(31) + TimeSpan.FromDays(Exponential.Sample(random, Math.Max(visitsADay, 0.001)));
        }
    }

    /// <returns>Up to ten hours either way, in whole minutes, never nothing.</returns>
    private static TimeSpan WrongBy(Random random) =>
        TimeSpan.FromMinutes(random.Next(1, 600) * (random.Next(2) == 0 ? 1 : -1));
}
