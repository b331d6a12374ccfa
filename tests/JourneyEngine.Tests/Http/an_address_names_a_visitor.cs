using JourneyEngine.Host;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace JourneyEngine.Tests.Http;

public sealed class an_address_names_a_visitor
{
    [Fact]
    public async Task in_the_same_way_at_every_route()
    {
        var routes = await Routes();

        var naming = routes.Where(it => it.Pattern.Contains("/visitors", StringComparison.Ordinal)).ToArray();
        naming.Should().HaveCountGreaterThan(9).And.OnlyContain(it => it.NamesVisitor);
    }

    /// <summary>An id with a slash fits into no part of a path.</summary>
    [Fact]
    public async Task after_the_question_mark_too()
    {
        var routes = await Routes();

        var inPath = routes.Where(it => it.Pattern.Contains("/visitors/{id}", StringComparison.Ordinal)).ToArray();
        inPath.Should().NotBeEmpty();
        foreach (var route in inPath)
            routes
                .Select(it => (it.Method, it.Pattern))
                .Should()
                .Contain(
                    (
                        route.Method,
                        route
                            .Pattern.Replace("/{id}", "", StringComparison.Ordinal)
                            .Replace("/{**alias}", "", StringComparison.Ordinal)
                    )
                );
    }

    private static async Task<(string Method, string Pattern, bool NamesVisitor)[]> Routes()
    {
        await using var database = NpgsqlDataSource.Create("Host=127.0.0.1");
        var settings = new HostConfiguration
        {
            Host = new HostSettings { Secret = Convert.ToBase64String(new byte[KeyDerivation.SecretLength]) },
        };
        await using var app = JourneyHost.Build(JourneyHost.Builder([]), settings, database);
        app.UseRouting();
        app.UseEndpoints(_ => { });
        return
        [
            .. app
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Select(it =>
                    (
                        it.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "",
                        it.RoutePattern.RawText ?? "",
                        it.Metadata.GetMetadata<NamesVisitor>() is not null
                    )
                ),
        ];
    }
}
