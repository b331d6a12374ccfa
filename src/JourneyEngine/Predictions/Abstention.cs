namespace JourneyEngine.Predictions;

/// <summary>Why nothing is predicted, where returning and converting have the same reasons.</summary>
internal static class Abstention
{
    public static readonly TimeSpan ShelfLife = TimeSpan.FromDays(30);

    public const string NotToBePersonalised =
        "This visitor is not to be personalised, so nothing is predicted of them.";

    public const string Failed = "The model failed on later data; see /v1/reports/predictions.";

    public static readonly string TooOld = $"The model knows nothing of the last {ShelfLife.TotalDays:0} days.";
}
