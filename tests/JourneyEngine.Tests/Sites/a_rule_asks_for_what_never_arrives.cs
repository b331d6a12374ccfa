using JourneyEngine.Contracts;
using JourneyEngine.Sites;
using JourneyEngine.Sites.Rules;

namespace JourneyEngine.Tests.Sites;

public sealed class a_rule_asks_for_what_never_arrives
{
    private static readonly NoticeRules AnyName = new(DefaultNotice.Value);

    [Theory]
    [InlineData("Signed up", "Signed Up")]
    [InlineData("Signed up", "Sign up")]
    [InlineData("Sign up", "Signed Up")]
    [InlineData("signed_up", "Signed Up")]
    [InlineData("SignedUp", "Signed Up")]
    [InlineData("Zahlng", "Zahlung")]
    [InlineData("הרשמה לניזלטר", "הרשמה לניוזלטר")]
    [InlineData("נרשם", "נרשמו")]
    [InlineData("הוספה-לסל", "הוספה לסל")]
    public void under_a_name_near_to_one_that_does(string asked, string arrives) =>
        Warnings(AnyName, [Track(asked)], ("track", arrives))
            .Should()
            .Equal(
                $"Stage 'A' asks for track '{asked}', and none is among the latest interactions. Did you mean track "
                    + $"'{arrives}', which is? Names are told apart by every letter."
            );

    [Theory]
    [InlineData("Step 1", "Step 2")]
    [InlineData("Cart", "Carton")]
    [InlineData("Refunded", "Signed Up")]
    [InlineData("קנה", "מכר")]
    [InlineData("Buy", "Bay")]
    public void without_a_warning_where_the_names_are_two(string asked, string arrives) =>
        Warnings(AnyName, [Track(asked)], ("track", arrives)).Should().BeEmpty();

    [Fact]
    public void without_a_warning_where_it_did_arrive() =>
        Warnings(AnyName, [Track("Signed up")], ("track", "Signed Up"), ("track", "Signed up")).Should().BeEmpty();

    [Fact]
    public void without_a_warning_where_another_rule_asks_for_the_near_one() =>
        Warnings(AnyName, [Track("Plan A"), Track("Plan B")], ("track", "Plan B")).Should().BeEmpty();

    [Fact]
    public void under_another_kind() =>
        Warnings(AnyName, [Track("Pricing")], ("page", "Pricing"))
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("Did you mean page 'Pricing', which is?");

    [Fact]
    public void under_its_own_kind_before_any_other() =>
        Warnings(AnyName, [Track("Pricings")], ("page", "Pricing"), ("track", "Pricing"))
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("Did you mean track 'Pricing'");

    [Theory]
    [InlineData("pages", "Did you mean 'page'?")]
    [InlineData("Page", "Did you mean 'page'?")]
    [InlineData("purchase", "Declared are: page, track, screen.")]
    public void because_its_kind_is_not_declared(string kind, string told) =>
        Warnings(AnyName, [new Evidence(kind, ["blog"], null)])
            .Should()
            .Equal(
                $"Stage 'A' asks for the kind '{kind}'. The notice does not declare it, so it is never stored. {told}"
            );

    [Theory]
    [InlineData("page", "pricing", true)]
    [InlineData(null, "pricing", true)]
    [InlineData("page", "/pricing", false)]
    [InlineData("screen", "settings", false)]
    public void because_its_path_begins_without_a_slash(string? kind, string path, bool isTold) =>
        Warnings(AnyName, [new Evidence(kind, null, null, Path: path), new Evidence(kind, null, path)])
            .Should()
            .BeEquivalentTo(
                isTold
                    ? ["Stage 'A' asks for the path 'pricing'. Paths of pages begin with '/': did you mean '/pricing'?"]
                    : Array.Empty<string>()
            );

    [Theory]
    [InlineData("/pricing?plan=a", "/pricing")]
    [InlineData("https://shop.example/%D7%9E%D7%97%D7%99%D7%A8/#top", "/מחיר")]
    public void only_if_an_address_that_was_pasted_were_kept(string sent, string path)
    {
        SentEvidence.Of("page", null, sent, null, 1, 1).Path.Should().Be(path);
        SentEvidence.Of("page", null, null, sent, 1, 1).PathPrefix.Should().Be(path);
    }

    [Fact]
    public void only_if_its_name_were_not_cut_as_those_that_arrive() =>
        SentEvidence.Of("page", [new string('n', 300)], null, null, 1, 1).Name.Should().Equal(new string('n', 256));

    [Theory]
    [InlineData("\u200B", true)]
    [InlineData(" ", true)]
    [InlineData(null, true)]
    [InlineData("a", false)]
    public void by_a_name_of_which_nothing_is_left(string? name, bool isBlank) =>
        SentEvidence.IsBlank(name).Should().Be(isBlank);

    [Fact]
    public void without_a_warning_for_a_kind_that_an_earlier_notice_declared() =>
        Warnings(AnyName, [new Evidence("purchase", null, null)], ("purchase", null)).Should().BeEmpty();

    [Theory]
    [InlineData("track", "Signed up", " Did you mean 'Signed Up'?")]
    [InlineData("track", "Refunded", "")]
    [InlineData("screen", "home", null)]
    [InlineData(null, "home", null)]
    [InlineData("track", "Signed Up", null)]
    public void because_its_name_is_not_declared(string? kind, string name, string? told)
    {
        var warnings = Warnings(Only("Signed Up", "Ordered"), [new Evidence(kind, [name], null)]);

        if (told is null)
            warnings.Should().BeEmpty();
        else
            warnings
                .Should()
                .Equal(
                    $"Stage 'A' asks for {kind} '{name}'. The notice does not declare that name, so it is never stored."
                        + told
                );
    }

    [Fact]
    public void without_a_warning_for_a_name_that_is_declared_and_still_to_come() =>
        Warnings(Only("Signed Up", "Signed Out"), [Track("Signed Out")], ("track", "Signed Up")).Should().BeEmpty();

    [Fact]
    public void in_no_more_than_twenty_sentences() =>
        Warnings(AnyName, [.. Enumerable.Range(0, 50).Select(it => new Evidence($"kind{it}", null, null))])
            .Should()
            .HaveCount(20);

    private static string[] Warnings(
        NoticeRules notice,
        Evidence[] evidence,
        params (string Kind, string? Name)[] arrived
    ) =>
        [.. RuleWarnings.Of([.. evidence.Select(it => new Rule("Stage 'A'", it))], notice, new ArrivingNames(arrived))];

    private static Evidence Track(string name) => new("track", [name], null);

    /// <summary>Declares tracks of these names and any screen.</summary>
    private static NoticeRules Only(params string[] tracks) =>
        new(
            DefaultNotice.Value with
            {
                Kinds =
                [
                    .. DefaultNotice
                        .Value.Kinds.Where(it => it.Kind != "page")
                        .Select(it => it.Kind == "track" ? it with { Names = tracks } : it),
                ],
            }
        );
}
