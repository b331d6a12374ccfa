using JourneyEngine.Contracts;
using JourneyEngine.Log;
using Marten;

namespace JourneyEngine.IntegrationTests.Log;

/// <summary>A program of the operator's own that uses Marten on the engine's database.</summary>
internal static class MartenBeside
{
    /// <summary>Marten with the engine's configuration; it changes nothing in the database unless more is
    /// configured.</summary>
    public static DocumentStore Marten(this EngineFixture engine, Action<StoreOptions>? more = null) =>
        DocumentStore.For(options =>
        {
            options.Connection(engine.ConnectionString);
            LogModule.Configure(options);
            options.AutoCreateSchemaObjects = JasperFx.AutoCreate.None;
            more?.Invoke(options);
        });

    /// <summary>Marten's own append, one session and one commit for all of it.</summary>
    public static async Task Append(this IDocumentStore store, Site site, string stream, params string[] messages)
    {
        await using var session = store.LightweightSession(site.Name);
        session.Events.Append(stream, messages.Select(object (it) => Fact(it)).ToArray());
        await session.SaveChangesAsync();
    }

    public static async Task<List<JasperFx.Events.IEvent>> Stream(this IDocumentStore store, Site site, string visitor)
    {
        await using var session = store.QuerySession(site.Name);
        return [.. await session.Events.FetchStreamAsync(StreamNames.Visitor(visitor))];
    }

    public static IEnumerable<string> MessageIds(this IEnumerable<JasperFx.Events.IEvent> events) =>
        events.Select(it => ((InteractionRecorded)it.Data).MessageId);

    private static InteractionRecorded Fact(string message) =>
        new(message, "page", "home", null, null, null, Calls.Noon, Calls.Noon);
}
