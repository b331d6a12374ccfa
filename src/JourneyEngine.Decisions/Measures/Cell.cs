namespace JourneyEngine.Decisions.Measures;

/// <summary>The dimensions of a measure's row, in the order in which the measure names them; what it does not name
/// stays empty.</summary>
public readonly record struct Cell(
    int Number1,
    int Number2 = 0,
    int Number3 = 0,
    string Text1 = "",
    string Text2 = "",
    string Text3 = ""
)
{
    /// <summary>The only cell of a measure without dimensions.</summary>
    public static Cell Only { get; } = new(0);

    /// <remarks>A text that is absent is stored as the empty one.</remarks>
    public Cell With(string text1, string? text2 = null, string? text3 = null) =>
        this with
        {
            Text1 = text1,
            Text2 = text2 ?? "",
            Text3 = text3 ?? "",
        };

    /// <remarks>Taken for every row of every journey, and most texts are empty.</remarks>
    public override int GetHashCode() =>
        Mixed(Mixed(Mixed((((Number1 * 31) + Number2) * 31) + Number3, Text1), Text2), Text3);

    internal static int Mixed(int hash, string text)
    {
        foreach (var character in text)
            hash = (hash * 31) + character;
        return hash;
    }
}

/// <summary>What a sum is of: a cell of a measure, for a funnel and for a day.</summary>
/// <param name="Funnel">Empty for a measure that depends on no funnel.</param>
/// <param name="Day">Day of the visitor's first interaction, or of what happened if the measure counts by that; in days
/// of the site since 1970.</param>
public readonly record struct SumKey(Measure Measure, string Funnel, int FunnelVersion, int Day, Cell Cell)
{
    public override int GetHashCode() =>
        (((((Cell.Mixed(Cell.GetHashCode(), Funnel) * 31) + FunnelVersion) * 31) + Day) * 31) + Measure.GetHashCode();
}
