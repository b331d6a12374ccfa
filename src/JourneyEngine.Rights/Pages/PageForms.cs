using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Privacy;
using JourneyEngine.Rights.Privacy;
using JourneyEngine.Vault;

namespace JourneyEngine.Rights.Pages;

/// <summary>What the forms of the visitor's page do: each changes one thing and comes back to the page.</summary>
public sealed class PageForms(
    Access access,
    FormTokens tokens,
    GetMe me,
    RecordChoices choose,
    TellDetail details,
    ForgetVisit forgetVisit,
    KnownVisitors known,
    OwnDevices devices,
    EraseOnRequest forget,
    AuditLog audit,
    Words words
)
{
    public string Token(Caller caller) => tokens.For(caller);

    /// <param name="deviceOnly">Only what is held of this device, and not of the visitor's others.</param>
    public Task<IResult> Show(
        HttpContext http,
        string? said,
        PageError? wrong,
        CancellationToken cancellation,
        bool deviceOnly = false
    ) =>
        Guarded(
            http,
            async caller =>
                PagesModule.Page<PrivacyPage>(
                    new
                    {
                        Me = await me.Of(caller, deviceOnly, cancellation),
                        DeviceOnly = deviceOnly,
                        Token = Token(caller),
                        Said = said,
                        Wrong = wrong,
                    },
                    wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
                ),
            cancellation
        );

    public Task<IResult> Choose(HttpContext http, CancellationToken cancellation) =>
        Posted(
            http,
            "choose",
            "choices",
            (caller, form) =>
                choose.Run(
                    caller,
                    form["answer"] == "yes" ? [form["what"]!] : [],
                    form["answer"] == "yes" ? [] : [form["what"]!],
                    words.Language,
                    ConsentSources.Page,
                    cancellation
                ),
            cancellation
        );

    public Task<IResult> Separate(HttpContext http, CancellationToken cancellation) =>
        Posted(
            http,
            "separate",
            "known",
            (caller, form) => devices.Separate(caller, form["what"]!, cancellation),
            cancellation
        );

    public async Task<IResult> AskToForget(HttpContext http, CancellationToken cancellation) =>
        await Guarded(
            http,
            async caller =>
                PagesModule.Page<ConfirmForget>(
                    new
                    {
                        Token = Token(caller),
                        Scope = await forget.Scope(caller, alongWithLinked: false, cancellation),
                        Others = !(await known.Person(caller, cancellation)).IsAlone,
                    }
                ),
            cancellation
        );

    public Task<IResult> Untell(HttpContext http, CancellationToken cancellation) =>
        Posted(
            http,
            "untell",
            "details",
            (caller, form) => details.Remove(caller, form["what"]!, cancellation),
            cancellation
        );

    public Task<IResult> ForgetVisit(HttpContext http, CancellationToken cancellation) =>
        Posted(
            http,
            "forget-visit",
            "known",
            async (caller, form) =>
            {
                await audit.Note(caller.Site, caller.Visitor, caller.Actor, "forget visit", cancellation);
                await forgetVisit.Run(
                    caller.Site,
                    await known.Person(caller, cancellation),
                    int.TryParse(form["what"], out var visit) ? visit : 0,
                    cancellation
                );
            },
            cancellation
        );

    public async Task<IResult> Tell(HttpContext http, CancellationToken cancellation)
    {
        var form = await http.Request.ReadForm(cancellation);
        var (name, value) = (form["what"].ToString(), form["answer"].ToString());
        try
        {
            return await Posted(
                http,
                "tell",
                "details",
                (caller, _) => details.Put(caller, name, value, cancellation),
                cancellation
            );
        }
        catch (UnacceptableException refused)
            when (refused.Status is StatusCodes.Status422UnprocessableEntity or StatusCodes.Status409Conflict)
        {
            return await Show(
                http,
                null,
                new PageError(
                    name,
                    value,
                    refused.Status == StatusCodes.Status409Conflict ? "details.agree" : "details.wrong"
                ),
                cancellation
            );
        }
    }

    public Task<IResult> Forget(HttpContext http, CancellationToken cancellation) =>
        Guarded(
            http,
            async caller =>
            {
                tokens.Require(caller, (await http.Request.ReadForm(cancellation))["token"]);
                var erased = await forget.Run(caller, alongWithLinked: false, cancellation);
                VisitorRightsModule.SignOut(http.Response);
                return PagesModule.Page<Forgotten>(new { Erased = erased });
            },
            cancellation
        );

    /// <summary>Answers whoever has no access with the same page, whatever the reason.</summary>
    public async Task<IResult> Guarded(
        HttpContext http,
        Func<Caller, Task<IResult>> answer,
        CancellationToken cancellation
    )
    {
        try
        {
            return await answer(await access.Of(http, null));
        }
        catch (UnacceptableException nobody) when (nobody.Status == StatusCodes.Status404NotFound)
        {
            return PagesModule.Page<Nobody>(new { }, StatusCodes.Status404NotFound);
        }
    }

    private Task<IResult> Posted(
        HttpContext http,
        string said,
        string part,
        Func<Caller, IFormCollection, Task> change,
        CancellationToken cancellation
    ) =>
        Guarded(
            http,
            async caller =>
            {
                var form = await http.Request.ReadForm(cancellation);
                tokens.Require(caller, form["token"]);
                try
                {
                    await change(caller, form);
                }
                catch (VaultUnavailableException)
                {
                    // The page itself says that this part cannot be reached.
                    return Results.LocalRedirect($"/privacy?lang={words.Language}#details");
                }

                return new SeeOther($"/privacy?lang={words.Language}&said={said}#{part}");
            },
            cancellation
        );
}
