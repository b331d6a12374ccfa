namespace JourneyEngine.Contracts;

/// <summary>From which width of its 90 % interval on a site rather says nothing of a chance than something.</summary>
/// <param name="WidestReturnInterval">Of the chance to return, in (0, 1].</param>
/// <param name="WidestConversionInterval">Of the chance to convert, in (0, 1].</param>
[StoredName("abstention_changed")]
public sealed record AbstentionChanged(double WidestReturnInterval, double WidestConversionInterval, DateTimeOffset At);
