using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection.Wire;

/// <summary>A format in which clients send events. A class that implements this is all that a new format
/// needs.</summary>
internal interface IWireFormat
{
    IEnumerable<WireRoute> Routes { get; }
}

/// <summary>An address that takes a wire format by POST.</summary>
/// <param name="LargestBody">In bytes after decompression.</param>
/// <param name="Example">What the description of the API says of it.</param>
/// <param name="Read">Pure: the same bytes and headers are always read the same way.</param>
internal sealed record WireRoute(string Path, int LargestBody, WireExample Example, ReadWire Read)
{
    /// <summary>Content types that the address takes beside those of JSON.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } = [];

    /// <summary>The parameter in which the write key may come, for clients that can set no header; null if there is
    /// none.</summary>
    public string? KeyParameter { get; init; }
}

/// <param name="site">Of the key in the headers; null if the key is in the body.</param>
/// <returns>Events that stay valid when the body's buffer is given back.</returns>
/// <exception cref="Http.RefusedException">Nothing of the request can be taken.</exception>
internal delegate IncomingRequest ReadWire(
    ReadOnlyMemory<byte> body,
    IHeaderDictionary headers,
    string? site,
    DateTimeOffset receivedAt
);

/// <summary>A body that can be sent as it stands, and what sending it does, in one line.</summary>
public sealed record WireExample(string Summary, string Body, string ContentType = "application/json");

internal static class WireFormats
{
    /// <summary>Every wire format there is, each found by its type.</summary>
    public static IReadOnlyList<IWireFormat> All { get; } =
    [
        .. from type in typeof(IWireFormat).Assembly.GetTypes()
        where type.IsClass && type.IsAssignableTo(typeof(IWireFormat))
        orderby type.Name
        select (IWireFormat)Activator.CreateInstance(type)!,
    ];
}
