using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Reports;

/// <summary>The funnel that a request is about.</summary>
public static class ChosenFunnel
{
    /// <summary>The funnel that is asked for by name, or the only one.</summary>
    public static FunnelDefined Of(FoldRules rules, string? name) =>
        name is null
            ? rules.Funnels.Length == 1
                ? rules.Funnels[0]
                : throw new UnacceptableException($"Say which funnel: funnel= takes one of {Names(rules)}.")
            : rules.Find(name)
                ?? throw new UnacceptableException(
                    $"There is no funnel '{name}'. Known are: {Names(rules)}.",
                    StatusCodes.Status404NotFound
                );

    internal static FunnelDefined? Of(SiteSnapshot moment, ReportQuery query, SumsOf of) =>
        of.AboutFunnel ? Of(moment.Rules, query.Funnel) : null;

    private static string Names(FoldRules rules) =>
        rules.Funnels.IsEmpty
            ? "none yet (PUT /v1/funnels/{name} defines one)"
            : string.Join(", ", rules.Funnels.Select(it => it.Name));
}
