namespace JourneyEngine.IntegrationTests;

/// <summary>Does something once, at the first word of a work's advance; the work waits for it.</summary>
internal sealed class InTheMiddle(Func<Task> what) : IProgress<(long Done, long Total)>
{
    private readonly Lazy<bool> _did = new(() =>
        Task.Run(async () =>
            {
                await what();
                return true;
            })
            .GetAwaiter()
            .GetResult()
    );

    public bool Happened => _did.IsValueCreated;

    public void Report((long Done, long Total) value) => _ = _did.Value;
}
