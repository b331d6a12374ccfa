using JourneyEngine.Privacy;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>Where controllers find what they asked for.</summary>
internal sealed class ResultsAddress(PublicAddress address, TimeProvider clock)
{
    public const string Path = "/v1/privacy/requests";

    public Uri Base(HttpRequest request) => address.Known ?? new Uri($"{request.Scheme}://{request.Host}");

    /// <returns>Null if there is nothing to be found.</returns>
    public string? Of(SubjectRequest request, Uri host) =>
        request.HasResults(clock.GetUtcNow()) ? new Uri(host, $"{Path}/{request.Id}/results").ToString() : null;
}
