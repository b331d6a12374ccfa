using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests;

/// <summary>A visitor who does this and that on a site with the weblog funnel, sometimes told of late; knows what must
/// come of it.</summary>
internal sealed class Wanderer(string name, int seed)
{
    private static readonly string?[] Stages = [null, "Visitor", "Reader", "Explorer", "Downloader"];
    private static readonly (string Page, int Stage)[] Pages =
    [
        ("home", 1),
        ("home", 1),
        ("home", 1),
        ("blog", 2),
        ("articles", 2),
        ("projects", 3),
        ("presentations", 3),
        ("files", 4),
    ];

    private readonly Random _random = new(seed);
    private readonly List<DateTimeOffset> _times = [];
    private DateTimeOffset _now = Calls.Noon;
    private int _stage;

    public string Name => name;

    public string? Stage => Stages[_stage];

    /// <summary>Runs of interactions with no pause longer than 30 minutes, by walking through them in the order of
    /// time.</summary>
    public int Visits =>
        _times
            .Order()
            .Aggregate(
                (Visits: 0, Last: DateTimeOffset.MinValue),
                (walked, at) => (at - walked.Last > TimeSpan.FromMinutes(30) ? walked.Visits + 1 : walked.Visits, at)
            )
            .Visits;

    public JsonObject Next()
    {
        _now += TimeSpan.FromMinutes(
            _random.Next(3) switch
            {
                0 => 3,
                1 => 25,
                _ => 50,
            }
        );
        var at = _random.Next(5) == 0 ? _now.AddMinutes(-10 * _random.Next(1, 40)) : _now;
        _times.Add(at);
        if (_random.Next(6) == 0)
            return Calls.Track(name, "scrolled", at);
        var (page, stage) = Pages[_random.Next(Pages.Length)];
        _stage = Math.Max(_stage, stage);
        return Calls.Page(name, page, at);
    }
}
