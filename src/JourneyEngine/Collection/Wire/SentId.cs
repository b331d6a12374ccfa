namespace JourneyEngine.Collection.Wire;

/// <summary>An id as it was sent: text, a number in plain digits, or something that is no id.</summary>
internal readonly record struct SentId(string? Text, bool IsNone = false);
