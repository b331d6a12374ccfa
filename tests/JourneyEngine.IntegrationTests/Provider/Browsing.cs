using System.Collections.Specialized;
using System.Net;
using System.Web;

namespace JourneyEngine.IntegrationTests.Provider;

/// <summary>Keeps its cookies as a browser does, those for https too.</summary>
internal sealed class Browsing(Uri address) : IDisposable
{
    public const string Session = "journey-dashboard-session";

    private readonly Dictionary<string, string> _cookies = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = address,
    };

    public string? Cookie(string name) => _cookies.GetValueOrDefault(name);

    public async Task<HttpResponseMessage> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(it => $"{it.Key}={it.Value}")));
        var answer = await _http.SendAsync(request);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            var (name, value) = (set.Split('=')[0], set.Split(';')[0][(set.IndexOf('=') + 1)..]);
            if (value.Length == 0)
                _cookies.Remove(name);
            else
                _cookies[name] = value;
        }

        return answer;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Is sent to the provider by the dashboard.</summary>
    /// <returns>What the dashboard said with it, such as the state that it is to come back with.</returns>
    public async Task<NameValueCollection> Sent(ForgingProvider provider, string back = "/dashboard")
    {
        var asked = await Get("/dashboard/sign-in/provider?back=" + Uri.EscapeDataString(back));
        asked.StatusCode.Should().Be(HttpStatusCode.Found);
        var said = HttpUtility.ParseQueryString(asked.Headers.Location!.Query);
        provider.Nonce = said["nonce"]!;
        return said;
    }

    /// <summary>Comes back from the provider.</summary>
    /// <returns>Where it is led to.</returns>
    public async Task<string> Arrives(string state)
    {
        var answer = await Get("/dashboard/sign-in/callback?code=any&state=" + Uri.EscapeDataString(state));
        answer.StatusCode.Should().Be(HttpStatusCode.Found);
        return new Uri(address, answer.Headers.Location!).AbsolutePath;
    }
}
