using System.CommandLine;
using System.CommandLine.Invocation;
using JourneyEngine.Cli;
using JourneyEngine.Settings;
using Npgsql;

const int wrong = 1;
const int noDatabase = 2;
const int interrupted = 130;
Consoles.UnwrapWhatIsPiped();
try
{
    var parsed = JourneyCommands.Root().Parse(args);
    return parsed.Action is ParseErrorAction
        ? await AskEngine.Print(wrong, Misuse.Of(parsed))
        : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception failure) when (failure is NpgsqlException or FileNotFoundException or WrongSettingsException)
{
    return await AskEngine.Print(noDatabase, Misuse.OneLine(failure.Message));
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
{
    return await AskEngine.Print(AskEngine.NotWritten, Misuse.OneLine(failure.Message));
}
catch (OperationCanceledException)
{
    return interrupted;
}
