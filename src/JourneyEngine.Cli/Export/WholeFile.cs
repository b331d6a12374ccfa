namespace JourneyEngine.Cli.Export;

/// <summary>A file that is there whole or not at all, and that only its owner may read: it holds visitors'
/// pseudonyms.</summary>
internal static class WholeFile
{
    private const int Buffer = 1 << 20;

    /// <exception cref="IOException">It is there already, and is not to be replaced; or it cannot be
    /// written.</exception>
    public static async Task<T> Write<T>(string file, bool replace, Func<Stream, Task<T>> write)
    {
        if (!replace && File.Exists(file))
            throw new IOException($"{file} is there already: choose another name, or say --force.");
        var unfinished = $"{file}.{Path.GetRandomFileName()}.part";
        try
        {
            T written;
            await using (var stream = new FileStream(unfinished, OwnersOnly()))
            {
                written = await write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, file, replace);
            return written;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static FileStreamOptions OwnersOnly()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = Buffer,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
