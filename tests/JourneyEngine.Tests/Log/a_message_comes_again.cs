using JourneyEngine.Contracts;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Tests.Log;

public sealed class a_message_comes_again
{
    private static readonly InteractionRecorded Sent = new(
        "m",
        "track",
        "Signed Up",
        "/מוצרים",
        null,
        new Campaign("mail", null, "spring sale", null, null),
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch
    );

    /// <summary>An update brings names to one form; a client's retry across it is a retry all the same.</summary>
    [Fact]
    public void as_a_duplicate_of_what_an_older_version_stored_as_it_was_spelled() =>
        SameContent
            .In(
                Sent with
                {
                    Name = "Signed Up ",
                    Path = "/%D7%9E%D7%95%D7%A6%D7%A8%D7%99%D7%9D/",
                    Campaign = new Campaign("Mail", null, "Spring%20Sale", null, null),
                },
                Sent,
                it => it
            )
            .Should()
            .BeTrue();

    [Fact]
    public void as_another_one_if_it_says_something_else()
    {
        SameContent.In(Sent with { Name = "Signed Out" }, Sent, it => it).Should().BeFalse();
        SameContent.In(Sent with { Campaign = null }, Sent, it => it).Should().BeFalse();
    }
}
