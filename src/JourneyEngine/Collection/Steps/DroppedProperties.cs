using JourneyEngine.Http;
using JourneyEngine.Http.Personal;

namespace JourneyEngine.Collection.Steps;

/// <summary>Properties that are not kept: how many, and for the receipt which and why.</summary>
internal sealed class DroppedProperties
{
    public const string NotDeclared = "not declared in the notice";

    private const int MostNamed = 10;
    private const int LongestName = 64;

    private readonly List<(string Name, string Why)> _named = [];
    private int _personal;

    public int Count { get; private set; }

    /// <remarks>Some clients put a value where the name belongs, so a name may be somebody's address.</remarks>
    public void Add(string name, string why)
    {
        Count++;
        if (_named.Count + _personal == MostNamed)
            return;
        if (LookAlike.Of(name) is null)
            _named.Add((name.Cut(LongestName), why));
        else
            _personal++;
    }

    /// <returns>Null if there is none.</returns>
    public string? Told()
    {
        if (Count == 0)
            return null;
        var parts = _named
            .GroupBy(it => it.Why, it => $"'{it.Name}'")
            .Select(it => $"{string.Join(", ", it)} ({it.Key})")
            .ToList();
        if (_personal > 0)
            parts.Add($"{_personal} whose name looks personal");
        if (Count - _named.Count - _personal is > 0 and var more)
            parts.Add($"{more} more");
        return $"{Count} {(Count == 1 ? "property" : "properties")} dropped: {string.Join("; ", parts)}";
    }
}
