using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using JourneyEngine.Contracts;
using JourneyEngine.Log;

namespace JourneyEngine.Tests.Log;

/// <param name="Rewritten">The same fact as a database may give it back: members in another order, unknown ones, other
/// white space.</param>
public sealed record StoredInteraction(InteractionRecorded Fact, string Rewritten)
{
    public static Arbitrary<StoredInteraction> Any() =>
        (
            from fact in Facts()
            from seed in Gen.Choose(0, int.MaxValue)
            select new StoredInteraction(fact, Rewrite(FactJson.Write(fact), new Random(seed)))
        ).ToArbitrary();

    private static Gen<InteractionRecorded> Facts() =>
        from id in Text()
        from kind in Gen.OneOf(Gen.Elements("page", "track", "screen", "Page", "pages"), Text())
        from name in Absent(Text())
        from path in Absent(Text())
        from referrer in Absent(Text())
        from campaign in Absent(Text().Select(it => new Campaign(it, null, it, null, null)))
        from at in Times()
        from claimed in Times().Select(it => (DateTimeOffset?)it).Or(Gen.Constant<DateTimeOffset?>(null))
        from clamped in Gen.Elements(true, false)
        from bot in Gen.Frequency((1, Gen.Constant(true)), (3, Gen.Constant(false)))
        from crowded in Gen.Elements(true, false)
        select new InteractionRecorded(
            id,
            kind,
            name,
            path,
            referrer,
            campaign,
            at,
            at.AddTicks(71),
            claimed,
            clamped,
            bot,
            Crowded: crowded
        );

    private static Gen<T?> Absent<T>(Gen<T> gen)
        where T : class => Gen.Frequency((3, gen.Select(it => (T?)it)), (1, Gen.Constant<T?>(null)));

    private static Gen<DateTimeOffset> Times() =>
        from milliseconds in Gen.Choose(int.MinValue, int.MaxValue)
        from days in Gen.Choose(-20_000, 40_000)
        from ticks in Gen.Elements(0, 1, 9_999)
        from hours in Gen.Elements(0, 0, 0, -11, 14)
        select DateTimeOffset
            .UnixEpoch.AddDays(days)
            .AddMilliseconds(milliseconds)
            .AddTicks(ticks)
            .ToOffset(TimeSpan.FromHours(hours));

    /// <summary>Any Unicode, and what JSON escapes more often than chance would have it.</summary>
    private static Gen<string> Text() =>
        from length in Gen.Choose(0, 12)
        from runes in Gen.Frequency(
                (4, Gen.Choose(' ', '~')),
                (2, Gen.Elements<int>('"', '\\', '/', '<', '\n', '\0', 0x7F, 0x2028, 0xFEFF)),
                (2, Gen.Choose(0xA0, 0xD7FF)),
                (1, Gen.Choose(0xE000, 0xFFFF)),
                (2, Gen.Choose(0x10000, 0x10FFFF))
            )
            .ListOf(length)
        select string.Concat(runes.Select(char.ConvertFromUtf32));

    private static string Rewrite(string json, Random random)
    {
        var members = JsonNode.Parse(json)!.AsObject().Select(it => (it.Key, Value: it.Value?.DeepClone())).ToList();
        // As an older fact, that was stored before these were there.
        members.RemoveAll(it =>
            it.Key is "bot" or "clampedToReceipt" or "crowded" && !(bool)it.Value! && random.Next(2) == 0
        );
        foreach (
            var missing in new[] { "name", "path", "claimedAt" }
                .Except(members.Select(it => it.Key))
                .Where(_ => random.Next(2) == 0)
                .ToArray()
        )
            members.Add((missing, null));
        members.Add(
            (
                "extra",
                JsonNode.Parse(
                    """{"bot":true,"crowded":true,"kind":"other","occurredAt":[1,{"name":"no"}],"path":"/no"}"""
                )
            )
        );
        members.Add(("list", JsonNode.Parse("""["bot",true,{"name":"no"},[[]]]""")));
        members.Add(("", JsonValue.Create(random.Next())));
        members.Add(("Names", null));
        var shuffled = members.ToArray();
        random.Shuffle(shuffled);
        return new JsonObject(shuffled.Select(it => KeyValuePair.Create(it.Key, it.Value))).ToJsonString(
            new JsonSerializerOptions { WriteIndented = random.Next(2) == 0 }
        );
    }
}
