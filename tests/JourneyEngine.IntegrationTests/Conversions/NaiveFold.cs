using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JourneyEngine.Cli.Simulation;

namespace JourneyEngine.IntegrationTests.Conversions;

/// <summary>What was sent, folded without any of the engine's code: sorted and walked.</summary>
internal static partial class NaiveFold
{
    public sealed record Hit(
        string Visitor,
        DateTimeOffset At,
        string Name,
        string? Path,
        string? Referrer,
        string? Campaign
    );

    /// <param name="Stages">Names of each stage, and those of the interactions that are its evidence; any where there
    /// are none.</param>
    /// <param name="By">Which part of what brought a visitor is looked at.</param>
    public sealed record History(
        List<JsonObject> Lines,
        (string Name, string[] Evidence)[] Stages,
        string By,
        DateTimeOffset End
    )
    {
        /// <summary>Whom a report counts each pseudonym as.</summary>
        public Func<string, string> Counted { get; init; } = it => it;

        public object Funnel =>
            new
            {
                stages = Stages.Select(
                    (it, i) =>
                        new
                        {
                            name = it.Name,
                            goal = i == Stages.Length - 1,
                            when = new object[]
                            {
                                it.Evidence.Length == 0 ? new { visits = 1 } : (object)new { name = it.Evidence },
                            },
                        }
                ),
            };

        public int Furthest(IEnumerable<Hit> hits) =>
            hits.Max(hit => Array.FindLastIndex(Stages, it => Fits(it.Evidence, hit)));

        public bool Converts(IEnumerable<Hit> hits) => Furthest(hits) == Stages.Length - 1;
    }

    public static int Walk(Hit[] hits, History history, string order, TimeSpan? within)
    {
        if (order == "any")
            return history.Stages.TakeWhile(stage => hits.Any(it => Fits(stage.Evidence, it))).Count();
        var (step, start) = (0, default(DateTimeOffset?));
        var moments = hits.GroupBy(it => it.At).OrderBy(it => it.Key).ToArray();
        foreach (var moment in moments.TakeWhile(it => step < history.Stages.Length && !(it.Key - start > within)))
        {
            var next = history.Stages.Skip(step).TakeWhile(stage => moment.Any(it => Fits(stage.Evidence, it))).Count();
            var asked = history.Stages.Skip(step).Take(next + 1).ToArray();
            step += next;
            start ??= next > 0 ? moment.Key : null;
            if (
                order == "strict"
                && moment != moments[0]
                && !moment.All(it => asked.Any(one => Fits(one.Evidence, it)))
            )
                break;
        }

        return step;
    }

    public static bool Fits(string[] names, Hit hit) => names.Length == 0 || names.Contains(hit.Name);

    public static List<List<Hit>> Visits(Hit[] sorted)
    {
        var visits = new List<List<Hit>>();
        foreach (var hit in sorted)
        {
            if (visits.Count == 0 || hit.At - visits[^1][^1].At > TimeSpan.FromMinutes(30))
                visits.Add([]);
            visits[^1].Add(hit);
        }

        return visits;
    }

    /// <summary>A device of one person is that person's, one of several nobody's; they are one where the person agreed
    /// on some device, last of all, and refused on none.</summary>
    public static Func<string, string> CountedAs(IReadOnlyCollection<Message> messages, string recognise)
    {
        var devices = messages.ToLookup(it => it.Visitor);
        var owners = devices
            .Select(it => (Device: it.Key, Users: it.Select(one => one.User).OfType<string>().Distinct().ToList()))
            .Where(it => it.Users.Count == 1)
            .Where(it => recognise == "claimed" || devices[it.Device].Any(one => one.Proof is not null))
            .ToDictionary(it => it.Device, it => it.Users[0]);
        var agreed = owners
            .GroupBy(it => it.Value, it => devices[it.Key].MaxBy(one => one.At)!.Agrees)
            .Where(it => it.All(agrees => agrees))
            .Select(it => it.Key)
            .ToHashSet();
        return device => owners.TryGetValue(device, out var user) && agreed.Contains(user) ? "\n" + user : device;
    }

    public static Hit Read(JsonObject line) =>
        new(
            (string)line["anonymousId"]!,
            DateTimeOffset.Parse((string)line["timestamp"]!, CultureInfo.InvariantCulture),
            (string?)line["name"] ?? (string)line["event"]!,
            (string?)line["context"]?["page"]?["path"],
            Uri.TryCreate((string?)line["context"]?["page"]?["referrer"], UriKind.Absolute, out var referrer)
                ? OneOrMoreWww().Replace(referrer.IdnHost.ToLowerInvariant().TrimEnd('.'), "")
                : null,
            ((string?)line["context"]?["campaign"]?["name"])?.Trim().ToLowerInvariant()
        );

    public static JsonObject Line(Message it) =>
        new()
        {
            ["type"] = it.Type,
            ["messageId"] = it.MessageId,
            ["anonymousId"] = it.Visitor,
            ["userId"] = it.User,
            [it.Type == "track" ? "event" : "name"] = it.Name,
            ["timestamp"] = it.At.ToString("O"),
            ["context"] = new JsonObject
            {
                ["page"] = new JsonObject { ["path"] = it.Path },
                ["identityProof"] = it.Proof,
                ["consent"] = new JsonObject
                {
                    ["categoryPreferences"] = new JsonObject { ["personalize"] = it.Agrees },
                },
                ["campaign"] = it.Campaign is null ? null : new JsonObject { ["name"] = it.Campaign },
            },
        };

    [GeneratedRegex(@"^(www\.)+(?=.*\.)")]
    private static partial Regex OneOrMoreWww();
}
