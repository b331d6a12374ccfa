using System.Text.Json.Serialization;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conditions;
using JourneyEngine.Http;
using JourneyEngine.Http.Bodies;
using JourneyEngine.Sites.Rules;

namespace JourneyEngine.Personalization.Slots;

/// <summary>A slot as it is sent. The vocabulary is closed: a word that is not in it
/// is refused.</summary>
/// <param name="Funnel">Whose stages decide. Where left out: the one that the slot has, else the site's only
/// one.</param>
/// <param name="Policy"><c>rules</c> (first that fits, the default), <c>uniform</c> (drawn evenly among those that
/// fit), <c>learning</c> (drawn by what was learned) or <c>fixed</c> (the default for everybody).</param>
/// <param name="Default">Shown when nothing fits or nothing is known, and to the holdout.</param>
/// <param name="Outcome">What tells that a content was accepted or declined; a learning policy needs it.</param>
/// <param name="Holdout">Share of visitors who are shown the default, in [0, 0.5].</param>
/// <param name="Shadow">A policy that decides beside the one in force, logged and not shown.</param>
/// <param name="Floor">Share of a learning policy's decisions that explore evenly while nothing is known, in (0, 1];
/// 0.02 where absent.</param>
/// <param name="Exposure"><c>offered</c> (what was offered counts as shown, the default) or <c>reported</c> (what the
/// app reports as shown).</param>
[AnsweredOnly("slot", "version", "at", "warnings")]
public sealed record SlotBody(
    string? Funnel,
    string? Policy,
    SentContent? Default,
    IReadOnlyList<SentContent?>? Contents,
    SlotBody.OutcomeBody? Outcome = null,
    double Holdout = 0,
    string? Shadow = null,
    double? Floor = null,
    string? Exposure = null
)
{
    /// <param name="WithinHours">How long after a decision an answer counts, by the visitor's own time: from the latest
    /// interaction that the decision knew.</param>
    public sealed record OutcomeBody(
        IReadOnlyList<EvidenceBody?>? Accepted,
        IReadOnlyList<EvidenceBody?>? Declined = null,
        double WithinHours = 24
    );

    /// <param name="Name">One name, or a list of which any fits.</param>
    /// <param name="PathPrefix">A path, which any below it fits, too, by whole segments.</param>
    /// <param name="Path">A path, exactly.</param>
    /// <param name="Count">1, as it is answered: what a visitor does once is an outcome.</param>
    /// <param name="Visits">1 as well.</param>
    public sealed record EvidenceBody(
        string? Kind,
        [property: JsonConverter(typeof(OneOrMany))] string[]? Name,
        string? Path,
        string? PathPrefix,
        int Count = 1,
        int Visits = 1
    );

    /// <param name="funnels">Of the site.</param>
    /// <param name="kept">The slot's in its version before.</param>
    internal FunnelDefined? FunnelAmong(IReadOnlyList<FunnelDefined> funnels, string? kept) =>
        (Funnel ?? kept) is { } name ? funnels.FirstOrDefault(it => it.Name == name)
        : funnels.Count == 1 ? funnels[0]
        : null;

    /// <summary>Whether a content asks who has converted while the site has several funnels and none is
    /// meant.</summary>
    internal bool ConvertedInWhich(IReadOnlyList<FunnelDefined> funnels, string? kept) =>
        funnels.Count > 1 && (Funnel ?? kept) is null && (Contents ?? []).Any(it => it?.Content.Converted is not null);

    /// <param name="funnel">Written into the slot also where it was left out: a second funnel of the site takes no
    /// stages from it.</param>
    internal SlotDefined ToSlot(string slot, int version, DateTimeOffset at, string? funnel) =>
        new(
            slot,
            version,
            funnel,
            Policy ?? Policies.Rules,
            Default!.Content,
            [.. (Contents ?? []).Select(it => it!.Content)],
            at,
            Outcome is null
                ? null
                : new OutcomeDefinition(
                    ToEvidence(Outcome.Accepted)!,
                    ToEvidence(Outcome.Declined),
                    Outcome.WithinHours
                ),
            Holdout,
            Shadow,
            Floor,
            Exposure
        );

    /// <summary>What the conditions of its contents are checked against.</summary>
    internal SlotScope Scope(FunnelDefined? funnel) =>
        new(
            funnel,
            (Contents ?? []).Select(it => it?.Content.Name).OfType<string>().ToHashSet(),
            Outcome is not null,
            Outcome?.Declined is { Count: > 0 }
        );

    private static Evidence[]? ToEvidence(IReadOnlyList<EvidenceBody?>? evidence) =>
        evidence is null
            ? null
            : [.. evidence.Select(it => SentEvidence.Of(it!.Kind, it.Name, it.Path, it.PathPrefix, 1, 1))];
}
