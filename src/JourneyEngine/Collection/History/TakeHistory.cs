using System.Security.Claims;
using System.Text.Json;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Http.Limits;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection.History;

/// <summary>Takes back what an engine exported: interactions, links, choices, decisions and what was shown of them, with
/// their own times and ids.</summary>
public static class TakeHistory
{
    private static readonly string[] ContentTypes = ["application/cloudevents-batch+json"];

    /// <summary>The body is a JSON array of up to 2,500 exported CloudEvents, up to 500 KB, in the order of the
    /// export.</summary>
    /// <returns>A receipt for each: accepted, duplicate, conflict, or refused and why. Nothing is stored twice.</returns>
    public static async Task<IResult> Handle(
        HttpContext http,
        ClaimsPrincipal user,
        Bodies bodies,
        Intake intake,
        HistoryLog history,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        try
        {
            // What was taken once is not asked for consent again: the file holds the choices themselves.
            var terms = await intake.TermsOf(user.Site(), cancellation) with
            {
                Mode = ModeNames.Measure,
            };
            var facts = await Read(http, bodies, terms, clock.GetUtcNow(), cancellation);
            return CollectAnswers.Answer(new Collected(true, await history.Append(user.Site(), facts, cancellation)));
        }
        catch (LimitedException limited)
        {
            return LimitAnswers.Of(http, limited);
        }
        catch (RefusedException refused)
        {
            return CollectAnswers.Problem(refused.Status, "This cannot be taken", refused.Message);
        }
    }

    private static async Task<HistoryFact[]> Read(
        HttpContext http,
        Bodies bodies,
        CollectionTerms terms,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        using var share = bodies.Take(Sender.Of(http), IncomingRequest.LargestBody);
        using var body = await ReadBody.Read(http.Request, IncomingRequest.LargestBody, ContentTypes, cancellation);
        TokenGate.Check(body.Bytes.Span);
        using var document = JsonDocument.Parse(body.Bytes);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() > IncomingRequest.MostEvents)
            throw new RefusedException(
                StatusCodes.Status400BadRequest,
                $"Send a JSON array of up to {IncomingRequest.MostEvents} exported CloudEvents."
            );
        return [.. root.EnumerateArray().Select(it => HistoryFact.Of(it, terms, now))];
    }
}
