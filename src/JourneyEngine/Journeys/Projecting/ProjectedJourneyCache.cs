using JourneyEngine.Decisions.Folding;
using Npgsql;

namespace JourneyEngine.Journeys.Projecting;

/// <summary>
/// What the projection wrote lately, so that it need not be read again: the journeys of visitors who are still there,
/// and the rules of the sites. It holds only while nobody else has projected: a step must begin where the last step of
/// this host ended.
/// </summary>
internal sealed class ProjectedJourneyCache
{
    /// <summary>About 5 MB of journeys of a few visits each.</summary>
    private const int Most = 10_000;

    private readonly Dictionary<(string Site, string Visitor), JourneyRow> _rows = [];
    private long _position = -1;
    private long _epoch = -1;

    /// <summary>The latest rules of each site that the projection met.</summary>
    public Dictionary<string, FoldRules> Rules { get; } = [];

    /// <returns>False where somebody else projected, or took facts away, since the last step: nothing from before
    /// holds.</returns>
    public bool BeginAt(long position, long epoch)
    {
        var holds = position == _position && epoch == _epoch;
        if (!holds)
        {
            _rows.Clear();
            Rules.Clear();
        }

        (_position, _epoch) = (-1, epoch);
        return holds;
    }

    public async Task<Dictionary<(string Site, string Visitor), JourneyRow>> Read(
        NpgsqlConnection connection,
        IReadOnlyCollection<(string Site, string Visitor)> keys,
        CancellationToken cancellation
    )
    {
        var unknown = keys.Where(key => !_rows.ContainsKey(key)).ToArray();
        var rows = unknown.Length == 0 ? [] : await JourneyTable.Read(connection, unknown, cancellation);
        foreach (var key in keys)
        {
            if (_rows.TryGetValue(key, out var row))
                rows[key] = row;
        }

        return rows;
    }

    public void Written(IEnumerable<JourneyRow> rows)
    {
        if (_rows.Count > Most)
            _rows.Clear();
        foreach (var row in rows)
            _rows[(row.Site, row.Visitor)] = row;
    }

    public void CommittedAt(long position, bool refolded)
    {
        _position = position;
        if (refolded)
            _rows.Clear();
    }
}
