using ScottPlot;

namespace JourneyEngine.Tests;

/// <summary>Pictures of what was simulated, in a folder beside the tests' program.</summary>
internal static class Pictures
{
    public static void Draw(string name, string title, string across, string up, Action<Plot> draw)
    {
        using var plot = new Plot();
        plot.Title(title);
        plot.XLabel(across);
        plot.YLabel(up);
        draw(plot);
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(
            Path.Combine(
                Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pictures")).FullName,
                name + ".png"
            ),
            900,
            600
        );
    }
}
