using JourneyEngine.IntegrationTests.Dashboard;
using JourneyEngine.IntegrationTests.Details;
using JourneyEngine.IntegrationTests.Fulfilment;
using JourneyEngine.IntegrationTests.Host;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("JourneyEngine.IntegrationTests.LongestFirst", "JourneyEngine.IntegrationTests")]

namespace JourneyEngine.IntegrationTests;

/// <summary>What takes longest begins first, so that it does not go on alone when all else is done.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        // A class in no collection is one of its own.
        $"Test collection for {typeof(a_host_and_its_database_are_destroyed).FullName}",
        OutboxTests.Name,
        HostTests.Name,
        EngineTests.Name,
        DecidingTests.Name,
        DashboardTests.Name,
        VaultTests.Name,
        RebuildTests.Name,
        PrivacyTests.Name,
        RequestTests.Name,
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(it =>
            Array.IndexOf(Longest, it.DisplayName) is >= 0 and var place ? place : Longest.Length
        );
}
