using System.Text.Json.Serialization;
using JourneyEngine.Http;

namespace JourneyEngine.Privacy.Ledger;

/// <summary>A line of the ledger: somebody, named by a hash alone, is to be gone from this time on.</summary>
/// <param name="SubjectHash">See <see cref="KeyDerivation.SubjectHash"/>.</param>
/// <param name="Seal">HMAC-SHA256 over this line and the seal of the one before.</param>
public sealed record ErasureEntry(
    Guid Id,
    string Site,
    [property: JsonPropertyName("mark")] byte[] SubjectHash,
    DateTimeOffset At,
    string Seal = ""
)
{
    /// <summary>Whether it names nobody: the line that a ledger begins with, by which it is told from others.</summary>
    [JsonIgnore]
    public bool IsOpening => Site.Length == 0;
}
