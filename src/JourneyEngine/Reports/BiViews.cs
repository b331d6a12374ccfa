using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Reports;

/// <summary>Brings the views for BI tools up to date when a host starts.</summary>
internal sealed class BiViews(NpgsqlDataSource database, ILogger<BiViews> logger) : IHostedService
{
    /// <summary>Hosts that start together take turns.</summary>
    private const long Turn = 0x4A6F_7572_6E65_7902;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var make = new NpgsqlCommand($"select pg_advisory_xact_lock({Turn}); {Statements()}", connection);
            await make.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            logger.LogWarning("The views for BI tools are not up to date: the engine's role may not make schema bi. Everything else works.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Statements()
    {
        using var text = new StreamReader(typeof(BiViews).Assembly.GetManifestResourceStream("JourneyEngine.Reports.Bi.sql")!);
        return text.ReadToEnd();
    }
}
