using System.Diagnostics;
using JourneyEngine.Exam.Engine;
using JourneyEngine.Exam.Load;
using JourneyEngine.Exam.Oracles;

namespace JourneyEngine.Exam.Parts;

/// <summary>Rounds of: send, do harm, until all that was sent is acknowledged, ask the oracles.</summary>
internal static class Rounds
{
    /// <summary>After so many the engine begins anew: the oracles go through the whole log each time.</summary>
    private const int OnOneLog = 40;

    private const int Warm = 40;

    /// <param name="harm">Done while clients send; returns when the engine is on its way back.</param>
    public static async Task<(int Rounds, int Items, IReadOnlyList<string> Wrong)> Run(
        int rounds,
        int seed,
        Func<Laboratory, Task<IReadOnlyList<HostUnderExam>>> hosts,
        Func<Scene, Task> harm,
        Action<int> progress
    )
    {
        var (chance, done, items, wrong) = (new Random(seed), 0, 0, new List<string>());
        while (done < rounds && wrong.Count == 0)
        {
            await using var laboratory = await Laboratory.Open();
            var ledger = new Ledger();
            await using var all = new Several(await hosts(laboratory));
            var addresses = all.Hosts.Select(it => it.Address).ToList();
            await using var senders = Senders.Start(ledger, laboratory.WriteKey, addresses, seed + done);
            for (var on = 0; on < OnOneLog && done < rounds && wrong.Count == 0; on++)
            {
                await Flows(ledger);
                await Task.Delay(chance.Next(600));
                try
                {
                    await harm(new Scene(laboratory, all.Hosts, ledger, chance, wrong));
                }
                catch (TimeoutException late)
                {
                    wrong.Add($"round {done + 1}: {late.Message} The host last said: {all.Hosts[0].LastSaid()}");
                    break;
                }

                await senders.Pause();
                wrong.AddRange((await Verdict.Of(laboratory, ledger)).Select(it => $"round {done + 1}: {it}"));
                senders.GoOn();
                progress(++done);
            }

            items += ledger.Acknowledged.Count;
        }

        return (done, items, wrong);
    }

    /// <summary>A host that has just started compiles what it does.</summary>
    private static async Task Flows(Ledger ledger)
    {
        var before = ledger.Acknowledged.Count;
        for (var waited = Stopwatch.StartNew(); ledger.Acknowledged.Count < before + Warm; await Task.Delay(20))
        {
            if (waited.Elapsed > HostUnderExam.Patience)
                throw new TimeoutException("Nothing is acknowledged.");
        }
    }
}
