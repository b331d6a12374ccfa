namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>A try to convert: in how many visits, and whether it ended so.</summary>
internal sealed record Attempt(int Visits, bool Converted)
{
    private static readonly TimeSpan Lapse = TimeSpan.FromDays(30);

    /// <summary>Each begins with a clean slate, as a new visitor would: with the first visit, with the one after a
    /// conversion, or with the one after a long pause.</summary>
    public static IEnumerable<Attempt> Of(Relationship relationship, Plan plan)
    {
        for (var left = relationship.Visits; left.Count > 0; )
        {
            var pause = Enumerable.Range(1, left.Count - 1).Where(it => left[it][0].At - left[it - 1][^1].At > Lapse);
            var run = left[..pause.Append(left.Count).First()];
            var visits = new Relationship(run.SelectMany(it => it)).ConvertingVisit(plan);
            yield return new Attempt(visits ?? run.Count, visits is not null);
            left = left[(visits ?? run.Count)..];
        }
    }
}
