using System.Globalization;
using JourneyEngine.Dashboard.Wording;

namespace JourneyEngine.Dashboard.Charts;

/// <summary>What is written at the ticks of a scale.</summary>
internal static class Scale
{
    public static string Percent(object value) =>
        Math.Round(Of(value) * 100, 6).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    public static string Count(object value) => Of(value) % 1 == 0 ? Format.Count((long)Of(value)) : "";

    public static string Number(object value) =>
        Math.Round(Of(value), 6).ToString("0.##", CultureInfo.InvariantCulture);

    public static Func<object, string> For(bool shares) => shares ? Percent : Count;

    private static double Of(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
