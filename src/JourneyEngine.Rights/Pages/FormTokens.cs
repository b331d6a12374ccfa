using JourneyEngine.Http;
using JourneyEngine.Rights.Privacy;

namespace JourneyEngine.Rights.Pages;

/// <summary>What a form carries so that only a page of ours, made for this visitor, can send it.</summary>
public sealed class FormTokens(ProtectedTokens tokens)
{
    private const string Use = "form";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public string For(Caller caller) => tokens.Protect(Use, $"{caller.Site}\n{caller.Visitor}", Lifetime);

    /// <exception cref="UnacceptableException">403: another visitor's form, an old one, or none of ours.</exception>
    public void Require(Caller caller, string? token)
    {
        if (tokens.Unprotect(Use, token) != $"{caller.Site}\n{caller.Visitor}")
            throw new UnacceptableException(
                "This form is not valid any more. Open the page again.",
                StatusCodes.Status403Forbidden
            );
    }
}
