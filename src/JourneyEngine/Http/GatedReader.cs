using System.Runtime.CompilerServices;
using System.Text.Json;

namespace JourneyEngine.Http;

/// <summary>Reads JSON in one pass, every token through the <see cref="TokenGate"/>, and builds nothing but the texts
/// that are asked for.</summary>
internal ref struct GatedReader
{
    private readonly ReadOnlySpan<byte> _text;
    private Utf8JsonReader _json;
    private KeyCounts _keys;

    /// <param name="json">UTF-8, whole.</param>
    /// <exception cref="RefusedException">400; here or at any token.</exception>
    public GatedReader(ReadOnlySpan<byte> json)
    {
        TokenGate.RequireUtf8(json);
        _text = json;
        _json = new Utf8JsonReader(json);
    }

    public readonly JsonTokenType Token => _json.TokenType;

    /// <summary>Where the current token begins, in bytes.</summary>
    public readonly long Start => _json.TokenStartIndex;

    /// <summary>How many bytes are read, the current token included.</summary>
    public readonly long End => _json.BytesConsumed;

    /// <summary>All that was read since a token began, the current token included.</summary>
    /// <param name="start">Of that token, in bytes.</param>
    public readonly ReadOnlySpan<byte> Since(long start) => _text[(int)start..(int)End];

    public readonly bool Is(ReadOnlySpan<byte> name) => _json.ValueTextEquals(name);

    public bool Read()
    {
        try
        {
            if (!_json.Read())
                return false;
        }
        catch (JsonException)
        {
            throw TokenGate.Refused("it is not well-formed JSON", _json.BytesConsumed);
        }

        TokenGate.Check(ref _json, _keys);
        return true;
    }

    /// <summary>From the start of an object, or from the end of a member's value, to the name of the next
    /// member.</summary>
    /// <returns>False at the end of the object.</returns>
    public bool NextMember() => Read() && Token == JsonTokenType.PropertyName;

    /// <summary>From a member's name to the end of its value.</summary>
    public void SkipValue()
    {
        Read();
        SkipRest();
    }

    /// <summary>To the end of the value whose first token is the current one.</summary>
    public void SkipRest()
    {
        if (Token is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        for (var open = 1; open > 0; )
        {
            Read();
            if (Token is JsonTokenType.StartObject or JsonTokenType.StartArray)
                open++;
            else if (Token is JsonTokenType.EndObject or JsonTokenType.EndArray)
                open--;
        }
    }

    /// <summary>From a member's name to the end of its value.</summary>
    /// <returns>The value where it is a text that is not empty.</returns>
    public string? ReadText() =>
        ReadScalar() == JsonTokenType.String && _json.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>From a member's name into its value: the value itself where it is no object and no array, past it
    /// otherwise.</summary>
    /// <param name="intoObjects">Stay at the start of an object.</param>
    /// <returns>What the value begins with.</returns>
    public JsonTokenType ReadScalar(bool intoObjects = false)
    {
        Read();
        var token = Token;
        if (!intoObjects || token != JsonTokenType.StartObject)
            SkipRest();
        return token;
    }

    /// <summary>From a member's name into its value.</summary>
    /// <returns>True at the start of an object; otherwise the value is passed.</returns>
    public bool ReadsObject() => ReadScalar(intoObjects: true) == JsonTokenType.StartObject;

    public readonly string Text() => _json.GetString()!;

    /// <summary>A number's digits as they were sent.</summary>
    public readonly string Digits() => System.Text.Encoding.ASCII.GetString(_json.ValueSpan);

    /// <summary>How many members each open object has so far.</summary>
    [InlineArray(TokenGate.DeepestNesting)]
    public struct KeyCounts
    {
        private int _first;
    }
}
