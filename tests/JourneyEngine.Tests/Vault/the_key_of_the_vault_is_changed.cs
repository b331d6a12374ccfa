using JourneyEngine.Vault;

namespace JourneyEngine.Tests.Vault;

public sealed class the_key_of_the_vault_is_changed : IDisposable
{
    private const int Many = 1_200;
    private readonly KeyFolder _folder = new();
    private readonly string _second = KeyEncryptionKeys.New("2");

    [Fact]
    public void with_every_visitor_s_key_rewrapped_and_the_old_key_useless()
    {
        Fill(_folder.Store(), 0, Many);
        var (before, wrapped) = (KeyFolder.BytesOf(_folder.Store(), 1), _folder.Wrapped(1));

        _folder.Store($"{_second},{_folder.Key}").Rewrap(default).Should().Be(Many);

        KeyFolder.BytesOf(_folder.Store(_second), 1).Should().Equal(before);
        _folder.Holds(wrapped).Should().BeFalse("what the old key opens is gone");
        _folder.Store(_second).Rewrap(default).Should().Be(0);
        Refused(_folder.Store(), it => it.Find("shop", KeyFolder.Mark(1)));
    }

    [Fact]
    public void in_two_runs_of_which_the_second_continues_the_first()
    {
        Fill(_folder.Store(), 0, 10);
        Fill(_folder.Store($"{_second},{_folder.Key}"), 10, 20);
        _folder.Store($"{_second},{_folder.Key}").Rewrap(new CancellationToken(canceled: true)).Should().Be(0);
        _folder.Ask<long>("select count(*) from keys where kek = '1'").Should().Be(10);
        _folder.Store($"{_second},{_folder.Key}").Rewrap(default).Should().Be(10);
    }

    [Fact]
    public void for_all_visitors_but_those_whose_old_key_is_lost()
    {
        Fill(_folder.Store(KeyEncryptionKeys.New("0")), 0, 3);
        Fill(_folder.Store(), 3, 6);

        Refused(_folder.Store($"{_second},{_folder.Key}"), it => it.Rewrap(default))
            .Should()
            .EndWith("not configured: 0.");
        _folder.Ask<long>("select count(*) from keys where kek = '2'").Should().Be(3);
    }

    [Fact]
    public void with_a_wrong_old_key_of_the_same_name_and_nothing_changes()
    {
        Fill(_folder.Store(), 0, 3);
        var wrapped = _folder.Wrapped(1);
        Refused(_folder.Store($"{_second},{KeyEncryptionKeys.New("1")}"), it => it.Rewrap(default))
            .Should()
            .StartWith("The vault's key '1' is another one");
        _folder.Wrapped(1).Should().Equal(wrapped);
    }

    [Fact]
    public async Task while_visitors_are_erased_who_do_not_come_back()
    {
        Fill(_folder.Store(), 0, Many);
        var (rewrapping, erasing) = (_folder.Store($"{_second},{_folder.Key}"), _folder.Store());
        await Task.WhenAll(
            Task.Run(() => rewrapping.Rewrap(default)),
            Task.Run(() => Enumerable.Range(Many - 100, 100).All(it => erasing.Destroy("shop", KeyFolder.Mark(it))))
        );
        _folder.Ask<long>("select count(*) from keys where kek = '2'").Should().Be(Many - 100);
        _folder.Ask<long>("select count(*) from keys").Should().Be(Many - 100);
    }

    public void Dispose() => _folder.Dispose();

    private static void Fill(KeyStore store, int from, int to)
    {
        for (var visitor = from; visitor < to; visitor++)
            store.FindOrMake("shop", KeyFolder.Mark(visitor)).Dispose();
    }

    private static string Refused(KeyStore store, Func<KeyStore, object?> what) =>
        store.Invoking(it => what(it)).Should().Throw<VaultUnavailableException>().Which.Message;
}
