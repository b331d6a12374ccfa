using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>What scanners ask of every host that they find.</summary>
[Collection(EngineTests.Name)]
public sealed partial class a_host_is_probed(EngineFixture engine)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/v1/batch")]
    [InlineData("/dashboard")]
    [InlineData("/privacy")]
    [InlineData("/_content/JourneyEngine.Dashboard/")]
    public async Task for_its_own_words_by_trace(string path)
    {
        var answer = await Answered(
            $"TRACE {path} HTTP/1.1\r\nHost: {engine.Host.Address.Authority}\r\nX-Probe: echoed\r\nConnection: close\r\n\r\n"
        );

        answer.Should().MatchRegex("^HTTP/1.1 4").And.NotContain("echoed");
    }

    [Theory]
    [InlineData("/.git/HEAD")]
    [InlineData("/.git/config")]
    [InlineData("/.env")]
    [InlineData("/appsettings.json")]
    [InlineData("/web.config")]
    [InlineData("/packages.lock.json")]
    [InlineData("/JourneyEngine.Host.dll")]
    [InlineData("/_content/")]
    [InlineData("/_content/JourneyEngine.Dashboard/")]
    [InlineData("/_content/JourneyEngine.Dashboard/../../appsettings.json")]
    [InlineData("/_content/JourneyEngine.Dashboard/..%2f..%2fappsettings.json")]
    [InlineData("/_content/JourneyEngine.Dashboard/%2e%2e/%2e%2e/appsettings.json")]
    [InlineData("/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd")]
    [InlineData("/_framework/")]
    public async Task for_files_and_lists_of_them(string path)
    {
        var answer = await Answered(
            $"GET {path} HTTP/1.1\r\nHost: {engine.Host.Address.Authority}\r\nConnection: close\r\n\r\n"
        );

        answer.Should().MatchRegex("^HTTP/1.1 40[0-9]").And.NotContain("root:").And.NotContain("Index of");
    }

    [Fact]
    public async Task with_lines_that_are_meant_for_its_log()
    {
        foreach (
            var (request, header) in new[]
            {
                ("GET /v1/nowhere%0d%0aFORGED-path HTTP/1.1", "X-Any: any"),
                ("GET /v1/reports/returns?from=%0aFORGED-query HTTP/1.1", "Authorization: Bearer x%0aFORGED-key"),
                ("GET /privacy?link=%0d%0aFORGED-link HTTP/1.1", "Cookie: journey=%0d%0aFORGED-cookie"),
                ("POST /v1/batch HTTP/1.1", "Authorization: Basic " + Convert.ToBase64String("FORGED\nkey:"u8)),
                ("GET /v1/notice HTTP/1.1", "X-Forwarded-For: 1.2.3.4\u0085FORGED-sender"),
                ("GET /v1/notice HTTP/1.1", "User-Agent: a\u2028FORGED-agent"),
                ("BREW /FORGED-method HTTP/1.1", "Accept: FORGED-type"),
            }
        )
            await Answered(
                $"{request}\r\nHost: {engine.Host.Address.Authority}\r\n{header}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );

        // The log is a moment behind.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var lines = engine.Host.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().NotBeEmpty().And.NotContain(it => it.Contains("FORGED", StringComparison.Ordinal));
        lines.Should().OnlyContain(it => Stamped().IsMatch(it), "each line is one event, and has its time");
    }

    /// <remarks>Clients of .NET mend what scanners send on purpose.</remarks>
    private async Task<string> Answered(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, engine.Host.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (trce|dbug|info|warn|fail|crit): ")]
    private static partial Regex Stamped();
}
