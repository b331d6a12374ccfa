namespace JourneyEngine.Cli.Simulation;

/// <summary>How close to signing up a visitor truly is; the engine sees only what it makes them do.</summary>
internal enum Ripeness
{
    Curious,
    Reading,
    Comparing,
    Customer,
}

/// <summary>What a visitor does in one visit.</summary>
internal static class SimulatedVisit
{
    public const string SignedUp = "Signed Up";

    private static readonly string[] Articles = ["first-steps", "how-it-works", "ten-questions", "behind-the-scenes"];
    private static readonly string[] Products = ["starter", "classic", "family"];

    public static IEnumerable<(string Type, string Name, string? Path)> Steps(
        Ripeness ripeness,
        bool signsUp,
        Random random
    )
    {
        yield return ("page", "home", "/");
        for (var i = ripeness == Ripeness.Curious ? random.Next(2) : random.Next(1, 3); i > 0; i--)
            yield return ("page", "article", "/articles/" + Articles[random.Next(Articles.Length)]);
        if (signsUp || ripeness >= Ripeness.Comparing)
            yield return ("page", "product", "/products/" + Products[random.Next(Products.Length)]);
        if (signsUp || (ripeness == Ripeness.Comparing && random.NextDouble() < 0.4))
            yield return ("page", "pricing", "/pricing");
        if (signsUp)
            yield return ("track", SignedUp, null);
    }
}
