using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyEngine.Privacy;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>What is said to controllers, in the words and shapes of the OpenDSR specification 2.0
/// (github.com/opengdpr/OpenDSR).</summary>
internal static class Protocol
{
    public const string Version = "2.0";
    public const string DomainHeader = "X-OpenDSR-Processor-Domain";
    public const string SignatureHeader = "X-OpenDSR-Signature";

    /// <summary>The one identity that is known here: the id by which the controller's own site names the
    /// visitor.</summary>
    public const string IdentityType = "controller_customer_id";

    public const string IdentityFormat = "raw";

    public static JsonSerializerOptions Json { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };

    /// <param name="EncodedRequest">The whole request, base64; it is in no table and no log.</param>
    public sealed record Receipt(
        string ControllerId,
        Guid SubjectRequestId,
        DateTimeOffset ReceivedTime,
        DateTimeOffset ExpectedCompletionTime,
        string EncodedRequest,
        string ApiVersion = Version
    )
    {
        public static Receipt Of(SubjectRequest it, byte[] body) =>
            new(it.Site, it.Id, it.ReceivedAt, it.ExpectedAt, Convert.ToBase64String(body));
    }

    public sealed record Status(
        string ControllerId,
        Guid SubjectRequestId,
        string RequestStatus,
        DateTimeOffset ExpectedCompletionTime,
        string? ResultsUrl,
        long? ResultsCount,
        string ApiVersion = Version
    )
    {
        public static Status Of(SubjectRequest it, string? results) =>
            new(it.Site, it.Id, it.Status, it.ExpectedAt, results, it.Results);
    }

    public sealed record Callback(
        string ControllerId,
        Guid SubjectRequestId,
        string RequestStatus,
        DateTimeOffset ExpectedCompletionTime,
        string StatusCallbackUrl,
        string? ResultsUrl,
        long? ResultsCount,
        string ApiVersion = Version
    )
    {
        public static Callback Of(SubjectRequest it, string url, string? results) =>
            new(it.Site, it.Id, it.Status, it.ExpectedAt, url, results, it.Results);
    }

    public sealed record Cancellation(
        string ControllerId,
        Guid SubjectRequestId,
        DateTimeOffset ReceivedTime,
        string ApiVersion = Version
    );

    public sealed record Identity(string IdentityType, string IdentityFormat);

    public sealed record Discovery(
        string ApiVersion,
        Identity[] SupportedIdentities,
        string[] SupportedSubjectRequestTypes,
        string ProcessorCertificate
    );

    public sealed record Error(int Code, string Message, Mistake[] Errors);

    public sealed record Mistake(string Domain, string Reason, string Message);
}
