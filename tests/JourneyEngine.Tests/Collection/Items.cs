using System.Text;
using JourneyEngine.Collection;
using JourneyEngine.Contracts;
using JourneyEngine.Sites;

namespace JourneyEngine.Tests.Collection;

/// <summary>Items as clients send them, and what the pipeline makes of them. Received at <see cref="Noon"/>.</summary>
internal static class Items
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Of a site that has published no notice and has changed no setting.</summary>
    public static readonly Terms Usual = new(new NoticeRules(DefaultNotice.Value), ModeNames.Measure);

    public static Arrival Sent(string kind, string item, DateTimeOffset? sentAt = null, Terms? terms = null) =>
        new Arrival(kind, ReadCall.From(Encoding.UTF8.GetBytes(item)), sentAt, Noon).Through(terms ?? Usual);

    public static Arrival Through(this Arrival arrival, Terms terms, Func<string>? newId = null) =>
        Pipeline.Judge(Pipeline.Open(arrival, terms, newId ?? (() => "made")), terms);

    /// <summary>A good page view with some more members.</summary>
    public static Arrival Page(string members = "", DateTimeOffset? sentAt = null, Terms? terms = null) =>
        Sent("page", "{\"messageId\":\"m\",\"anonymousId\":\"v\"" + (members.Length > 0 ? "," + members : "") + "}", sentAt, terms);

    public static string RefusedFor(this Arrival arrival)
    {
        arrival.Drop.Should().NotBeNull();
        arrival.Drop!.Status.Should().Be(ReceiptStatus.Refused);
        return arrival.Drop.Reason;
    }
}
