namespace JourneyEngine.Cli.Simulation;

/// <summary>The engine does not do what is asked of it; the message is for the user.</summary>
/// <param name="unreachable">It never answered at all.</param>
public sealed class EngineException(string message, bool unreachable = false) : Exception(message)
{
    public bool Unreachable => unreachable;
}
