using System.Text.Json.Nodes;

namespace JourneyEngine.Exam.Load;

/// <summary>An interaction as it is sent, once or many times.</summary>
internal sealed record Item(string Id, string Visitor, string Name, DateTimeOffset At)
{
    public const string Order = "order";

    public JsonObject AsSegment() =>
        new()
        {
            ["type"] = Name == Order ? "track" : "page",
            ["messageId"] = Id,
            ["anonymousId"] = Visitor,
            [Name == Order ? "event" : "name"] = Name,
            ["timestamp"] = At.ToString("O"),
            // Nothing of these may be stored or said.
            ["context"] = new JsonObject { ["ip"] = Planted.Address },
            ["properties"] = new JsonObject { ["email"] = Planted.Mail, ["phone"] = Planted.Phone },
        };
}
