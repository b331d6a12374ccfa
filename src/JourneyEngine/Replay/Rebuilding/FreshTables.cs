using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Measuring;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>The tables of journeys and sums that are filled anew beside the live ones.</summary>
internal sealed class FreshTables(RulesTable rulesTable)
{
    public FreshTable Journeys { get; } = new("journeys");

    public FreshTable Sums { get; } = new("sums");

    public async Task Create(NpgsqlConnection owner, CancellationToken cancellation)
    {
        await Journeys.Create(owner, cancellation);
        await Sums.Create(owner, cancellation);
    }

    public async Task Index(NpgsqlConnection owner, CancellationToken cancellation)
    {
        await Journeys.Index(owner, cancellation);
        await Sums.Index(owner, cancellation);
    }

    public async Task Drop(NpgsqlConnection owner)
    {
        await Journeys.Drop(owner);
        await Sums.Drop(owner);
    }

    /// <summary>They take the place of the live ones.</summary>
    public async Task Swap(NpgsqlConnection owner, FoldedUpTo upTo, CancellationToken cancellation)
    {
        await using var transaction = await owner.BeginTransactionAsync(cancellation);
        var isEpoch = await TableSwap.Hold(owner, cancellation) == upTo.Epoch;
        await TableSwap.Same(owner, upTo.Generation.Number, cancellation);
        // Whoever reads is held up from the exchange on only.
        var deleted = isEpoch ? null : await DeletedMeanwhile.Find(owner, Journeys.Name, upTo, cancellation);
        await Journeys.Replace(owner, cancellation);
        await Sums.Replace(owner, cancellation);
        if (deleted is not null)
            await DropDeleted.Run(owner, rulesTable, upTo, deleted, cancellation);
        await TableSwap.GoBack(owner, upTo.Position, upTo.Revisions, cancellation);
        await GenerationTable.Finish(owner, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>They stay beside the live ones.</summary>
    /// <exception cref="InvalidOperationException">Facts were taken away meanwhile.</exception>
    public async Task Keep(NpgsqlConnection owner, FoldedUpTo upTo, CancellationToken cancellation)
    {
        await using var transaction = await owner.BeginTransactionAsync(cancellation);
        if (await TableSwap.Hold(owner, cancellation) != upTo.Epoch)
            throw new InvalidOperationException(
                "Somebody was erased, or facts of them were, and the shadow must not know them. Build it anew."
            );
        await Journeys.Stand(owner, cancellation);
        await Sums.Stand(owner, cancellation);
        await new ShadowCheckpoint(upTo.Position, upTo.Epoch, upTo.Revisions, upTo.Generation.Number).Write(
            owner,
            cancellation
        );
        await transaction.CommitAsync(cancellation);
    }
}
