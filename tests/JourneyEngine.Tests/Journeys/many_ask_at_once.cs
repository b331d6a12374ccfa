using System.Collections.Concurrent;
using JourneyEngine.Journeys;
using Npgsql;

namespace JourneyEngine.Tests.Journeys;

public class many_ask_at_once
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<int[]> _statements = new();
    private readonly TaskCompletionSource _answered = new();
    private readonly ReadBatcher<int, int> _reads;

    public many_ask_at_once() => _reads = new(Square);

    [Fact]
    public async Task while_others_wait_and_are_answered_by_few_statements_each_its_own()
    {
        var answers = Enumerable.Range(0, 300).Select(it => _reads.Read(it, default)).ToArray();
        _answered.SetResult();

        (await Task.WhenAll(answers).WaitAsync(Patience))
            .Should()
            .Equal(Enumerable.Range(0, 300).Select(it => it * it));
        _statements.SelectMany(it => it).Should().BeEquivalentTo(Enumerable.Range(0, 300));
        _statements.Should().HaveCountLessThan(60).And.AllSatisfy(it => it.Length.Should().BeLessThanOrEqualTo(64));
    }

    [Fact]
    public async Task while_one_alone_is_answered_at_once()
    {
        _answered.SetResult();

        (await _reads.Read(7, default).WaitAsync(Patience)).Should().Be(49);
        (await _reads.Read(8, default).WaitAsync(Patience)).Should().Be(64);
        _statements.Select(it => it.Length).Should().Equal(1, 1);
    }

    [Fact]
    public async Task while_one_that_cannot_be_answered_fails_alone()
    {
        var answers = Enumerable.Range(0, 100).Select(it => _reads.Read(it == 50 ? -1 : it, default)).ToArray();
        _answered.SetResult();

        await answers[50].Awaiting(it => it.WaitAsync(Patience)).Should().ThrowAsync<ArithmeticException>();
        foreach (var i in Enumerable.Range(0, 100).Where(it => it != 50))
            (await answers[i].WaitAsync(Patience)).Should().Be(i * i);
    }

    [Fact]
    public async Task while_the_database_does_not_answer_and_is_not_asked_for_each_again()
    {
        var answers = Enumerable.Range(0, 64).Select(it => _reads.Read(it == 50 ? -2 : it, default)).ToArray();
        _answered.SetResult();

        await Task.WhenAll(answers.Select(it => it.ContinueWith(_ => { }, TaskScheduler.Default))).WaitAsync(Patience);

        _statements.Sum(it => it.Length).Should().Be(64);
    }

    [Fact]
    public async Task while_one_gives_up_and_the_others_do_not()
    {
        using var gone = new CancellationTokenSource();
        var answers = Enumerable
            .Range(0, 20)
            .Select(it => _reads.Read(it, it % 2 == 0 ? gone.Token : default))
            .ToArray();
        await gone.CancelAsync();
        _answered.SetResult();

        foreach (var i in Enumerable.Range(0, 20).Where(it => it % 2 == 1))
            (await answers[i].WaitAsync(Patience)).Should().Be(i * i);
        foreach (var i in Enumerable.Range(0, 20).Where(it => it % 2 == 0))
            await answers[i].Awaiting(it => it.WaitAsync(Patience)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task while_nobody_is_forgotten_whoever_comes_when()
    {
        _answered.SetResult();

        var asked = Enumerable
            .Range(0, 8)
            .Select(asker =>
                Task.Run(async () =>
                {
                    for (var i = 0; i < 2_000; i++)
                        (await _reads.Read(asker + i, default).WaitAsync(Patience))
                            .Should()
                            .Be((asker + i) * (asker + i));
                })
            );

        await Task.WhenAll(asked);
    }

    private async Task<IReadOnlyList<int>> Square(IReadOnlyList<int> asked, CancellationToken cancellation)
    {
        _statements.Enqueue([.. asked]);
        await _answered.Task.WaitAsync(cancellation);
        await Task.Yield();
        return asked.Contains(-1) ? throw new ArithmeticException()
            : asked.Contains(-2) ? throw new NpgsqlException("It is gone.")
            : [.. asked.Select(it => it * it)];
    }
}
