using JourneyEngine.Http;
using JourneyEngine.Privacy;
using JourneyEngine.Rights.Privacy;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>Takes a request back that was not acted on yet.</summary>
internal sealed class CancelRequest(SubjectRequests requests, RequestAnswers answer, TimeProvider clock)
{
    public async Task<IResult> Run(HttpContext http, Guid id, CancellationToken cancellation)
    {
        var site = await Access.Site(http);
        if (await requests.Find(site, id, cancellation) is not { } asked)
            throw Access.Nobody();
        if (!await requests.Cancel(site, id, cancellation) && asked.Status != SubjectRequestStatus.Cancelled)
            throw new UnacceptableException(
                "It is acted on already: only what is pending can be cancelled.",
                StatusCodes.Status400BadRequest
            );
        await answer.Spread(asked, SubjectRequestStatus.Cancelled);
        return new Signed(new Protocol.Cancellation(site, id, clock.GetUtcNow()), StatusCodes.Status202Accepted);
    }
}
