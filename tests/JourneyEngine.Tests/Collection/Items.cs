using System.Text;
using JourneyEngine.Collection;
using JourneyEngine.Collection.Steps;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Sites;

namespace JourneyEngine.Tests.Collection;

/// <summary>Items as clients send them, and what the pipeline makes of them. Received at <see cref="Noon"/>.</summary>
internal static class Items
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static KeyDerivation Keys => new(new byte[KeyDerivation.SecretLength]);

    /// <summary>Of a site that has published no notice and has changed no setting.</summary>
    public static readonly CollectionTerms Usual = new("demo", new NoticeRules(DefaultNotice.Value), ModeNames.Measure)
    {
        VisitorIds = new VisitorIds(Keys),
        MessageIds = new MessageIds(Keys),
    };

    public static IncomingEvent Incoming(string kind, string item, DateTimeOffset? sentAt = null)
    {
        var sent = Segment.Single(kind, Encoding.UTF8.GetBytes(item), Noon).Events.Single();
        sent.SentAt ??= sentAt;
        return sent;
    }

    public static PendingEvent Sent(
        string kind,
        string item,
        DateTimeOffset? sentAt = null,
        CollectionTerms? terms = null
    ) => Incoming(kind, item, sentAt).Through(terms ?? Usual);

    /// <summary>Up to where earlier choices are asked for.</summary>
    public static PendingEvent Opened(string item) => Pipeline.Open(Incoming("page", item), Usual, _ => "made");

    public static PendingEvent Through(
        this IncomingEvent sent,
        CollectionTerms terms,
        Func<DateTimeOffset, string>? newId = null
    ) => Pipeline.Judge(Pipeline.Open(sent, terms, newId ?? (_ => "made")), terms);

    /// <summary>A good page view with some more members.</summary>
    public static PendingEvent Page(
        string members = "",
        DateTimeOffset? sentAt = null,
        CollectionTerms? terms = null
    ) =>
        Sent(
            "page",
            "{\"messageId\":\"m\",\"anonymousId\":\"v\"" + (members.Length > 0 ? "," + members : "") + "}",
            sentAt,
            terms
        );

    public static string RefusedFor(this PendingEvent pending)
    {
        pending.Drop.Should().NotBeNull();
        pending.Drop!.Status.Should().Be(ReceiptStatus.Refused);
        return pending.Drop.Reason;
    }
}
