using System.Collections.Immutable;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Persons;

namespace JourneyEngine.Decisions.Folding;

/// <summary>Everything that a journey depends on besides the visitor's facts: the site's visit gap, its funnels,
/// what tells of its slots' contents that they were accepted, by whose word pseudonyms are one visitor, and where its days
/// begin.</summary>
/// <remarks>A revision never changes: a new funnel or outcome, a new version of one or another gap makes the next
/// revision.</remarks>
public sealed class FoldRules
{
    /// <summary>30 minutes, the common gap of web analytics.</summary>
    public const int DefaultGapMinutes = 30;

    public static FoldRules Default { get; } = new(0, DefaultGapMinutes, []);

    private readonly Evidence[] _evidence;
    private readonly int[] _firstOfFunnel;
    private readonly int _firstOutcome;
    private readonly Dictionary<string, (int[] Accepted, int[] Declined)> _ofSlot = [];

    public FoldRules(
        int revision,
        int gapMinutes,
        IEnumerable<FunnelDefined> funnels,
        IEnumerable<SlotOutcome>? slots = null,
        Recognise recognise = RecogniseWords.Default,
        SiteCalendar? calendar = null
    )
    {
        Revision = revision;
        GapMinutes = gapMinutes;
        Recognise = recognise;
        Calendar = calendar ?? SiteCalendar.Default;
        Funnels = [.. funnels.OrderBy(it => it.Name, StringComparer.Ordinal)];
        Slots = [.. (slots ?? []).OrderBy(it => it.Slot, StringComparer.Ordinal)];
        var evidence = Funnels.SelectMany(funnel => funnel.Stages).SelectMany(DemandedEvidence.Of).ToList();
        _firstOutcome = evidence.Count;
        // What several slots look for is kept once, however many they are.
        var known = new Dictionary<(string?, string?, string?, string?), int>();
        int Number(Evidence it)
        {
            var same = (
                it.Kind,
                it.Path,
                it.PathPrefix,
                it.Name is null ? null : string.Concat(it.Name.Select(name => $"{name?.Length} {name}"))
            );
            if (known.TryGetValue(same, out var number))
                return number;
            evidence.Add(it);
            return known[same] = evidence.Count - 1;
        }

        foreach (var slot in Slots)
            _ofSlot[slot.Slot] = (
                [.. slot.Outcome.Accepted.Select(Number)],
                [.. (slot.Outcome.Declined ?? []).Select(Number)]
            );
        _evidence = [.. evidence];
        _firstOfFunnel = new int[Funnels.Length];
        for (var i = 1; i < Funnels.Length; i++)
            _firstOfFunnel[i] =
                _firstOfFunnel[i - 1] + Funnels[i - 1].Stages.Sum(stage => DemandedEvidence.Of(stage).Length);
    }

    public int Revision { get; }

    public int GapMinutes { get; }

    /// <summary>The longest pause within a visit, in milliseconds.</summary>
    public long Gap => GapMinutes * 60_000L;

    /// <summary>The latest version of each funnel, by name.</summary>
    public ImmutableArray<FunnelDefined> Funnels { get; }

    /// <summary>The outcome of each slot that has one, by name of the slot.</summary>
    public ImmutableArray<SlotOutcome> Slots { get; }

    /// <summary>By whose word several pseudonyms are one visitor.</summary>
    public Recognise Recognise { get; }

    /// <summary>By which days its reports count.</summary>
    public SiteCalendar Calendar { get; }

    public FunnelDefined? Find(string funnel) => Funnels.FirstOrDefault(it => it.Name == funnel);

    public FoldRules With(FunnelDefined funnel) =>
        Next(funnels: Funnels.Where(it => it.Name != funnel.Name).Append(funnel));

    public FoldRules With(VisitGapChanged gap) => Next(gapMinutes: gap.Minutes);

    public FoldRules With(RecognitionChanged change) =>
        Next(recognise: RecogniseWords.Find(change.Recognise) ?? RecogniseWords.Default);

    public FoldRules With(CalendarChanged change) => Next(calendar: SiteCalendar.Of(change));

    /// <param name="same">Whether two outcomes say the same.</param>
    /// <returns>The same rules where the slot's outcome is as it was.</returns>
    public FoldRules With(SlotDefined slot, Func<OutcomeDefinition?, OutcomeDefinition?, bool> same)
    {
        var (others, before) = (
            Slots.Where(it => it.Slot != slot.Slot),
            Slots.FirstOrDefault(it => it.Slot == slot.Slot)
        );
        return same(before?.Outcome, slot.Outcome) && (before is null || before.Exposure == slot.Exposure)
            ? this
            : Next(
                slots: slot.Outcome is { } outcome
                    ? others.Append(new SlotOutcome(slot.Slot, outcome, slot.Exposure))
                    : others
            );
    }

    /// <summary>How many times of a piece of evidence are worth keeping: of stages with n demanded, the n earliest tell
    /// all; of outcomes, each may belong to another offer.</summary>
    internal int Limit(int evidence) =>
        evidence == CrowdMark ? 1
        : evidence >= _firstOutcome ? int.MaxValue
        : _evidence[evidence].Count;

    /// <summary>Number of the first piece of evidence of a funnel; those of its stages follow in order.</summary>
    internal int FirstEvidence(FunnelDefined funnel) => _firstOfFunnel[Funnels.IndexOf(funnel)];

    /// <summary>Numbers of the evidence that a slot's content was accepted, and declined.</summary>
    internal (int[] Accepted, int[] Declined) OutcomeEvidence(SlotOutcome slot) => _ofSlot[slot.Slot];

    /// <summary>Number under which a visit keeps when something in it came in a crowd first.</summary>
    internal int CrowdMark => _evidence.Length;

    /// <summary>Number under which a piece of an outcome's evidence is kept where it came in a crowd.</summary>
    internal int InCrowd(int evidence) => CrowdMark + 1 + evidence;

    internal ImmutableArray<EvidenceHit> HitsOf(in Interaction interaction)
    {
        var hits = DemandedEvidence.HitsOf(_evidence, interaction);
        return !interaction.Crowded
            ? hits
            :
            [
                .. hits.Where(it => it.Evidence < _firstOutcome),
                new EvidenceHit(CrowdMark, [interaction.At]),
                .. hits.Where(it => it.Evidence >= _firstOutcome)
                    .Select(it => it with { Evidence = InCrowd(it.Evidence) }),
            ];
    }

    private FoldRules Next(
        int? gapMinutes = null,
        IEnumerable<FunnelDefined>? funnels = null,
        IEnumerable<SlotOutcome>? slots = null,
        Recognise? recognise = null,
        SiteCalendar? calendar = null
    ) =>
        new(
            Revision + 1,
            gapMinutes ?? GapMinutes,
            funnels ?? Funnels,
            slots ?? Slots,
            recognise ?? Recognise,
            calendar ?? Calendar
        );
}
