using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Fulfilment.Confirming;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Sites;
using JourneyEngine.Vault;
using Microsoft.Extensions.Localization;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Writes the message of a benefit as things are now: consent, notice, settings and details may have changed
/// since it was granted.</summary>
internal sealed class Compose(
    VaultAccess door,
    WarmJourneys journeys,
    WarmPersons persons,
    SiteNotices notices,
    SiteConfiguration configuration,
    PrivacyLinks links,
    MailboxPlaces places,
    WayToStop stop,
    AskAtLast atLast,
    IStringLocalizer<LetterWords> words
)
{
    /// <returns>Null if it is not to be sent any more.</returns>
    /// <exception cref="VaultUnavailableException">The vault cannot be reached.</exception>
    public async Task<Composed?> Of(
        Grant grant,
        IReadOnlyList<Channel> channels,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var vault = door.Open();
        if (await vault.Queries.Whose(grant.Site, grant.Mark, cancellation) is not { } visitor)
            return null;
        var journey = (await journeys.Read(grant.Site, visitor, cancellation)).Journey;
        // That the visitor agreed is written with the details; what may have come since is a refusal.
        if ((await persons.Consents(grant.Site, visitor, cancellation)).Of(grant.Purpose) == false)
            return null;
        var notice = (await notices.Of(grant.Site, cancellation)).Notice.Notice;
        var told = await vault.Queries.Told(grant.Site, grant.Mark, cancellation);
        var fields = told.Where(it => it.Purposes.Contains(grant.Purpose)).ToArray();
        if (
            ChooseAddress.Of(notice, grant.Purpose, Names(fields, it => it.ConfirmedAt is not null), channels)
            is not { } way
        )
        {
            var owner = new DataSubject(grant.Site, visitor, grant.Mark);
            await atLast.Of(owner, notice, grant.Purpose, fields, channels, now, cancellation);
            return null;
        }

        var address = told.Single(it => it.Field == way.Field);
        var letter = new Letter(grant.Site, notice, told, journey, address.Vouched);
        if (
            await Words(grant, visitor, letter, cancellation) is not { } said
            || !await places.Take(grant, address.Address!, now, cancellation)
            || !await UsedReasons(vault, grant, notice, Names(fields, _ => true), now, cancellation)
            || await vault.Use(grant.Site, grant.Mark, way.Field, grant.Purpose, now, cancellation, address.Address)
                is not { } used
        )
            return null;
        return new Composed(
            visitor,
            stop.On(
                new OutboundMessage(way.Channel, used.Value, said.Subject, said.Text, Key(grant)),
                grant,
                address.Address!
            )
        );
    }

    private static string[] Names(IEnumerable<ToldDetail> told, Func<ToldDetail, bool> which) =>
        [.. told.Where(which).Select(it => it.Field)];

    /// <summary>The same for a benefit whenever and wherever it is sent; it tells nobody who it is for.</summary>
    public static string Key(Grant grant) =>
        $"benefit:{grant.Purpose}:{grant.Period}:{Convert.ToHexStringLower(grant.Mark.AsSpan(0, 8))}";

    private async Task<Words?> Words(Grant grant, string visitor, Letter letter, CancellationToken cancellation) =>
        grant.Purpose switch
        {
            Benefits.Birthday => (await Settings(grant.Site, cancellation))?.BirthdayGift is { } gift
                ? new Words(gift.Subject, gift.Text)
                : null,
            Benefits.Letter when (await Settings(grant.Site, cancellation))?.LetterEveryMonths is null => null,
            Benefits.Letter => letter.Written(
                words,
                letter.IsVouched ? links.Signed(grant.Site, visitor) : links.Plain
            ),
            _ => await configuration.Latest<UpdateAnnounced>(grant.Site, StreamNames.Update(grant.Period), cancellation)
                is { } update
                ? new Words(update.Subject, update.Text)
                : null,
        };

    private ValueTask<FulfilmentSettingsChanged?> Settings(string site, CancellationToken cancellation) =>
        configuration.Latest<FulfilmentSettingsChanged>(site, StreamNames.Fulfilment, cancellation);

    /// <summary>Counts the use of the detail that the benefit is for, besides the address.</summary>
    /// <returns>False where it is not told any more.</returns>
    private static async Task<bool> UsedReasons(
        DetailVault vault,
        Grant grant,
        NoticePublished notice,
        string[] fields,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var shape = grant.Purpose switch
        {
            Benefits.Birthday => DetailShapes.Date,
            Benefits.Nearby => DetailShapes.Residence,
            _ => null,
        };
        if (shape is null)
            return true;
        return ChooseAddress.Declared(notice, grant.Purpose, shape).FirstOrDefault(it => fields.Contains(it.Name))
                is { } reason
            && await vault.Use(grant.Site, grant.Mark, reason.Name, grant.Purpose, now, cancellation) is not null;
    }
}
