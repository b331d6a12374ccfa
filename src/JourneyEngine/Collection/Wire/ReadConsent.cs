using System.Text.Json;
using JourneyEngine.Http;

namespace JourneyEngine.Collection.Wire;

/// <summary>
/// Reads what a consent platform says: Segment's <c>categoryPreferences</c>, Google's consent mode (under a name that
/// begins with <c>google</c>, or without one). A word is true, false, <c>granted</c> or <c>denied</c>; another says
/// nothing.
/// </summary>
internal static class ReadConsent
{
    /// <param name="json">At the member's name; then at the end of its value.</param>
    public static List<ConsentSignal>? From(ref GatedReader json)
    {
        List<ConsentSignal>? signals = null;
        if (json.ReadsObject())
        {
            while (json.NextMember())
            {
                var name = json.Text();
                if (json.ReadScalar(intoObjects: true) != JsonTokenType.StartObject)
                    Add(ref signals, name, in json);
                else if (name == "categoryPreferences" || name.StartsWith("google", StringComparison.OrdinalIgnoreCase))
                    Words(ref json, ref signals);
                else
                    json.SkipRest();
            }
        }

        return signals;
    }

    private static void Words(ref GatedReader json, ref List<ConsentSignal>? signals)
    {
        while (json.NextMember())
        {
            var name = json.Text();
            json.ReadScalar();
            Add(ref signals, name, in json);
        }
    }

    private static void Add(ref List<ConsentSignal>? signals, string name, in GatedReader json)
    {
        bool? granted = json.Token switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.String when json.Text().Equals("granted", StringComparison.OrdinalIgnoreCase) => true,
            JsonTokenType.String when json.Text().Equals("denied", StringComparison.OrdinalIgnoreCase) => false,
            _ => null,
        };
        if (granted is { } word)
            (signals ??= []).Add(new ConsentSignal(name, word));
    }
}
