using Spectre.Console;

namespace JourneyEngine.Cli.Replay;

/// <summary>A progress bar for long work.</summary>
/// <remarks>Unlike <see cref="Progress{T}"/> it reports in place, so that the bar is full when the work is
/// done.</remarks>
internal sealed class Advance(ProgressTask task) : IProgress<(long Done, long Total)>
{
    public static Task<T> Shown<T>(string title, Func<IProgress<(long Done, long Total)>, Task<T>> work) =>
        ProgressBars.New().StartAsync(context => work(new Advance(context.AddTask(title))));

    public void Report((long Done, long Total) value)
    {
        task.MaxValue = Math.Max(1, value.Total);
        task.Value = value.Done;
    }
}
