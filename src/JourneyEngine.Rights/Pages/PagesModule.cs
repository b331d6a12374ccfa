using JourneyEngine.Http;
using JourneyEngine.Rights.Privacy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JourneyEngine.Rights.Pages;

/// <summary>The visitor's own page: rendered here, usable without any script.</summary>
public static class PagesModule
{
    private const string Style = "privacy.css";

    public static void AddPages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddRazorComponents();
        services.AddSingleton<Words>();
        services.AddSingleton<FormTokens>();
        services.AddSingleton<PageForms>();
    }

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/privacy").AddEndpointFilter<PageHeaders>().ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("/switch", Switch);
        pages.MapGet(
            "/forget",
            (HttpContext http, PageForms forms, CancellationToken cancellation) => forms.AskToForget(http, cancellation)
        );
        pages.MapPost(
            "/choose",
            (HttpContext http, PageForms forms, CancellationToken cancellation) => forms.Choose(http, cancellation)
        );
        pages.MapPost(
            "/tell",
            (HttpContext http, PageForms forms, CancellationToken cancellation) => forms.Tell(http, cancellation)
        );
        pages.MapPost(
            "/untell",
            (HttpContext http, PageForms forms, CancellationToken cancellation) => forms.Untell(http, cancellation)
        );
        pages.MapPost(
            "/separate",
            (HttpContext http, PageForms forms, CancellationToken cancellation) => forms.Separate(http, cancellation)
        );
        pages.MapPost(
            "/forget-visit",
            (HttpContext http, PageForms forms, CancellationToken cancellation) => forms.ForgetVisit(http, cancellation)
        );
        pages.MapPost(
            "/forget",
            (HttpContext http, PageForms forms, CancellationToken cancellation) => forms.Forget(http, cancellation)
        );
        pages.MapPost(
            "/certificate",
            async (HttpContext http, CancellationToken cancellation) =>
                Results.File(
                    System.Text.Encoding.ASCII.GetBytes(
                        (await http.Request.ReadForm(cancellation))["certificate"].ToString()
                    ),
                    "application/jose",
                    "erasure.jws"
                )
        );
        routes
            .MapGet(
                "/privacy.css",
                () =>
                    Results.Stream(
                        typeof(PagesModule).Assembly.GetManifestResourceStream(Style)!,
                        "text/css; charset=utf-8"
                    )
            )
            .ExcludeFromDescription();
    }

    /// <summary>A component as a page, with its parameters by name.</summary>
    internal static IResult Page<T>(object parameters, int status = StatusCodes.Status200OK)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        new RazorComponentResult<T>((IReadOnlyDictionary<string, object?>)new RouteValueDictionary(parameters))
        {
            StatusCode = status,
        };

    private static Task<IResult> Show(
        string? link,
        string? said,
        string? device,
        HttpContext http,
        PageForms forms,
        PrivacySession sessions,
        CancellationToken cancellation
    )
    {
        if (link is null)
            return forms.Show(http, Known(said), null, cancellation, device == "only");
        return Task.FromResult(
            sessions.WouldSwitch(http.Request, link) ? Page<AskToSwitch>(new { Link = link })
            // Followed once, the link is out of the address bar, the history and the Referer.
            : sessions.Begin(http.Response, link) ? Results.Redirect("/privacy")
            : Page<Nobody>(new { }, StatusCodes.Status404NotFound)
        );
    }

    /// <remarks>A page of another origin presses no button: else it could put its own visitor in place of the one who
    /// looks.</remarks>
    private static IResult Switch(string? link, HttpContext http, PrivacySession sessions) =>
        VisitorCookie.IsFirstParty(http.Request) && sessions.Begin(http.Response, link)
            ? new SeeOther("/privacy")
            : Page<Nobody>(new { }, StatusCodes.Status404NotFound);

    private static string? Known(string? said) =>
        said is "choose" or "tell" or "untell" or "forget-visit" or "separate" ? "said." + said : null;
}
