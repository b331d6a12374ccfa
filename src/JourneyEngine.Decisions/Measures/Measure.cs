using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions.Measures;

/// <summary>
/// Something that reports add up over visitors: a name, a version, named dimensions, and the pure function that makes
/// its rows from a journey. Whoever reads its sums names it by this object.
/// </summary>
public sealed class Measure
{
    private readonly Func<MeasuredJourney, IEnumerable<Cell>>? _ofVisitor;
    private readonly Func<MeasuredJourney, JourneyInFunnel, IEnumerable<Cell>>? _ofFunnel;
    private readonly Func<Cell, int>? _dayOf;
    private readonly Lazy<string> _fingerprint;

    private Measure(
        string name,
        int version,
        string[] numbers,
        string[]? texts,
        Func<MeasuredJourney, IEnumerable<Cell>>? ofVisitor,
        Func<MeasuredJourney, JourneyInFunnel, IEnumerable<Cell>>? ofFunnel,
        Func<Cell, int>? dayOf
    )
    {
        (Name, Version, Numbers, Texts, _ofVisitor, _ofFunnel, _dayOf) = (
            name,
            version,
            numbers,
            texts ?? [],
            ofVisitor,
            ofFunnel,
            dayOf
        );
        _fingerprint = new(MakeFingerprint);
    }

    public string Name { get; }

    /// <summary>Raised by whoever changes what the rows mean.</summary>
    public int Version { get; }

    /// <summary>Names of the dimensions that are numbers, three at most.</summary>
    public IReadOnlyList<string> Numbers { get; }

    /// <summary>Names of the dimensions that are texts, three at most.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Whether there are rows for each funnel of the site.</summary>
    public bool IsOfFunnel => _ofFunnel is not null;

    /// <summary>
    /// Tells this measure from every other, and from itself as it was before a change: made of name, version,
    /// dimensions, the fold, the time zones known, and the rows of the probes, so that another meaning shows even where nobody raised the
    /// version.
    /// </summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>A measure that depends on no funnel.</summary>
    /// <param name="rows">Pure: what one visitor adds one to.</param>
    /// <param name="dayOf">The day of a row, in days of the site since 1970, of a measure by when something happened; of
    /// any other that of the visitor's first interaction.</param>
    public static Measure OfVisitor(
        string name,
        int version,
        string[] numbers,
        Func<MeasuredJourney, IEnumerable<Cell>> rows,
        string[]? texts = null,
        Func<Cell, int>? dayOf = null
    ) => new(name, version, numbers, texts, rows, null, dayOf);

    /// <summary>A measure of each funnel.</summary>
    /// <param name="rows">Pure: what one visitor adds one to, in one funnel.</param>
    /// <inheritdoc cref="OfVisitor"/>
    public static Measure OfFunnel(
        string name,
        int version,
        string[] numbers,
        Func<MeasuredJourney, JourneyInFunnel, IEnumerable<Cell>> rows,
        string[]? texts = null,
        Func<Cell, int>? dayOf = null
    ) => new(name, version, numbers, texts, null, rows, dayOf);

    public IEnumerable<SumKey> Rows(MeasuredJourney journey)
    {
        if (_ofVisitor is not null)
        {
            foreach (var cell in _ofVisitor(journey))
                yield return new SumKey(this, "", 0, Day(journey, cell), cell);
            yield break;
        }

        foreach (var it in journey.Funnels)
        {
            foreach (var cell in _ofFunnel!(journey, it))
                yield return new SumKey(this, it.Funnel.Name, it.Funnel.Version, Day(journey, cell), cell);
        }
    }

    public override string ToString() => $"{Name} {Version}";

    /// <summary>The rows of the probes in words, sums of equal ones: what is approved when a measure changes.</summary>
    public IEnumerable<string> OfProbes() => ProbeRows.Of(this, Probes.CountedVisitors);

    private int Day(MeasuredJourney journey, Cell cell) => _dayOf is null ? journey.Day : _dayOf(cell);

    private string MakeFingerprint()
    {
        var text = string.Join(
            '\n',
            [
                $"{this} ({string.Join(", ", Numbers)}; {string.Join(", ", Texts)}) {IsOfFunnel} of {JourneyBytes.Fold} of persons by {SiteCalendar.Edition}",
                .. OfProbes(),
                .. ProbeRows.Of(this, Probes.Zoned),
            ]
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }
}
