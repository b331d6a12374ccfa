using static JourneyEngine.IntegrationTests.Oracle.Story;

namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>Four days on which visitors come, are shown something and answer, while the slot is edited.</summary>
internal sealed class Season(Random random, Banner banner, List<Act> acts, Func<Act[], Task> send)
{
    private const int Newcomers = 20;
    private static readonly ParallelOptions Few = new() { MaxDegreeOfParallelism = 3 };

    private static readonly TimeSpan[] Hesitations =
    [
        TimeSpan.Zero,
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(50),
        TimeSpan.FromMinutes(30),
        new(0, 30, 1),
        TimeSpan.FromHours(24),
        new(24, 0, 1),
    ];

    public async Task Pass(string[] visitors)
    {
        string[] all = [.. visitors, .. Enumerable.Range(1, Newcomers).Select(it => $"new{it}")];
        await banner.Define(0.2, "", "א", "ב", "ג");
        await Come(all, 0, () => banner.Define(0.2, "!", "א", "ב", "ד"));
        await Come(all, 1, () => banner.Define(0.5, "!", "א", "ב", "ד"));
        await Come(all, 2, () => banner.Define(0, "?", "ד", "א", "ב", "ג"));
        await Come(all, 3, () => banner.Define(0.2, "?", "ד", "א", "ב", "ג"));
        await Tell([.. all.Where(_ => random.Next(2) == 0).SelectMany(Late)]);
    }

    private async Task Come(string[] all, int day, Func<Task> edit)
    {
        var start = End.AddDays(1 + 2 * day);
        var came = all.Where(_ => random.Next(5) > 0).ToArray();
        await Tell([.. came.SelectMany(it => Visit(it, start.AddMinutes(random.Next(300))))]);
        await Ask(came);
        await Parallel.ForEachAsync(
            came.Where(_ => random.Next(2) == 0).ToArray(),
            Few,
            async (it, _) => await banner.See(it)
        );
        await edit();
        await Ask(came);
        var answering = came.Where(_ => random.Next(3) > 0).ToArray();
        await Tell([.. answering.Select(Answer)]);
        await Ask([.. answering.Where(_ => random.Next(2) == 0)]);
    }

    private IEnumerable<Act> Visit(string visitor, DateTimeOffset at)
    {
        for (var deeds = 1 + random.Next(3); deeds > 0; deeds--)
        {
            yield return Deed(random, visitor, at);
            at += One(random, [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(9)]);
        }
    }

    /// <summary>What a telephone without a network tells at last: of before and of between the offers.</summary>
    private Act[] Late(string visitor)
    {
        var known = acts.Where(it => it.Visitor == visitor).Select(it => it.At).DefaultIfEmpty(End).ToArray();
        return
        [
            Deed(random, visitor, One(random, known).AddMinutes(random.Next(-40, 40))),
            new Act(visitor, One(random, known).AddSeconds(10), "track", Banner.Accepts),
        ];
    }

    /// <summary>Whoever declined once accepts from then on, so that something is left to be offered.</summary>
    private Act Answer(string visitor)
    {
        var at = acts.Where(it => it.Visitor == visitor).Max(it => it.At) + One(random, Hesitations);
        var declines = random.Next(2) == 0 && !banner.IsDeclined(visitor);
        return new Act(visitor, at, "track", declines ? Banner.Declines : Banner.Accepts);
    }

    private async Task Tell(Act[] more)
    {
        acts.AddRange(more);
        await send(more);
    }

    private Task Ask(string[] visitors) => Parallel.ForEachAsync(visitors, Few, async (it, _) => await banner.Ask(it));
}
