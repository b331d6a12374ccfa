using JourneyEngine.Dashboard.Wording;

namespace JourneyEngine.Dashboard.Tiles;

/// <summary>What <see cref="Live"/> says.</summary>
public sealed record LiveWords(string Pause, string Resume, string Fresh, string Paused)
{
    public static LiveWords In(Words words) => new(words["live.pause"], words["live.resume"], words["live.fresh"], words["live.paused"]);
}
