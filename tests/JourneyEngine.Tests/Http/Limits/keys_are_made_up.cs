using JourneyEngine.Sites.Limits;

namespace JourneyEngine.Tests.Http.Limits;

public class keys_are_made_up
{
    [Fact]
    public void they_are_remembered_up_to_a_number()
    {
        var unknown = new UnknownKeys(TimeProvider.System);

        for (var i = 0; i < (3 * UnknownKeys.Most) + 5; i++)
            unknown.Remember($"key{i}");

        unknown.Count.Should().BeLessThanOrEqualTo(UnknownKeys.Most);
        unknown.Has($"key{(3 * UnknownKeys.Most) + 4}").Should().BeTrue();
        unknown.Has("key0").Should().BeFalse();
    }

    [Fact]
    public void they_are_asked_for_again_after_a_minute()
    {
        var clock = new Stopped();
        var unknown = new UnknownKeys(clock);
        unknown.Remember("key");

        clock.Seconds = 59;
        unknown.Has("key").Should().BeTrue();
        clock.Seconds = 60;
        unknown.Has("key").Should().BeFalse();
    }

    private sealed class Stopped : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
