using Wolverine;
using Wolverine.Attributes;

namespace JourneyEngine.Background;

/// <summary>A message with an id of its own making: wherever and however often it is published, it is one
/// message.</summary>
public interface IHasEnvelopeId
{
    Guid EnvelopeId();
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class EnvelopeIdAttribute : ModifyEnvelopeAttribute
{
    public override void Modify(Envelope envelope) => envelope.Id = ((IHasEnvelopeId)envelope.Message!).EnvelopeId();
}
