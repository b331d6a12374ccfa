namespace JourneyEngine.Log.Appending;

/// <summary>Message ids of the engine's own facts, and how those of clients stay apart from them.</summary>
public static class EngineIds
{
    private const string LinkPrefix = "link:";
    private const string VouchedPrefix = "vouched:";
    private const string ConsentPrefix = "consent:";
    private const string ForgottenPrefix = "forgotten:";
    private const string SentPrefix = "sent:";
    private const string ShownSuffix = "/shown";

    /// <summary>Every interaction after a sign-in carries both ids; an id made of them stores the link once, and once
    /// more where it is vouched for.</summary>
    public static string Link(string visitor, string alias, bool vouched = false) =>
        $"{(vouched ? VouchedPrefix : LinkPrefix)}{visitor}|{alias}";

    /// <summary>A choice that came with a message is stored beside what else came with it; an exported one that is sent
    /// again brings the id that it had.</summary>
    public static string Consent(string messageId) =>
        messageId.StartsWith(ConsentPrefix, StringComparison.Ordinal) ? messageId : ConsentPrefix + messageId;

    /// <summary>An exposure is stored once, however often it is told.</summary>
    public static string Shown(Guid decision) => decision + ShownSuffix;

    /// <summary>What an export tells of a fact that was forgotten: that one was there.</summary>
    /// <param name="position">Of the fact in the log that was exported.</param>
    public static string Forgotten(string position) => ForgottenPrefix + position;

    /// <returns>What a client's message is stored under: its own id, or one beside the engine's where the client's would
    /// be among them.</returns>
    public static string OfClient(string messageId) => IsReserved(messageId) ? SentPrefix + messageId : messageId;

    private static bool IsReserved(string messageId) =>
        messageId.StartsWith(LinkPrefix, StringComparison.Ordinal)
        || messageId.StartsWith(VouchedPrefix, StringComparison.Ordinal)
        || messageId.StartsWith(ConsentPrefix, StringComparison.Ordinal)
        || messageId.StartsWith(ForgottenPrefix, StringComparison.Ordinal)
        || messageId.StartsWith(SentPrefix, StringComparison.Ordinal)
        || (
            messageId.EndsWith(ShownSuffix, StringComparison.Ordinal)
            && Guid.TryParseExact(messageId.AsSpan()[..^ShownSuffix.Length], "D", out _)
        );
}
