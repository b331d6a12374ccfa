using System.Globalization;
using System.Text.Json;
using JourneyEngine.Benchmarks;

// Against a running engine: dotnet run -c Release --project tests/JourneyEngine.Benchmarks -- [events]
var url = new Uri(Environment.GetEnvironmentVariable("JOURNEY_URL") ?? "http://127.0.0.1:5080");
var keysFile = Path.Combine(Environment.GetEnvironmentVariable("JOURNEY_DATA") ?? ".journey", "demo.keys.json");
var writeKey = JsonDocument.Parse(File.ReadAllText(keysFile)).RootElement.GetProperty("writeKey").GetString()!;
var events = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50_000;

await LoadCapture.Run(url, writeKey, 4, 100, 5_000, 1_000);
Console.WriteLine("capture                                events/s    p50 ms    p99 ms");
foreach (var (name, connections, batch, count) in new[] { ("batches of 100, 4 connections", 4, 100, events), ("singly, 32 connections", 32, 1, events / 5) })
{
    var (rate, p50, p99) = await LoadCapture.Run(url, writeKey, connections, batch, count, Math.Max(100, count / 5));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34} {rate,12:N0} {p50,9:N1} {p99,9:N1}"));
}
