namespace JourneyEngine.Decisions.Folding;

/// <summary>A visitor's choices about a purpose. A function of the set of what was said, in whatever order it
/// came.</summary>
/// <param name="Chosen">The latest word of the visitor, or of the site for them, said where nobody else can say
/// it.</param>
/// <param name="Signalled">The latest word that came with a key that is in pages, and so may be anybody's: after a
/// choice of the visitor's own it can refuse what that one granted, and grant nothing that it refused.</param>
public readonly record struct Consent(string Purpose, ConsentStatement? Chosen, ConsentStatement? Signalled)
{
    public bool Granted => Holding.Granted;

    /// <summary>When what holds was said; milliseconds since 1970 UTC.</summary>
    public long At => Holding.At;

    private ConsentStatement Holding =>
        (Chosen, Signalled) switch
        {
            ({ } chosen, { } signal) when signal.At >= chosen.At => chosen.Granted ? signal : chosen,
            ({ } chosen, _) => chosen,
            var (_, signal) => signal!.Value,
        };
}
