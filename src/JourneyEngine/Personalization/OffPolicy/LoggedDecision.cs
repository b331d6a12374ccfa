using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Log.Links;

namespace JourneyEngine.Personalization.OffPolicy;

/// <summary>A decision that was made, what followed, and what another definition of the slot would have done.</summary>
/// <param name="Fold">Of two; a visitor is in one of them.</param>
/// <param name="Chances">Of each content that the candidate would have shown.</param>
internal sealed record LoggedDecision(
    string Visitor,
    int Fold,
    string Content,
    string? Stage,
    int Visit,
    double Propensity,
    double Reward,
    IReadOnlyList<(string Content, double Chance)> Chances
)
{
    /// <summary>Into how many parts visitors are cut: of each one, rewards are predicted from the others.</summary>
    public const int Folds = 2;

    public static LoggedDecision Replay(
        ContentOffered it,
        string visitor,
        SnapshotStreams saw,
        SlotDefined candidate,
        FoldRules rules,
        Posterior? posterior,
        bool accepted
    )
    {
        var snapshot = Snapshots.Of(saw.Fold(rules), rules, candidate, it.Snapshot.StreamVersion);
        var eligible = Decide.Eligible(candidate, snapshot);
        var chances = Decide.Probabilities(candidate, candidate.Policy, eligible, snapshot, posterior);
        // Of the visitor alone: without an outcome, a seed moves with nothing but the visit.
        var fold = (int)(
            Snapshots.Seed("", visitor, candidate with { Outcome = null }, it.Snapshot with { Visits = 0 }) % Folds
        );
        return new LoggedDecision(
            visitor,
            fold,
            it.Content,
            snapshot.Stage,
            VisitBucket.Of(it.Snapshot.Visits),
            it.Propensity,
            accepted ? 1 : 0,
            chances.Length == 0
                ? [(candidate.Default.Name, 1)]
                : [.. eligible.Select((content, i) => (content.Name, chances[i]))]
        );
    }
}
