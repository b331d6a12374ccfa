using JourneyEngine.Contracts;

namespace JourneyEngine.Personalization.Slots;

/// <summary>A slot's stream: what its latest version says.</summary>
public sealed record SlotVersions(string Id, SlotDefined? Latest = null)
{
    public static SlotVersions Create(SlotDefined defined) => new(defined.Slot, defined);

    public SlotVersions Apply(SlotDefined defined) => this with { Latest = defined };
}
