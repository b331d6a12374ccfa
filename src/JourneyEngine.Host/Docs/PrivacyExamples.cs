namespace JourneyEngine.Host.Docs;

/// <summary>What a visitor may ask for; here by the site, in the visitor's name.</summary>
internal static class PrivacyExamples
{
    private const string Admin = "ADMIN_KEY";

    private const string Request = """
        {"regulation":"gdpr","subject_request_id":"a7551968-d5d6-44b2-9831-815ac9017798","subject_request_type":"access","submitted_time":"2026-01-31T12:00:00Z","api_version":"1.0",
        "subject_identities":[{"identity_type":"controller_customer_id","identity_value":"v1","identity_format":"raw"}]}
        """;

    public static IEnumerable<Example> All { get; } =
    [
        new(
            "POST",
            "/v1/privacy/links",
            "Makes a signed link to a visitor's own page.",
            Admin,
            Body: """{"visitor":"v1","seconds":600}"""
        ),
        new(
            "GET",
            "/v1/privacy/me",
            "What is held about a visitor, and what was shown and why.",
            Admin,
            "/v1/privacy/me?visitor=v1"
        ),
        new(
            "GET",
            "/v1/privacy/export",
            "The same to take along: CloudEvents, or CSV.",
            Admin,
            "/v1/privacy/export?visitor=v1&format=csv"
        ),
        new(
            "GET",
            "/v1/privacy/consent",
            "What a visitor agreed to, now or at a moment.",
            Admin,
            "/v1/privacy/consent?visitor=v1"
        ),
        new(
            "POST",
            "/v1/privacy/consent",
            "Takes a visitor's choices.",
            Admin,
            Body: """{"visitor":"v1","granted":["personalize","updates"],"refused":[]}"""
        ),
        new(
            "GET",
            "/v1/privacy/consent/receipt",
            "A signed receipt of these choices.",
            Admin,
            "/v1/privacy/consent/receipt?visitor=v1"
        ),
        new("GET", "/v1/privacy/details", "What a visitor told openly.", Admin, "/v1/privacy/details?visitor=v1"),
        new(
            "PUT",
            "/v1/privacy/details/{name}",
            "Corrects a detail.",
            Admin,
            "/v1/privacy/details/email",
            """{"visitor":"v1","value":"dana@example.org"}"""
        ),
        new(
            "DELETE",
            "/v1/visitors/{id}/links/{alias}",
            "Takes back that two pseudonyms are one visitor; erasing the one no longer erases the other.",
            Admin,
            "/v1/visitors/v1/links/customer-7"
        ),
        new(
            "DELETE",
            "/v1/visitors/links",
            "The same as /v1/visitors/{id}/links/{alias}, for any two ids.",
            Admin,
            "/v1/visitors/links?id=v1&alias=customer-7"
        ),
        new("DELETE", "/v1/privacy/details/{name}", "Removes a detail.", Admin, "/v1/privacy/details/email?visitor=v1"),
        new(
            "POST",
            "/v1/privacy/objection",
            "Objects to being measured, or no longer.",
            Admin,
            Body: """{"visitor":"v1","objected":false}"""
        ),
        new("POST", "/v1/privacy/forget-visit", "Forgets one visit.", Admin, Body: """{"visitor":"v1","visit":1}"""),
        new(
            "POST",
            "/v1/privacy/erase",
            "Erases a visitor, with a certificate that can be checked offline.",
            Admin,
            Body: """{"visitor":"v1"}"""
        ),
        new("GET", "/v1/privacy/audit", "Who asked for what, without personal data.", Admin),
        new(
            "POST",
            "/v1/privacy/requests",
            "Takes a request that a controller passes on (OpenDSR).",
            Admin,
            Body: Request
        ),
        new(
            "GET",
            "/v1/privacy/requests/{id}",
            "How far it is.",
            Admin,
            "/v1/privacy/requests/a7551968-d5d6-44b2-9831-815ac9017798"
        ),
        new(
            "DELETE",
            "/v1/privacy/requests/{id}",
            "Cancels it while it is pending.",
            Admin,
            "/v1/privacy/requests/a7551968-d5d6-44b2-9831-815ac9017798"
        ),
        new(
            "GET",
            "/v1/privacy/requests/{id}/results",
            "What it came to.",
            Admin,
            "/v1/privacy/requests/a7551968-d5d6-44b2-9831-815ac9017798/results"
        ),
        new("GET", "/v1/privacy/discovery", "Which requests are taken (OpenDSR).", null),
        new("GET", "/v1/privacy/certificate.pem", "The certificate that answers to controllers are signed with.", null),
        new("GET", "/.well-known/gpc.json", "That Sec-GPC: 1 is honoured.", null),
        new(
            "GET",
            "/.well-known/journey-keys.json",
            "The public keys by which receipts and certificates are checked.",
            null
        ),
    ];
}
