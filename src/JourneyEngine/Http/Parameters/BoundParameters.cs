using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace JourneyEngine.Http.Parameters;

/// <summary>What an address binds of the query, by name.</summary>
internal static class BoundParameters
{
    private const string IdOfVisitor = "the id of a visitor: an anonymousId, or a userId";
    private static readonly ConditionalWeakTable<RouteEndpoint, Dictionary<string, BoundParameter>> Known = [];

    public static Dictionary<string, BoundParameter> Of(RouteEndpoint endpoint) => Known.GetValue(endpoint, Read);

    private static Dictionary<string, BoundParameter> Read(RouteEndpoint endpoint)
    {
        var own = endpoint
            .Metadata.OfType<IOwnParameters>()
            .SelectMany(it => it.Names)
            .Select(it => new BoundParameter(it, typeof(string)));
        var names = endpoint.Metadata.GetMetadata<NamesVisitor>() is null ? null : IdOfVisitor;
        var bound = endpoint
            .Metadata.OfType<IParameterBindingMetadata>()
            .Where(it => endpoint.RoutePattern.GetParameter(it.Name) is null && IsOfQuery(it))
            .Select(it => new BoundParameter(
                it.Name,
                TypeOf(it),
                !it.IsOptional,
                it.ParameterInfo.GetCustomAttributes(inherit: false).OfType<RangeAttribute>().FirstOrDefault(),
                it.IsOptional ? null : names
            ));
        return own.Concat(bound)
            .DistinctBy(it => it.Name)
            .ToDictionary(it => it.Name, StringComparer.OrdinalIgnoreCase);
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
