using System.Text.Json.Nodes;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.Collection;

public sealed class a_visitor_comes_from_a_host
{
    [Theory]
    [InlineData("https://google.com/", "google.com")]
    [InlineData("https://www.google.com/search?q=x", "google.com")]
    [InlineData("HTTPS://WWW.Google.COM./", "google.com")]
    [InlineData("http://www.google.com:8080", "google.com")]
    [InlineData("https://www.www.google.com", "google.com")]
    [InlineData("https://www2.google.com/", "www2.google.com")]
    [InlineData("https://wwwgoogle.com/", "wwwgoogle.com")]
    [InlineData("https://www.com/", "www.com")]
    [InlineData("https://bücher.example/", "xn--bcher-kva.example")]
    [InlineData("https://BÜCHER.example/", "xn--bcher-kva.example")]
    [InlineData("https://bu\u0308cher.example/", "xn--bcher-kva.example")]
    [InlineData("https://www.xn--bcher-kva.example/", "xn--bcher-kva.example")]
    [InlineData("https://XN--BCHER-KVA.example./", "xn--bcher-kva.example")]
    [InlineData("https://ספרים.example/", "xn--eebikmu.example")]
    [InlineData("https://www.ספרים。example/", "xn--eebikmu.example")]
    [InlineData("https://127.0.0.1/", "127.0.0.1")]
    [InlineData("https://[::1]/", "[::1]")]
    [InlineData("android-app://com.google.android.gm/", "com.google.android.gm")]
    public void that_is_the_same_in_every_spelling(string referrer, string host)
    {
        Came(referrer, "https://shop.example/").Should().Be(host);
        HostName.Normal(host).Should().Be(host, "what is stored is read by the fold once more");
    }

    [Theory]
    [InlineData("https://shop.example/cart", "https://shop.example/b")]
    [InlineData("https://www.shop.example/", "https://shop.example/b")]
    [InlineData("https://shop.example/", "https://www.shop.example/b?x=1#y")]
    [InlineData("http://SHOP.example.:8080/", "https://shop.example/")]
    [InlineData("https://ספרים.example/", "https://www.xn--eebikmu.example/")]
    public void that_is_the_site_itself_and_counts_for_none(string referrer, string page) =>
        Came(referrer, page).Should().BeNull();

    [Theory]
    [InlineData("https://blog.shop.example/", "https://shop.example/", "blog.shop.example")]
    [InlineData("https://shop.example/", "/b", "shop.example")]
    [InlineData("https://shop.example/", null, "shop.example")]
    public void that_is_another_one_or_maybe_another_one(string referrer, string? page, string host) =>
        Came(referrer, page).Should().Be(host);

    private static string? Came(string referrer, string? page)
    {
        var context = new JsonObject
        {
            ["page"] = new JsonObject { ["url"] = page, ["referrer"] = referrer },
        };
        return Items.Page($"\"context\":{context.ToJsonString()}").Interaction!.ReferrerHost;
    }
}
