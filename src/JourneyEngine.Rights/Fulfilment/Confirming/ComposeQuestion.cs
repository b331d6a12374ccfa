using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Rights.Addresses;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Sites;
using JourneyEngine.Vault;
using JourneyEngine.Vault.Addresses;
using Microsoft.Extensions.Localization;

namespace JourneyEngine.Rights.Fulfilment.Confirming;

/// <summary>Writes the message that asks whether an address is told by whoever has it. It is the only one that goes to
/// an address before it is confirmed.</summary>
internal sealed class ComposeQuestion(
    VaultAccess access,
    SiteNotices notices,
    WarmPersons persons,
    MailboxPlaces places,
    AddressLinks links,
    IStringLocalizer<LetterWords> words
)
{
    /// <returns>Null if there is nothing to ask, or it was asked lately for whomever.</returns>
    public async Task<Composed?> Of(
        Grant question,
        IReadOnlyList<Channel> channels,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (vault, field) = (access.Open(), Confirmations.FieldOf(question));
        var told = (await vault.Queries.Told(question.Site, question.Mark, cancellation)).SingleOrDefault(it =>
            it.Field == field
        );
        if (
            told is not { Address: { } address, ConfirmedAt: null }
            || await vault.Queries.Whose(question.Site, question.Mark, cancellation) is not { } visitor
        )
            return null;
        var consents = await persons.Consents(question.Site, visitor, cancellation);
        string[] purposes = [.. Benefits.All.Where(it => told.Purposes.Contains(it) && consents.Of(it) != false)];
        var notice = (await notices.Of(question.Site, cancellation)).Notice.Notice;
        var way = purposes
            .Select(purpose => ChooseAddress.Of(notice, purpose, [field], channels))
            .FirstOrDefault(it => it is not null);
        if (
            way is null
            || !await places.Take(question, address, now, cancellation)
            || await vault.Use(question.Site, question.Mark, field, purposes[0], now, cancellation, address)
                is not { } used
        )
            return null;
        var link = links.ToConfirm(new AddressLink(question.Site, question.Mark, field, address.Exact));
        var said = Written(words, question.Site, purposes, link);
        return new Composed(
            visitor,
            new OutboundMessage(way.Channel, used.Value, said.Subject, said.Text, Compose.Key(question))
            {
                Confirm = link,
            }
        );
    }

    internal static Words Written(
        IStringLocalizer<LetterWords> words,
        string site,
        IEnumerable<string> purposes,
        Uri link
    )
    {
        var written = LetterWords.InEach(_ => new Words(
            words["ask.subject"],
            string.Join(
                '\n',
                words["ask.text", site, string.Join(", ", purposes)],
                words["ask.how", AddressLinks.ConfirmLifetime.Days],
                link,
                words["ask.ignore"]
            )
        ));
        return new Words(
            string.Join(" / ", written.Select(it => it.Subject)),
            string.Join("\n\n", written.Select(it => it.Text)) + "\n"
        );
    }
}
