using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Persons;
using static JourneyEngine.IntegrationTests.Oracle.Story;

namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>People of a site who sign in on up to three devices, share some of them, and agree to be recognised or do
/// not.</summary>
internal sealed class Household
{
    private const int PeopleInAll = 60;
    private readonly Random _random;
    private readonly Noise _noise;
    private readonly List<(string Device, string User, bool Vouched)> _signIns = [];
    private readonly List<(Act Act, bool Agrees)> _choices = [];

    /// <param name="acts">Of devices; some become those of a user id without a device.</param>
    public Household(Random random, Noise noise, List<Act> acts)
    {
        (_random, _noise) = (random, noise);
        foreach (var person in Enumerable.Range(1, PeopleInAll))
        foreach (var device in Enumerable.Range(3 * person - 2, random.Next(1, 4)))
            SignIn($"v{device}", $"u{person}");
        for (var i = 0; i < 12; i++)
            SignIn(One(random, _signIns).Device, $"u{random.Next(1, PeopleInAll + 1)}");
        SignIn("v1", "u2");
        foreach (var device in acts.Select(it => it.Visitor).Distinct().ToArray())
            Choose(device, acts);
        for (var i = 0; i < acts.Count; i++)
            if (random.Next(12) == 0 && UserOf(acts[i].Visitor) is { } user)
                acts[i] = acts[i] with { Visitor = user };
        acts.AddRange(_choices.Select(it => it.Act));
        Learn(acts);
    }

    public People People { get; } = new();

    /// <summary>Devices of several people; the first two are one.</summary>
    public int Shared(IEnumerable<string> devices) =>
        devices.Count(device =>
            _signIns.Where(it => it.Device == device).Select(it => it.User == "u2" ? "u1" : it.User).Distinct().Count()
            > 1
        );

    /// <summary>Of those who are counted: whatever they did on any of their devices.</summary>
    public IReadOnlyCollection<Act> Counted(IEnumerable<Act> acts)
    {
        var visitors = People.Visitors().SelectMany(all => all.Select(it => (it, all[0]))).ToDictionary();
        return [.. acts.Select(it => it with { Visitor = visitors[it.Visitor], Device = it.Visitor })];
    }

    /// <summary>A page's word is sent with the page's key, and the server's with its own.</summary>
    /// <param name="acts">The choices come last.</param>
    public async Task Tell(Site page, Site server, IEnumerable<Act> acts)
    {
        foreach (var batch in _noise.Batches(acts.SkipLast(_choices.Count)))
            await Send(page, batch.Select(Signed));
        await Send(page, _signIns.Where(it => !it.Vouched).Select(Identify));
        await Send(
            server,
            [
                .. _signIns.Where(it => it.Vouched).Select(Identify),
                .. _choices.Select(it => Consent(it.Act, it.Agrees)),
                Item("alias", "previousId", "u1", "u2"),
            ]
        );
    }

    private void SignIn(string device, string user) => _signIns.Add((device, user, _random.Next(3) > 0));

    /// <summary>Some change their minds; the latest counts.</summary>
    private void Choose(string device, List<Act> acts)
    {
        var chance = _random.Next(12);
        var at = One(_random, acts.Where(it => it.Visitor == device).ToArray()).At;
        if (chance is 0 or 1)
            Add(at, agrees: false);
        if (chance is > 0 and < 7)
            Add(at.AddSeconds(1), agrees: true);

        void Add(DateTimeOffset at, bool agrees) => _choices.Add((new Act(device, at, "page", "בית", "/"), agrees));
    }

    private void Learn(List<Act> acts)
    {
        foreach (var act in acts)
            if (act.Visitor[0] == 'u')
                People.CameAsUser(act.Visitor, act.At, act.Name);
            else
                People.Came(act.Visitor, act.At, act.Name);
        foreach (var (device, user, vouched) in _signIns)
            People.Linked(device, user, vouched);
        foreach (var (act, agrees) in _choices)
            People.Chose(act.Visitor, act.At, agrees);
        People.IsSame("u1", "u2");
    }

    private string? UserOf(string device) =>
        _signIns.Where(it => it.Device == device).Select(it => it.User).FirstOrDefault();

    /// <summary>Whoever is signed in says so with some of what they do.</summary>
    private JsonObject Signed(JsonObject call)
    {
        var id = (string)call["anonymousId"]!;
        if (id[0] == 'u')
            call.Remove("anonymousId");
        if (id[0] == 'u' || ((string)call["messageId"]!)[0] < '4')
            call["userId"] = id[0] == 'u' ? id : UserOf(id);
        return call;
    }

    private JsonObject Consent(Act act, bool agrees)
    {
        var call = _noise.Call(act);
        call["context"]!["consent"] = new JsonObject
        {
            ["categoryPreferences"] = new JsonObject { ["personalize"] = agrees },
        };
        return call;
    }

    private static JsonObject Identify((string Device, string User, bool Vouched) it) =>
        Item("identify", "anonymousId", it.Device, it.User);

    private static JsonObject Item(string type, string name, string id, string user) =>
        new()
        {
            ["type"] = type,
            ["messageId"] = Guid.NewGuid().ToString(),
            [name] = id,
            ["userId"] = user,
        };

    private static async Task Send(Site site, IEnumerable<JsonObject> items)
    {
        foreach (var batch in items.Chunk(100))
            (await Site.Receipts(await site.Batch(batch))).Keys.Should().BeSubsetOf(["accepted", "duplicate"]);
    }
}
