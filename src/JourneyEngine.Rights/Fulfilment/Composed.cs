using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>A message with its words and its address, and whose it is.</summary>
internal sealed record Composed(string Visitor, OutboundMessage Message)
{
    public override string ToString() => Message.ToString();
}
