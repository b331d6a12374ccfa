using System.Security.Cryptography;
using System.Text;

namespace JourneyEngine.Privacy;

/// <summary>What a visitor gets who was erased: signed, checkable without asking us, and kept by nobody but the
/// visitor.</summary>
/// <param name="Subject">SHA-256 over salt and visitor id, in hexadecimal: whoever knows the id can see that it is
/// meant, nobody else can tell who was.</param>
/// <param name="Marks">How the erased are named in the erase ledger, in hexadecimal.</param>
/// <param name="Facts">How many facts were held and are gone.</param>
/// <param name="Gone">What was destroyed or deleted.</param>
/// <param name="Kept">What is kept, and why it tells nothing of the visitor.</param>
public sealed record ErasureCertificate(
    Guid Id,
    string Type,
    string Site,
    string Subject,
    string Salt,
    string[] Marks,
    DateTimeOffset ErasedAt,
    long Facts,
    string[] Gone,
    string[] Kept
)
{
    public const string Kind = "erasure";

    private static readonly string[] WhatGoes =
    [
        "the key that opens the declared details, and the sealed details",
        "the visitor's stream of facts",
        "the journey, the visitor's part of every report, and the links to other ids",
        "what was set aside in quarantine",
        "decisions about the person's other devices that saw any of it",
    ];

    private static readonly string[] WhatStays =
    [
        "the mark of the visitor, a keyed hash, so that neither a retry nor a restored backup brings anything back",
        "entries of the audit log under that mark: when what was asked, never of whom",
        "bytes of deleted rows in the database's files, which nothing reads, until it uses their pages again: mostly hours",
        "bytes in its write-ahead log until that is used again, mostly hours; in archived copies as long as they are kept",
        "backups made before, as long as they are kept: one that is restored is cleared before it answers anything",
    ];

    public static ErasureCertificate Of(Erasure erasure, string visitor)
    {
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return new ErasureCertificate(
            erasure.Id,
            Kind,
            erasure.Site,
            SubjectOf(salt, visitor),
            salt,
            [.. erasure.SubjectHashes.Select(Convert.ToHexStringLower)],
            erasure.At,
            erasure.Facts,
            WhatGoes,
            WhatStays
        );
    }

    /// <summary>Whether the certificate is about this visitor.</summary>
    public bool IsAbout(string visitor) => Subject == SubjectOf(Salt, visitor);

    public string Signed(Jws jws) => jws.Sign(this);

    private static string SubjectOf(string salt, string visitor) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{visitor}")));
}
