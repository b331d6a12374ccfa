using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using JourneyEngine.Exam.Engine;
using JourneyEngine.Exam.Malformed;
using JourneyEngine.Exam.Oracles;

namespace JourneyEngine.Exam.Parts;

/// <summary>A million requests that are nearly right, to every way in: none is answered with a failure of the
/// engine's own, and what is stored is whole afterwards. That it was every way in, the host says itself.</summary>
internal static class MalformedRequests
{
    public const string Name = "malformed";
    private const int Requests = 1_000_000;
    private const int AtOnce = 6;
    private const int OneIsRawOf = 12;
    private const int MostKept = 20;

    /// <summary>Of fewer, chance may leave out a way in.</summary>
    private const int EnoughForAll = 5_000;

    public static async Task<Finding> Take(Extent extent, IProgress<(int, int)> progress)
    {
        await using var laboratory = await Laboratory.Open();
        using var reader = laboratory.Client(laboratory.ReadKey);
        var document = JsonNode.Parse(await reader.GetStringAsync("/openapi/v1.json"))!;
        var malformed = Grammar(laboratory, document);
        var (count, done, failures, codes) = (
            extent.Of(Requests),
            0,
            new ConcurrentQueue<string>(),
            new ConcurrentDictionary<int, int>()
        );
        await Parallel.ForEachAsync(
            Enumerable.Range(0, AtOnce),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (worker, _) =>
            {
                var chance = new Random((extent.Seed * 1_000) + worker);
                using var http = Client(laboratory.Host.Address);
                while (Interlocked.Increment(ref done) <= count && failures.Count < MostKept)
                {
                    var (code, sent) = await One(http, malformed, laboratory.Host.Address, chance);
                    codes.AddOrUpdate(code, 1, (_, many) => many + 1);
                    // That a version of HTTP is not spoken has a code of its own.
                    if (code >= 500 && code != (int)HttpStatusCode.HttpVersionNotSupported)
                        failures.Enqueue(OnOneLine($"{code}: {sent}"));
                    progress.Report((Math.Min(done, count), count));
                }
            }
        );
        var wrong = Verdict.Few("answers of 500 and above", failures).ToList();
        if (!laboratory.Host.Runs)
            return Part.Found(Name, $"{done:N0} requests", [.. wrong, "the host ended by itself"]);
        await laboratory.Host.UntilReady();
        if (count >= EnoughForAll && failures.Count < MostKept)
            wrong.AddRange((await Routes.NeverReached(reader, document)).Select(it => $"never reached: {it}"));
        await using var database = laboratory.Server.Open();
        wrong.AddRange(await StreamVersions.Compare(database));
        wrong.AddRange(await Projected.Wait(database));
        wrong.AddRange(await Replayed.Compare(database));
        var told = string.Join(
            ", ",
            codes.OrderBy(it => it.Key).Select(it => $"{it.Value:N0} x {(it.Key == 0 ? "closed" : it.Key)}")
        );
        return Part.Found(Name, $"{Math.Min(done, count):N0} requests: {told}", wrong);
    }

    private static HttpClient Client(Uri host) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = host,
            Timeout = TimeSpan.FromMinutes(2),
        };

    private static MalformedRequest Grammar(Laboratory laboratory, JsonNode document) =>
        new(
            Operation.Of(document),
            new Json(document["components"]!["schemas"]!.AsObject()),
            [laboratory.WriteKey, laboratory.ReadKey, laboratory.AdminKey]
        );

    /// <returns>0 where the connection was closed without an answer.</returns>
    private static async Task<(int Code, string Sent)> One(
        HttpClient http,
        MalformedRequest malformed,
        Uri host,
        Random chance
    )
    {
        if (chance.Next(OneIsRawOf) == 0)
        {
            var (answer, sent) = await RawRequest.Send(host, chance);
            return (int.TryParse(answer.Split(' ').ElementAtOrDefault(1), out var code) ? code : 0, sent);
        }

        using var request = malformed.Next(chance);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return ((int)answer.StatusCode, (int)answer.StatusCode < 500 ? "" : await Told(request));
        }
        catch (HttpRequestException)
        {
            return (0, "");
        }
    }

    private static string OnOneLine(string text) =>
        string.Concat(text.Select(it => char.IsControl(it) ? Uri.HexEscape((char)(it & 0xFF)) : it.ToString()));

    /// <summary>Enough to send it again.</summary>
    private static async Task<string> Told(HttpRequestMessage request)
    {
        var body = request.Content is null ? "" : Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync());
        return $"{request.Method} {request.RequestUri} {request.Headers.ToString()}"
            + $"{request.Content?.Headers.ToString()}{(body.Length > 600 ? body[..600] : body)}";
    }
}
