using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Log.Links;

/// <summary>What a decision saw of the log.</summary>
/// <param name="Subject">The pseudonym that chance and holdout went by.</param>
/// <param name="Streams">As they were then.</param>
internal sealed record SnapshotStreams(string Subject, IReadOnlyList<StoredEvent[]> Streams)
{
    /// <param name="version">Of the decision in its stream.</param>
    /// <param name="own">The stream that the decision is in.</param>
    /// <param name="begun">Streams of the same person by their first events.</param>
    /// <returns>Null if some of it was forgotten since, or is elsewhere in this log than it was in that of the
    /// decision.</returns>
    public static SnapshotStreams? Of(
        ContentOffered decision,
        long version,
        IReadOnlyList<StoredEvent> own,
        IReadOnlyDictionary<long, IReadOnlyList<StoredEvent>> begun
    )
    {
        if (decision.Imported && decision.VersionThere != version)
            return null;
        var snapshot = decision.Snapshot;
        if (snapshot.Streams is not { Length: > 0 } read)
            return Log.Streams.UpTo(own, snapshot.StreamVersion) is { } before ? new(own[0].Visitor!, [before]) : null;
        var streams = new List<StoredEvent[]>(read.Length);
        foreach (var it in read)
        {
            if (!begun.TryGetValue(it.First, out var stream) || Log.Streams.UpTo(stream, it.Version) is not { } before)
                return null;
            streams.Add(before);
        }

        return new(streams[0][0].Visitor!, streams);
    }

    public Journey Fold(FoldRules rules) =>
        Streams
            .Select(it => Journey.Empty.Fold(rules, Log.Streams.Interactions(it)))
            .Aggregate((all, it) => all.Merge(it, rules));
}
