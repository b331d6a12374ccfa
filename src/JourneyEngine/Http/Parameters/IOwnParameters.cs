namespace JourneyEngine.Http.Parameters;

/// <summary>What an address can be asked after the question mark, where its handler binds the whole query at
/// once.</summary>
public interface IOwnParameters
{
    IEnumerable<string> Names { get; }
}
