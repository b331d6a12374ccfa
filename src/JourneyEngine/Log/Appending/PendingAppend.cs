using System.Diagnostics;
using JourneyEngine.Http.Limits;

namespace JourneyEngine.Log.Appending;

/// <summary>Facts of one request for one writer, and where its outcomes go.</summary>
internal sealed record PendingAppend(string Site, NewFact[] Facts, Sender Sender)
{
    /// <summary>The span that waits for it.</summary>
    public ActivityContext Asked { get; } = Activity.Current?.Context ?? default;

    public TaskCompletionSource<AppendOutcome[]> Done { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
