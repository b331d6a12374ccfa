namespace JourneyEngine.Contracts;

/// <summary>How wide the 90 % interval of a chance may be on a site; a prediction with a wider one is not given.</summary>
/// <param name="WidestReturnInterval">Of the chance to return, in (0, 1].</param>
/// <param name="WidestConversionInterval">Of the chance to convert, in (0, 1].</param>
[StoredName("abstention_changed")]
public sealed record AbstentionChanged(double WidestReturnInterval, double WidestConversionInterval, DateTimeOffset At);
