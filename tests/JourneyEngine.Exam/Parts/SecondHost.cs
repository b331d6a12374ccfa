using JourneyEngine.Exam.Engine;

namespace JourneyEngine.Exam.Parts;

/// <summary>A host beside the one whose PostgreSQL it is, with all in common that hosts must have.</summary>
internal static class SecondHost
{
    /// <param name="database">How it reaches the engine's database.</param>
    public static async Task<HostUnderExam> Start(Laboratory laboratory, string database)
    {
        var host = laboratory.NewHost(
            new() { ["JOURNEY_DB"] = database, ["JOURNEY_VAULT_DB"] = laboratory.Server.ConnectionString("vault") },
            "second"
        );
        host.Start();
        await host.UntilReady();
        return host;
    }
}
