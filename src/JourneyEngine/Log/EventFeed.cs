using JourneyEngine.Log.Appending;
using Npgsql;

namespace JourneyEngine.Log;

/// <summary>Reads the log in order of position, and never passes an event that may still be committed.</summary>
/// <remarks>
/// A transaction takes its numbers before it commits, so a missing number is either still on its way or was rolled
/// back. Whoever could own one below the highest number seen holds the sequence at that moment
/// (<see cref="OpenAppends"/>); once all of those have ended, what is missing is missing for ever. No time-out has to
/// be guessed for that; the second's wait covers writers that take a number before they begin their transaction.
/// </remarks>
internal sealed class EventFeed(TimeProvider clock)
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(1);

    private (long From, long UpTo, string[] Open, long Since)? _gap;

    /// <summary>How long the next event has been waiting for a number before it; null if none waits.</summary>
    public TimeSpan? Blocked { get; private set; }

    public async Task<List<StoredEvent>> Next(
        NpgsqlConnection connection,
        long after,
        int limit,
        CancellationToken cancellation
    )
    {
        var isOver = await IsGapOver(connection, after, cancellation);
        var certain = isOver ? _gap!.Value.UpTo : after;
        var page = await Read(connection, after, limit, cancellation);
        var expected = after;
        Blocked = null;
        for (var i = 0; i < page.Count; i++)
        {
            if (page[i].Position != ++expected && page[i].Position > certain)
            {
                if (i == 0)
                {
                    await RememberGap(connection, after, page[^1].Position, isOver, cancellation);
                    Blocked = clock.GetElapsedTime(_gap!.Value.Since);
                }

                return page[..i];
            }

            expected = page[i].Position;
        }

        return page;
    }

    private async Task<bool> IsGapOver(NpgsqlConnection connection, long after, CancellationToken cancellation)
    {
        if (_gap is not { } gap || gap.UpTo <= after)
            return false;
        return clock.GetElapsedTime(gap.Since) >= LeastWait
            && !gap.Open.Intersect(await OpenAppends.Writing(connection, OpenAppends.Numbers, cancellation)).Any();
    }

    /// <remarks>A gap that is over and still in the way has grown: what stood behind it was erased meanwhile.</remarks>
    private async Task RememberGap(
        NpgsqlConnection connection,
        long after,
        long upTo,
        bool isOver,
        CancellationToken cancellation
    )
    {
        if (_gap?.From != after || isOver)
            _gap = (
                after,
                upTo,
                await OpenAppends.Writing(connection, OpenAppends.Numbers, cancellation),
                clock.GetTimestamp()
            );
    }

    private static async Task<List<StoredEvent>> Read(
        NpgsqlConnection connection,
        long after,
        int limit,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {StoredEvent.Columns} from journey.mt_events event where seq_id > $1 order by seq_id limit $2",
            connection
        );
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        var page = new List<StoredEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            page.Add(StoredEvent.Of(reader));
        return page;
    }
}
