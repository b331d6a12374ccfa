using System.Text;

namespace JourneyEngine.Http;

/// <summary>A file for the owner's eyes only, such as a key: made once, whole or not at all.</summary>
public static class PrivateFile
{
    /// <remarks>Two hosts may start on one folder: the first one's file stays.</remarks>
    public static string ReadOrMake(string file, Func<string> content)
    {
        if (!File.Exists(file))
            Make(file, content());
        return File.ReadAllText(file).Trim();
    }

    private static void Make(string file, string content)
    {
        // Not the number of the process: in two containers on one volume it is the same.
        var own = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(own, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(content));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(own, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(own);
        }
    }
}
