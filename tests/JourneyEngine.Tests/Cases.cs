using JourneyEngine.Settings;

namespace JourneyEngine.Tests;

/// <summary>How many cases a test tries that tries many.</summary>
/// <remarks>Every one for <c>ops/test --long</c>, otherwise as many as still show what is broken.</remarks>
internal static class Cases
{
    private static readonly bool Long = SettingsReader.OfEnvironment().Read<TestSettings>().Long == 1;

    public static int Of(int all, int few) => Long ? all : few;
}
