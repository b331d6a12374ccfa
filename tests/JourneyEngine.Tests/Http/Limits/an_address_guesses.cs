using JourneyEngine.Http.Limits;

namespace JourneyEngine.Tests.Http.Limits;

public class an_address_guesses
{
    private const ulong Network = 7;

    [Theory]
    [InlineData(Limit.WrongKeys)]
    [InlineData(Limit.WrongTokens)]
    public async Task it_is_not_listened_to_until_a_whole_guess_is_free_again(Limit limit)
    {
        using var limits = new RateLimits(new LimitSettings { Wrong = 5 });
        for (var tries = 0; tries < 5; tries++)
        {
            limits.OfWrong(limit, Network).Should().BeNull();
            limits.CountWrong(limit, Network);
        }

        // A part of a guess comes back with each turn of the buckets' timer, ten times a second.
        await Task.Delay(500);

        limits.OfWrong(limit, Network).Should().NotBeNull();
        limits.OfWrong(limit, Network + 1).Should().BeNull();
    }
}
