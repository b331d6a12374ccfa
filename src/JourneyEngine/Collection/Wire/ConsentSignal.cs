namespace JourneyEngine.Collection.Wire;

/// <summary>A word of a consent platform on something that it calls by a name of its own.</summary>
internal readonly record struct ConsentSignal(string Name, bool Granted);
