using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace JourneyEngine.Host.Monitoring;

/// <summary>Where the time of a request goes: collected, appended, projected, decided. Sent with the metrics to a
/// collector of the operator's, over OTLP.</summary>
internal static class Traces
{
    /// <summary>Of ASP.NET Core: a span for each request.</summary>
    private const string Requests = "Microsoft.AspNetCore";

    public static void Add(IServiceCollection services, MetricsSettings settings)
    {
        if (settings.Collector is not { } collector)
            return;
        // A trace begins at the host: what callers say of theirs may hold ids of people, and would choose what is kept.
        Sdk.SetDefaultTextMapPropagator(new CompositeTextMapPropagator([]));
        services
            .AddSingleton<DistributedContextPropagator, NothingFromOutside>()
            .AddOpenTelemetry()
            .WithMetrics(it => it.AddOtlpExporter(exporter => exporter.Endpoint = For(exporter, collector, "metrics")))
            .WithTracing(it =>
                it.AddSource(Engine.TraceSource.Name)
                    .AddAspNetCoreInstrumentation()
                    .AddProcessor(new WithoutVisitors())
                    .AddOtlpExporter(exporter => exporter.Endpoint = For(exporter, collector, "traces"))
            );
    }

    /// <remarks>The exporter adds the path only to an address that it read itself.</remarks>
    private static Uri For(OpenTelemetry.Exporter.OtlpExporterOptions exporter, Uri collector, string signal) =>
        exporter.Protocol == OpenTelemetry.Exporter.OtlpExportProtocol.HttpProtobuf
            ? new Uri($"{collector.ToString().TrimEnd('/')}/v1/{signal}")
            : collector;

    private sealed class NothingFromOutside : DistributedContextPropagator
    {
        public override IReadOnlyCollection<string> Fields => [];

        public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) { }

        public override void ExtractTraceIdAndState(
            object? carrier,
            PropagatorGetterCallback? getter,
            out string? traceId,
            out string? traceState
        ) => (traceId, traceState) = (null, null);

        public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(
            object? carrier,
            PropagatorGetterCallback? getter
        ) => null;
    }

    /// <summary>Addresses name visitors, and tell who asks: of a request its route is enough.</summary>
    private sealed class WithoutVisitors : BaseProcessor<Activity>
    {
        private static readonly string[] Kept =
        [
            "http.request.method",
            "http.response.status_code",
            "http.route",
            "error.type",
            "network.protocol.version",
        ];

        public override void OnEnd(Activity span)
        {
            if (span.Source.Name != Requests)
                return;
            foreach (var (name, _) in span.TagObjects.ToList())
            {
                if (!Kept.Contains(name))
                    span.SetTag(name, null);
            }
        }
    }
}
