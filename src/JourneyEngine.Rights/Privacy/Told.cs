using JourneyEngine.Contracts;
using JourneyEngine.Vault;

namespace JourneyEngine.Rights.Privacy;

/// <summary>A detail that the notice declares, and what the visitor told.</summary>
/// <param name="Reason">Why it is asked for, by language.</param>
/// <param name="Value">Null if the visitor has not told it.</param>
/// <param name="ConfirmedAt">When whoever has the address said that it is theirs: nothing else is sent there before.</param>
public sealed record Told(
    string Name,
    string Shape,
    string[] Purposes,
    IReadOnlyDictionary<string, string> Reason,
    string? Value,
    string[] UsedFor,
    DateTimeOffset? Since,
    DateTimeOffset? ChangedAt,
    long Uses,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? ConfirmedAt
)
{
    internal static Told Of(NoticeDetail declared, DeclaredDetail? held) =>
        new(
            declared.Name,
            declared.Shape,
            declared.Purposes,
            declared.Reason,
            held?.Value,
            held?.Purposes ?? [],
            held?.Since,
            held?.ChangedAt,
            held?.Uses ?? 0,
            held?.LastUsedAt,
            held?.ConfirmedAt
        );
}
