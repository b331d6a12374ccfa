using JourneyEngine.Settings;
using Microsoft.Extensions.Configuration;

namespace JourneyEngine.Tests.Settings;

internal static class Given
{
    /// <summary>A reader of these settings and no others.</summary>
    public static SettingsReader Only(params (string Name, string? Value)[] settings) =>
        new(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.ToDictionary(it => it.Name, it => it.Value))
                .Build()
        );
}
