using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Contracts;
using JourneyEngine.Log;

namespace JourneyEngine.Benchmarks.Rivals;

/// <summary>The rows that a capture of page views stores: 2,500 visitors at a time take turns, five events each, as in
/// the load.</summary>
internal sealed record Rows(
    string[] Sites,
    string[] Streams,
    long[] Versions,
    Guid[] Ids,
    string[] Types,
    string[] Bodies
)
{
    private static readonly string Type = StoredFacts.NameOf(typeof(InteractionRecorded));

    public static Rows Of(string run, int from, int count)
    {
        var rows = new Rows(
            new string[count],
            new string[count],
            new long[count],
            new Guid[count],
            new string[count],
            new string[count]
        );
        for (var i = 0; i < count; i++)
        {
            var fact = Fact(run, from + i);
            rows.Sites[i] = "demo";
            rows.Streams[i] = Stream(run, from + i);
            rows.Versions[i] = ((from + i) % 12_500 / 2_500) + 1;
            rows.Ids[i] = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(fact.MessageId)).AsSpan(0, 16));
            rows.Types[i] = Type;
            rows.Bodies[i] = FactJson.Write(fact);
        }

        return rows;
    }

    public static string Stream(string run, int number) =>
        $"visitor/v-{run}-{(number / 12_500 * 2_500) + (number % 2_500)}";

    public static InteractionRecorded Fact(string run, int number) =>
        new(
            $"{run}-0-{number}",
            "page",
            "article",
            $"/articles/{number % 40}",
            "example.org",
            null,
            new DateTimeOffset(2026, 11, 1 + (number % 20), number % 24, number % 60, 0, TimeSpan.Zero),
            DateTimeOffset.UtcNow
        );
}
