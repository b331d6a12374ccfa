using System.Diagnostics;

namespace JourneyEngine.IntegrationTests;

internal static class Eventually
{
    /// <summary>Looks again and again until what is seen is as it should be, or there is no hope.</summary>
    public static async Task<T> Sees<T>(Func<Task<T>> look, Func<T, bool> right)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var seen = await look();
            if (right(seen))
                return seen;
            waited
                .Elapsed.Should()
                .BeLessThan(
                    HostProcess.Patience,
                    "this was not enough: {0}",
                    seen is IEnumerable<object> many ? string.Join("; ", many) : seen
                );
            await Task.Delay(50);
        }
    }
}
