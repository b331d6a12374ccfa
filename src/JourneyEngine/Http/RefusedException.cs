namespace JourneyEngine.Http;

/// <summary>The whole request can never succeed, so nothing of it is stored.</summary>
/// <param name="status">400, 413 or 415.</param>
internal sealed class RefusedException(int status, string detail) : Exception(detail)
{
    public int Status { get; } = status;
}
