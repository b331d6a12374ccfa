using System.CommandLine;
using System.Text.Json;
using JourneyEngine.Cli.Import;
using JourneyEngine.Decisions.OffPolicy;
using JourneyEngine.Http;
using JourneyEngine.Personalization.OffPolicy;

namespace JourneyEngine.Cli.Replay;

/// <summary><c>journey decisions estimate</c>: what another policy would have earned on decisions that some other system
/// logged, however many they are.</summary>
internal static class EstimateFile
{
    private const int Valued = 0;
    private const int Unreadable = 1;
    private const int WithWarnings = 2;

    private const string Help = """
        Estimate what another policy would have earned, from a log of decisions that some other system made. CSV, plain or
        gzip, of any size: it is read row by row, and nothing of it is kept. Needs neither engine nor database.
          propensity   with which the log's system chose what it showed, above 0 to 1
          probability  with which the other policy would have chosen the same, 0 to 1
          reward       what followed, such as 1 for a sale and 0 for none
          predicted    dm and dr only: the reward that a model predicts of what was shown
          expected     dm and dr only: the reward that it predicts of the other policy
          visitor      if there is one: decisions of a visitor are drawn together, so the interval is as wide as it ought to be
        Estimators: ips is unbiased where the propensities are exact, snips steadier, dm as good as the model, dr both.
        The answer, its interval and its warnings are those of POST /v1/reports/decisions/estimate on the same rows. Of more
        than 100,000 visitors the interval is drawn over 10,000 groups of them, so memory stays the same.
        Example: journey decisions estimate log.csv.gz --estimator snips --clip 100
        Exit code 0: valued; 1: the file cannot be read, and which line; 2: valued, with warnings.
        """;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The log." };
        var estimator = new Option<string>("--estimator")
        {
            Description = "ips, snips, dm or dr.",
            DefaultValueFactory = _ => "snips",
        };
        estimator.AcceptOnlyFromAmong("ips", "snips", "dm", "dr");
        var clip = ReplayPolicy.Clip();
        var seed = new Option<ulong>("--seed") { Description = "Of the bootstrap.", DefaultValueFactory = _ => 1UL };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text." };
        var estimate = new Command("estimate", Help) { file, estimator, clip, seed, json };
        estimate.SetAction(
            (parsed, cancellation) =>
                Run(
                    parsed.GetRequiredValue(file),
                    new Valuation(
                        Enum.Parse<Estimator>(parsed.GetRequiredValue(estimator), ignoreCase: true),
                        parsed.GetValue(clip),
                        parsed.GetValue(seed)
                    ),
                    parsed.GetValue(json),
                    cancellation
                )
        );
        return estimate;
    }

    private static async Task<int> Run(string file, Valuation how, bool json, CancellationToken cancellation)
    {
        try
        {
            Task<ClusteredSums> Sums(IProgress<(long, long)> progress) => Read(file, how, progress, cancellation);
            var sums = json ? await Sums(new Progress<(long, long)>()) : await Advance.Shown("Reading", Sums);
            var estimate = Estimate.Of(how.Estimator, sums, how.Seed);
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(estimate, JsonSerializerOptions.Web));
            else
                ShowPolicyValue.Show(estimate, how.Seed, sums.IsGrouped);
            return estimate.Warnings.Length == 0 ? Valued : WithWarnings;
        }
        catch (Exception failure)
            when (failure is UnacceptableException or IOException or UnauthorizedAccessException or InvalidDataException
            )
        {
            return await AskEngine.Print(Unreadable, $"{file}: {failure.Message}");
        }
    }

    private static async Task<ClusteredSums> Read(
        string file,
        Valuation how,
        IProgress<(long, long)> progress,
        CancellationToken cancellation
    )
    {
        const int told = 10_000;
        await using var unpacked = new UnpackedFile(file);
        var (sums, rows, bytes) = (new ClusteredSums(how.Clip), 0L, new FileInfo(file).Length);
        await foreach (var (visitor, decision) in ForeignLog.Read(unpacked.Content, how.NeedsPredictions, cancellation))
        {
            sums.Add(visitor, decision);
            if (++rows % told == 0)
                progress.Report((unpacked.Read, bytes));
        }

        progress.Report((bytes, bytes));
        return sums;
    }
}
