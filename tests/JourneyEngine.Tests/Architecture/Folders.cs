namespace JourneyEngine.Tests.Architecture;

/// <summary>Which folders of a project may use which others. Whoever widens a line says why in the commit.</summary>
internal static class Folders
{
    private static readonly string[] Shared = ["Settings", "Background", "Http", "Log", "Journeys", "Reports", "Sites"];

    private static readonly string[] Slices =
    [
        "Collection",
        "Visitors",
        "Funnels",
        "Conversions",
        "Trends",
        "Personalization",
        "Predictions",
        "Privacy",
        "Replay",
    ];

    /// <summary>Settings, which knows what is near to a misspelt name, &lt;- Http &lt;- Log &lt;- Journeys &lt;- Reports,
    /// which count by the days of Sites; Sites on Log;
    /// Background, what runs by itself, knows none; slices on all of these, never on each other.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> OfProduct = new Dictionary<string, string[]>(
        Slices.Select(it => KeyValuePair.Create(it, Shared))
    )
    {
        ["Settings"] = [],
        ["Background"] = [],
        ["Http"] = ["Settings"],
        ["Log"] = ["Http"],
        ["Journeys"] = ["Background", "Http", "Log"],
        ["Reports"] = ["Http", "Log", "Journeys", "Sites"],
        ["Sites"] = ["Settings", "Http", "Log"],
    };

    /// <summary>What a visitor may demand stands on the way to the vault and the way out; the rest stands on
    /// that.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> OfRights = new Dictionary<string, string[]>
    {
        ["Details"] = [],
        ["Outbound"] = [],
        ["Privacy"] = ["Details", "Outbound"],
        ["Pages"] = ["Privacy"],
        ["OpenDsr"] = ["Outbound", "Privacy"],
        ["Addresses"] = ["Details", "Outbound", "Privacy", "Pages"],
        // Every message has links to what whoever gets it may say about their address.
        ["Fulfilment"] = ["Addresses", "Details", "Outbound", "Privacy"],
    };

    /// <summary>The composition at the root uses all of them; they do not know each other.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> OfHost = new Dictionary<string, string[]>
    {
        ["Docs"] = [],
        ["Monitoring"] = [],
        ["Postgres"] = [],
        ["Proxies"] = [],
        ["Tracker"] = [],
    };

    public static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string[]>> ByProject =
        new Dictionary<string, IReadOnlyDictionary<string, string[]>>
        {
            ["JourneyEngine"] = OfProduct,
            ["JourneyEngine.Rights"] = OfRights,
            ["JourneyEngine.Host"] = OfHost,
        };
}
