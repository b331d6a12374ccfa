using System.Net;
using System.Net.Sockets;
using JourneyEngine.IntegrationTests.Log;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Host;

[Collection(HostTests.Name)]
public sealed class a_host_starts_before_its_database(EngineFixture engine)
{
    [Fact]
    public async Task for_which_it_waits()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, HostProcess.FreePort());
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        var address = new NpgsqlConnectionStringBuilder(engine.ConnectionString)
        {
            Port = port,
            SslMode = SslMode.Disable,
        };
        var starting = HostProcess.Start(
            TemporaryFolder.New(),
            address.ConnectionString,
            environment: engine.CommonSettings
        );
        // The first is by a protocol that it goes on without.
        for (var tried = 0; tried < 3; tried++)
        {
            var asked = nobody.AcceptSocketAsync();
            // A host that does not wait ends, and says why.
            if (await Task.WhenAny(asked, starting) == starting)
                await starting;
            (await asked).Dispose();
        }

        nobody.Stop();

        await using var wire = new CutWire(engine.ConnectionString, port);
        await using var host = await starting;

        host.Output.Should().Contain("PostgreSQL does not answer yet").And.NotContain("Password");
    }
}
