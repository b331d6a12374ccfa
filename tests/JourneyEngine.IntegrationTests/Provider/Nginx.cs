using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace JourneyEngine.IntegrationTests.Provider;

/// <summary>nginx in front of a host, as ops/runbooks/proxy.md sets it up.</summary>
internal sealed class Nginx : IDisposable
{
    private readonly Process _process;

    private Nginx(Process process) => _process = process;

    public static string? Installed() =>
        new[] { "/usr/sbin/nginx", "/usr/bin/nginx", "/opt/homebrew/bin/nginx", "/usr/local/bin/nginx" }.FirstOrDefault(
            File.Exists
        );

    /// <param name="certificate">As PEM; the key likewise.</param>
    public static async Task<Nginx> Start(string folder, Uri address, int hostPort, string certificate, string key)
    {
        var server = Runbook
            .Nginx("proxy.md")
            .Replace("127.0.0.1:5080", $"127.0.0.1:{hostPort}", StringComparison.Ordinal)
            .Replace("listen 443", $"listen {address.Authority}", StringComparison.Ordinal)
            .Replace("journeys.shop.example", address.Host, StringComparison.Ordinal)
            .Replace("/etc/ssl/journeys.pem", certificate, StringComparison.Ordinal)
            .Replace("/etc/ssl/journeys.key", key, StringComparison.Ordinal)
            // A browser asks by the port as well where it is not the usual one.
            .Replace("Host $host;", "Host $http_host;", StringComparison.Ordinal);
        var temporary = string.Concat(
            from what in new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }
            select $"    {what}_temp_path {what};\n"
        );
        var user = Environment.IsPrivilegedProcess ? "user root;\n" : "";
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nginx.conf"),
            $"{user}daemon off;\npid nginx.pid;\nerror_log stderr warn;\nevents {{ }}\n"
                + $"http {{\n    access_log off;\n{temporary}{server}\n}}\n"
        );
        var process = Process.Start(
            new ProcessStartInfo(Installed()!, ["-e", "stderr", "-p", folder, "-c", "nginx.conf"])
            {
                RedirectStandardError = true,
            }
        )!;
        _ = process.StandardError.ReadToEndAsync();
        await Eventually.Sees(() => Listens(address.Port), it => it);
        return new Nginx(process);
    }

    /// <summary>Its workers end with it.</summary>
    public void Dispose()
    {
        using var stop = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<bool> Listens(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
