using JourneyEngine.IntegrationTests.Fulfilment;

namespace JourneyEngine.IntegrationTests;

/// <summary>What is collected and reported.</summary>
[CollectionDefinition(Name)]
public sealed class EngineTests : ICollectionFixture<EngineFixture>, ICollectionFixture<Browser>
{
    public const string Name = "one engine";
}

/// <summary>What is decided and predicted.</summary>
[CollectionDefinition(Name)]
public sealed class DecidingTests : ICollectionFixture<EngineFixture>
{
    public const string Name = "one engine that decides";
}

/// <summary>What visitors see and say.</summary>
[CollectionDefinition(Name)]
public sealed class PrivacyTests : ICollectionFixture<EngineFixture>, ICollectionFixture<Browser>
{
    public const string Name = "one engine in a browser";
}

/// <summary>Hosts come and go, and the log is read from outside.</summary>
[CollectionDefinition(Name)]
public sealed class HostTests : ICollectionFixture<EngineFixture>
{
    public const string Name = "one engine among hosts";
}

/// <summary>A rebuild is of all sites, and whoever is erased waits for it.</summary>
[CollectionDefinition(Name)]
public sealed class RebuildTests : ICollectionFixture<EngineFixture>
{
    public const string Name = "one engine that is rebuilt";
}

/// <summary>No other test may read what these wrote over.</summary>
[CollectionDefinition(Name)]
public sealed class TamperedTests : ICollectionFixture<EngineFixture>
{
    public const string Name = "one engine whose log is edited";
}

/// <summary>Requests of data subjects, and what goes out for them.</summary>
[CollectionDefinition(Name)]
public sealed class RequestTests : ICollectionFixture<OneOutbox>
{
    public const string Name = "one outbox for requests";
}
