using System.Text.Json.Serialization;

namespace JourneyEngine.Contracts;

/// <summary>The app showed what a decision offered (an exposure). Stored once for each decision.</summary>
/// <param name="Crowded">It was reported as <see cref="InteractionRecorded.Crowded"/> says.</param>
[StoredName("content_shown")]
public sealed record ContentShown(
    Guid DecisionId,
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Crowded = false
);
