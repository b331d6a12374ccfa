using System.Collections.Immutable;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions;

/// <summary>How much a site does with a visitor, each including the ones before.</summary>
public enum Mode
{
    /// <summary>Nothing is stored.</summary>
    None,

    /// <summary>First-party audience measurement; nothing is personalised.</summary>
    Measure,

    /// <summary>Decisions by stage, visits and previous interactions.</summary>
    Personalize,
}

public static class Modes
{
    /// <summary>Of a site that has not chosen.</summary>
    public const Mode Default = Mode.Measure;

    /// <returns>Null if the name is none of <c>none</c>, <c>measure</c>, <c>personalize</c>.</returns>
    public static Mode? Find(string? name) =>
        name switch
        {
            ModeNames.None => Mode.None,
            ModeNames.Measure => Mode.Measure,
            ModeNames.Personalize => Mode.Personalize,
            _ => null,
        };

    public static string Name(this Mode mode) =>
        mode switch
        {
            Mode.None => ModeNames.None,
            Mode.Measure => ModeNames.Measure,
            _ => ModeNames.Personalize,
        };

    /// <summary>What holds for a visitor: the visitor's own choices, and the site's mode where there are
    /// none.</summary>
    public static Mode Of(Mode site, ImmutableArray<Consent> consents) =>
        consents.Of(Purpose.Measure) == false ? Mode.None
        : consents.Of(Purpose.Personalize) == true ? Mode.Personalize
        : site == Mode.None ? (consents.Of(Purpose.Measure) == true ? Mode.Measure : Mode.None)
        : consents.Of(Purpose.Personalize) == false ? Mode.Measure
        : site;
}
