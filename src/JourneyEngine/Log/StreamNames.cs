namespace JourneyEngine.Log;

/// <summary>Names of streams within a site. The prefixes keep a visitor's pseudonym from ever naming a stream of
/// configuration.</summary>
public static class StreamNames
{
    private const string VisitorPrefix = "visitor/";

    public const string Settings = "settings";

    public const string Mode = "mode";

    public const string Abstention = "abstention";

    public const string Recognition = "recognition";

    public const string Calendar = "calendar";

    public const string Notice = "notice";

    public const string Fulfilment = "fulfilment";

    public const string ReturnModel = "model/returns";

    public static string Visitor(string pseudonym) => VisitorPrefix + pseudonym;

    public static string Funnel(string name) => "funnel/" + name;

    public static string Slot(string name) => "slot/" + name;

    public static string Posterior(string slot) => "posterior/" + slot;

    public static string ConversionModel(string funnel) => "model/conversions/" + funnel;

    public static string Update(string id) => "update/" + id;

    public static bool IsVisitor(string stream) => stream.StartsWith(VisitorPrefix, StringComparison.Ordinal);

    /// <returns>Null if the stream is not a visitor's.</returns>
    public static string? PseudonymOf(string stream) => IsVisitor(stream) ? stream[VisitorPrefix.Length..] : null;
}
