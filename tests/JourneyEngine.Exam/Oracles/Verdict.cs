using JourneyEngine.Exam.Engine;
using JourneyEngine.Exam.Load;

namespace JourneyEngine.Exam.Oracles;

/// <summary>What must be true after every fault. Asked while nothing is being sent, by means that share no code with
/// the engine, but for the replay.</summary>
internal static class Verdict
{
    /// <param name="asked">The host whose reports are compared; null for the laboratory's own.</param>
    /// <returns>What is not true; nothing where all is.</returns>
    public static async Task<IReadOnlyList<string>> Of(
        Laboratory laboratory,
        Ledger ledger,
        HostUnderExam? asked = null
    )
    {
        await laboratory.Server.UntilReached();
        await laboratory.Host.UntilReady();
        await using var database = laboratory.Server.Open();
        var wrong = new List<string>();
        wrong.AddRange(await StoredItems.Compare(database, ledger));
        wrong.AddRange(await StreamVersions.Compare(database));
        wrong.AddRange(await Projected.Wait(database));
        wrong.AddRange(await Replayed.Compare(database));
        wrong.AddRange(await Figures.Compare(laboratory, ledger, asked));
        wrong.AddRange(await PersonalData.Find(laboratory));
        while (ledger.Wrong.TryDequeue(out var answer))
            wrong.Add($"answered wrongly: {answer}");
        return wrong;
    }

    /// <summary>A few of many.</summary>
    public static IReadOnlyList<string> Few(string what, IReadOnlyCollection<string> all) =>
        all.Count == 0 ? [] : [$"{what}: {all.Count}, of them {string.Join(", ", all.Take(3))}"];
}
