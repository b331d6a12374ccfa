using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;

namespace JourneyEngine.Exam.Load;

/// <summary>Batches as fast as they are answered, on many connections; what is refused is not sent again.</summary>
internal sealed class Flood(Uri host, string key)
{
    private const int Items = 50;

    private readonly ConcurrentDictionary<string, byte> _acknowledged = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private int _batch;

    public ConcurrentDictionary<int, int> Answers { get; } = new();

    public ConcurrentQueue<string> Wrong { get; } = new();

    public int Acknowledged => _acknowledged.Count * Items;

    public Task Run(int connections, CancellationToken end) =>
        Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Send(end)));

    /// <returns>Batches that were acknowledged and are not there, whole.</returns>
    public async Task<IReadOnlyCollection<string>> Lost(NpgsqlDataSource database)
    {
        var whole = new HashSet<string>();
        await using var command = database.CreateCommand(
            """
            select split_part(data->>'messageId', '-', 1) from journey.mt_events where type = 'interaction_recorded'
            group by 1 having count(*) = $1 and count(distinct data->>'messageId') = $1
            """
        );
        command.Parameters.Add(new() { Value = Items });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            whole.Add(reader.GetString(0));
        return [.. _acknowledged.Keys.Where(it => !whole.Contains(it))];
    }

    private async Task Send(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var batch = $"f{Interlocked.Increment(ref _batch).ToString(CultureInfo.InvariantCulture)}";
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host, "/v1/batch"));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                request.Content = new StringContent(Body(batch), Encoding.UTF8, "application/json");
                using var answer = await _http.SendAsync(request, CancellationToken.None);
                Note(batch, answer);
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
            {
                Wrong.Enqueue(failure.Message);
            }
        }
    }

    private void Note(string batch, HttpResponseMessage answer)
    {
        Answers.AddOrUpdate((int)answer.StatusCode, 1, (_, many) => many + 1);
        if (answer.StatusCode == HttpStatusCode.OK)
            _acknowledged[batch] = 0;
        else if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            Wrong.Enqueue($"answered {(int)answer.StatusCode}");
        else if (answer.Headers.RetryAfter is null)
            Wrong.Enqueue($"{(int)answer.StatusCode} without Retry-After");
    }

    private static string Body(string batch)
    {
        var body = new StringBuilder("{\"batch\":[");
        for (var i = 0; i < Items; i++)
        {
            body.Append(
                CultureInfo.InvariantCulture,
                $$"""{{(i > 0 ? "," : "")}}{"type":"page","messageId":"{{batch}}-{{i}}","anonymousId":"{{batch}}-v{{i / 5}}","name":"home"}"""
            );
        }

        return body.Append("]}").ToString();
    }
}
