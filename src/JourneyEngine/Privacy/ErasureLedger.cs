using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyEngine.Http;
using JourneyEngine.Log;

namespace JourneyEngine.Privacy;

/// <summary>A line of the ledger: somebody, named by a hash alone, is to be gone from this time on.</summary>
/// <param name="SubjectHash">See <see cref="KeyDerivation.SubjectHash"/>.</param>
/// <param name="Seal">HMAC-SHA256 over this line and the seal of the one before.</param>
public sealed record ErasureEntry(
    Guid Id,
    string Site,
    [property: JsonPropertyName("mark")] byte[] SubjectHash,
    DateTimeOffset At,
    string Seal = ""
);

/// <summary>
/// The list of all erasures, in a file apart from every database and backup, so that a restored database can be made to
/// forget again. It is written before anything is deleted; it names nobody; a line that is changed, moved or taken out
/// is found.
/// </summary>
/// <param name="file">Where it lies; made when the first visitor is erased.</param>
public sealed class ErasureLedger(string file, KeyDerivation keys) : IDisposable
{
    private readonly byte[] _key = keys.For("erasures");
    private readonly SemaphoreSlim _turn = new(1);
    private (IReadOnlyList<ErasureEntry> Entries, long Length) _known = ([], 0);

    /// <returns>Once it is on the disk.</returns>
    /// <exception cref="IOException">The ledger cannot be written, or was tampered with; nothing may be erased
    /// then.</exception>
    public async Task Write(ErasureEntry entry, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var before = Read();
            if (before.Any(it => it.Site == entry.Site && it.SubjectHash.AsSpan().SequenceEqual(entry.SubjectHash)))
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Read,
            };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var stream = new FileStream(file, options);
            // Half a line of a write that a crash cut off is overwritten.
            stream.SetLength(before.Sum(it => Line(it).Length));
            stream.Seek(0, SeekOrigin.End);
            await stream.WriteAsync(
                Line(entry with { Seal = Seal(entry, before.Count == 0 ? "" : before[^1].Seal) }),
                cancellation
            );
            stream.Flush(flushToDisk: true);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <exception cref="IOException">A line is not what was written; the message says which.</exception>
    public IReadOnlyList<ErasureEntry> Read()
    {
        var entries = new List<ErasureEntry>();
        if (!File.Exists(file))
            return entries;
        if (new FileInfo(file).Length is var length && length == _known.Length)
            return _known.Entries;
        var text = File.ReadAllText(file);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            var entry = Parsed(lines[i]);
            if (entry is null || entry.Seal != Seal(entry, i == 0 ? "" : entries[i - 1].Seal))
            {
                throw new IOException(
                    $"The erase ledger {file} is not what was written at line {i + 1}, or JOURNEY_SECRET is "
                        + "another one. Bring the right file or secret back: without it nobody can tell who must be "
                        + "forgotten."
                );
            }

            entries.Add(entry);
        }

        _known = (entries, length);
        return entries;
    }

    public void Dispose() => _turn.Dispose();

    private string Seal(ErasureEntry entry, string before) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(_key, (byte[])[.. Encoding.ASCII.GetBytes(before), .. Line(entry with { Seal = "" })])
        );

    private static ErasureEntry? Parsed(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ErasureEntry>(line, FactJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Line(ErasureEntry entry) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(entry, FactJson.Options), (byte)'\n'];
}
