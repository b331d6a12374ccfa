namespace JourneyEngine.Host.Docs;

/// <summary>What those call who run a site.</summary>
internal static class ConfigureExamples
{
    private const string Admin = "ADMIN_KEY";

    public const string Funnel =
        """{"stages":[{"name":"Visitor","when":[{"kind":"page"}]},{"name":"Interested","when":[{"kind":"page","name":"pricing"}]},{"name":"Customer","goal":true,"when":[{"kind":"track","name":"Signed up"}]}]}""";

    public const string Slot =
        """{"funnel":"shop","policy":"learning","default":{"name":"welcome","value":"Hello"},"contents":[{"name":"video","value":"/video"},{"name":"offer","value":"/offer","fromVisit":2}],"outcome":{"accepted":[{"kind":"track","name":"Signed up"}],"withinHours":24}}""";

    private const string Notice = """
        {"purposes":[{"name":"updates","reason":{"en":"To write to you."}}],
        "kinds":[{"kind":"page","purpose":"measure","reason":{"en":"To count visits."},"retentionDays":365},
        {"kind":"track","purpose":"measure","reason":{"en":"To see what is used."},"retentionDays":365},
        {"kind":"screen","purpose":"measure","reason":{"en":"To see what is used."},"retentionDays":365}],
        "details":[{"name":"email","shape":"email","purposes":["updates"],"reason":{"en":"To write to you."}}]}
        """;

    private const string History = """
        [{"specversion":"1.0","id":"m-9","source":"/sites/shop","type":"journey.page","subject":"v1","time":"2025-01-31T12:00:00Z",
        "data":{"messageId":"m-9","kind":"page","name":"pricing","occurredAt":"2025-01-31T12:00:00Z","receivedAt":"2025-01-31T12:00:01Z"}}]
        """;

    public static IEnumerable<Example> All { get; } =
    [
        new(
            "PUT",
            "/v1/notice",
            "Publishes the next version of the collection notice: what may be collected, what for, and how long it "
                + "stays.",
            Admin,
            Body: Notice
        ),
        new(
            "PUT",
            "/v1/settings",
            "Changes a site's settings; what is left out stays.",
            Admin,
            Body: """{"mode":"personalize"}"""
        ),
        new(
            "PUT",
            "/v1/keys/{name}",
            "Makes a key of this name, shown this once; or changes until when, for pages of which origins, and whether "
                + "for links of ids it holds.",
            Admin,
            "/v1/keys/shop-front",
            """{"scope":"write","expiresAt":"2099-01-01T00:00:00Z","origins":["https://shop.example"],"links":false,"details":false}"""
        ),
        new(
            "POST",
            "/v1/history",
            "Takes back facts of an export, with their own times and ids; what is there already is a duplicate.",
            Admin,
            Body: History,
            Type: "application/cloudevents-batch+json"
        ),
        new(
            "GET",
            "/v1/keys",
            "All keys of the site, but not the keys themselves: names, scopes, first characters, when they end.",
            Admin
        ),
        new(
            "PUT",
            "/v1/identity-secrets/{name}",
            "Makes a secret by which the site's server proves to the engine who is signed in; shown again whenever it "
                + "is asked for.",
            Admin,
            "/v1/identity-secrets/shop",
            """{"expiresAt":"2099-01-01T00:00:00Z"}"""
        ),
        new("GET", "/v1/identity-secrets", "The site's identity secrets by name, and when they end.", Admin),
        new(
            "DELETE",
            "/v1/identity-secrets/{name}",
            "Ends an identity secret, everywhere within ten seconds.",
            Admin,
            "/v1/identity-secrets/shop"
        ),
        new("DELETE", "/v1/keys/{name}", "Ends a key, everywhere within ten seconds.", Admin, "/v1/keys/shop-front"),
        new(
            "PUT",
            "/v1/funnels/{name}",
            "Defines a funnel, or its next version; it holds for the whole history at once.",
            Admin,
            "/v1/funnels/shop",
            Funnel
        ),
        new(
            "PUT",
            "/v1/slots/{slot}",
            "Defines a slot, or its next version: contents, who may see them, and how one is chosen.",
            Admin,
            "/v1/slots/hero",
            Slot
        ),
        new(
            "POST",
            "/v1/posteriors/{slot}",
            "Lets a learning slot learn now what it would learn soon.",
            Admin,
            "/v1/posteriors/hero"
        ),
        new("POST", "/v1/predictions", "Fits all models of the site anew, in the background.", Admin),
        new(
            "POST",
            "/v1/predictions/returns",
            "Fits the model of returning now; 422 says why where too little is known.",
            Admin,
            Body: """{"unit":"day"}"""
        ),
        new(
            "POST",
            "/v1/predictions/conversions",
            "Fits a funnel's model of conversion now; 422 says why where too little is known.",
            Admin,
            Body: """{"funnel":"shop"}"""
        ),
        new(
            "PUT",
            "/v1/fulfilment/settings",
            "Which letters are sent to visitors who asked for them.",
            Admin,
            Body: """{"letterEveryMonths":3,"timeZone":"Asia/Jerusalem"}"""
        ),
        new("GET", "/v1/fulfilment/settings", "The same, as it is.", Admin),
        new(
            "POST",
            "/v1/fulfilment/updates",
            "Sends an update to visitors who asked for updates.",
            Admin,
            Body: """{"subject":"Spring","text":"New things."}"""
        ),
    ];
}
