using System.Text;
using JourneyEngine.Collection;

namespace JourneyEngine.Tests.Collection;

/// <summary>Items as clients send them, and what the pipeline makes of them. Received at <see cref="Noon"/>.</summary>
internal static class Items
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Arrival Sent(string kind, string item, DateTimeOffset? sentAt = null) =>
        Pipeline.Run(new Arrival(kind, ReadCall.From(Encoding.UTF8.GetBytes(item)), sentAt, Noon), () => "made");

    /// <summary>A good page view with some more members.</summary>
    public static Arrival Page(string members = "", DateTimeOffset? sentAt = null) =>
        Sent("page", "{\"messageId\":\"m\",\"anonymousId\":\"v\"" + (members.Length > 0 ? "," + members : "") + "}", sentAt);

    public static string RefusedFor(this Arrival arrival)
    {
        arrival.Drop.Should().NotBeNull();
        arrival.Drop!.Status.Should().Be(ReceiptStatus.Refused);
        return arrival.Drop.Reason;
    }
}
