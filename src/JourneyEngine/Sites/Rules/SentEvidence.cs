using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;
using JourneyEngine.Http;

namespace JourneyEngine.Sites.Rules;

/// <summary>Brings the evidence of a rule to what interactions are stored as: an address to its path, and texts to the
/// length that is kept of them.</summary>
internal static class SentEvidence
{
    public static Evidence Of(string? kind, string[]? names, string? path, string? pathPrefix, int count, int visits) =>
        new(
            kind,
            names is null ? null : [.. names.OfType<string>().Select(Name)],
            PathOf(pathPrefix),
            count,
            visits,
            PathOf(path)
        );

    /// <summary>Whether nothing is left of a name: nothing that is stored has it.</summary>
    public static bool IsBlank(string? name) => name is null || Name(name).Length == 0;

    private static string Name(string name) => NormalText.Name(name).Cut(NormalText.LongestName);

    private static string? PathOf(string? sent) =>
        sent is null ? null : (NormalPath.OfAddress(sent) ?? NormalPath.Of(sent)).Cut(NormalPath.Longest, isPath: true);
}
