namespace JourneyEngine.Decisions.Persons;

/// <summary>By whose word a site takes several pseudonyms for one visitor.</summary>
public enum Recognise
{
    /// <summary>By nobody's: each pseudonym is a visitor of its own.</summary>
    Off,

    /// <summary>By that of the site's server, or by an identity proof.</summary>
    Vouched,

    /// <summary>By that of anybody with a key that is in pages, too.</summary>
    Claimed,
}
