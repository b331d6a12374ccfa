using JourneyEngine.Contracts.Naming;

namespace JourneyEngine.Contracts;

/// <summary>A version of a funnel: an ordered list of stages with the evidence for each. Data only: no code, no
/// expression language.</summary>
[StoredName("funnel_defined")]
public sealed record FunnelDefined(string Name, int Version, StageDefinition[] Stages, DateTimeOffset At);

/// <param name="Goal">Reaching this stage is the conversion. Where no stage says so, the last one is the goal.</param>
/// <param name="When">Evidence of which any one suffices.</param>
/// <param name="All">Evidence of which every one is demanded. Exactly one of the two lists is given.</param>
public sealed record StageDefinition(string Name, bool Goal, Evidence[]? When, Evidence[]? All);

/// <summary>What shows that a stage is reached; every given part must hold.</summary>
/// <remarks>Names and paths are in their one form, as those of interactions are, however they are given.</remarks>
/// <param name="Kind">Kind of interaction; any where absent.</param>
/// <param name="Name">Names of which the interaction has one; any where absent.</param>
/// <param name="PathPrefix">The path of the interaction, or one above it by whole segments; any where absent.</param>
/// <param name="Count">How many such interactions, at least.</param>
/// <param name="Visits">How many visits the visitor has made in all, at least, whatever was done in them; not how many of
/// them hold such an interaction. It holds from the beginning of that visit on.</param>
/// <param name="Path">The path of the interaction; any where absent.</param>
public sealed record Evidence(
    string? Kind,
    string[]? Name,
    string? PathPrefix,
    int Count = 1,
    int Visits = 1,
    string? Path = null
)
{
    public string[]? Name { get; init; } = Name is null ? null : [.. Name.OfType<string>().Select(NormalText.Name)];

    public string? PathPrefix { get; init; } = PathPrefix is null ? null : NormalPath.Of(PathPrefix);

    public string? Path { get; init; } = Path is null ? null : NormalPath.Of(Path);
}
