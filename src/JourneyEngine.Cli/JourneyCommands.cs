using System.CommandLine;
using JourneyEngine.Cli.Completion;
using JourneyEngine.Cli.Export;
using JourneyEngine.Cli.Import;
using JourneyEngine.Cli.Keys;
using JourneyEngine.Cli.Predictions;
using JourneyEngine.Cli.Privacy;
using JourneyEngine.Cli.Replay;
using JourneyEngine.Cli.Simulation;
using JourneyEngine.Cli.Streams;

namespace JourneyEngine.Cli;

/// <summary>All that <c>journey</c> can do.</summary>
internal static class JourneyCommands
{
    public static RootCommand Root() =>
        new(
            "Look into visitors' journeys, replay them, and prove that what is live is what was stored.\n"
                + "Example: journey stream show v1"
        )
        {
            ShowStream.Create(),
            DiffVisitor.Create(),
            ExportSite.Create(),
            ImportFile.Create(),
            ReplayJourneys.Create(),
            RebuildJourneys.Create(),
            AskWhatIf.Create(),
            Shadow.Compare(),
            Shadow.Promote(),
            Simulate.Create(),
            VerifyDecisions.Decisions(),
            VerifyDecisions.Blindness(),
            EraseVisitor.Create(),
            MakeKeys.Create(),
            Quarantined.Create(),
            Predict.Create(),
            CompleteCommands.Create(),
        };
}
