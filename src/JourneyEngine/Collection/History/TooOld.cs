using JourneyEngine.Contracts;
using JourneyEngine.Sites.Rules;

namespace JourneyEngine.Collection.History;

/// <summary>What was received so long ago that it would be deleted again does not come back: not for a day
/// either.</summary>
internal static class TooOld
{
    /// <returns>What is wrong; null if nothing is.</returns>
    public static string? Wrong(object fact, CollectionTerms terms, DateTimeOffset now) =>
        ReceivedAt(fact) < now.AddDays(-new Retention(terms.Notice.Notice).Days(fact))
            ? "it was received longer ago than the collection notice keeps it"
            : null;

    private static DateTimeOffset? ReceivedAt(object fact) =>
        fact switch
        {
            InteractionRecorded it => it.ReceivedAt,
            IdentityLinked it => it.ReceivedAt,
            ConsentChanged it => it.ReceivedAt,
            ContentOffered it => it.At,
            ContentShown it => it.At,
            BenefitGranted it => it.At,
            _ => null,
        };
}
