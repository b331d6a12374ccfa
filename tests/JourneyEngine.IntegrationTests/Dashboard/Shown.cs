using System.Globalization;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Dashboard;

/// <summary>Numbers of the API as a page is to show them.</summary>
internal static class Shown
{
    public static string Count(JsonNode? count) => ((long)count!).ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double? share) =>
        share is { } it ? (it * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%" : "–";
}
