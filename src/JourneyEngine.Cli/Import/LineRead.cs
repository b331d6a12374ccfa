using System.Text.Json.Nodes;

namespace JourneyEngine.Cli.Import;

/// <summary>What a line of a file is: a Segment call to send, or something to leave out, or nothing that can be
/// read.</summary>
/// <param name="Call">What is sent.</param>
/// <param name="LeftOut">Why it is no interaction of a visitor; nothing is wrong with it.</param>
/// <param name="Bad">Why it cannot be read, and from which column on, from 1.</param>
internal readonly record struct LineRead(
    JsonObject? Call,
    string? LeftOut = null,
    (int Column, string Reason)? Bad = null
)
{
    public static LineRead Wrong(int column, string reason) => new(null, Bad: (column, reason));
}
