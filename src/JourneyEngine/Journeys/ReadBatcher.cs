using System.Collections.Concurrent;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Answers many small questions to the database by few statements: what is asked while others are being
/// answered is answered together, next. Nobody waits for others to ask.</summary>
/// <param name="read">Answers each of them, in order.</param>
internal sealed class ReadBatcher<TRequest, TResult>(
    Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TResult>>> read
)
{
    private const int Most = 64;

    private readonly ConcurrentQueue<(TRequest Asked, TaskCompletionSource<TResult> Answer)> _waiting = new();
    private readonly SemaphoreSlim _free = new(Math.Clamp(Environment.ProcessorCount, 2, 16));

    /// <returns>An answer that was read after this was called.</returns>
    public Task<TResult> Read(TRequest asked, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((asked, answer));
        _ = AnswerWaiting();
        return answer.Task.WaitAsync(cancellation);
    }

    private async Task AnswerWaiting()
    {
        // Who finds none free may leave: each that is busy looks again once it is free.
        while (!_waiting.IsEmpty && _free.Wait(0))
        {
            try
            {
                var together = new List<(TRequest, TaskCompletionSource<TResult>)>();
                while (together.Count < Most && _waiting.TryDequeue(out var next))
                    together.Add(next);
                if (together.Count > 0)
                    await Answer(together);
            }
            finally
            {
                _free.Release();
            }
        }
    }

    /// <remarks>What cannot be answered fails alone, unless it is the database that does not answer. Whoever gives up does
    /// not stop the others.</remarks>
    private async Task Answer(List<(TRequest Asked, TaskCompletionSource<TResult> Answer)> together)
    {
        try
        {
            var answers = await read(together.ConvertAll(it => it.Asked), CancellationToken.None);
            for (var i = 0; i < together.Count; i++)
                together[i].Answer.TrySetResult(answers[i]);
        }
        catch (Exception failure) when (together.Count == 1 || failure is NpgsqlException and not PostgresException)
        {
            foreach (var (_, answer) in together)
                answer.TrySetException(failure);
        }
        catch (Exception)
        {
            foreach (var it in together)
                await Answer([it]);
        }
    }
}
