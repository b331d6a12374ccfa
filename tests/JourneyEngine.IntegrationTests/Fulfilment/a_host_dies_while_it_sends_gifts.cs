namespace JourneyEngine.IntegrationTests.Fulfilment;

[Collection(OutboxTests.Name)]
public sealed class a_host_dies_while_it_sends_gifts(OneOutbox one)
{
    [Fact]
    public async Task with_two_others_sending_each_once_under_its_idempotency_key()
    {
        using var deaf = new Hook(_ => Task.Delay(Timeout.Infinite));
        using var hook = new Hook(Hook.Takes);
        var visitors = Enumerable.Range(0, 12).Select(it => "visitor-" + it).ToArray();
        Site site;
        await using (var preparing = await one.Apart("file"))
        {
            site = await one.NewSite(preparing.Address).Fulfils();
            foreach (var visitor in visitors)
                await site.HasBirthday(visitor, visitor + "@example.test");
        }

        var dying = await one.Apart(deaf.Address.ToString());
        await Eventually.Sees(() => Task.FromResult(deaf.Calls.Count), it => it >= 4);
        await dying.Kill();
        (await one.Granted(site)).Should().BeEmpty();

        await one.Later(TimeSpan.FromMinutes(5));
        await using var second = await one.Apart(hook.Address.ToString());
        await using var third = await one.Apart(hook.Address.ToString());
        (await Eventually.Sees(() => one.Granted(site), it => it.Count >= 12)).Should().HaveCount(12);
        // The queue is shared: what another site's host left on its way goes out through these hosts too.
        var marks = visitors.Select(it => Convert.ToHexStringLower(site.Mark(one.Folder, it).AsSpan(0, 8))).ToArray();
        Keys(hook, marks).Should().HaveCount(12).And.OnlyHaveUniqueItems();
        Keys(hook, marks).Should().Contain(Keys(deaf, marks));
    }

    private static string[] Keys(Hook hook, string[] marks) =>
        [
            .. hook
                .Calls.Select(it => it.Key)
                .Where(key => marks.Any(mark => key.EndsWith(mark, StringComparison.Ordinal))),
        ];
}
