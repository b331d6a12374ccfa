using System.Text.RegularExpressions;
using JourneyEngine.Exam.Engine;
using JourneyEngine.Exam.Load;

namespace JourneyEngine.Exam.Oracles;

/// <summary>What was planted is in no log, no metric and no table; what a log does have is found there, or nothing was
/// looked through.</summary>
internal static class PersonalData
{
    public static async Task<IReadOnlyList<string>> Find(Laboratory laboratory)
    {
        var said = new List<(string Where, string Text)>();
        foreach (var file in laboratory.Logs)
            said.Add((Path.GetFileName(file), await Read(file)));
        using (var http = laboratory.Client(laboratory.AdminKey))
            said.Add(("metrics", await http.GetStringAsync("/metrics")));
        await using var database = laboratory.Server.Open();
        var stored = new List<string>();
        foreach (var mark in Planted.All)
            stored.AddRange((await Tables.Holding(database, Regex.Escape(mark))).Select(it => $"{mark} in {it}"));
        var found = said.SelectMany(it => Planted.All.Where(it.Text.Contains).Select(mark => $"{mark} in {it.Where}"));
        var control = said.Exists(it => it.Text.Contains(laboratory.Host.Address.Authority, StringComparison.Ordinal));
        return
        [
            .. Verdict.Few("personal data", [.. found, .. stored]),
            .. control ? (string[])[] : ["no log says where the host listens: what was looked through?"],
        ];
    }

    private static async Task<string> Read(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
