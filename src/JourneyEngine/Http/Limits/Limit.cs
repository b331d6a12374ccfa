namespace JourneyEngine.Http.Limits;

/// <summary>What a request was one too many of.</summary>
public enum Limit
{
    /// <summary>Requests of one network address.</summary>
    Address,

    /// <summary>Requests with one key.</summary>
    Key,

    /// <summary>Requests of one site.</summary>
    Site,

    /// <summary>Keys that open nothing, of one network address.</summary>
    WrongKeys,

    /// <summary>Links, cookies and forms that open nothing, of one network address.</summary>
    WrongTokens,

    /// <summary>Visits that slots learn from, of one network address.</summary>
    Learning,

    /// <summary>Facts that wait to be stored.</summary>
    Queue,

    /// <summary>Bytes of bodies that are being read.</summary>
    Bodies,

    /// <summary>Items that are set aside of one site.</summary>
    Quarantine,
}

/// <summary>How limits are called in answers and metrics, and what whoever meets one can do.</summary>
internal static class LimitWords
{
    private const string Again = "Try again when Retry-After has passed";

    private static readonly string[] Names =
    [
        "address",
        "key",
        "site",
        "wrong-keys",
        "wrong-tokens",
        "learning",
        "queue",
        "bodies",
        "quarantine",
    ];

    public static string Name(this Limit limit) => Names[(int)limit];

    public static string Advice(this Limit limit) =>
        limit switch
        {
            Limit.Address =>
                $"More requests come from this network address than it may send. {Again}. A server sends with a key that "
                    + "vouches, and is not counted by its address.",
            Limit.Key =>
                $"More requests come with this key than it may send. {Again}, with more events in each request.",
            Limit.Site =>
                $"More requests come with the keys of this site than it may send. {Again}, with more events in each "
                    + "request.",
            Limit.WrongKeys =>
                $"Too many keys that open nothing came from this network address. Correct the key. {Again}.",
            Limit.WrongTokens => $"Too many links or forms that open nothing came from this network address. {Again}.",
            _ => $"{Again}; nothing is stored twice.",
        };
}
