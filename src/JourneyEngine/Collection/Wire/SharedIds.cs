namespace JourneyEngine.Collection.Wire;

/// <summary>What programs send as an id that have none: many visitors would share it.</summary>
internal static class SharedIds
{
    private static readonly HashSet<string> Texts = new(StringComparer.OrdinalIgnoreCase)
    {
        "null",
        "(null)",
        "nil",
        "none",
        "undefined",
        "unknown",
        "anonymous",
        "guest",
        "user",
        "n/a",
        "na",
        "nan",
        "-",
        "0",
        "-1",
        "true",
        "false",
        "default",
        "[object object]",
    };

    public static bool Has(string id) => Texts.Contains(id) || (Guid.TryParse(id, out var guid) && guid == Guid.Empty);
}
