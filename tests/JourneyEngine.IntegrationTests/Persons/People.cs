namespace JourneyEngine.IntegrationTests.Persons;

/// <summary>What is known of a site's pseudonyms, and whom a report must count: an oracle that shares nothing with the
/// engine. It asks every question anew of plain lists.</summary>
internal sealed class People
{
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(30);

    private const string Gone = "erased ";

    private readonly List<(string Id, DateTimeOffset At, string Name)> _pages = [];
    private readonly List<(string Device, string User, bool Vouched)> _links = [];
    private readonly List<(string One, string Other)> _same = [];
    private readonly HashSet<string> _users = [];
    private readonly Dictionary<string, (DateTimeOffset At, bool Granted)> _recognised = [];

    public string Recognise { get; set; } = "vouched";

    public HashSet<string> Erased { get; } = [];

    /// <summary>Those that lead to somebody.</summary>
    public IEnumerable<(string Device, string User)> Links =>
        _links
            .Where(it => !it.User.StartsWith(Gone, StringComparison.Ordinal))
            .Select(it => (it.Device, it.User))
            .Distinct();

    public IEnumerable<string> Pseudonyms => _pages.Select(it => it.Id).Distinct();

    public void Came(string id, DateTimeOffset at, string name) => _pages.Add((id, at, name));

    public void CameAsUser(string id, DateTimeOffset at, string name)
    {
        Came(id, at, name);
        _users.Add(id);
    }

    public void Linked(string device, string user, bool vouched) => _links.Add((device, user, vouched));

    public void IsSame(string user, string other) => _same.Add((user, other));

    /// <summary>Whether it was said of one user id, or of others on the way, that it is another.</summary>
    public bool IsSaidToBe(string user, string other) =>
        user == other || _same.Where(it => it.One == user).Any(it => IsSaidToBe(it.Other, other));

    public void Unlinked(string device, string user) => _links.RemoveAll(it => (it.Device, it.User) == (device, user));

    public void Chose(string id, DateTimeOffset at, bool granted)
    {
        if (!_recognised.TryGetValue(id, out var before) || before.At < at)
            _recognised[id] = (at, granted);
    }

    public void Erase(string id)
    {
        Erased.Add(id);
        _pages.RemoveAll(it => it.Id == id);
        // A device of several people stays one of several.
        var own = UserIds().Where(it => First(it) == First(id)).Append(id).ToHashSet();
        bool IsOfSeveral(string device) => !own.Contains(device) && UsersOf(device).Except(own).Any();
        foreach (var (device, _, vouched) in _links.Where(it => it.User == id && IsOfSeveral(it.Device)).ToList())
            _links.Add((device, Gone + Erased.Count, vouched));
        foreach (var (one, _) in _same.Where(it => it.Other == id && IsOfSeveral(it.One)).ToList())
            _same.Add((one, Gone + Erased.Count));
        _links.RemoveAll(it => it.Device == id || it.User == id);
        _same.RemoveAll(it => it.One == id || it.Other == id);
        _users.Remove(id);
        _recognised.Remove(id);
    }

    /// <summary>Those who are counted, each with the pseudonyms behind.</summary>
    public List<List<string>> Visitors()
    {
        var visitors = new List<List<string>>();
        foreach (var group in Pseudonyms.GroupBy(it => Person(it, Recognise) ?? "\n" + it))
        {
            var said = group.Where(_recognised.ContainsKey).Select(it => _recognised[it].Granted).ToList();
            if (said.Contains(true) && !said.Contains(false))
                visitors.Add([.. group]);
            else
                visitors.AddRange(group.Select(it => new List<string> { it }));
        }

        return visitors;
    }

    /// <returns>Number of the visit that a decision about a pseudonym is made in; null where nothing may be
    /// personalised.</returns>
    public int? VisitDecidedIn(string id)
    {
        var person = Person(id, "vouched");
        var all = person is null ? [id] : Everybody().Where(it => Person(it, "vouched") == person).ToList();
        var said = all.Where(_recognised.ContainsKey).Select(it => _recognised[it].Granted).ToList();
        if (said.Contains(false))
            return null;
        return Visits(said.Contains(true) && Recognise != "off" ? all : [id]).Count;
    }

    private IEnumerable<string> UsersOf(string device) =>
        _links
            .Where(it => it.Device == device)
            .Select(it => it.User)
            .Union(_same.Where(it => it.One == device).Select(it => it.Other));

    private IEnumerable<string> Everybody() => Pseudonyms.Union(_recognised.Keys);

    /// <returns>Null where a pseudonym is nobody's.</returns>
    private string? Person(string id, string recognise)
    {
        if (recognise == "off")
            return null;
        var users = UserIds();
        if (users.Contains(id))
            return First(id);
        var said = _links
            .Concat(_same.Select(it => (Device: it.One, User: it.Other, Vouched: true)))
            .Where(it => it.Device == id)
            .ToList();
        if (said.Count == 0 || said.Select(it => First(it.User)).Distinct().Count() > 1)
            return null;
        return recognise == "claimed" || said.Exists(it => it.Vouched) ? First(said[0].User) : null;
    }

    /// <remarks>What a server gives another name to may be a device, too.</remarks>
    private HashSet<string> UserIds() => [.. _users, .. _links.Select(it => it.User), .. _same.Select(it => it.Other)];

    /// <summary>The first of the user ids that are one.</summary>
    private string First(string user)
    {
        var users = UserIds();
        var all = new SortedSet<string>(StringComparer.Ordinal) { user };
        for (var before = 0; before < all.Count; )
        {
            before = all.Count;
            foreach (
                var (one, other) in _same.Where(it =>
                    users.Contains(it.One) && (all.Contains(it.One) || all.Contains(it.Other))
                )
            )
                all.UnionWith([one, other]);
        }

        return all.Min!;
    }

    /// <summary>By number of the visit from 1: who reached it, who was at risk in it, and who converted.</summary>
    public List<(int Reached, int AtRisk, int Converted)> ConversionByVisit(string goal)
    {
        var rows = new List<(int Reached, int AtRisk, int Converted)>();
        foreach (var visitor in Visitors())
        {
            var (visits, converted) = (Visits(visitor), false);
            for (var i = 0; i < visits.Count; i++)
            {
                if (rows.Count == i)
                    rows.Add((0, 0, 0));
                var now = !converted && visits[i].Contains(goal);
                rows[i] = (
                    rows[i].Reached + 1,
                    rows[i].AtRisk + (converted ? 0 : 1),
                    rows[i].Converted + (now ? 1 : 0)
                );
                converted |= now;
            }
        }

        return rows;
    }

    private List<List<string>> Visits(List<string> pseudonyms)
    {
        var (visits, last) = (new List<List<string>>(), DateTimeOffset.MinValue);
        foreach (var page in _pages.Where(it => pseudonyms.Contains(it.Id)).OrderBy(it => it.At))
        {
            if (visits.Count == 0 || page.At - last > Gap)
                visits.Add([]);
            visits[^1].Add(page.Name);
            last = page.At;
        }

        return visits;
    }
}
