using JourneyEngine.Host;
using JourneyEngine.Http;
using JourneyEngine.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Npgsql;

namespace JourneyEngine.Tests.Docs;

public sealed class the_public_api_changes
{
    private static readonly string Approved = Repository.At("src", "JourneyEngine.Dashboard", "openapi.json");
    private static readonly bool Continuous = Environment.GetEnvironmentVariable("CI") is { Length: > 0 };

    [Fact]
    public async Task only_with_the_approved_document_that_the_dashboard_is_built_from()
    {
        var now = await Document();
        if (SettingsReader.OfEnvironment().Read<TestSettings>().Approve == 1 && !Continuous)
            await File.WriteAllTextAsync(Approved, now);

        (await File.ReadAllTextAsync(Approved))
            .Should()
            .Be(
                now,
                "to approve: JOURNEY_APPROVE=1 dotnet test tests/JourneyEngine.Tests --filter the_public_api_changes"
            );
    }

    /// <summary>As a host describes it, without one that runs.</summary>
    private static async Task<string> Document()
    {
        await using var database = NpgsqlDataSource.Create("Host=127.0.0.1");
        var settings = new HostConfiguration
        {
            Host = new HostSettings { Secret = Convert.ToBase64String(new byte[KeyDerivation.SecretLength]) },
        };
        await using var app = JourneyHost.Build(JourneyHost.Builder([]), settings, database);
        app.UseRouting();
        app.UseEndpoints(_ => { });
        var document = await app
            .Services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1")
            .GetOpenApiDocumentAsync();
        return (await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1)).ReplaceLineEndings("\n") + "\n";
    }
}
