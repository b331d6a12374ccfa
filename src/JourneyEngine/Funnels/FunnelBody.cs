using System.Text.Json.Serialization;
using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;
using JourneyEngine.Http;
using JourneyEngine.Http.Bodies;
using JourneyEngine.Sites.Rules;

namespace JourneyEngine.Funnels;

/// <summary>A funnel as it is sent: stages in order, each with evidence of which any (<c>when</c>) or every one
/// (<c>all</c>) must hold.</summary>
[AnsweredOnly("name", "version", "at", "warnings")]
public sealed record FunnelBody(IReadOnlyList<FunnelBody.StageBody?>? Stages)
{
    public sealed record StageBody(
        string? Name,
        bool Goal,
        IReadOnlyList<EvidenceBody?>? When,
        IReadOnlyList<EvidenceBody?>? All
    );

    /// <param name="Name">One name, or a list of which any fits.</param>
    /// <param name="PathPrefix">A path, which any below it fits, too, by whole segments: <c>/pricing</c> fits
    /// <c>/pricing/teams</c> and not <c>/pricing-old</c>.</param>
    /// <param name="Path">A path, exactly: <c>/</c> is the home page.</param>
    /// <param name="Count">How many such interactions, at least; 1 where absent.</param>
    /// <param name="Visits">How many visits, at least, the visitor has made in all, 1 where absent: of any kind, not visits
    /// with such interactions in each. The stage is reached when both hold, at the earliest when that visit begins.</param>
    public sealed record EvidenceBody(
        string? Kind,
        [property: JsonConverter(typeof(OneOrMany))] string[]? Name,
        string? Path,
        string? PathPrefix,
        int Count = 1,
        int Visits = 1
    );

    internal StageDefinition[] ToStages() =>
        [
            .. Stages!.Select(stage => new StageDefinition(
                NormalText.Name(stage!.Name!),
                stage.Goal,
                ToEvidence(stage.When),
                ToEvidence(stage.All)
            )),
        ];

    private static Evidence[]? ToEvidence(IReadOnlyList<EvidenceBody?>? evidence) =>
        evidence is null
            ? null
            :
            [
                .. evidence.Select(it =>
                    SentEvidence.Of(it!.Kind, it.Name, it.Path, it.PathPrefix, it.Count, it.Visits)
                ),
            ];
}
