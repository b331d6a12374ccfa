using JourneyEngine.Http.Personal;
using JourneyEngine.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyEngine.Http.Parameters;

/// <summary>Programs that ask what their address does not know are told so: a misspelt parameter would be dropped, and
/// whoever sent it would believe that it holds.</summary>
public static class KnownParameters
{
    public static void UseKnownParameters(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                if (http.GetEndpoint() is RouteEndpoint endpoint && IsStrict(endpoint))
                    Check(http.Request.Query, BoundParameters.Of(endpoint));
                return next(http);
            }
        );

    // Pages of other origins call with libraries that add to addresses what they like.
    private static bool IsStrict(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal) == true
        && endpoint.Metadata.GetMetadata<IEnableCorsAttribute>() is null
        && endpoint.Metadata.GetMetadata<AnyParameters>() is null;

    /// <exception cref="UnacceptableException">A parameter that is not known, or no value that it takes; or one that has
    /// to be there is not.</exception>
    private static void Check(IQueryCollection query, Dictionary<string, BoundParameter> known)
    {
        foreach (var (name, values) in query)
        {
            if (!known.TryGetValue(name, out var parameter))
                throw new UnacceptableException(Unknown(name, known.Keys));
            if (!parameter.Reads(values.ToString()))
                throw new UnacceptableException($"'{name}' takes {parameter.Takes}.");
        }

        if (known.Values.FirstOrDefault(it => it.IsRequired && !query.ContainsKey(it.Name)) is { } missing)
            throw new UnacceptableException($"'{missing.Name}' is missing: it takes {missing.Takes}.");
    }

    private static string Unknown(string name, IReadOnlyCollection<string> known) =>
        $"'{ToldName.Of(name)}' is not a parameter of this address"
        + (
            known.Count == 0
                ? ": it takes none."
                : $".{NearestName.Meant(name, known)} Known are: {string.Join(", ", known)}."
        );
}
