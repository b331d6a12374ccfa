using System.Text.Json;
using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Contracts;

public sealed class a_fact_of_another_version_is_read
{
    [Fact]
    public void without_newer_fields_which_take_their_defaults()
    {
        Read<Evidence>("""{"kind":"page"}""").Should().Be(new Evidence("page", null, null, Count: 1, Visits: 1));
        Read<InteractionRecorded>(
                """{"messageId":"m","kind":"page","occurredAt":"2026-01-01T00:00:00Z","receivedAt":"2026-01-01T00:00:01Z"}"""
            )
            .Should()
            .Be(
                new InteractionRecorded(
                    "m",
                    "page",
                    null,
                    null,
                    null,
                    null,
                    new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
                    new DateTimeOffset(2026, 1, 1, 0, 0, 1, TimeSpan.Zero)
                )
            );
    }

    [Fact]
    public void with_unknown_fields_which_are_ignored() =>
        Read<VisitGapChanged>("""{"minutes":45,"at":"2026-01-01T00:00:00Z","reason":"?"}""").Minutes.Should().Be(45);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;
}
