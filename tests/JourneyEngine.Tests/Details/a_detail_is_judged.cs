using JourneyEngine.Contracts;
using JourneyEngine.Host.Details;

namespace JourneyEngine.Tests.Details;

public sealed class a_detail_is_judged
{
    private static readonly DateOnly Today = new(2027, 1, 31);
    private static readonly NoticeDetail Email = new("email", DetailShapes.Email, ["updates", "birthday"], new Dictionary<string, string>());

    [Fact]
    public void and_kept_for_what_the_visitor_agreed_to() =>
        Judged(Email, " dana@example.test ", new Choices(["updates"], [])).Should().Match<JudgeDetail>(it =>
            it.Wrong == null && it.Value == "dana@example.test" && it.Field!.StoredName == "email" && it.Purposes.Single() == "updates");

    [Fact]
    public void and_not_kept_where_nobody_agreed() =>
        Judged(Email, "dana@example.test", new Choices(["measure"], ["birthday"])).Wrong.Should().Be("needs consent to updates or birthday");

    [Fact]
    public void and_a_refusal_outweighs_a_grant() =>
        Judged(Email, "dana@example.test", new Choices(["updates"], ["updates"])).Wrong.Should().StartWith("needs consent");

    [Fact]
    public void and_not_kept_out_of_shape_and_never_repeated() =>
        Judged(Email, "dana at example", new Choices(["updates"], [])).Wrong.Should().StartWith("takes an e-mail address").And.NotContain("dana");

    [Fact]
    public void and_not_kept_undeclared() =>
        Judged(null, "dana@example.test", new Choices(["updates"], [])).Wrong.Should().Be("is not declared in the notice");

    private static JudgeDetail Judged(NoticeDetail? declared, string text, Choices choices) => JudgeDetail.Of(declared, text, choices.Of, Today);
}
