namespace JourneyEngine.Rights.Pages;

/// <summary>Reads what a page posts.</summary>
internal static class SentForm
{
    /// <exception cref="BadHttpRequestException">415 where it is no form, 400 where it is not whole, or has far more
    /// fields than any page.</exception>
    public static async Task<IFormCollection> ReadForm(this HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasFormContentType)
            throw new BadHttpRequestException("No form.", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            return await request.ReadFormAsync(cancellation);
        }
        catch (InvalidDataException failure)
        {
            throw new BadHttpRequestException(failure.Message, StatusCodes.Status400BadRequest, failure);
        }
    }
}
