using System.Net.Http.Json;
using JourneyEngine.Exam.Engine;
using JourneyEngine.Exam.Load;
using JourneyEngine.Exam.Oracles;

namespace JourneyEngine.Exam.Parts;

/// <summary>A version before this one made the data; this one joins it, both serve, and the old one leaves.</summary>
internal static class Upgrade
{
    public const string Name = "upgrade";

    /// <summary>Above this many interactions in each of the three states the figures say something.</summary>
    private const int Enough = 1_000;

    public static async Task<Finding> Take(Extent extent, IProgress<(int, int)> progress)
    {
        if (extent.Before is not { } programs)
            return Part.NotReached(Name, "no programs of a version before were given: --before");
        var (wrong, ledger, enough) = (new List<string>(), new Ledger(), extent.Of(Enough));
        await using var laboratory = await Laboratory.Open(programs: programs);
        await using var senders = Senders.Start(ledger, laboratory.WriteKey, [laboratory.Host.Address], extent.Seed);
        await Flow(ledger, enough);
        progress.Report((1, 4));

        var newer = laboratory.NewHost(
            new()
            {
                ["JOURNEY_DB"] = laboratory.Server.ConnectionString("engine"),
                ["JOURNEY_VAULT_DB"] = laboratory.Server.ConnectionString("vault"),
            },
            "newer"
        );
        await using var both = new Several([newer]);
        newer.Start();
        await newer.UntilReady();
        await using var other = Senders.Start(ledger, laboratory.WriteKey, [newer.Address], extent.Seed + 1, "n");
        await Flow(ledger, enough);
        progress.Report((2, 4));

        await senders.Pause();
        await other.Pause();
        wrong.AddRange((await Verdict.Of(laboratory, ledger, newer)).Select(it => $"both: {it}"));
        wrong.AddRange(await OfOlder(laboratory, ledger));
        await newer.Stop();
        await laboratory.Host.Stop();
        laboratory.Host.Start();
        await laboratory.Host.UntilReady();
        senders.GoOn();
        await Flow(ledger, enough);
        progress.Report((3, 4));

        await senders.Pause();
        wrong.AddRange((await Verdict.Of(laboratory, ledger)).Select(it => $"after: {it}"));
        return Part.Found(Name, $"{ledger.Acknowledged.Count:N0} interactions before, beside and after", wrong);
    }

    /// <summary>The newer one folds, so that the older one's figures may stand still: it says so, and goes on to
    /// decide.</summary>
    private static async Task<IReadOnlyList<string>> OfOlder(Laboratory laboratory, Ledger ledger)
    {
        var wrong = new List<string>();
        var returns = await laboratory.Get("/v1/reports/returns");
        if ((bool?)returns["asOf"]?["complete"] is null)
            wrong.Add($"both: a report of the older host does not say whether it is complete: {returns}");
        if ((bool?)returns["asOf"]?["complete"] is true)
            wrong.AddRange((await Figures.Compare(laboratory, ledger)).Select(it => $"both, older host: {it}"));
        using var http = laboratory.Client(laboratory.WriteKey);
        using var decided = await http.PostAsJsonAsync(
            "/ofrep/v1/evaluate/flags/hero",
            new { context = new { targetingKey = ledger.Kept.First().Visitor } }
        );
        var answer = await decided.Content.ReadAsStringAsync();
        if (!decided.IsSuccessStatusCode || !answer.Contains("\"decisionId\":\"", StringComparison.Ordinal))
            wrong.Add($"both: the older host does not decide: {(int)decided.StatusCode} {answer}");
        return wrong;
    }

    private static async Task Flow(Ledger ledger, int more)
    {
        var until = ledger.Acknowledged.Count + more;
        for (
            var waited = System.Diagnostics.Stopwatch.StartNew();
            ledger.Acknowledged.Count < until;
            await Task.Delay(50)
        )
        {
            if (waited.Elapsed > HostUnderExam.Patience)
                throw new TimeoutException("Nothing is acknowledged.");
        }
    }
}
