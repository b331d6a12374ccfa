using JourneyEngine.IntegrationTests.Dashboard;
using JourneyEngine.IntegrationTests.Details;
using JourneyEngine.IntegrationTests.Fulfilment;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("JourneyEngine.IntegrationTests.LongestFirst", "JourneyEngine.IntegrationTests")]

namespace JourneyEngine.IntegrationTests;

/// <summary>What takes longest begins first, so that it does not go on alone when all else is done.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
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
