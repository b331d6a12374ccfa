using System.Text.Json.Nodes;
using JourneyEngine.Privacy;
using JourneyEngine.Store;

namespace JourneyEngine.Host.Privacy;

/// <summary>Everything that is held of a visitor, for machines: what was told, and every fact as a CloudEvent.</summary>
public sealed class Export(GetMe me, ExportFacts facts)
{
    /// <param name="Facts">CloudEvents 1.0, in the order in which they were stored.</param>
    public sealed record All(GetMe.Me About, IReadOnlyList<JsonObject> Facts);

    public async Task<IResult> Of(Caller caller, bool csv, CancellationToken cancellation)
    {
        var about = await me.Of(caller, cancellation);
        var held = await facts.Of(caller.Site, caller.Visitor, cancellation);
        if (csv)
            return Csv.File("what-we-hold", held.Select(ExportFacts.RowOf).Concat((about.Details ?? []).Where(it => it.Value is not null).Select(it => new ExportFacts.Row(it.ChangedAt, "detail", it.Name, it.Value, string.Join(' ', it.UsedFor)))));
        return TypedResults.File(
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new All(about, held), FactJson.Options), "application/json", "what-we-hold.json");
    }
}
