using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JourneyEngine.Host;
using JourneyEngine.Http.Limits;
using JourneyEngine.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.IntegrationTests.Limits;

/// <summary>A host in this process with limits of a test, whose clients come from any network address they
/// name.</summary>
internal sealed class LimitedHost : IAsyncDisposable
{
    private const string From = "X-Test-From";

    private readonly WebApplication _app;
    private readonly EngineFixture _engine;

    private LimitedHost(WebApplication app, EngineFixture engine, LogLines log)
    {
        (_app, _engine, Log) = (app, engine, log);
    }

    public LogLines Log { get; }

    private Uri Address => new(_app.Urls.First());

    /// <param name="dashboard">What its dashboard shows; nothing where absent.</param>
    /// <param name="replace">Has the last word on services.</param>
    public static async Task<LimitedHost> Start(
        EngineFixture engine,
        LimitSettings limits,
        DashboardOptions? dashboard = null,
        Action<IServiceCollection>? replace = null
    )
    {
        var log = new LogLines();
        var settings = HostConfiguration.Read(
            new SettingsReader(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        new Dictionary<string, string?>(
                            engine.CommonSettings.Select(it => KeyValuePair.Create(it.Key, (string?)it.Value))
                        )
                        {
                            ["JOURNEY_URL"] = $"http://127.0.0.1:{HostProcess.FreePort()}",
                            ["JOURNEY_DATA"] = TemporaryFolder.New(),
                            ["JOURNEY_DB"] = engine.ConnectionString,
                        }
                    )
                    .Build()
            )
        );
        var app = JourneyHost.Build(
            JourneyHost.Builder(["--environment=Development"]),
            settings with
            {
                Limits = limits,
                Dashboard = dashboard ?? settings.Dashboard,
            },
            engine.Database,
            it =>
            {
                it.AddSingleton<IStartupFilter, NamedAddress>().AddSingleton<ILoggerProvider>(log);
                replace?.Invoke(it);
            }
        );
        await app.StartAsync();
        return new LimitedHost(app, engine, log);
    }

    public Task<Site> NewSite() => _engine.NewSite(Address);

    /// <summary>Whoever sends from a network address.</summary>
    public HttpClient Client(string from)
    {
        var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) })
        {
            BaseAddress = Address,
        };
        client.DefaultRequestHeaders.Add(From, from);
        return client;
    }

    public async Task<string> Metrics() => await Client("192.0.2.99").GetStringAsync("/metrics");

    /// <summary>How many requests, visits or items the metrics say that a limit refused.</summary>
    public async Task<int> Refused(string limit)
    {
        var line = Regex.Match(
            await Metrics(),
            $$"""(?m)^journey_refused_total\{[^}]*limit="{{limit}}"[^}]*\} (\d+)"""
        );
        return line.Success ? int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class NamedAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (http, on) =>
                    {
                        if (IPAddress.TryParse(http.Request.Headers[From], out var address))
                            http.Connection.RemoteIpAddress = address;
                        return on(http);
                    }
                );
                next(app);
            };
    }
}

/// <summary>What clients of a limited host send, and how they are refused.</summary>
internal static class LimitedCalls
{
    public static Task<HttpResponseMessage> Collect(this HttpClient client, string key, params JsonNode[] items)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/batch")
        {
            Content = JsonContent.Create(new JsonObject { ["batch"] = new JsonArray(items) }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> Collect(this HttpClient client, string key, string visitor) =>
        client.Collect(key, Calls.Page(visitor, "home", Calls.Noon));

    /// <returns>When whoever was refused by the limit may come again.</returns>
    public static async Task<TimeSpan> RefusedBy(this HttpResponseMessage answer, string limit)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests, text);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        ((string)JsonNode.Parse(text)!["limit"]!).Should().Be(limit);
        var wait = answer.Headers.RetryAfter?.Delta;
        wait.Should().BeGreaterThan(TimeSpan.Zero);
        return wait!.Value;
    }
}

/// <summary>What a host has written to its log.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly List<(LogLevel Level, string Line)> _lines = [];

    public IReadOnlyList<string> All => Of(_ => true);

    public IReadOnlyList<string> Errors => Of(it => it is LogLevel.Error or LogLevel.Critical);

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

    public void Dispose() { }

    private string[] Of(Func<LogLevel, bool> level)
    {
        lock (_lines)
            return [.. from it in _lines where level(it.Level) select it.Line];
    }

    private sealed class Logger(string category, LogLines log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            lock (log._lines)
                log._lines.Add((logLevel, $"{category}: {formatter(state, exception)} {exception}"));
        }
    }
}
