using JourneyEngine.Http;

namespace JourneyEngine.Log.Appending;

/// <summary>A fact with everything that its row needs.</summary>
/// <param name="Mark">Of the visitor whose stream it goes to; see <see cref="KeyDerivation.SubjectHash"/>.</param>
/// <param name="OtherMark">Of another pseudonym that the fact names.</param>
internal readonly record struct FactRow(
    string Site,
    string Stream,
    Guid Id,
    string Type,
    string Data,
    byte[] Mark,
    byte[]? OtherMark = null
);
