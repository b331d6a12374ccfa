using JourneyEngine.Http;
using JourneyEngine.Tests.Log;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Tests.Http;

public sealed class a_visitor_cookie_is_issued
{
    private static readonly Moved Clock = new();
    private static readonly VisitorCookie Cookies = Of(1);

    [Fact]
    public void for_one_site_which_can_read_it_again()
    {
        var response = new DefaultHttpContext().Response;
        var visitor = Cookies.Mint(response, "shop");

        var header = response.Headers.SetCookie.Single()!;
        Cookies.Read(Sent(header)).Should().Be(new NamedVisitor("shop", visitor));
        Cookies.Read(Sent(header), "shop").Should().Be(visitor);
        Cookies.Read(Sent(header), "another").Should().BeNull();
        header
            .ToLowerInvariant()
            .Split("; ")
            .Skip(1)
            .Should()
            .BeEquivalentTo("max-age=34128000", "path=/", "secure", "samesite=lax", "httponly");
    }

    [Fact]
    public void with_a_random_id_of_128_bits() =>
        Enumerable
            .Range(0, 1_000)
            .Select(_ => Cookies.Mint(new DefaultHttpContext().Response, "shop"))
            .Distinct()
            .Should()
            .HaveCount(1_000)
            .And.AllSatisfy(it => it.Length.Should().Be(128 / 4));

    [Fact]
    public void for_395_days_and_no_longer()
    {
        var (clock, response) = (new Moved(), new DefaultHttpContext().Response);
        var cookies = Of(1, clock);
        cookies.Mint(response, "shop");
        var header = response.Headers.SetCookie.Single()!;

        clock.Now += VisitorCookie.Lifetime - TimeSpan.FromSeconds(1);
        cookies.Read(Sent(header)).Should().NotBeNull();
        clock.Now += TimeSpan.FromSeconds(1);
        cookies.Read(Sent(header)).Should().BeNull();
    }

    [Fact]
    public void under_a_secret_and_for_a_use_that_must_both_match()
    {
        var response = new DefaultHttpContext().Response;
        Of(2).Mint(response, "shop");

        Cookies.Read(Sent(response.Headers.SetCookie.Single()!)).Should().BeNull();
        Cookies
            .Read(Sent($"{VisitorCookie.Name}={Sealer(1, Clock).Protect("link", "shop\nv", TimeSpan.FromDays(1))}"))
            .Should()
            .BeNull();
        Cookies
            .Read(Sent($"{VisitorCookie.Name}={Sealer(1, Clock).Protect("visitor", "v", TimeSpan.FromDays(1))}"))
            .Should()
            .BeNull();
        Cookies.Read(Sent("other=1")).Should().BeNull();
    }

    [Theory]
    [InlineData("POST", "same-origin", null, null, true)]
    [InlineData("POST", "none", null, null, true)]
    [InlineData("POST", "same-site", null, null, false)]
    [InlineData("POST", "cross-site", null, "https://shop.test", false)]
    [InlineData("POST", "same-origin", null, "https://behind-a-proxy.test", true)]
    [InlineData("POST", null, null, null, true)]
    [InlineData("POST", null, null, "https://shop.test", true)]
    [InlineData("POST", null, null, "https://shop.test.evil.test", false)]
    [InlineData("POST", null, null, "null", false)]
    [InlineData("POST", "cross-site", "navigate", null, false)]
    [InlineData("GET", "cross-site", "navigate", null, true)]
    [InlineData("GET", "cross-site", "no-cors", null, false)]
    public void for_requests_from_its_own_origin_only(
        string method,
        string? from,
        string? mode,
        string? origin,
        bool counts
    )
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Host) = (method, new HostString("shop.test"));
        foreach (var (name, value) in new[] { ("Sec-Fetch-Site", from), ("Sec-Fetch-Mode", mode), ("Origin", origin) })
        {
            if (value is not null)
                request.Headers[name] = value;
        }

        VisitorCookie.IsFirstParty(request).Should().Be(counts);
    }

    [Fact]
    public void until_it_is_cleared()
    {
        var response = new DefaultHttpContext().Response;
        VisitorCookie.Clear(response);

        response
            .Headers.SetCookie.Single()!
            .ToLowerInvariant()
            .Should()
            .Be("__host-journey=; expires=thu, 01 jan 1970 00:00:00 gmt; path=/; secure; samesite=lax; httponly");
    }

    private static VisitorCookie Of(byte secret, TimeProvider? clock = null) => new(Sealer(secret, clock ?? Clock));

    private static ProtectedTokens Sealer(byte secret, TimeProvider clock)
    {
        var bytes = new byte[KeyDerivation.SecretLength];
        bytes[0] = secret;
        return new ProtectedTokens(new KeyDerivation(bytes), clock);
    }

    private static HttpRequest Sent(string cookie)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Cookie = cookie.Split(';')[0];
        return request;
    }
}
