using JourneyEngine.Http.Limits;
using JourneyEngine.IntegrationTests.Limits;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Dashboard;

[Collection(HostTests.Name)]
public sealed class somebody_leaves_a_page_that_updates_itself(EngineFixture engine, Browser browser)
    : IClassFixture<Browser>,
        IAsyncLifetime
{
    private readonly Circuits _circuits = new();
    private LimitedHost _host = null!;

    /// <remarks>A page that does not answer is given up after a minute otherwise, and forgotten after three.</remarks>
    public async Task InitializeAsync() =>
        _host = await LimitedHost.Start(
            engine,
            new LimitSettings { Address = 0 },
            new() { Key = (await engine.NewSite()).ReadKey, RefreshSeconds = 1 },
            it =>
                it.AddSingleton<CircuitHandler>(_circuits)
                    .Configure<CircuitOptions>(circuit =>
                    {
                        circuit.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(1);
                        circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(6);
                    })
        );

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [SkippableFact]
    public async Task by_closing_it_and_nothing_goes_wrong() => await Leave(it => it.CloseAsync());

    [SkippableFact]
    public async Task with_a_network_that_ends_without_a_word_and_nothing_goes_wrong()
    {
        IWebSocketRoute? wire = null;
        var isCut = false;
        await Leave(
            async _ =>
            {
                isCut = true;
                await wire!.CloseAsync();
            },
            async profile =>
            {
                await profile.RouteAsync("**/_blazor/**", route => isCut ? route.AbortAsync() : route.ContinueAsync());
                await profile.RouteWebSocketAsync(
                    "**/_blazor**",
                    opened =>
                    {
                        // Who comes again finds nobody.
                        if (!isCut)
                            wire = opened.ConnectToServer();
                    }
                );
            }
        );
    }

    private async Task Leave(Func<IPage, Task> leave, Func<IBrowserContext, Task>? prepare = null)
    {
        await using var profile = await browser.Profile();
        if (prepare is not null)
            await prepare(profile);
        var looker = await Looker.Enter(profile, (await _host.NewSite()).Address);
        await looker.OpenAlive("/returns", "");
        await looker.Page.WaitForResponseAsync("**/dashboard/returns", new() { Timeout = 120_000 });

        await leave(looker.Page);

        await Eventually.Sees(() => Task.FromResult(_circuits.Closed), it => it == _circuits.Opened);
        _host.Log.Errors.Should().BeEmpty();
    }

    /// <summary>Of all pages that there were.</summary>
    private sealed class Circuits : CircuitHandler
    {
        private int _opened;
        private int _closed;

        public int Opened => Volatile.Read(ref _opened);

        public int Closed => Volatile.Read(ref _closed);

        public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _opened);
            return Task.CompletedTask;
        }

        public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _closed);
            return Task.CompletedTask;
        }
    }
}
