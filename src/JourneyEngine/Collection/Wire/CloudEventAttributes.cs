using System.Text.Json;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection.Wire;

/// <summary>The attributes of a CloudEvent: members of its JSON, or headers (<c>ce-id</c> is <c>id</c>).</summary>
internal readonly struct CloudEventAttributes
{
    private const string Prefix = "ce-";
    private readonly JsonElement _event;
    private readonly IHeaderDictionary? _headers;

    private CloudEventAttributes(JsonElement cloudEvent, IHeaderDictionary? headers) =>
        (_event, _headers) = (cloudEvent, headers);

    public static CloudEventAttributes Of(JsonElement cloudEvent) => new(cloudEvent, null);

    /// <exception cref="RefusedException">400: a header hides what the token gate would not let in.</exception>
    public static CloudEventAttributes Of(IHeaderDictionary headers)
    {
        foreach (var (name, value) in headers)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && Decoded(value.ToString()).Contains('\0'))
                throw new RefusedException(
                    StatusCodes.Status400BadRequest,
                    $"The header {name} cannot be taken: it holds a NUL character. Nothing of it was stored."
                );
        }

        return new(default, headers);
    }

    /// <returns>Null if it is absent, empty or no text.</returns>
    public string? Text(string name) =>
        _headers is null ? _event.TextAt(name)
        : Header(name) is { Length: > 0 } text ? text
        : null;

    public string? Time() =>
        _headers is not null
            ? Header("time")
            : _event.At("time") switch
            {
                null or { ValueKind: JsonValueKind.Null } => null,
                { ValueKind: JsonValueKind.String } time => time.GetString(),
                _ => StatedTime.None,
            };

    private string? Header(string name) =>
        _headers!.TryGetValue(Prefix + name, out var value) ? Decoded(value.ToString()) : null;

    private static string Decoded(string header) => Uri.UnescapeDataString(header);
}
