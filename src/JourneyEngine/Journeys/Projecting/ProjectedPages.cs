using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys.Projecting;

/// <summary>Pages of the log, in order. While a full page is projected, the one after it is read on another
/// connection.</summary>
internal sealed class ProjectedPages(EventFeed feed)
{
    /// <summary>Events of a full page.</summary>
    public const int Size = 10_000;

    private (long After, Task<List<StoredEvent>> Page)? _ahead;

    /// <param name="holds">Whether what was read ahead may be used.</param>
    public async Task<List<StoredEvent>> Next(
        NpgsqlDataSource database,
        NpgsqlConnection connection,
        long position,
        bool holds,
        CancellationToken cancellation
    )
    {
        var ahead = _ahead;
        _ahead = null;
        // Also where it is of no use: the feed reads one page at a time.
        var read = ahead is null ? [] : await ahead.Value.Page;
        var page =
            holds && ahead?.After == position && read.Count > 0
                ? read
                : await feed.Next(connection, position, Size, cancellation);
        if (page.Count == Size)
            _ahead = (page[^1].Position, Ahead(database, page[^1].Position, cancellation));
        return page;
    }

    private async Task<List<StoredEvent>> Ahead(
        NpgsqlDataSource database,
        long position,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await feed.Next(connection, position, Size, cancellation);
    }
}
