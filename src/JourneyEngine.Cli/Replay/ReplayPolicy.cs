using System.CommandLine;
using JourneyEngine.Decisions.OffPolicy;
using JourneyEngine.Personalization.OffPolicy;

namespace JourneyEngine.Cli.Replay;

/// <summary><c>journey decisions replay</c>: what another policy would have earned on the decisions that were
/// made.</summary>
internal static class ReplayPolicy
{
    public static Command Create()
    {
        var policy = new Option<FileInfo>("--policy")
        {
            Description = "A slot as for PUT /v1/slots/{slot}: contents, rules, policy.",
            Required = true,
        };
        var slot = new Option<string?>("--slot")
        {
            Description = "Whose decisions are replayed; may be left out where one slot alone has an outcome.",
        };
        var site = new Option<string>("--site")
        {
            Description = "The site that the slot belongs to.",
            DefaultValueFactory = _ => "demo",
        };
        var estimator = new Option<string>("--estimator")
        {
            Description = "ips (unbiased), snips (steadier), dm (a model of the reward), dr (both: the usual choice).",
            DefaultValueFactory = _ => "dr",
        };
        estimator.AcceptOnlyFromAmong("ips", "snips", "dm", "dr");
        var clip = Clip();
        var seed = new Option<ulong>("--seed") { Description = "Of the bootstrap.", DefaultValueFactory = _ => 1UL };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text." };
        var replay = new Command(
            "replay",
            "Ask of every logged decision what another policy would have shown, and value it by what followed, with a "
                + "95 % bootstrap interval.\n"
                + "Example: journey decisions replay --policy new.json --estimator dr\n"
                + "Changes nothing. Exit code 0: valued; 1: the policy cannot be read; 2: valued, with warnings."
        )
        {
            policy,
            slot,
            site,
            estimator,
            clip,
            seed,
            json,
        };
        replay.SetAction(
            (parsed, cancellation) =>
                ValuePolicy.Run(
                    new ValuePolicy.ValuationOptions(
                        parsed.GetRequiredValue(site),
                        parsed.GetValue(slot),
                        parsed.GetRequiredValue(policy).FullName,
                        new Valuation(
                            Enum.Parse<Estimator>(parsed.GetRequiredValue(estimator), ignoreCase: true),
                            parsed.GetValue(clip),
                            parsed.GetValue(seed)
                        ),
                        parsed.GetValue(json)
                    ),
                    cancellation
                )
        );
        return replay;
    }

    public static Option<double> Clip()
    {
        var clip = new Option<double>("--clip")
        {
            Description = "Greatest weight of a decision; a smaller variance is paid for with bias. [default: none]",
            DefaultValueFactory = _ => double.PositiveInfinity,
        };
        clip.Validators.Add(it =>
        {
            if (!(it.GetValueOrDefault<double>() > 0))
                it.AddError("--clip takes a number above 0.");
        });
        return clip;
    }
}
