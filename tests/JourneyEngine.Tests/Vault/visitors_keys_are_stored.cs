using System.Runtime.Versioning;
using JourneyEngine.Vault;

namespace JourneyEngine.Tests.Vault;

[UnsupportedOSPlatform("windows")]
public sealed class visitors_keys_are_stored : IDisposable
{
    private readonly KeyFolder _folder = new();

    [Fact]
    public void across_a_restart()
    {
        var first = Made(_folder.Store(), 1);
        KeyFolder.BytesOf(_folder.Store(), 1).Should().Equal(first);
        Made(_folder.Store(), 1).Should().Equal(first);
    }

    [Fact]
    public void one_for_each_visitor_of_a_site()
    {
        var store = _folder.Store();
        Enumerable.Range(0, 50).Select(it => Convert.ToHexString(Made(store, it))).Should().OnlyHaveUniqueItems();
        store.Find("shop2", KeyFolder.Mark(1)).Should().BeNull();
    }

    [Fact]
    public async Task once_however_many_ask_at_the_same_time()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => _folder.Store()).ToArray();
        for (var visitor = 0; visitor < 5; visitor++)
        {
            var made = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(it => Task.Run(() => Convert.ToHexString(Made(stores[it % 4], visitor))))
            );
            made.Distinct().Should().ContainSingle();
        }

        _folder.Ask<long>("select count(*) from keys").Should().Be(5);
        _folder.Ask<long>("select count(*) from store").Should().Be(1);
    }

    [Fact]
    public void in_a_file_that_only_its_owner_can_read()
    {
        _folder.Store();
        File.GetUnixFileMode(_folder.File).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(_folder.File)!)
            .Should()
            .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void only_in_wrapped_form()
    {
        var key = Made(_folder.Store(), 1);
        _folder.Holds(_folder.Wrapped(1)).Should().BeTrue("the scan finds what is there");
        _folder.Holds(key).Should().BeFalse();
    }

    [Fact]
    public void in_a_file_that_is_not_recreated_while_it_is_missing()
    {
        var store = _folder.Store();
        Made(store, 1);
        File.Delete(_folder.File);

        Refused(store).Should().Be("The store of the vault's keys cannot be reached (SQLite 14).");
        File.Exists(_folder.File).Should().BeFalse();
    }

    [Fact]
    public void only_in_a_file_that_is_a_key_store()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File)!);
        File.WriteAllText(_folder.File, string.Join(' ', Enumerable.Repeat("Not a database.", 100)));
        _folder.Invoking(it => it.Store()).Should().Throw<VaultUnavailableException>().WithMessage("*(SQLite 26).");
    }

    [Fact]
    public void only_where_a_file_can_be_created()
    {
        File.WriteAllText(Path.GetDirectoryName(_folder.File)!, "A file where the folder should be.");
        _folder.Invoking(it => it.Store()).Should().Throw<VaultUnavailableException>();
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Made(KeyStore store, int visitor)
    {
        using var key = store.FindOrMake("shop", KeyFolder.Mark(visitor));
        return key.Bytes.ToArray();
    }

    private static string Refused(KeyStore store) =>
        store
            .Invoking(it => it.FindOrMake("shop", KeyFolder.Mark(1)))
            .Should()
            .Throw<VaultUnavailableException>()
            .Which.Message;
}
