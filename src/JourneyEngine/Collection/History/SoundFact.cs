using JourneyEngine.Contracts;
using JourneyEngine.Log;

namespace JourneyEngine.Collection.History;

/// <summary>What an exported fact may say: what the engine could have written itself. Whatever reads the log meets every
/// fact of it, so one that says something else would stand in the way of all.</summary>
internal static class SoundFact
{
    private const int LongestLanguage = 35;
    private const int LongestHash = 64;
    private const int LongestPeriod = 64;

    private static readonly string[] Sources =
    [
        ConsentSources.Page,
        ConsentSources.Api,
        ConsentSources.Tracker,
        ConsentSources.Signal,
    ];

    private static readonly string[] Whys =
    [
        DeletionReasons.Visitor,
        DeletionReasons.Retention,
        DeletionReasons.Unlinked,
    ];

    /// <returns>What is wrong with it, without a word of its own; null if nothing is.</returns>
    public static string? Wrong(object fact, CollectionTerms terms, DateTimeOffset now) =>
        fact switch
        {
            InteractionRecorded { Choices: { } said } it => SoundPurposes.Wrong(said, terms)
                ?? SoundValue.Time("occurredAt", it.OccurredAt, now),
            IdentityLinked it => SoundValue.Time("receivedAt", it.ReceivedAt, now),
            ConsentChanged it => SoundPurposes.Wrong(it.Choices, terms)
                ?? SoundValue.Time("occurredAt", it.OccurredAt, now)
                ?? SoundValue.Time("receivedAt", it.ReceivedAt, now)
                ?? SoundValue.Count("noticeVersion", it.NoticeVersion)
                ?? SoundValue.Text("language", it.Language, LongestLanguage)
                ?? SoundValue.Text("wordingHash", it.WordingHash, LongestHash)
                ?? SoundValue.OneOf("source", it.Source, Sources),
            ContentOffered it => SoundDecision.Wrong(it, now),
            ContentShown it => SoundValue.Time("at", it.At, now),
            BenefitGranted it => SoundPurposes.Wrong(it.Purpose, terms)
                ?? SoundValue.Text("period", it.Period, LongestPeriod)
                ?? SoundValue.Time("at", it.At, now),
            FactForgotten it => SoundValue.OneOf("why", it.Why, Whys),
            _ => null,
        };
}
