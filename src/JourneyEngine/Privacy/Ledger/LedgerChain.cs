using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JourneyEngine.Http;
using JourneyEngine.Log;

namespace JourneyEngine.Privacy.Ledger;

/// <summary>The lines of a ledger, each sealed together with the one before: one that is changed, moved or taken out is
/// found. Each line is checked once.</summary>
/// <param name="place">How messages call the ledger.</param>
internal sealed class LedgerChain(KeyDerivation keys, string place)
{
    private readonly byte[] _key = keys.For("erasures");
    private readonly List<ErasureEntry> _entries = [];
    private readonly HashSet<(string Site, string SubjectHash)> _subjects = [];

    public IReadOnlyList<ErasureEntry> Entries => _entries;

    /// <param name="lines">From the last one that is known already on.</param>
    /// <exception cref="ErasureLedgerException">A line is not what was written; the message says which.</exception>
    public void Take(IReadOnlyList<string> lines)
    {
        var known = _entries.Count;
        if (known > 0 && (lines.Count == 0 || Parsed(lines[0])?.Seal != _entries[^1].Seal))
            throw Broken(known);
        var taken = new List<ErasureEntry>();
        foreach (var line in known > 0 ? lines.Skip(1) : lines)
        {
            var entry = Parsed(line);
            if (entry is null || entry.Seal != Seal(entry, Last(taken.Count > 0 ? taken : _entries)))
                throw Broken(known + taken.Count + 1);
            taken.Add(entry);
        }

        taken.ForEach(Add);
    }

    /// <returns>Those who are not in the ledger yet, sealed to follow its last line.</returns>
    public IReadOnlyList<ErasureEntry> Missing(IEnumerable<ErasureEntry> entries)
    {
        var missing = new List<ErasureEntry>();
        foreach (var entry in entries.Where(it => !_subjects.Contains(Subject(it))).DistinctBy(Subject))
            missing.Add(entry with { Seal = Seal(entry, Last(missing.Count > 0 ? missing : _entries)) });
        return missing;
    }

    public void Add(ErasureEntry entry)
    {
        _entries.Add(entry);
        _subjects.Add(Subject(entry));
    }

    /// <summary>Without the end of the line.</summary>
    public static string Line(ErasureEntry entry) => JsonSerializer.Serialize(entry, FactJson.Options);

    private string Seal(ErasureEntry entry, string before) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{before}{Line(entry with { Seal = "" })}\n"))
        );

    private ErasureLedgerException Broken(int line) =>
        new(
            $"The erase ledger {place} is not what was written at line {line}, or JOURNEY_SECRET is another one. Bring "
                + "the right ledger or secret back: without it nobody can tell who must be forgotten."
        );

    private static string Last(List<ErasureEntry> entries) => entries.Count == 0 ? "" : entries[^1].Seal;

    private static (string, string) Subject(ErasureEntry entry) => (entry.Site, Convert.ToHexString(entry.SubjectHash));

    private static ErasureEntry? Parsed(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ErasureEntry>(line, FactJson.Options) is { SubjectHash: not null } entry
                ? entry
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
