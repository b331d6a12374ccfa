using JourneyEngine.Collection;
using JourneyEngine.Contracts;
using JourneyEngine.Sites.Identity;

namespace JourneyEngine.Tests.Collection;

public class a_page_vouches_for_its_user
{
    private const string Secret = "is_secret";

    /// <summary>RFC 4231's key and data of test case 2, so that any server's library is compared with.</summary>
    [Fact]
    public void by_the_hmac_that_every_library_makes() =>
        IdentityProof
            .Of("Jefe", "what do ya want for nothing?")
            .Should()
            .Be("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

    [Theory]
    [InlineData("u", "u", true)]
    [InlineData("u", "v", null)]
    public void by_a_proof_of_that_user(string user, string proved, bool? vouched) =>
        Link(user, IdentityProof.Of(Secret, proved)).Vouched.Should().Be(vouched);

    [Theory]
    [InlineData("")]
    [InlineData("5bdc")]
    public void by_nothing_shorter(string proof) => Link("u", proof).Vouched.Should().BeNull();

    [Fact]
    public void by_no_word_about_another_id()
    {
        var proof = IdentityProof.Of(Secret, "u");
        var facts = Facts.Of(
            Items.Sent(
                "alias",
                $$$"""{"messageId":"m","previousId":"old","userId":"u","context":{"identityProof":"{{{proof}}}"}}""",
                terms: Items.Usual with
                {
                    IdentitySecrets = [Secret],
                }
            )
        );

        facts.Select(it => it.Body).OfType<IdentityLinked>().Single().Vouched.Should().BeNull();
    }

    private static IdentityLinked Link(string user, string proof) =>
        Facts
            .Of(
                Items.Page(
                    $"\"userId\":\"{user}\",\"context\":{{\"identityProof\":\"{proof}\"}}",
                    terms: Items.Usual with
                    {
                        IdentitySecrets = ["is_other", Secret],
                    }
                )
            )
            .Select(it => it.Body)
            .OfType<IdentityLinked>()
            .Single();
}
