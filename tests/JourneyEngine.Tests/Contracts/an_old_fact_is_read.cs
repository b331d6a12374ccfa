using System.Text.Json;
using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Contracts;

public sealed class an_old_fact_is_read
{
    [Fact]
    public void and_fields_it_never_had_take_their_defaults()
    {
        Read<Evidence>("""{"kind":"page"}""").Should().Be(new Evidence("page", null, null, Count: 1, Visits: 1));
        Read<InteractionRecorded>("""{"messageId":"m","kind":"page","occurredAt":"2026-01-01T00:00:00Z","receivedAt":"2026-01-01T00:00:01Z"}""")
            .Should().Be(new InteractionRecorded("m", "page", null, null, null, null,
                new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 1, 1, 0, 0, 1, TimeSpan.Zero)));
    }

    [Fact]
    public void and_fields_that_only_later_code_knows_are_passed_over() =>
        Read<VisitGapChanged>("""{"minutes":45,"at":"2026-01-01T00:00:00Z","reason":"?"}""").Minutes.Should().Be(45);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;
}
