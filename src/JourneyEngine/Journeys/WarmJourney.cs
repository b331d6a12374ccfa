using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Journeys;

/// <summary>A visitor's journey in memory, and how it follows the visitor's stream.</summary>
internal sealed class WarmJourney
{
    private readonly Lock _gate = new();
    private CurrentJourney? _current;
    private long _readAt;
    private int _appends;

    /// <summary>How many facts have been appended since it is followed; one that comes while it is read makes what was
    /// read worthless.</summary>
    public int Appends => Volatile.Read(ref _appends);

    /// <param name="longestKept">How long it holds after it was read.</param>
    /// <returns>Null if it was not read yet, or too long ago.</returns>
    public CurrentJourney? Current(TimeSpan longestKept)
    {
        lock (_gate)
        {
            return Environment.TickCount64 - _readAt <= longestKept.TotalMilliseconds ? _current : null;
        }
    }

    /// <summary>The projection has processed the visitor's stream up to a version: who wrote what is not known here,
    /// did so past this host.</summary>
    public void ProjectedTo(long version)
    {
        lock (_gate)
        {
            if (version <= _current?.Version)
                return;
            // Also where nothing is held: what is being read just now may have been so before it came.
            _appends++;
            _current = null;
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

    /// <param name="interaction">What the fact means for the journey; null if it is of another kind.</param>
    public void Append(Interaction? interaction, long version)
    {
        lock (_gate)
        {
            _appends++;
            if (_current is not { } current || version <= current.Version)
                return;
            _current =
                version > current.Version + 1
                    ? null
                    : current with
                    {
                        Version = version,
                        Journey = interaction is { } it ? current.Journey.Fold(current.Rules, [it]) : current.Journey,
                    };
        }
    }
}
