using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log.Appending;
using JourneyEngine.Log.Hosts;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyEngine.IntegrationTests.Log;

/// <summary>Appends as another host would, without the steps before.</summary>
internal static class OwnWriter
{
    public static async Task Writing(this EngineFixture engine, Func<FactLog, Task> work)
    {
        var rules = new RulesTable();
        using var membership = new HostMembership(engine.Database, NullLogger<HostMembership>.Instance);
        using var signal = new AppendSignal();
        await membership.StartAsync(default);
        _ = new WarmJourneys(new JourneyReader(engine.Database, rules), rules, membership, signal);
        var keys = new KeyDerivation(new byte[KeyDerivation.SecretLength]);
        var log = new FactLog(engine.Database, keys, signal, membership, NullLogger<FactLog>.Instance);
        await log.StartAsync(default);
        await work(log);
        await log.StopAsync(default);
        await membership.StopAsync(default);
    }
}
