using JourneyEngine.Decisions;

namespace JourneyEngine.Store;

/// <summary>A visitor's journey in memory, and how it follows the visitor's stream.</summary>
internal sealed class WarmJourney
{
    private readonly Lock _gate = new();
    private CurrentJourney? _current;
    private long _readAt;
    private int _appends;

    /// <summary>How many facts have been appended since it is followed; one that comes while it is read makes what was read worthless.</summary>
    public int Appends => Volatile.Read(ref _appends);

    /// <returns>Nothing where it was not read yet, or too long ago.</returns>
    public CurrentJourney? Current(TimeSpan longestKept)
    {
        lock (_gate)
        {
            return Environment.TickCount64 - _readAt <= longestKept.TotalMilliseconds ? _current : null;
        }
    }

    public void Keep(CurrentJourney read, int appends)
    {
        lock (_gate)
        {
            if (_appends == appends)
                (_current, _readAt) = (read, Environment.TickCount64);
        }
    }

    /// <param name="interaction">What the fact means for the journey; nothing where it is of another kind.</param>
    public void Append(Interaction? interaction, long version)
    {
        lock (_gate)
        {
            _appends++;
            if (_current is not { } current || version <= current.Version)
                return;
            _current = version > current.Version + 1
                ? null
                : current with { Version = version, Journey = interaction is { } it ? current.Journey.Fold(current.Rules, [it]) : current.Journey };
        }
    }
}
