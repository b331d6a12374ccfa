using System.Security.Cryptography;
using JourneyEngine.Vault;
using Microsoft.Data.Sqlite;

namespace JourneyEngine.Tests.Vault;

/// <summary>A folder for a store of keys, and what can be seen in it from outside.</summary>
internal sealed class KeyFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journey-keys-");

    public string File => Path.Combine(_folder.FullName, "vault", "keys.db");

    public string Key { get; } = KeyEncryptionKeys.New("1");

    public KeyStore Store(string? keys = null) => new(File, KeyEncryptionKeys.Parse(keys ?? Key));

    public static byte[] Mark(int visitor) => SHA256.HashData(BitConverter.GetBytes(visitor));

    public static byte[] BytesOf(KeyStore store, int visitor)
    {
        using var key = store.Find("shop", Mark(visitor));
        return key!.Bytes.ToArray();
    }

    public T Ask<T>(string query)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (T)command.ExecuteScalar()!;
    }

    public byte[] Wrapped(int visitor) =>
        Ask<byte[]>($"select wrapped from keys where mark = x'{Convert.ToHexString(Mark(visitor))}'");

    /// <summary>Whether any 12 bytes in a row of these are in any file of the folder.</summary>
    public bool Holds(byte[] needle) =>
        _folder
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(it => System.IO.File.ReadAllBytes(it.FullName))
            .Any(bytes =>
                Enumerable.Range(0, needle.Length - 11).Any(at => bytes.AsSpan().IndexOf(needle.AsSpan(at, 12)) >= 0)
            );

    public void Dispose() => _folder.Delete(recursive: true);
}
