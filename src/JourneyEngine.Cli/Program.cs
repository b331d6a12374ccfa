using System.CommandLine;
using JourneyEngine.Cli.Predictions;
using JourneyEngine.Cli.Privacy;
using JourneyEngine.Cli.Replay;
using JourneyEngine.Cli.Simulation;
using JourneyEngine.Cli.Streams;

var root = new RootCommand("Look into visitors' journeys, replay them, and prove that what is live is what was stored.")
{
    ShowStream.Create(),
    ReplayJourneys.Create(),
    RebuildJourneys.Create(),
    Simulate.Create(),
    VerifyDecisions.Decisions(),
    VerifyDecisions.Blindness(),
    EraseVisitor.Create(),
    Quarantined.Create(),
    Predict.Create(),
};
return await root.Parse(args).InvokeAsync();
