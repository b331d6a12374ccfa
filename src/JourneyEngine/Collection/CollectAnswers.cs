using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection;

/// <summary>What senders are answered.</summary>
internal static class CollectAnswers
{
    public static IResult Answer(Collected collected) =>
        TypedResults.Text(
            JsonSerializer.SerializeToUtf8Bytes(collected, ReceiptJson.Default.Collected),
            "application/json"
        );

    public static IResult AnotherKey() =>
        Problem(
            StatusCodes.Status403Forbidden,
            "Another key is needed",
            "Read and admin keys do not collect; send the write key."
        );

    public static IResult Problem(int status, string title, string detail) =>
        Results.Problem(detail, statusCode: status, title: title);
}
