using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Http;

/// <summary>The request asks for what cannot be answered; the message says what would be. Becomes
/// problem+json.</summary>
public sealed class UnacceptableException(string message, int status = StatusCodes.Status422UnprocessableEntity)
    : Exception(message)
{
    public int Status { get; } = status;
}
