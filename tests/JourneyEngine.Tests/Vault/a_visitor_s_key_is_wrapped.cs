using JourneyEngine.Vault;

namespace JourneyEngine.Tests.Vault;

public sealed class a_visitor_s_key_is_wrapped : IDisposable
{
    private static readonly byte[] Home = [1, 2, 3];
    private readonly string _text = KeyEncryptionKeys.New("1");
    private readonly VisitorKey _key = VisitorKey.New();

    private KeyEncryptionKeys Ring => KeyEncryptionKeys.Parse(_text);

    [Fact]
    public void and_unwraps_under_the_same_key_at_the_same_place()
    {
        var (id, wrapped) = Ring.Wrap(_key, Home);
        using var unwrapped = Ring.Unwrap(id, wrapped, Home);
        unwrapped.Bytes.SequenceEqual(_key.Bytes).Should().BeTrue();
    }

    [Fact]
    public void and_looks_different_each_time()
    {
        var wrapped = Ring.Wrap(_key, Home).Wrapped;
        wrapped.Should().NotEqual(Ring.Wrap(_key, Home).Wrapped);
        wrapped.AsSpan().IndexOf(_key.Bytes[..8]).Should().Be(-1);
    }

    [Fact]
    public void and_still_unwraps_when_another_key_is_the_current_one()
    {
        var (id, wrapped) = Ring.Wrap(_key, Home);
        using var unwrapped = KeyEncryptionKeys.Parse($"{KeyEncryptionKeys.New("2")},{_text}").Unwrap(id, wrapped, Home);
        unwrapped.Bytes.SequenceEqual(_key.Bytes).Should().BeTrue();
    }

    [Fact]
    public void but_not_at_another_place() => Refused(Ring, "1", Ring.Wrap(_key, Home).Wrapped, [1, 2, 4]);

    [Fact]
    public void but_not_under_another_key_of_the_same_name() => Refused(KeyEncryptionKeys.Parse(KeyEncryptionKeys.New("1")), "1", Ring.Wrap(_key, Home).Wrapped, Home);

    [Fact]
    public void but_not_where_its_key_is_not_at_hand() =>
        Refused(Ring, "0", Ring.Wrap(_key, Home).Wrapped, Home).Message.Should().Contain("'0' is not among those that are configured");

    [Fact]
    public void but_not_when_it_was_changed_or_cut()
    {
        var wrapped = Ring.Wrap(_key, Home).Wrapped;
        for (var at = 0; at < wrapped.Length; at++)
        {
            var changed = (byte[])wrapped.Clone();
            changed[at] ^= 1;
            Refused(Ring, "1", changed, Home);
            Refused(Ring, "1", wrapped[..at], Home);
        }
    }

    public void Dispose() => _key.Dispose();

    private static VaultUnavailableException Refused(KeyEncryptionKeys ring, string id, byte[] wrapped, byte[] place) =>
        ring.Invoking(it => it.Unwrap(id, wrapped, place)).Should().Throw<VaultUnavailableException>().Which;
}
