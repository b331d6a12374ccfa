using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.Exam.Load;

/// <summary>One client that sends small batches and, as official SDKs do, sends the same again until it is
/// acknowledged; sometimes also when it was.</summary>
internal sealed class Sender(string name, Ledger ledger, string key, IReadOnlyList<Uri> hosts, Random chance)
{
    private const int MostInABatch = 8;
    private const int Visitors = 60;
    private const int MostMinutesBefore = 30 * 24 * 60;

    private static readonly string[] Pages = ["home", "pricing", "blog", "guide"];
    private static readonly DateTimeOffset Latest = new(DateTime.UtcNow.Date, TimeSpan.Zero);

    private readonly HttpClient _http = new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(5) }
    )
    {
        Timeout = TimeSpan.FromSeconds(8),
    };

    private readonly List<Item[]> _before = [];
    private int _sent;
    private int _host;

    public async Task SendOne(CancellationToken end)
    {
        var again = _before.Count > 0 && chance.Next(8) == 0;
        var batch = again ? _before[chance.Next(_before.Count)] : NewBatch();
        ledger.IsSent(batch);
        for (var answer = await Post(batch, end); ; answer = await Post(batch, end))
        {
            if (answer is null)
            {
                await Task.Delay(chance.Next(20, 120), end);
                continue;
            }

            foreach (var (item, status) in batch.Zip(answer))
                ledger.IsAnswered(item, status, first: !again);
            break;
        }

        if (!again && _before.Count < 500)
            _before.Add(batch);
        await Task.Delay(chance.Next(40), end);
    }

    private Item[] NewBatch() =>
        [
            .. Enumerable
                .Range(0, chance.Next(1, MostInABatch + 1))
                .Select(_ => new Item(
                    $"{name}-{_sent++}",
                    // Later ones are new: visitors come and go.
                    $"{name}-v{chance.Next(Visitors) + (_sent / 50)}",
                    chance.Next(12) == 0 ? Item.Order : Pages[chance.Next(Pages.Length)],
                    Latest.AddMinutes(-chance.Next(MostMinutesBefore))
                )),
        ];

    /// <returns>The receipts; null where it has to be sent again.</returns>
    private async Task<IReadOnlyList<string>?> Post(Item[] batch, CancellationToken end)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(hosts[_host], "/v1/batch"));
            request.Headers.Authorization = new("Bearer", key);
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", Planted.Address);
            request.Content = JsonContent.Create(
                new JsonObject { ["batch"] = new JsonArray([.. batch.Select(it => (JsonNode)it.AsSegment())]) }
            );
            using var answer = await _http.SendAsync(request, end);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                var body = await answer.Content.ReadFromJsonAsync<JsonElement>(end);
                return
                [
                    .. body.GetProperty("receipts")
                        .EnumerateArray()
                        .Select(it => it.GetProperty("status").GetString()!),
                ];
            }

            if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                ledger.Wrong.Enqueue($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(end)}");
            else if (answer.Headers.RetryAfter is null)
                ledger.Wrong.Enqueue($"{(int)answer.StatusCode} without Retry-After");
        }
        catch (Exception failure)
            when (failure is HttpRequestException or IOException or JsonException
                || (failure is OperationCanceledException && !end.IsCancellationRequested)
            )
        {
            // Down, or the answer was lost.
        }

        _host = (_host + 1) % hosts.Count;
        return null;
    }
}
