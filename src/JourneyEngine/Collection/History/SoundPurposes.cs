using JourneyEngine.Contracts;
using JourneyEngine.Http.Personal;
using JourneyEngine.Sites;

namespace JourneyEngine.Collection.History;

/// <summary>Purposes that an exported fact may name: declared ones, and such as a notice of before may have
/// declared.</summary>
internal static class SoundPurposes
{
    private const string NoPurpose = "a purpose is neither declared in the collection notice nor a plain name";

    /// <returns>What is wrong; null if nothing is.</returns>
    public static string? Wrong(Choices said, CollectionTerms terms) =>
        said.Granted.Concat(said.Refused).Select(it => Wrong(it, terms)).FirstOrDefault(it => it is not null);

    public static string? Wrong(string purpose, CollectionTerms terms) =>
        terms.Notice.Notice.Purposes.Any(it => it.Name == purpose) || IsPlain(purpose) ? null : NoPurpose;

    private static bool IsPlain(string purpose) =>
        !NoticeErrors.Named("", purpose).Any() && LookAlike.Of(purpose) is null;
}
