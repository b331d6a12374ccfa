using JourneyEngine.Exam.Engine;
using JourneyEngine.Exam.Load;

namespace JourneyEngine.Exam.Oracles;

/// <summary>What was planted is in no log and in no metric; what a log does have is found there, or nothing was
/// looked through.</summary>
internal static class PersonalData
{
    public static async Task<IReadOnlyList<string>> Find(Laboratory laboratory)
    {
        var said = new List<(string Where, string Text)>();
        foreach (var file in laboratory.Logs)
            said.Add((Path.GetFileName(file), await Read(file)));
        using (var http = laboratory.Client(laboratory.AdminKey))
            said.Add(("metrics", await (await http.GetAsync("/metrics")).Content.ReadAsStringAsync()));
        var found = said.SelectMany(it => Planted.All.Where(it.Text.Contains).Select(mark => $"{mark} in {it.Where}"));
        var control = said.Exists(it => it.Text.Contains(laboratory.Host.Address.Authority, StringComparison.Ordinal));
        return
        [
            .. Verdict.Few("personal data", found.ToList()),
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
