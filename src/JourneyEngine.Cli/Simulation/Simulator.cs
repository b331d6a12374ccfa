using System.Globalization;
using MathNet.Numerics.Distributions;

namespace JourneyEngine.Cli.Simulation;

/// <summary>
/// Visitors with a hidden state: visits by BG/NBD (Fader, Hardie, Lee 2005), pages by how far they have come, signing up with a
/// probability of the visit's number. The same seed and time make the same messages, in the same order.
/// </summary>
public static class Simulator
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private const string Crawler = "Mozilla/5.0 (compatible; ExampleBot/1.0)";

    private static readonly string[] Articles = ["first-steps", "how-it-works", "ten-questions", "behind-the-scenes"];
    private static readonly string[] Products = ["starter", "classic", "family"];
    private static readonly string?[] Campaigns = [null, null, null, "spring", "newsletter"];

    /// <returns>Messages in order of delivery: shuffled, some of them twice.</returns>
    public static IReadOnlyList<Message> Run(Truth truth, int visitors, int seed, DateTimeOffset now)
    {
        var random = new Random(seed);
        var messages = Enumerable.Range(0, visitors).SelectMany(i => Visitor(truth, i, seed, now, random).ToList()).ToList();
        var delivered = messages.Concat(messages.Where(_ => random.NextDouble() < truth.Duplicates).ToList()).ToArray();
        random.Shuffle(delivered);
        return delivered;
    }

    private static IEnumerable<Message> Visitor(Truth truth, int number, int seed, DateTimeOffset now, Random random)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"sim-{seed}-{now:yyyyMMdd}-{number}");
        var isBot = random.NextDouble() < truth.Bots;
        var clockOff = random.NextDouble() < truth.WrongClocks ? TimeSpan.FromMinutes(random.Next(-600, 600)) : TimeSpan.Zero;
        var visitsADay = Gamma.Sample(random, truth.VisitShape, truth.VisitRate);
        var leaves = Beta.Sample(random, truth.LeaveA, truth.LeaveB);
        var at = now - TimeSpan.FromDays(truth.Days * random.NextDouble());
        var (isCustomer, count) = (false, 0);
        for (var visit = 1; at < now; visit++)
        {
            var campaign = Campaigns[random.Next(Campaigns.Length)];
            foreach (var (type, name, path) in Visit(truth, visit, isCustomer, random))
            {
                isCustomer |= name == "Signed Up";
                yield return new Message($"{id}-{count++}", id, type, name, path, campaign, isBot ? Crawler : Browser, at, clockOff);
                at += TimeSpan.FromSeconds(random.Next(5, 400));
            }

            if (random.NextDouble() < leaves)
                yield break;
            at += TimeSpan.FromMinutes(31) + TimeSpan.FromDays(Exponential.Sample(random, Math.Max(visitsADay, 0.001)));
        }
    }

    private static IEnumerable<(string Type, string Name, string? Path)> Visit(Truth truth, int visit, bool isCustomer, Random random)
    {
        yield return ("page", "home", "/");
        for (var i = random.Next(0, 3); i > 0; i--)
            yield return ("page", "article", "/articles/" + Articles[random.Next(Articles.Length)]);
        if (random.NextDouble() < 0.2 + (0.1 * Math.Min(visit, 4)))
        {
            yield return ("page", "product", "/products/" + Products[random.Next(Products.Length)]);
            if (random.NextDouble() < 0.4)
                yield return ("page", "pricing", "/pricing");
        }

        if (!isCustomer && random.NextDouble() < truth.SignUpAt(visit))
            yield return ("track", "Signed Up", null);
    }
}
