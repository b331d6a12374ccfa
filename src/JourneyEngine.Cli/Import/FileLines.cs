using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using JourneyEngine.Http.Bodies;

namespace JourneyEngine.Cli.Import;

/// <param name="Number">From 1.</param>
/// <param name="Bytes">Without the line's end; null if it is longer than any message may be.</param>
/// <param name="Read">Bytes of the file read so far.</param>
internal readonly record struct FileLine(int Number, byte[]? Bytes, long Read);

/// <summary>The lines of a file, plain or gzip, one after the other; however long one is, no more than a bound of it is
/// held. A byte order mark at the start is passed over.</summary>
internal static class FileLines
{
    /// <summary>What the engine takes as one message, in bytes.</summary>
    public const int Longest = 32 * 1024;

    public static async IAsyncEnumerable<FileLine> Read(
        string file,
        [EnumeratorCancellation] CancellationToken cancellation,
        int longest = Longest
    )
    {
        await using var unpacked = new UnpackedFile(file);
        var pipe = PipeReader.Create(unpacked.Content, new StreamPipeReaderOptions(bufferSize: 2 * longest));
        var (number, isTooLong) = (0, false);
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (Next(ref rest, read.IsCompleted) is { } line)
            {
                number++;
                var it = number == 1 ? line.Slice(ByteOrderMark.In(line.ToArray())) : line;
                yield return new(number, isTooLong || it.Length > longest ? null : it.ToArray(), unpacked.Read);
                isTooLong = false;
            }

            if (rest.Length > longest)
            {
                isTooLong = true;
                rest = rest.Slice(rest.End);
            }

            pipe.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
                break;
        }

        await pipe.CompleteAsync();
    }

    private static ReadOnlySequence<byte>? Next(ref ReadOnlySequence<byte> rest, bool isLast)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            var line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return line;
        }

        if (!isLast || rest.IsEmpty)
            return null;
        var last = rest;
        rest = rest.Slice(rest.End);
        return last;
    }
}
