using System.Globalization;

namespace JourneyEngine.Cli.Import;

/// <summary>What became of a file's lines.</summary>
/// <param name="file">As the user named it; it stands before each complaint.</param>
internal sealed class Imported(string file)
{
    private const int Told = 20;

    private readonly Lock _lock = new();
    private readonly List<string> _complaints = [];

    public long Lines { get; set; }

    /// <summary>Receipts of the engine, by status.</summary>
    public SortedDictionary<string, long> Receipts { get; } = new(StringComparer.Ordinal);

    /// <summary>Lines that are no interaction of a visitor, by reason.</summary>
    public SortedDictionary<string, long> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>Lines that cannot be read, or that the engine refused.</summary>
    public long Wrong { get; private set; }

    /// <summary>The first of what is wrong, as file:line:column: reason.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public void Leave(string reason) => LeftOut[reason] = LeftOut.GetValueOrDefault(reason) + 1;

    public void Complain(int line, int column, string reason)
    {
        lock (_lock)
        {
            Wrong++;
            if (_complaints.Count < Told)
                _complaints.Add(string.Create(CultureInfo.InvariantCulture, $"{file}:{line}:{column}: {reason}"));
        }
    }

    public void Take(int line, string status, string? reason)
    {
        lock (_lock)
            Receipts[status] = Receipts.GetValueOrDefault(status) + 1;
        if (status == "refused")
            Complain(line, 1, "refused: " + reason);
    }
}
