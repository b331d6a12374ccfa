using JourneyEngine.Contracts;

namespace JourneyEngine.Sites.Rules;

/// <summary>Where a rule stands, in words, and what it asks for.</summary>
internal sealed record Rule(string Place, Evidence Evidence)
{
    /// <summary>Whether it asks for a name, perhaps among others, under this kind.</summary>
    public bool AsksFor(string kind, string name) =>
        (Evidence.Kind is null || Evidence.Kind == kind) && Evidence.Name?.Contains(name) == true;
}
