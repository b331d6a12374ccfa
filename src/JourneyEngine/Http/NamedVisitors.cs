using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Http;

/// <summary>Routes whose <c>id</c> and <c>alias</c> name visitors, in the address or after its question mark.</summary>
public static class NamedVisitors
{
    private static readonly string[] Names = ["id", "alias"];

    /// <summary>The handler gets the ids as they are stored.</summary>
    public static RouteHandlerBuilder NamesVisitor(this RouteHandlerBuilder route) =>
        route
            .WithMetadata(new NamesVisitor())
            .AddEndpointFilterFactory(
                (built, next) =>
                {
                    var ids = built.ApplicationServices.GetRequiredService<VisitorIds>();
                    var places = Places(built.MethodInfo);
                    return call =>
                    {
                        foreach (var place in places)
                            call.Arguments[place] = ids.Of(
                                call.HttpContext.User.Site(),
                                Unescaped((string)call.Arguments[place]!, call.HttpContext)
                            );
                        return next(call);
                    };
                }
            );

    private static int[] Places(MethodInfo handler) =>
        [
            .. handler
                .GetParameters()
                .Where(it => it.ParameterType == typeof(string) && Names.Contains(it.Name))
                .Select(it => it.Position),
        ];

    /// <remarks>Of all characters in a path only an escaped slash comes as it was sent. Where a percent sign was escaped,
    /// too, the two cannot be told apart: <c>?id=</c> names such a visitor.</remarks>
    private static string Unescaped(string id, HttpContext http) =>
        id.Contains("%2F", StringComparison.OrdinalIgnoreCase)
        && http.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] is { } path
        && path.Contains("%2F", StringComparison.OrdinalIgnoreCase)
        && !path.Contains("%25", StringComparison.Ordinal)
            ? id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)
            : id;
}
