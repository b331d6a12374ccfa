namespace JourneyEngine.Rights.Outbound;

/// <summary>A way out for messages.</summary>
internal interface IOutbound
{
    /// <summary>What it can write to; the first is preferred.</summary>
    IReadOnlyList<Channel> Channels { get; }

    /// <summary>Hands a message over. It may be handed over again with the same key where nobody knows whether it
    /// was.</summary>
    /// <exception cref="Exception">It was not taken. What the exception says may quote the message: it must not be
    /// passed on.</exception>
    Task Send(OutboundMessage message, CancellationToken cancellation);
}
