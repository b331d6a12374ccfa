using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>A slot that is edited while visitors are asked about, and what it showed them.</summary>
internal sealed class Banner(Site site, Plan plan, List<Act> acts, Ledger ledger)
{
    public const string Accepts = "קנייה";
    public const string Declines = "סגירה";
    private const string Plain = "רגיל";
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private static readonly string[] Counts = ["offered", "shown", "accepted", "declined", "rate", "low", "high"];

    private readonly List<Offer> _offers = [];
    private readonly HashSet<Guid> _shown = [];
    private string[] _contents = [];
    private string _words = "";
    private double _share;

    /// <summary>How many changed sides, were offered twice at one moment, declined, accepted.</summary>
    public int[] Events =>
        [
            _offers.GroupBy(it => it.Visitor).Count(it => it.Select(one => one.HeldOut).Distinct().Count() > 1),
            _offers.GroupBy(it => (it.Visitor, it.At)).Count(it => it.Count() > 1),
            _offers.Count(it => IsAnswered(it, Declines)),
            _offers.Count(it => IsAnswered(it, Accepts)),
        ];

    public Task Define(double share, string words, params string[] contents)
    {
        (_share, _words, _contents) = (share, words, contents);
        return site.Put(
            "/v1/slots/hero",
            new
            {
                funnel = plan.Name,
                policy = "uniform",
                holdout = share,
                outcome = new
                {
                    accepted = new[] { new { kind = "track", name = Accepts } },
                    declined = new[] { new { kind = "track", name = Declines + " " } },
                },
                @default = new { name = Plain, value = Plain + words },
                contents = contents.Select(it => new { name = it, value = it + words }),
            }
        );
    }

    /// <summary>Asks, and sees that what is offered still stands or is anew, as it must.</summary>
    public async Task Ask(string visitor)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/ofrep/v1/evaluate/flags/hero",
            site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = visitor } })
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        var told = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        lock (_offers)
            Note(visitor, told);
    }

    private void Note(string visitor, JsonObject told)
    {
        var (metadata, content) = (told["metadata"]!, (string)told["variant"]!);
        var relationship = new Relationship(acts.Where(it => it.Visitor == visitor));
        var offer = new Offer(
            visitor,
            (Guid)metadata["decisionId"]!,
            content,
            content == Plain,
            relationship.Last,
            relationship.Visits.Count,
            plan.Told(relationship.StageAt(plan, relationship.Last)),
            _share
        );
        var (last, where) = (_offers.LastOrDefault(it => it.Visitor == visitor), $"offer {offer} ");
        ledger.Same(where + "visit", metadata["visitNumber"], offer.Visit);
        ledger.Same(where + "stage", metadata["stage"], offer.Stage);
        ledger.Same(where + "words", told["value"], content + _words);
        ledger.Same(where + $"stands after {last}", last?.Id == offer.Id, last is not null && Stands(last, offer));
        if (last?.Id == offer.Id)
            return;
        if (!offer.HeldOut)
        {
            var declined = _offers
                .Where(it => it.Visitor == visitor && IsAnswered(it, Declines))
                .Select(it => it.Content);
            var fitting = _contents.Except(declined).ToArray();
            ledger.Same(where + "propensity", metadata["propensity"], 1.0 / fitting.Length);
            ledger.Same(where + "fits", fitting.Contains(content), true);
        }

        _offers.Add(offer);
    }

    private bool Stands(Offer last, Offer now) =>
        (last.Visit, last.Stage) == (now.Visit, now.Stage)
        && (last.HeldOut || (_contents.Contains(last.Content) && !IsAnswered(last, Declines)));

    /// <summary>Tells that the latest offer was seen; twice is once.</summary>
    public async Task See(string visitor)
    {
        var id = _offers.Last(it => it.Visitor == visitor).Id;
        lock (_offers)
            _shown.Add(id);
        for (var i = 0; i < 2; i++)
            (await site.Send(HttpMethod.Post, $"/v1/decisions/{id}/shown", site.WriteKey, null))
                .IsSuccessStatusCode.Should()
                .BeTrue();
    }

    /// <summary>Within the window, and before what was offered next.</summary>
    private bool IsAnswered(Offer offer, string by)
    {
        var next = _offers.SkipWhile(it => it != offer).Skip(1).FirstOrDefault(it => it.Visitor == offer.Visitor);
        return acts.Any(it =>
            it.Visitor == offer.Visitor
            && it.Name == by
            && it.At > offer.At
            && it.At - offer.At <= Window
            && !(it.At > next?.At)
        );
    }

    public bool IsDeclined(string visitor) => _offers.Any(it => it.Visitor == visitor && IsAnswered(it, Declines));

    public async Task Report(Func<string, bool> counts, string query)
    {
        var offers = _offers.Where(it => counts(it.Visitor)).ToArray();
        var report = await ledger.Report("decisions", null, query);
        string[] columns = ["content", "stage", "visit", "heldOut", .. Counts];
        ledger.Same(
            $"decisions?{query} rows",
            report["rows"],
            columns,
            offers
                .GroupBy(it => (it.Content, it.Stage, it.Bucket, it.HeldOut))
                .Select(it =>
                    new object?[] { it.Key.Content, it.Key.Stage, it.Key.Bucket, it.Key.HeldOut }
                        .Concat(Counted([.. it]))
                        .ToArray()
                )
        );
        var content = await ledger.Report("content", null, query);
        ledger.Same(
            $"content?{query} rows",
            content["rows"],
            ["content", "stage", "visit", "share", .. Counts],
            offers
                .Where(it => !it.HeldOut)
                .GroupBy(it => (it.Stage, it.Bucket))
                .SelectMany(cell =>
                    cell.GroupBy(it => it.Content)
                        .Select(it =>
                            new object?[] { it.Key, cell.Key.Stage, cell.Key.Bucket, (double)it.Count() / cell.Count() }
                                .Concat(Counted([.. it]))
                                .ToArray()
                        )
                )
        );
        Holdouts(offers, report["holdouts"]!.AsArray(), $"decisions?{query} holdouts");
    }

    private IEnumerable<object?> Counted(Offer[] offers) =>
        [
            offers.Length,
            offers.Count(it => _shown.Contains(it.Id)),
            offers.Count(it => IsAnswered(it, Accepts)),
            offers.Count(it => IsAnswered(it, Declines)),
            .. Wilson.Of(offers.Count(it => IsAnswered(it, Accepts)), offers.Length),
        ];

    private void Holdouts(Offer[] offers, JsonArray told, string where)
    {
        foreach (var row in told)
            row!["alarmed"] = row["alarm"] is not null;
        // Where nobody was held out, nor should have been, there is nothing to compare.
        var arms = offers
            .Select(it => it.Share)
            .Distinct()
            .ToDictionary(it => it, it => new Arms(it, offers, one => IsAnswered(one, Accepts)));
        string[] columns = ["share", "inForce", "visitors", "heldOut", "inBothArms", "assigned", "assignedHeldOut"];
        ledger.Same(
            where,
            told,
            [.. columns, "sampleRatioP", "alarmed", "lift", "low", "high"],
            arms.Where(it => it.Key > 0 || it.Value.Visitors(heldOut: true) > 0).Select(it => it.Value.Row(_share))
        );
        string[] rates = ["from", "offered", "accepted", "rate", "heldOutOffered", "heldOutAccepted", "heldOutRate"];
        foreach (var row in told)
            ledger.Same($"{where} {row!["share"]}", row["byVisit"], rates, arms[(double)row["share"]!].ByVisit());
    }
}
