using System.Text.Json.Nodes;

namespace JourneyEngine.Cli.Simulation;

/// <summary>The body of <c>POST /v1/batch</c>, as an app of these visitors would send it.</summary>
public static class SegmentBatch
{
    /// <param name="messages">What is sent.</param>
    /// <param name="sentAt">When it is truly sent: each visitor's clock states it as wrongly as the message's own
    /// time.</param>
    public static JsonObject Body(IEnumerable<Message> messages, DateTimeOffset sentAt) =>
        new() { ["batch"] = new JsonArray([.. messages.Select(it => Item(it, sentAt))]) };

    private static JsonObject Item(Message message, DateTimeOffset sentAt) =>
        new()
        {
            ["type"] = message.Type,
            ["messageId"] = message.MessageId,
            ["anonymousId"] = message.Visitor,
            ["userId"] = message.User,
            [message.Type == "track" ? "event" : "name"] = message.Name,
            ["timestamp"] = (message.At + message.ClockOff).ToString("O"),
            ["sentAt"] = (sentAt + message.ClockOff).ToString("O"),
            ["context"] = new JsonObject
            {
                ["userAgent"] = message.UserAgent,
                ["page"] = message.Path is null ? null : new JsonObject { ["path"] = message.Path },
                ["consent"] = new JsonObject
                {
                    ["categoryPreferences"] = new JsonObject { ["measure"] = true, ["personalize"] = message.Agrees },
                },
                ["identityProof"] = message.Proof,
                ["campaign"] = message.Campaign is null ? null : new JsonObject { ["name"] = message.Campaign },
            },
        };
}
