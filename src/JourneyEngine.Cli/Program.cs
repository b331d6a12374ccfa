using System.CommandLine;
using JourneyEngine.Cli;
using JourneyEngine.Cli.Export;
using JourneyEngine.Cli.Import;
using JourneyEngine.Cli.Keys;
using JourneyEngine.Cli.Predictions;
using JourneyEngine.Cli.Privacy;
using JourneyEngine.Cli.Replay;
using JourneyEngine.Cli.Simulation;
using JourneyEngine.Cli.Streams;
using JourneyEngine.Settings;
using Npgsql;

const int noDatabase = 2;
const int interrupted = 130;
var root = new RootCommand("Look into visitors' journeys, replay them, and prove that what is live is what was stored.")
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
};
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception failure) when (failure is NpgsqlException or FileNotFoundException or WrongSettingsException)
{
    return await AskEngine.Print(noDatabase, failure.Message);
}
catch (OperationCanceledException)
{
    return interrupted;
}
