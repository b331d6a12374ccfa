using JourneyEngine.Collection.Steps;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Collection;

/// <summary>
/// Passes declared traits through the wall, and turns the answers into receipts. Collection goes on whatever lies
/// behind the wall.
/// </summary>
public sealed class TellDetails(ILogger<TellDetails> logger, IDeclaredDetails? details = null)
{
    /// <param name="linked">The receipt of the link or the choice that the call makes; null if it makes none.</param>
    internal async Task<Receipt> Of(
        string site,
        PendingEvent pending,
        Receipt? linked,
        int noticeVersion,
        CancellationToken cancellation
    )
    {
        var (declared, refused) = (pending.Traits!.Declared, pending.Traits.Refused.ToList());
        var answers = await Answers(site, pending, noticeVersion, cancellation);
        foreach (var (detail, trait) in declared)
        {
            if (answers is null || !answers.TryGetValue(detail, out var reason))
                refused.Add($"trait '{trait.Name}' cannot be kept now");
            else if (reason is not null)
                refused.Add($"trait '{trait.Name}' {reason}");
        }

        var taken = declared.Count + pending.Traits.Refused.Count - refused.Count;
        return linked is not null ? linked with { Reason = Told(pending, refused) }
            : taken > 0 ? new Receipt(pending.Message.Sent, ReceiptStatus.Accepted, Told(pending, refused))
            : new Receipt(pending.Message.Sent, ReceiptStatus.Refused, SentTraits.NothingToStore(pending, refused));
    }

    private static string? Told(PendingEvent pending, IReadOnlyList<string> refused) =>
        (pending.Told, SentTraits.Told(refused)) switch
        {
            ({ } told, { } traits) => $"{told}; {traits}",
            var (told, traits) => told ?? traits,
        };

    /// <returns>Null if there is no wall, or nobody behind it answers.</returns>
    private async Task<IReadOnlyDictionary<string, string?>?> Answers(
        string site,
        PendingEvent pending,
        int noticeVersion,
        CancellationToken cancellation
    )
    {
        if (details is null || pending.Traits!.Declared.Count == 0)
            return null;
        var traits = pending.Traits.Declared.ToDictionary(it => it.Key, it => it.Value.Text);
        try
        {
            return await details.Take(
                site,
                pending.Visitor,
                traits,
                pending.Choices,
                noticeVersion,
                pending.Time.OccurredAt,
                cancellation
            );
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError("Details could not be kept ({Failure}); their senders are told.", failure.GetType().Name);
            return null;
        }
    }
}
