namespace JourneyEngine.Tests.Vault;

public sealed class a_visitor_s_key_is_destroyed : IDisposable
{
    private readonly KeyFolder _folder = new();

    /// <remarks>Enough for pages to be split and merged: what is moved from one to another must not stay
    /// behind.</remarks>
    [Fact]
    public void without_a_byte_of_it_left_in_any_file()
    {
        var store = _folder.Store();
        var wrapped = Enumerable
            .Range(0, 400)
            .ToDictionary(
                it => it,
                it =>
                {
                    store.FindOrMake("shop", KeyFolder.Mark(it)).Dispose();
                    return _folder.Wrapped(it);
                }
            );

        foreach (var visitor in wrapped.Keys.Where(it => it % 4 != 0))
            store.Destroy("shop", KeyFolder.Mark(visitor)).Should().BeTrue();

        wrapped
            .Should()
            .AllSatisfy(it =>
                _folder
                    .Holds(it.Value)
                    .Should()
                    .Be(it.Key % 4 == 0, "visitor {0}: those who stay are the control", it.Key)
            );
    }

    [Fact]
    public void once_and_only_for_its_site()
    {
        var store = _folder.Store();
        store.FindOrMake("shop", KeyFolder.Mark(1)).Dispose();
        store.FindOrMake("shop2", KeyFolder.Mark(1)).Dispose();

        store.Destroy("shop", KeyFolder.Mark(1)).Should().BeTrue();
        store.Destroy("shop", KeyFolder.Mark(1)).Should().BeFalse();
        store.Find("shop", KeyFolder.Mark(1)).Should().BeNull();
        store.Find("shop2", KeyFolder.Mark(1)).Should().NotBeNull();
    }

    [Fact]
    public void before_a_new_one_is_made_that_differs()
    {
        var store = _folder.Store();
        store.FindOrMake("shop", KeyFolder.Mark(1)).Dispose();
        var before = KeyFolder.BytesOf(store, 1);
        store.Destroy("shop", KeyFolder.Mark(1));
        store.FindOrMake("shop", KeyFolder.Mark(1)).Dispose();
        KeyFolder.BytesOf(store, 1).Should().NotEqual(before);
    }

    public void Dispose() => _folder.Dispose();
}
