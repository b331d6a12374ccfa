using Npgsql;

namespace JourneyEngine.Log.Appending;

/// <summary>Closes a visitor before what is held of them is looked for.</summary>
internal static class CloseForErasure
{
    private const int MostWaits = 400;

    /// <summary>An append takes milliseconds: a transaction that lasts longer than all waits together is not one.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(5);

    /// <summary>Closes a visitor who is to be erased, and returns once nobody appends any more who had looked before.</summary>
    public static async Task Run(NpgsqlConnection connection, string site, byte[] subjectHash, DateTimeOffset at)
    {
        await ClosedVisitors.Close(connection, site, subjectHash, ClosedVisitors.Erasing, at, CancellationToken.None);
        var before = await OpenAppends.Writing(connection, OpenAppends.Streams, CancellationToken.None);
        for (var waited = 0; waited < MostWaits && before.Length > 0; waited++)
        {
            await Task.Delay(Wait);
            before =
            [
                .. before.Intersect(await OpenAppends.Writing(connection, OpenAppends.Streams, CancellationToken.None)),
            ];
        }
    }
}
