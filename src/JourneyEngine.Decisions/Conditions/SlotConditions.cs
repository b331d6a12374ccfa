using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Conditions;

/// <summary>The conditions that a slot's contents are to be asked for: found once for a slot, so that a decision asks
/// no others.</summary>
internal sealed class SlotConditions
{
    private static readonly ConditionalWeakTable<SlotDefined, SlotConditions> Found = [];

    private SlotConditions(SlotDefined slot)
    {
        ByContent =
        [
            .. slot.Contents.Select(content =>
                ConditionCatalog.All.Where(it => it.Applies(slot, content)).ToImmutableArray()
            ),
        ];
        All = [.. ConditionCatalog.All.Where(it => ByContent.Any(applied => applied.Contains(it)))];
        Reads = slot.Contents.Aggregate(
            SnapshotParts.None,
            (parts, content) => parts | Eligibility.Reads(slot, content)
        );
    }

    /// <summary>Of any of the contents.</summary>
    public ImmutableArray<Condition> All { get; }

    /// <summary>Of each content, in the order of the slot.</summary>
    public ImmutableArray<ImmutableArray<Condition>> ByContent { get; }

    public SnapshotParts Reads { get; }

    public static SlotConditions Of(SlotDefined slot) => Found.GetValue(slot, static it => new SlotConditions(it));
}
