namespace JourneyEngine.Decisions.Learning;

/// <summary>Visit numbers that are learned from together: 1, 2, 3, 4 to 6, 7 and more.</summary>
public static class VisitBucket
{
    private static readonly int[] Firsts = [7, 4, 3, 2];

    /// <returns>The first visit number of the bucket.</returns>
    public static int Of(int visit) => Array.Find(Firsts, first => visit >= first) is > 0 and var first ? first : 1;
}
