using JourneyEngine.Contracts;

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

public static class RecogniseWords
{
    /// <summary>Of a site that has not chosen.</summary>
    public const Recognise Default = Recognise.Vouched;

    /// <returns>Null if the name is none of <c>off</c>, <c>vouched</c>, <c>claimed</c>.</returns>
    public static Recognise? Find(string? name) =>
        name switch
        {
            RecogniseNames.Off => Recognise.Off,
            RecogniseNames.Vouched => Recognise.Vouched,
            RecogniseNames.Claimed => Recognise.Claimed,
            _ => null,
        };

    public static string Name(this Recognise recognise) =>
        recognise switch
        {
            Recognise.Off => RecogniseNames.Off,
            Recognise.Claimed => RecogniseNames.Claimed,
            _ => RecogniseNames.Vouched,
        };
}
