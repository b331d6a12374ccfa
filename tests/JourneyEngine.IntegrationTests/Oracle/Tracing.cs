namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>Asks who is behind some figures of a funnel's reports.</summary>
internal sealed class Tracing(Ledger ledger, Crowd crowd, Plan plan, string query)
{
    public async Task Follow()
    {
        await Trace("conversion-by-visit", "atRisk", "2", it => it.Visits.Count > 1 && !(it.ConvertingVisit(plan) < 2));
        await Trace("conversion-by-visit", "converted", "1", it => it.ConvertingVisit(plan) == 1);
        await Trace("stages", "visitors", plan.Stages[1].Name, it => it.StageAt(plan, it.Last) == 1);
        await Trace(
            "conversion-by-visit",
            "converted",
            "2&unit=attempts",
            it => Attempt.Of(it, plan).Contains(new Attempt(2, true))
        );
    }

    private async Task Trace(string name, string figure, string row, Func<Relationship, bool> counts)
    {
        var asked = $"{query}&figure={figure}&limit=10000&row={row}";
        var report = await ledger.Report(name, plan, asked);
        var expected = crowd.Who(counts).ToArray();
        ledger.Same($"{name} of {plan.Name}?{asked} visitors", report["visitors"], expected.Length);
        // Whom the engine names a person by is its own choice.
        if (crowd.Devices == crowd.Visitors)
            ledger.Same(
                $"{name} of {plan.Name}?{asked}",
                string.Join(", ", report["streams"]!.AsArray()),
                string.Join(", ", expected)
            );
    }
}
