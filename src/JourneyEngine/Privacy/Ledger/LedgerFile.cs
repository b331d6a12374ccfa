using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Privacy.Ledger;

/// <summary>The ledger as a file, a line each; hosts on one machine that share it take turns by a lock on it, which ends
/// with their process.</summary>
internal sealed class LedgerFile(string file, ILogger logger) : ILedgerPlace
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private (int Count, long LastLine) _read;

    public string Name => file;

    public async Task Alone(
        int known,
        Func<IReadOnlyList<string>, IReadOnlyList<string>> work,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var stream = await Locked(cancellation);
            var from = known == _read.Count ? Math.Min(_read.LastLine, stream.Length) : 0;
            var bytes = new byte[stream.Length - from];
            stream.Position = from;
            await stream.ReadExactlyAsync(bytes, cancellation);
            var written = Written(bytes);
            var lines = Lines(bytes, written);
            var skipped = from == 0 ? Math.Max(known - 1, 0) : 0;
            var added = work([.. lines.Skip(skipped)]);
            CutOff(stream, from + written, bytes.AsSpan(written));
            var appended = Encoding.UTF8.GetBytes(string.Concat(added.Select(it => it + '\n')));
            if (appended.Length > 0)
            {
                stream.Position = from + written;
                await stream.WriteAsync(appended, CancellationToken.None);
                stream.Flush(flushToDisk: true);
            }

            _read = (
                Math.Max(known - 1, 0) + lines.Length - skipped + added.Count,
                from + LastLine([.. bytes.AsSpan(0, written), .. appended])
            );
        }
        catch (Exception failure)
            when (failure is (IOException or UnauthorizedAccessException) and not ErasureLedgerException)
        {
            throw new ErasureLedgerException($"The erase ledger {file} cannot be written: {failure.Message}", failure);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<FileStream> Locked(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(file, options);
            }
            catch (IOException failure) when (failure.GetType() == typeof(IOException) && waited.Elapsed < Patience)
            {
                // Another host has its turn.
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    /// <summary>Half a line of a write that a crash cut off: nobody was told that it is there.</summary>
    private void CutOff(FileStream stream, long end, ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
            return;
        if (rest[0] is not ((byte)'{' or 0))
            throw new ErasureLedgerException(
                $"The erase ledger {file} does not end with what was written to it. Bring the right file back."
            );
        stream.SetLength(end);
        stream.Flush(flushToDisk: true);
        logger.LogWarning(
            "The last line of the erase ledger {File} was cut off, as by a crash while it was written. It was not "
                + "acknowledged, and is taken out: who asked for that erasure got no certificate, and may have to ask again.",
            file
        );
    }

    /// <returns>How many bytes are whole lines. A file system may leave zeros where a write was cut off.</returns>
    private static int Written(ReadOnlySpan<byte> bytes)
    {
        var zero = bytes.IndexOf((byte)0);
        return (zero < 0 ? bytes : bytes[..zero]).LastIndexOf((byte)'\n') + 1;
    }

    private static string[] Lines(byte[] bytes, int written) =>
        written == 0 ? [] : Encoding.UTF8.GetString(bytes, 0, written - 1).Split('\n');

    private static int LastLine(ReadOnlySpan<byte> lines) =>
        lines.IsEmpty ? 0 : lines[..^1].LastIndexOf((byte)'\n') + 1;
}
