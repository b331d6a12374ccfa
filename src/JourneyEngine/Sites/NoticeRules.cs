using System.Collections.Frozen;
using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;

namespace JourneyEngine.Sites;

/// <summary>A declaration that takes an interaction, with its properties by name.</summary>
public sealed record KindRule(NoticeKind Kind, FrozenDictionary<string, NoticeProperty> Properties)
{
    internal static KindRule Of(NoticeKind kind) =>
        new(kind, kind.Properties.ToFrozenDictionary(it => it.Name, StringComparer.Ordinal));
}

/// <summary>A collection notice, made ready to be asked at every interaction.</summary>
public sealed class NoticeRules
{
    /// <summary>What Segment calls a detail, where the notice does not call one so itself.</summary>
    private static readonly (string Trait, string Detail)[] UsualTraits =
    [
        ("birthday", "birth_date"),
        ("address", "residence"),
    ];

    private readonly FrozenDictionary<string, KindRules> _kinds;
    private readonly FrozenDictionary<string, string> _purposes;
    private readonly FrozenDictionary<string, string> _details;

    public NoticeRules(NoticePublished notice)
    {
        Notice = notice;
        _kinds = notice
            .Kinds.GroupBy(it => it.Kind, StringComparer.Ordinal)
            .ToFrozenDictionary(it => it.Key, it => new KindRules([.. it.Select(KindRule.Of)]), StringComparer.Ordinal);
        // Names first: a signal never takes another purpose's name.
        _purposes = notice
            .Purposes.Select(it => (Signal: it.Name, it.Name))
            .Concat(notice.Purposes.SelectMany(it => it.Signals.Select(signal => (Signal: signal, it.Name))))
            .DistinctBy(it => it.Signal, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(it => it.Signal, it => it.Name, StringComparer.OrdinalIgnoreCase);
        _details = notice
            .Details.Select(it => (Trait: it.Name, Detail: it.Name))
            .Concat(UsualTraits.Where(it => notice.Details.Any(detail => detail.Name == it.Detail)))
            .DistinctBy(it => it.Trait, StringComparer.Ordinal)
            .ToFrozenDictionary(it => it.Trait, it => it.Detail, StringComparer.Ordinal);
    }

    public NoticePublished Notice { get; }

    public int Version => Notice.Version;

    public bool Declares(string kind) => _kinds.ContainsKey(kind);

    /// <returns>The declaration that takes an interaction of this kind and name; null if none does.</returns>
    public KindRule? Find(string kind, string? name) => _kinds.GetValueOrDefault(kind)?.Find(name);

    /// <param name="signal">A purpose's name or one of its signals, in any case.</param>
    /// <returns>The purpose; null if the notice knows no such signal.</returns>
    public string? PurposeOf(string signal) => _purposes.GetValueOrDefault(signal);

    /// <returns>The declared detail that a trait tells; null if none is declared.</returns>
    public string? DetailOf(string trait) => _details.GetValueOrDefault(trait);

    /// <summary>Declarations of one kind: they do not overlap, so one with any name stands alone.</summary>
    private sealed class KindRules(KindRule[] rules)
    {
        private readonly KindRule? _any = Array.Find(rules, it => it.Kind.Names is null);

        private readonly FrozenDictionary<string, KindRule> _named = rules
            .SelectMany(rule => (rule.Kind.Names ?? []).Select(name => (name: NormalText.Name(name), rule)))
            // One that was published before could name a thing twice.
            .DistinctBy(it => it.name)
            .ToFrozenDictionary(it => it.name, it => it.rule, StringComparer.Ordinal);

        public KindRule? Find(string? name) => name is not null && _named.TryGetValue(name, out var rule) ? rule : _any;
    }
}
