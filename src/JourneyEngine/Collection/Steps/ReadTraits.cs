using System.Text.Json;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Http;
using JourneyEngine.Http.Personal;
using JourneyEngine.Sites;

namespace JourneyEngine.Collection.Steps;

/// <summary>Tells the traits of an identify call that the notice declares as details from the others, which are
/// refused.</summary>
internal static class ReadTraits
{
    private const int LongestName = 64;

    /// <summary>The parts of Segment's address, as one writes them.</summary>
    private static readonly string[] AddressParts = ["street", "city", "state", "postalCode", "country"];

    public static PendingEvent Step(PendingEvent pending, CollectionTerms terms)
    {
        if (pending.Kind != "identify")
            return pending;
        var traits = RequireDetailsKey.Of(Of(pending.Sent, terms.Notice), terms);
        return pending.Alias is null && pending.Choices is null && traits.Declared.Count == 0
                ? pending.Refused(SentTraits.NothingToStore(pending, traits.Refused))
            : traits == SentTraits.None ? pending
            : pending with { Traits = traits };
    }

    private static SentTraits Of(IncomingEvent sent, NoticeRules notice)
    {
        if (sent.TraitsAreTooLarge)
            return SentTraits.None with { Refused = [$"traits have more than {IncomingEvent.LargestTraits} bytes"] };
        if (sent.Traits is not { } raw)
            return SentTraits.None;
        var (declared, refused) = (new Dictionary<string, SentTrait>(StringComparer.Ordinal), new List<string>());
        using var document = JsonDocument.Parse(raw);
        foreach (var (name, value) in document.RootElement.EnumerateObject().SelectMany(it => Apart(it, notice)))
        {
            if (value.ValueKind == JsonValueKind.Null)
                continue;
            if (notice.DetailOf(name) is not { } detail)
                refused.Add($"trait '{Named(name)}' is not declared in the notice");
            else if (Text(value) is not { } text)
                refused.Add($"trait '{Named(name)}' is no text");
            // Where the site calls it by its own name as well as by Segment's, its own holds.
            else if (name == detail || !declared.TryGetValue(detail, out var other) || other.Name != detail)
                declared[detail] = new SentTrait(name, text);
        }

        return new SentTraits(declared, refused);
    }

    /// <summary>An object whose members are declared one by one, such as <c>address.city</c>, is taken apart.</summary>
    private static IEnumerable<(string Name, JsonElement Value)> Apart(JsonProperty trait, NoticeRules notice) =>
        trait.Value.ValueKind == JsonValueKind.Object
        && notice.DetailOf(trait.Name) is null
        && trait.Value.EnumerateObject().Any(part => notice.DetailOf($"{trait.Name}.{part.Name}") is not null)
            ? trait.Value.EnumerateObject().Select(part => ($"{trait.Name}.{part.Name}", part.Value))
            : [(trait.Name, trait.Value)];

    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            JsonValueKind.Object => string.Join(", ", AddressParts.Select(part => value.TextAt(part)).OfType<string>())
                is { Length: > 0 } address
                ? address
                : null,
            _ => null,
        };

    /// <remarks>Some clients put a value where the name belongs.</remarks>
    private static string Named(string trait) => LookAlike.Of(trait) is null ? trait.Cut(LongestName) : "?";
}
