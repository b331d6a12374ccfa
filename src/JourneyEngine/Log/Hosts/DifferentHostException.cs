namespace JourneyEngine.Log.Hosts;

/// <summary>This host has not in common with those on its database what all must have; the message says what, and what
/// to do.</summary>
public sealed class DifferentHostException(string message) : IOException(message);
