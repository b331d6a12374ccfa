using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace JourneyEngine.Http.Parameters;

/// <summary>What an address binds of the query, by name and type.</summary>
internal static class BoundParameters
{
    public static Dictionary<string, Type> Of(RouteEndpoint endpoint)
    {
        var own = endpoint
            .Metadata.OfType<IOwnParameters>()
            .SelectMany(it => it.Names)
            .Select(it => (Name: it, Type: typeof(string)));
        var bound = endpoint
            .Metadata.OfType<IParameterBindingMetadata>()
            .Where(it => endpoint.RoutePattern.GetParameter(it.Name) is null && IsOfQuery(it))
            .Select(it => (it.Name, Type: TypeOf(it)));
        return own.Concat(bound).DistinctBy(it => it.Name).ToDictionary(StringComparer.OrdinalIgnoreCase);
    }

    // What is not told is inferred as ASP.NET does it: what a text can be read into is of the query.
    private static bool IsOfQuery(IParameterBindingMetadata it)
    {
        var told = it.ParameterInfo.GetCustomAttributes(inherit: false);
        return told.OfType<IFromQueryMetadata>().Any()
            || (
                !it.HasBindAsync
                && !told.Any(source => source is IFromBodyMetadata or IFromHeaderMetadata or IFromRouteMetadata)
                && (TypeOf(it) == typeof(string) || TypeOf(it).IsPrimitive)
            );
    }

    private static Type TypeOf(IParameterBindingMetadata it) =>
        Nullable.GetUnderlyingType(it.ParameterInfo.ParameterType) ?? it.ParameterInfo.ParameterType;
}
