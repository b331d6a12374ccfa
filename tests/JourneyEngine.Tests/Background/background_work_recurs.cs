using JourneyEngine.Background;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Tests.Background;

public sealed class background_work_recurs
{
    [Fact]
    public async Task after_every_exception_of_which_only_the_type_is_logged()
    {
        var told = new Told();
        using var work = new Failing(
            told,
            new InvalidTimeZoneException("of dana@example.test"),
            new IOException("dana@example.test"),
            new OperationCanceledException()
        );
        await work.StartAsync(default);
        await work.Done.Task.WaitAsync(TimeSpan.FromMinutes(2));
        await work.StopAsync(default);

        work.ExecuteTask!.IsCompletedSuccessfully.Should().BeTrue();
        told.Lines.Should().HaveCount(3).And.NotContain(it => it.Contains("dana"));
        told.Lines.Should().Contain(it => it.Contains(nameof(InvalidTimeZoneException)));
    }

    [Fact]
    public async Task until_its_host_stops()
    {
        using var work = new Failing(new Told());
        await work.StartAsync(default);
        await work.Done.Task.WaitAsync(TimeSpan.FromMinutes(2));
        await work.StopAsync(default);

        var turns = work.Turns;
        work.ExecuteTask!.IsCompletedSuccessfully.Should().BeTrue();
        await Task.Delay(20);
        work.Turns.Should().Be(turns);
    }

    private sealed class Failing(ILogger logger, params Exception[] failures)
        : RecurringService(TimeSpan.FromMilliseconds(1), TimeProvider.System, logger)
    {
        public int Turns { get; private set; }

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override Task RunOnce(CancellationToken cancellation)
        {
            if (Turns++ < failures.Length)
                throw failures[Turns - 1];
            Done.TrySetResult();
            return Task.CompletedTask;
        }
    }

    private sealed class Told : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add(formatter(state, exception) + exception);
    }
}
