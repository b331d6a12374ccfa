using System.Text;
using FsCheck.Xunit;
using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Log;

namespace JourneyEngine.Tests.Collection;

public class names_have_one_form
{
    [Theory]
    [InlineData("Signed Up", "Signed Up")]
    [InlineData(" Signed  Up ", "Signed Up")]
    [InlineData("Signed\u00A0Up", "Signed Up")]
    [InlineData("Signed\u202FUp\t", "Signed Up")]
    [InlineData("Signed\nUp", "Signed Up")]
    [InlineData("\uFEFFSigned\u200B Up\u200E", "Signed Up")]
    [InlineData("\u202BSigned Up\u202C", "Signed Up")]
    [InlineData("Sign\u00ADed Up", "Signed Up")]
    [InlineData("Cafe\u0301", "Caf\u00E9")]
    [InlineData("\u200Fהרשמה\u200F", "הרשמה")]
    [InlineData("יצירת\u00A0קשר", "יצירת קשר")]
    [InlineData("\u00A0", "")]
    [InlineData("signed up", "signed up")]
    public void whatever_cannot_be_seen_in_them(string sent, string name) => NormalText.Name(sent).Should().Be(name);

    [Theory]
    [InlineData("/מוצרים", "/מוצרים")]
    [InlineData("/%D7%9E%D7%95%D7%A6%D7%A8%D7%99%D7%9D", "/מוצרים")]
    [InlineData("/%d7%9e%d7%95%d7%a6%d7%a8%d7%99%d7%9d/", "/מוצרים")]
    [InlineData("//מוצרים//%D7%9E", "/מוצרים/מ")]
    [InlineData("/%70ric%69ng", "/pricing")]
    [InlineData("/pricing/", "/pricing")]
    [InlineData("/", "/")]
    [InlineData("", "/")]
    [InlineData("///", "/")]
    [InlineData("/a%2fb", "/a%2Fb")]
    [InlineData("/a%3Fb%23c", "/a%3Fb%23c")]
    [InlineData("/50%25", "/50%25")]
    [InlineData("/%2541", "/%2541")]
    [InlineData("/100%", "/100%25")]
    [InlineData("/%zz%4", "/%25zz%254")]
    [InlineData("/%FF%d7", "/%FF%D7")]
    [InlineData("/%EE%E5%F6%F8%E9%ED", "/%EE%E5%F6%F8%E9%ED")]
    [InlineData("/my page", "/my%20page")]
    [InlineData("/my%20page", "/my%20page")]
    [InlineData("/my%C2%A0page", "/my%20page")]
    [InlineData("/caf%65%CC%81", "/caf\u00E9")]
    [InlineData("/%E2%80%8Eשלום", "/שלום")]
    [InlineData("/%4%E2%80%8B1", "/%2541")]
    [InlineData("/%\u200B41", "/A")]
    [InlineData("/%0D%0A", "/%0D%0A")]
    [InlineData("/Pricing", "/Pricing")]
    [InlineData("home/x", "home/x")]
    public void that_paths_have_too(string sent, string path) => NormalPath.Of(sent).Should().Be(path);

    /// <summary>What people would call two things stays two.</summary>
    [Theory]
    [InlineData("Signed Up", "SignedUp")]
    [InlineData("Signed Up", "signed up")]
    [InlineData("Signed-Up", "Signed Up")]
    [InlineData("خانه\u200Cها", "خانهها")]
    [InlineData("א", "ﬡ")]
    [InlineData("ﬁle", "file")]
    [InlineData("Ａ", "A")]
    [InlineData("а", "a")]
    [InlineData("②", "2")]
    [InlineData("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "\U0001F3F4")]
    [InlineData(
        "Chose \U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",
        "Chose \U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F"
    )]
    [InlineData("\u06DD1", "1")]
    public void that_no_different_name_has(string one, string other) =>
        NormalText.Name(one).Should().NotBe(NormalText.Name(other));

    /// <summary>People copy what they mean from the browser.</summary>
    [Theory]
    [InlineData("/pricing?plan=a", "/pricing")]
    [InlineData("/x#y", "/x")]
    [InlineData("https://shop.example/%D7%9E%D7%95%D7%A6%D7%A8%D7%99%D7%9D/?a=b#c", "/מוצרים")]
    [InlineData("https://shop.example", "/")]
    [InlineData("HTTPS://shop.example/מוצרים", "/מוצרים")]
    [InlineData("pricing", "pricing")]
    [InlineData("http://", null)]
    public void of_an_address(string sent, string? path) => NormalPath.OfAddress(sent).Should().Be(path);

    [Theory]
    [InlineData("/a/b", "/a%2Fb")]
    [InlineData("/a+b", "/a%20b")]
    [InlineData("/a", "/A")]
    [InlineData("/a%3Fb", "/a")]
    [InlineData("/index.html", "/")]
    [InlineData("/%D7%9E", "/%9E")]
    public void that_no_different_path_has(string one, string other) =>
        NormalPath.Of(one).Should().NotBe(NormalPath.Of(other));

    /// <summary>What goes, or is composed, leaves nothing behind that a second look would change.</summary>
    [Theory]
    [InlineData("א\u200C\U000E0001x")]
    [InlineData("א\u200C\u212A")]
    [InlineData("א\u200D\uDB40")]
    [InlineData("\u1100\u200D\u1161\u11A8")]
    public void that_stays_when_it_is_looked_at_again(string sent) =>
        NormalText.Name(NormalText.Name(sent)).Should().Be(NormalText.Name(sent));

    /// <summary>An item may have 32 KB of them.</summary>
    [Fact]
    public void of_a_path_of_percent_signs_in_three_looks()
    {
        var sent = "/" + new string('%', 16_000) + new string('3', 16_001);

        NormalPath
            .Of(sent)
            .Should()
            .Be("/" + string.Concat(Enumerable.Repeat("%25", 15_999)) + "3" + new string('3', 15_999));
    }

    /// <summary>A version before stored what was sent, and rules as they were typed.</summary>
    [Fact]
    public void in_what_is_stored_already()
    {
        var stored = new InteractionRecorded(
            "m",
            "track",
            "Signed Up ",
            "//%d7%9e/",
            null,
            null,
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch
        );
        var rule = FactJson.Read<Evidence>(
            """{"name":["\u200FSigned\u00A0Up"],"path":"/%D7%9E","pathPrefix":"/a//b/"}"""u8
        );

        var read = InteractionReader
            .Read("interaction_recorded", Encoding.UTF8.GetBytes(FactJson.Write(stored)))!
            .Value;
        (read.Name, read.Path).Should().Be(("Signed Up", "/מ"));
        Interaction.Of(stored).Should().Be(read);
        (rule.Name![0], rule.Path, rule.PathPrefix).Should().Be(("Signed Up", "/מ", "/a/b"));
    }

    [Property(MaxTest = 2_000)]
    public void once_and_for_all(string? text, byte[] bytes)
    {
        var escaped =
            "/" + string.Concat((bytes ?? []).Select(it => it % 3 == 0 ? $"%{it:x2}" : $"{(char)(it % 96 + 32)}"));
        foreach (var sent in new[] { text ?? "", escaped, text + escaped + text })
        {
            NormalText.Name(NormalText.Name(sent)).Should().Be(NormalText.Name(sent));
            NormalPath.Of(NormalPath.Of(sent)).Should().Be(NormalPath.Of(sent));
        }
    }

    [Theory]
    [InlineData("/pricing", "/pricing", true)]
    [InlineData("/pricing/teams", "/pricing", true)]
    [InlineData("/pricing-old", "/pricing", false)]
    [InlineData("/pric", "/pricing", false)]
    [InlineData("/pricing", "/pricing/", true)]
    [InlineData("/anything/at/all", "/", true)]
    [InlineData("/", "/", true)]
    [InlineData("/מוצרים/ספר", "/%D7%9E%D7%95%D7%A6%D7%A8%D7%99%D7%9D", true)]
    public void by_whole_segments_of_a_path(string path, string above, bool isWithin) =>
        NormalPath.IsWithin(NormalPath.Of(path), NormalPath.Of(above)).Should().Be(isWithin);
}
