using System.Text.Json;
using JourneyEngine.Cli.Simulation;

namespace JourneyEngine.Cli.Import;

/// <summary>Imports a file, and says what became of it.</summary>
internal static class RunImport
{
    internal sealed record ImportOptions(string File, bool Strict, bool Json);

    /// <param name="read">Told how many bytes of the file were read.</param>
    internal delegate Task<Imported> Importing(
        EngineClient engine,
        ImportOptions wish,
        Action<long> read,
        CancellationToken cancellation
    );

    public static async Task<int> Run(
        EngineClient engine,
        ImportOptions wish,
        Importing importing,
        CancellationToken cancellation
    )
    {
        try
        {
            Task<Imported> Sent(Action<long> read) => importing(engine, wish, read, cancellation);
            var imported = wish.Json ? await Sent(_ => { }) : await WithProgress(new FileInfo(wish.File).Length, Sent);
            if (wish.Json)
                Console.WriteLine(JsonSerializer.Serialize(imported, JsonSerializerOptions.Web));
            else
                ShowImported.Show(imported);
            return imported.Wrong == 0 ? AskEngine.Good : AskEngine.Refused;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await AskEngine.Print(AskEngine.Unreachable, $"{wish.File}: {failure.Message}");
        }
    }

    private static Task<Imported> WithProgress(long bytes, Func<Action<long>, Task<Imported>> work) =>
        ProgressBars
            .New()
            .StartAsync(async context =>
            {
                var task = context.AddTask("Importing", maxValue: Math.Max(1, bytes));
                var imported = await work(read => task.Value = read);
                task.Value = task.MaxValue;
                return imported;
            });
}
