using System.Globalization;
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
                if (http.Request.Query.Count > 0 && http.GetEndpoint() is RouteEndpoint endpoint && IsStrict(endpoint))
                    Check(http.Request.Query, BoundParameters.Of(endpoint));
                return next(http);
            }
        );

    // Pages of other origins call with libraries that add to addresses what they like.
    private static bool IsStrict(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal) == true
        && endpoint.Metadata.GetMetadata<IEnableCorsAttribute>() is null
        && endpoint.Metadata.GetMetadata<AnyParameters>() is null;

    /// <exception cref="UnacceptableException">A parameter that is not known, or no value of its type.</exception>
    private static void Check(IQueryCollection query, Dictionary<string, Type> known)
    {
        foreach (var (name, values) in query)
        {
            if (!known.TryGetValue(name, out var type))
                throw new UnacceptableException(Unknown(name, known.Keys));
            if (Wanted(type, values.ToString()) is { } wanted)
                throw new UnacceptableException($"'{name}' takes {wanted}.");
        }
    }

    private static string Unknown(string name, IReadOnlyCollection<string> known) =>
        $"'{ToldName.Of(name)}' is not a parameter of this address"
        + (
            known.Count == 0
                ? ": it takes none."
                : $".{NearestName.Meant(name, known)} Known are: {string.Join(", ", known)}."
        );

    /// <returns>What the type takes; null where the text can be read into it.</returns>
    private static string? Wanted(Type type, string text) =>
        type == typeof(int)
            ? int.TryParse(text, CultureInfo.InvariantCulture, out _)
                ? null
                : "a whole number"
            : type == typeof(long)
                ? long.TryParse(text, CultureInfo.InvariantCulture, out _)
                    ? null
                    : "a whole number"
                : type == typeof(double)
                    ? double.TryParse(text, CultureInfo.InvariantCulture, out _)
                        ? null
                        : "a number such as 2.5"
                    : type == typeof(bool)
                        ? bool.TryParse(text, out _)
                            ? null
                            : "true or false"
                        : null;
}
