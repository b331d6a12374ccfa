using Npgsql;

namespace JourneyEngine.Log.Appending;

/// <summary>Tries again what the database may take at another time.</summary>
internal static class RetryAppend
{
    private const int Attempts = 4;

    /// <summary>Each one lost tells of messages that are stored now; two hosts that are sent the same may race for
    /// long.</summary>
    private const int Races = 20;

    /// <returns>Also whether an earlier attempt may have committed without our hearing of it.</returns>
    public static async Task<(T Result, bool AnswerLost)> Run<T>(Func<Task<T>> attempt)
    {
        var (tries, races, lost) = (0, 0, false);
        while (true)
        {
            try
            {
                return (await attempt(), lost);
            }
            catch (NpgsqlException failure) when (failure.IsTransient || IsLostRace(failure))
            {
                if (failure.InnerException is TimeoutException)
                    throw;
                if (IsLostRace(failure) ? ++races == Races : ++tries == Attempts)
                    throw;
                lost |= failure is not PostgresException { InvariantSeverity: "ERROR" };
                await Task.Delay(TimeSpan.FromMilliseconds(50 * Math.Pow(Math.Min(tries + races, Attempts - 1), 2)));
            }
        }
    }

    private static bool IsLostRace(NpgsqlException failure) =>
        failure.SqlState is PostgresErrorCodes.UniqueViolation or AppendFunction.ClosedMeanwhile;
}
