using JourneyEngine.Privacy;
using JourneyEngine.Settings;
using Wolverine;
using Wolverine.ErrorHandling;

namespace JourneyEngine.Rights.Outbound;

/// <summary>The one way out, as configured; no <see cref="IOutbound"/> is among the services where there is
/// none.</summary>
public static class OutboundModule
{
    public static void AddOutbound(this IServiceCollection services, OutboundSettings settings, bool isDevelopment)
    {
        services.AddSingleton(settings);
        services.AddSingleton(it => new PublicAddress(
            settings.PublicUrl ?? (isDevelopment ? Own(it.GetRequiredService<EngineSettings>().Url) : null)
        ));
        services.AddSingleton(_ => new GuardedHttp(isDevelopment && settings.AllowsLoopback));
        if (Way(settings, isDevelopment) is { } way)
            services.AddSingleton(way);
    }

    /// <summary>What did not go out is tried again after each pause; then it lies with the dead letters.</summary>
    public static void UseOutbound(this WolverineOptions options, IReadOnlyList<TimeSpan> pauses)
    {
        options.EnvelopeIdGeneration = EnvelopeIdGeneration.GuidV7;
        options.Policies.OnException<NotSentException>().ScheduleRetry([.. pauses]).Then.MoveToErrorQueue();
    }

    /// <exception cref="IOException">The setting names no way that there is.</exception>
    public static void Require(OutboundSettings settings, bool isDevelopment) => _ = Way(settings, isDevelopment);

    /// <inheritdoc cref="Require"/>
    internal static Func<IServiceProvider, IOutbound>? Way(OutboundSettings settings, bool isDevelopment)
    {
        if ((settings.Way ?? (isDevelopment ? "file" : null)) is not { } way)
            return null;
        if (way == "file")
            return it => new Files(settings.Folder, it.GetRequiredService<TimeProvider>());
        if (!Uri.TryCreate(way, UriKind.Absolute, out var address))
            throw Unknown();
        return address.Scheme switch
        {
            "smtp" or "smtps" when settings.From is { } from => it => new Smtp(
                address,
                from,
                settings,
                it.GetRequiredService<TimeProvider>()
            ),
            "smtp" or "smtps" => throw new IOException(
                "Mail needs a sender: JOURNEY_MAIL_FROM, such as shop@example.org."
            ),
            "https" or "http" when GuardedHttp.Wrong(address, isDevelopment && settings.AllowsLoopback) is { } wrong =>
                throw new IOException($"JOURNEY_OUTBOUND {wrong}."),
            "https" or "http" => it => new Webhook(
                address,
                it.GetRequiredService<GuardedHttp>(),
                it.GetRequiredService<Jws>(),
                it.GetRequiredService<TimeProvider>()
            ),
            _ => throw Unknown(),
        };
    }

    /// <summary>The first of the addresses that the host listens on; null if it names no host, as
    /// <c>http://*:5080</c>.</summary>
    private static Uri? Own(string addresses) =>
        Uri.TryCreate(addresses.Split(';')[0], UriKind.Absolute, out var own) ? own : null;

    private static IOException Unknown() =>
        new(
            "JOURNEY_OUTBOUND is no way out that there is: it takes file, smtp://host:port, smtps://host:port or "
                + "https://..."
        );
}
