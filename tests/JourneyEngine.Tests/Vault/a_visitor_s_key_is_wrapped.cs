using JourneyEngine.Vault;

namespace JourneyEngine.Tests.Vault;

public sealed class a_visitor_s_key_is_wrapped : IDisposable
{
    private static readonly byte[] Home = [1, 2, 3];
    private readonly string _text = KeyEncryptionKeys.New("1");
    private readonly VisitorKey _key = VisitorKey.New();

    private KeyEncryptionKeys Ring => KeyEncryptionKeys.Parse(_text);

    [Fact]
    public void for_unwrapping_with_the_same_key_in_the_same_place()
    {
        var (id, wrapped) = Ring.Wrap(_key, Home);
        using var unwrapped = Ring.Unwrap(id, wrapped, Home);
        unwrapped.Bytes.SequenceEqual(_key.Bytes).Should().BeTrue();
    }

    [Fact]
    public void to_different_bytes_each_time()
    {
        var wrapped = Ring.Wrap(_key, Home).Wrapped;
        wrapped.Should().NotEqual(Ring.Wrap(_key, Home).Wrapped);
        wrapped.AsSpan().IndexOf(_key.Bytes[..8]).Should().Be(-1);
    }

    [Fact]
    public void under_a_key_that_unwraps_it_after_another_became_current()
    {
        var (id, wrapped) = Ring.Wrap(_key, Home);
        using var unwrapped = KeyEncryptionKeys
            .Parse($"{KeyEncryptionKeys.New("2")},{_text}")
            .Unwrap(id, wrapped, Home);
        unwrapped.Bytes.SequenceEqual(_key.Bytes).Should().BeTrue();
    }

    [Fact]
    public void for_one_place_and_does_not_unwrap_at_another() =>
        Refused(Ring, "1", Ring.Wrap(_key, Home).Wrapped, [1, 2, 4]);

    [Fact]
    public void under_a_key_that_another_of_the_same_name_cannot_replace() =>
        Refused(KeyEncryptionKeys.Parse(KeyEncryptionKeys.New("1")), "1", Ring.Wrap(_key, Home).Wrapped, Home);

    [Fact]
    public void under_a_key_without_which_it_does_not_unwrap() =>
        Refused(Ring, "0", Ring.Wrap(_key, Home).Wrapped, Home)
            .Message.Should()
            .Contain("'0' is not among those that are configured");

    [Fact]
    public void in_bytes_that_do_not_unwrap_if_changed_or_cut()
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
