namespace JourneyEngine.Dashboard.Reports;

/// <summary>Visit numbers that decisions are counted together by: 1, 2, 3, 4 to 6, 7 and more.</summary>
internal static class Bucket
{
    /// <param name="from">Its first visit number.</param>
    public static string Of(int from) =>
        from switch
        {
            < 4 => $"{from}",
            4 => "4–6",
            _ => "7+",
        };
}
