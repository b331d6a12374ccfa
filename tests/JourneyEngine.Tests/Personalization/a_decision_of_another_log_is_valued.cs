using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using JourneyEngine.Personalization.OffPolicy;
using JourneyEngine.Tests.Contracts;

namespace JourneyEngine.Tests.Personalization;

public class a_decision_of_another_log_is_valued
{
    private static readonly ContentOffered Learned = SampleFacts
        .All.OfType<ContentOffered>()
        .First(it => it.PosteriorVersion is not null);

    [Fact]
    public void by_what_was_known_here_at_the_time()
    {
        var (before, after) = (Believed(1), Believed(Learned.PosteriorVersion!.Value));
        var learned = new LearnedOverTime([(Learned.At.AddDays(-1), before), (Learned.At.AddDays(1), after)]);

        learned.At(Learned)!.Version.Should().Be(after.Version);
        learned.At(Learned with { Imported = true })!.Version.Should().Be(before.Version);
    }

    [Theory]
    [InlineData(3L, true)]
    [InlineData(2L, false)]
    [InlineData(null, false)]
    public void where_it_is_at_the_version_that_it_had(long? there, bool told)
    {
        StoredEvent[] stream = [At(1), At(2), At(3)];
        var decision = Learned with
        {
            Imported = true,
            VersionThere = there,
            Snapshot = Learned.Snapshot with { StreamVersion = 2 },
        };

        (SnapshotStreams.Of(decision, 3, stream, new Dictionary<long, IReadOnlyList<StoredEvent>>()) is not null)
            .Should()
            .Be(told);
    }

    private static StoredEvent At(long version) =>
        new(version, "demo", "visitor/v", version, "interaction_recorded", [], Learned.At);

    private static Posterior Believed(int version) => new(new PosteriorUpdated("sequence", version, [], Learned.At));
}
