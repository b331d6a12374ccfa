namespace JourneyEngine.Host.Postgres;

/// <summary>Starts the embedded PostgreSQL again when it has died.</summary>
internal sealed class RestartPostgresService(EmbeddedPostgres postgres, ILogger<EmbeddedPostgres> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = Look;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested || postgres.IsRunning)
                continue;
            try
            {
                logger.LogError("PostgreSQL has ended by itself; it is started again.");
                await postgres.RestartAsync(stoppingToken);
                logger.LogWarning("PostgreSQL runs again.");
                pause = Look;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                logger.LogError(
                    "PostgreSQL does not start; it is tried again in {Pause} s. {Message}",
                    pause.TotalSeconds,
                    failure.Message
                );
            }
        }
    }
}
