using System.Collections.Concurrent;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.IntegrationTests.Fulfilment;

/// <summary>A way out that keeps what goes through it.</summary>
internal sealed class Recorder : IOutbound
{
    private readonly ConcurrentQueue<OutboundMessage> _sent = new();

    /// <summary>Done before a message is taken.</summary>
    public Func<OutboundMessage, Task> Before { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<Channel> Channels { get; init; } = [Channel.Email, Channel.Phone];

    public IReadOnlyList<OutboundMessage> Sent => [.. _sent];

    public async Task Send(OutboundMessage message, CancellationToken cancellation)
    {
        await Before(message);
        _sent.Enqueue(message);
    }
}
