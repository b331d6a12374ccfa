namespace JourneyEngine.Rights.Outbound;

/// <summary>A message did not go out. It is kept beside dead letters, so it says what kind of failure it was and
/// nothing that the failure said.</summary>
public sealed class NotSentException(string kind) : Exception($"It could not be sent ({kind}).")
{
    /// <summary>Does work for a queue. What a failure says may quote a message or a row, and goes into tables and logs:
    /// only its kind does.</summary>
    public static async Task Guard(Func<Task> work, CancellationToken cancellation)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is not NotSentException && !cancellation.IsCancellationRequested)
        {
            throw new NotSentException(failure.GetType().Name);
        }
    }
}
