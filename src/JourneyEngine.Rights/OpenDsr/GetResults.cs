using JourneyEngine.Log;
using JourneyEngine.Privacy;
using JourneyEngine.Rights.Privacy;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>What is held of those a request is about, made when it is fetched: no copy lies anywhere.</summary>
internal sealed class GetResults(SubjectRequests requests, GetMe me, Export export, TimeProvider clock)
{
    /// <param name="Subjects">What a person can read for <c>access</c>; with every fact, for machines, for
    /// <c>portability</c>.</param>
    public sealed record Results(IReadOnlyList<object> Subjects);

    public async Task<IResult> Run(HttpContext http, Guid id, CancellationToken cancellation)
    {
        var site = await Access.Site(http);
        if (await requests.Find(site, id, cancellation) is not { } asked || !asked.HasResults(clock.GetUtcNow()))
            throw Access.Nobody();
        var subjects = new List<object>();
        foreach (var caller in asked.Visitors.Select(it => new Caller(site, it, IsVisitor: false)))
            subjects.Add(
                asked.Type == SubjectRequestType.Access
                    ? await me.Of(caller, deviceOnly: false, cancellation)
                    : await export.All(caller, cancellation)
            );
        return Microsoft.AspNetCore.Http.Results.Json(new Results(subjects), FactJson.Options);
    }
}
