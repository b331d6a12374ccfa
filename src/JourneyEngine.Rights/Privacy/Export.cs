using System.Text.Json.Nodes;
using JourneyEngine.Http;
using JourneyEngine.Log;
using JourneyEngine.Privacy;

namespace JourneyEngine.Rights.Privacy;

/// <summary>Everything that is held of a visitor, for machines: what was told, and every fact as a
/// CloudEvent.</summary>
public sealed class Export(GetMe me, ExportFacts facts, KnownVisitors known)
{
    /// <param name="Facts">CloudEvents 1.0, in the order in which they were stored.</param>
    public sealed record Everything(GetMe.Me About, IReadOnlyList<JsonObject> Facts);

    public async Task<Everything> All(Caller caller, CancellationToken cancellation) =>
        new(
            await me.Of(caller, deviceOnly: false, cancellation),
            await facts.Of(caller.Site, await known.Person(caller, cancellation), cancellation)
        );

    public async Task<IResult> Of(Caller caller, bool csv, CancellationToken cancellation)
    {
        var all = await All(caller, cancellation);
        if (csv)
            return Csv.File(
                "what-we-hold",
                all.Facts.Select(ExportFacts.RowOf)
                    .Concat(
                        (all.About.Details ?? [])
                            .Where(it => it.Value is not null)
                            .Select(it => new ExportFacts.Row(
                                it.ChangedAt,
                                "detail",
                                it.Name,
                                it.Value,
                                string.Join(' ', it.UsedFor)
                            ))
                    )
            );
        return TypedResults.File(
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(all, FactJson.Options),
            "application/json",
            "what-we-hold.json"
        );
    }
}
