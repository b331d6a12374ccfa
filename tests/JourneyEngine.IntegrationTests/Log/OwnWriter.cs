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
        using var others = new HostMembership(engine.Database, NullLogger<HostMembership>.Instance);
        using var news = new AppendSignal();
        await others.StartAsync(default);
        _ = new WarmJourneys(new JourneyReader(engine.Database, rules), rules, others, news);
        var keys = new KeyDerivation(new byte[KeyDerivation.SecretLength]);
        var log = new FactLog(engine.Database, keys, news, others, NullLogger<FactLog>.Instance);
        await log.StartAsync(default);
        await work(log);
        await log.StopAsync(default);
        await others.StopAsync(default);
    }
}
