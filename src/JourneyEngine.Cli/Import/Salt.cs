using System.Security.Cryptography;

namespace JourneyEngine.Cli.Import;

/// <summary>The key by which an import makes pseudonyms and message ids: the same with the same key, and meaning
/// nothing without it.</summary>
internal sealed class Salt(byte[] key)
{
    private const int Bytes = 32;
    private const int Shown = 16;

    /// <param name="isNew">Whether it was made just now.</param>
    /// <exception cref="IOException">The file is there, but holds too few bytes; or it cannot be read or
    /// written.</exception>
    public static Salt Of(string file, out bool isNew)
    {
        isNew = !File.Exists(file);
        if (isNew)
            Make(file);
        var key = File.ReadAllBytes(file);
        return key.Length >= Bytes
            ? new Salt(key)
            : throw new IOException($"{file} is no salt: it holds {key.Length} bytes, and {Bytes} are needed.");
    }

    /// <returns>128 bits in hexadecimal.</returns>
    public string Mark(ReadOnlySpan<byte> of) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, of).AsSpan(0, Shown));

    private static void Make(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var made = new FileStream(file, options);
        made.Write(RandomNumberGenerator.GetBytes(Bytes));
    }
}
