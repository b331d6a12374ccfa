namespace JourneyEngine.IntegrationTests;

internal static class TemporaryFolder
{
    /// <summary>A folder that PostgreSQL's user can reach, whoever runs the tests.</summary>
    public static string New()
    {
        var folder = Directory.CreateDirectory(
            Path.Combine(Path.GetTempPath(), "journey-test-" + Guid.NewGuid().ToString("N")[..12])
        );
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode |= UnixFileMode.OtherExecute;
        return folder.FullName;
    }
}
