namespace JourneyEngine.Replay;

/// <summary>Differences in words: the first hundred, and how many more there are.</summary>
internal sealed class Differences
{
    private const int Told = 100;

    private readonly List<string> _told = [];
    private int _more;

    public IReadOnlyList<string> Found => _more == 0 ? _told : [.. _told, $"and {_more} more."];

    public void Add(string difference)
    {
        if (_told.Count < Told)
            _told.Add(difference);
        else
            _more++;
    }
}
