using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Deletes what else is kept of an erased visitor, within the transaction that erases; declared by the folder
/// that keeps it.</summary>
/// <param name="subjectHash">Of the visitor; see <see cref="Http.KeyDerivation.SubjectHash"/>.</param>
public delegate Task EraseWith(
    NpgsqlConnection connection,
    string site,
    string visitor,
    byte[] subjectHash,
    CancellationToken cancellation
);
