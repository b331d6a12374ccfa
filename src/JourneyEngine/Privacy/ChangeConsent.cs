using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using JourneyEngine.Sites;
using Npgsql;

namespace JourneyEngine.Privacy;

/// <summary>What a visitor chose, and what was shown to them then.</summary>
/// <param name="Language">Of the wording that was shown, if any was.</param>
/// <param name="Source">See <see cref="ConsentSources"/>.</param>
public sealed record ConsentChoice(string MessageId, Choices Choices, string? Language, string Source);

/// <summary>Takes in a visitor's choice: a fact in the visitor's stream, and at once the door for what was
/// refused.</summary>
public sealed class ChangeConsent(
    FactLog log,
    SiteNotices notices,
    NpgsqlDataSource database,
    KeyDerivation keys,
    WarmJourneys journeys,
    TimeProvider clock
)
{
    private const int MostPurposes = 50;

    /// <returns>False where the visitor was erased: nothing is stored then.</returns>
    /// <exception cref="UnacceptableException">A purpose that the notice does not declare, or one both granted and
    /// refused.</exception>
    public async Task<bool> Run(string site, string visitor, ConsentChoice choice, CancellationToken cancellation)
    {
        var notice = (await notices.Of(site, cancellation)).Notice.Notice;
        Require(choice.Choices, notice);
        var now = clock.GetUtcNow();
        var changed = new ConsentChanged(
            choice.MessageId,
            Ordered(choice.Choices),
            notice.Version,
            choice.Language,
            WordingHash(notice, choice),
            choice.Source,
            now,
            now
        );
        var subjectHash = keys.SubjectHash(site, visitor);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // Let in before and shut out after, so that the choice itself is stored.
        var shut = await ClosedVisitors.Reopen(connection, site, subjectHash, cancellation);
        var outcome = (await log.Append(site, [new NewFact(visitor, choice.MessageId, changed)]))[0];
        if (choice.Choices.Refused.Contains(Purpose.Measure))
        {
            await ClosedVisitors.Close(connection, site, subjectHash, ClosedVisitors.Objected, now, cancellation);
            journeys.InvalidateLinks();
        }
        else if (shut is { } before && !choice.Choices.Granted.Contains(Purpose.Measure))
            await ClosedVisitors.Close(connection, site, subjectHash, before.Why, before.At, cancellation);
        return outcome != AppendOutcome.Closed;
    }

    private static void Require(Choices choices, NoticePublished notice)
    {
        var known = notice.Purposes.Select(it => it.Name).ToHashSet(StringComparer.Ordinal);
        var chosen = choices.Granted.Concat(choices.Refused).ToArray();
        if (chosen.Length is 0 or > MostPurposes)
            throw new UnacceptableException($"Name 1 to {MostPurposes} purposes in 'granted' and 'refused'.");
        if (chosen.FirstOrDefault(it => !known.Contains(it)) is not null)
            throw new UnacceptableException(
                $"'granted' and 'refused' hold purposes of the site's "
                    + $"notice: {string.Join(", ", known.Order(StringComparer.Ordinal))}."
            );
        if (chosen.Distinct(StringComparer.Ordinal).Count() < chosen.Length)
            throw new UnacceptableException("A purpose is named twice.");
    }

    private static Choices Ordered(Choices choices) =>
        new([.. choices.Granted.Order(StringComparer.Ordinal)], [.. choices.Refused.Order(StringComparer.Ordinal)]);

    /// <remarks>The wordings of the purposes that were chosen about, in ordinal order of their names.</remarks>
    private static string? WordingHash(NoticePublished notice, ConsentChoice choice)
    {
        if (choice.Language is not { } language)
            return null;
        var wording = notice
            .Purposes.Where(it => choice.Choices.Granted.Contains(it.Name) || choice.Choices.Refused.Contains(it.Name))
            .OrderBy(it => it.Name, StringComparer.Ordinal)
            .Select(it => $"{it.Name}\n{it.Reason.GetValueOrDefault(language)}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(wording))));
    }
}
