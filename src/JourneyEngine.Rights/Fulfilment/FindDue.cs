using System.Globalization;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Sites;
using JourneyEngine.Vault;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Goes through all sites and grants what is due.</summary>
internal sealed class FindDue(
    SitesToServe sites,
    SiteNotices notices,
    SiteConfiguration configuration,
    VaultAccess vault,
    GrantBenefit grants,
    PrivacyLinks links,
    ILogger<FindDue> logger,
    IOutbound? outbound = null
)
{
    private const int PageSize = 500;

    /// <returns>How many benefits were granted.</returns>
    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var granted = 0;
        foreach (var (site, settings) in await sites.All(cancellation))
            granted += await Of(site, settings, now, cancellation);
        return granted;
    }

    internal async Task<int> Of(
        string site,
        FulfilmentSettingsChanged settings,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var granted = 0;
        if (outbound is null)
            return granted;
        var notice = (await notices.Of(site, cancellation)).Notice.Notice;
        var calendar = settings.TimeZone is { } zone
            ? SiteCalendar.In(zone)
            : await configuration.Calendar(site, cancellation);
        if (settings.BirthdayGift is not null)
            granted += await Birthdays(site, notice, calendar, now, cancellation);
        if (settings.LetterEveryMonths is { } months)
            granted += await Letters(site, notice, months, calendar, now, cancellation);
        return granted;
    }

    private async Task<int> Birthdays(
        string site,
        NoticePublished notice,
        SiteCalendar calendar,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (granted, today) = (0, calendar.Date(now));
        foreach (var detail in ChooseAddress.Declared(notice, Benefits.Birthday, DetailShapes.Date))
        {
            for (byte[]? last = []; last is not null; )
            {
                (var page, last) = await vault
                    .Open()
                    .Queries.Look(site, Benefits.Birthday, detail.Name, last, PageSize, cancellation);
                foreach (var it in page.Where(it => CanBeReached(notice, Benefits.Birthday, it.Fields)))
                {
                    if (
                        DateOnly.TryParseExact(
                            it.Value,
                            "yyyy-MM-dd",
                            CultureInfo.InvariantCulture,
                            DateTimeStyles.None,
                            out var birth
                        )
                        && Due.Birthday(birth, calendar.Date(it.Since), today) is { } year
                        && await grants.Run(new Grant(site, it.Mark, Benefits.Birthday, year), now, cancellation)
                    )
                        granted++;
                }
            }
        }

        return granted;
    }

    private async Task<int> Letters(
        string site,
        NoticePublished notice,
        int months,
        SiteCalendar calendar,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (granted, today) = (0, calendar.Date(now));
        if (!links.CanBeMade)
        {
            logger.LogWarning("No letters go out: JOURNEY_PUBLIC_URL does not say what visitors call this host.");
            return granted;
        }

        IReadOnlyList<Beneficiary> page = [];
        do
        {
            page = await vault
                .Open()
                .Queries.For(site, Benefits.Letter, page.LastOrDefault()?.Mark, PageSize, cancellation);
            foreach (var it in page.Where(it => CanBeReached(notice, Benefits.Letter, it.Fields)))
            {
                if (
                    Due.Letter(calendar.Date(it.Since.Min()), months, today) is { } day
                    && await grants.Run(new Grant(site, it.Mark, Benefits.Letter, day), now, cancellation)
                )
                    granted++;
            }
        } while (page.Count > 0);

        return granted;
    }

    private bool CanBeReached(NoticePublished notice, string purpose, string[] told) =>
        ChooseAddress.Of(notice, purpose, told, outbound!.Channels) is not null;
}
