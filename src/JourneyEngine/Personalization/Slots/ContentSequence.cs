using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conditions;

namespace JourneyEngine.Personalization.Slots;

/// <summary>Contents of a slot by what must have been shown before each of them.</summary>
/// <param name="never">Names of those that can never be shown.</param>
internal sealed class ContentSequence(Content[] contents, SlotScope slot, IReadOnlySet<string> never)
{
    private readonly Dictionary<string, Content> _contents = contents.ToDictionary(it => it.Name);
    private readonly Dictionary<string, string?> _before = [];
    private readonly Dictionary<string, LeastProgress> _least = [];

    /// <returns>The content before it that keeps it from ever being shown; null if none does.</returns>
    public string? Unreachable(string name)
    {
        if (_before.TryGetValue(name, out var known))
            return known;
        // Until more is known it stands in its own way: what comes back to it goes in a circle.
        _before[name] = name;
        return _before[name] = Preceding(_contents[name])
            .FirstOrDefault(it => never.Contains(it) || Unreachable(it) is not null);
    }

    /// <summary>How far a relationship has come at least when a content is shown that can be reached.</summary>
    public LeastProgress LeastOf(Content content) =>
        _least.TryGetValue(content.Name, out var least)
            ? least
            : _least[content.Name] = Preceding(content)
                .Select(it => LeastOf(_contents[it]))
                .Concat(ConditionCatalog.All.Select(it => it.AtLeast(content, slot)))
                .Aggregate((a, b) => a.And(b));

    private static IEnumerable<string> Preceding(Content content) =>
        ConditionCatalog.All.SelectMany(it => it.Preceding(content));
}
