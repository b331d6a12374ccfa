using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Journeys.Persons;

/// <summary>The journeys that a change touches, with those of everybody who was, or becomes, one person with
/// them.</summary>
/// <param name="position">Links are as they were at this place in the log.</param>
/// <param name="rulesTable">Tells by whose word pseudonyms were joined where <paramref name="latest"/> does not.</param>
/// <param name="latest">The rules that all of these journeys are brought to, by site; null where each stays under its
/// own.</param>
internal sealed class TouchedJourneys(
    NpgsqlConnection connection,
    RulesTable rulesTable,
    IReadOnlyDictionary<string, FoldRules>? latest,
    long position
)
{
    private readonly Dictionary<(string Site, string Visitor), JourneyRow> _rows = [];
    private readonly Dictionary<(string Site, string Visitor), (string? Person, bool Shared)> _persons = [];
    private readonly HashSet<(string Site, string Visitor)> _asked = [];
    private readonly HashSet<(string Site, string Person)> _gathered = [];
    private readonly HashSet<(string Site, string Person)> _changing = [];

    /// <summary>As they are stored.</summary>
    public IReadOnlyCollection<JourneyRow> Rows => _rows.Values;

    public JourneyRow? Find((string Site, string Visitor) key) => _rows.GetValueOrDefault(key);

    /// <summary>Whose pseudonym one is now, and whether it is a device of several persons.</summary>
    public (string? Person, bool Shared) PersonOf((string Site, string Visitor) key) =>
        _persons.TryGetValue(key, out var person) ? person
        : _rows.TryGetValue(key, out var row) ? (row.Person, row.Shared)
        : default;

    /// <param name="known">Whom it is known of whether a journey is stored.</param>
    /// <param name="rows">Journeys that change, as they are stored.</param>
    /// <param name="relinked">Pseudonyms whose links may be others now.</param>
    /// <param name="page">What is new.</param>
    public async Task Gather(
        IEnumerable<(string Site, string Visitor)> known,
        IEnumerable<JourneyRow> rows,
        IReadOnlyCollection<(string Site, string Visitor)> relinked,
        CancellationToken cancellation,
        PageLinks? page = null
    )
    {
        _asked.UnionWith(known);
        foreach (var row in rows)
            _rows[row.Key] = row;

        var open = new HashSet<(string Site, string Visitor)>(relinked);
        foreach (var row in _rows.Values.Where(it => latest is not null))
        {
            if (await IsJoinedOtherwise(row, cancellation))
                open.Add(row.Key);
        }

        do
        {
            await Load([.. open], cancellation);
            // Everybody who is one person with them: who was nobody's before is told anew, too.
            var wanted = new HashSet<(string Site, string Visitor)>();
            foreach (var site in open.GroupBy(it => it.Site, it => it.Visitor))
                await Resolve(site.Key, [.. site], wanted, page, cancellation);
            await Load([.. wanted], cancellation);
            open.Clear();
            foreach (var row in _rows.Values.Where(it => !_persons.ContainsKey(it.Key)))
            {
                if (
                    wanted.Contains(row.Key)
                    || (row.Person is { } person && _changing.Contains((row.Site, person)))
                    || (latest is not null && await IsJoinedOtherwise(row, cancellation))
                )
                    open.Add(row.Key);
            }
        } while (open.Count > 0);
    }

    /// <param name="wanted">Gets those who are one person with them.</param>
    private async Task Resolve(
        string site,
        string[] ids,
        HashSet<(string Site, string Visitor)> wanted,
        PageLinks? page,
        CancellationToken cancellation
    )
    {
        // Whoever has no journey yet has no stream, or began it in the page.
        var links = await IdentityGraphs.Around(
            connection,
            site,
            ids,
            position,
            cancellation,
            latest?[site].Recognise,
            page?.Of(site),
            id => _asked.Contains((site, id)) && !_rows.ContainsKey((site, id))
        );
        foreach (var id in ids)
        {
            var row = _rows.GetValueOrDefault((site, id));
            var recognise = await RecogniseOf(site, row, cancellation);
            _persons[(site, id)] = links.Membership(id, recognise);
            var person = links.Recognised(id, recognise);
            wanted.UnionWith(person.Pseudonyms.Select(it => (site, it.Id)));
            // A link that is gone may have joined others under a user id that nothing names any more; a new one joins
            // nobody who is not found by the person that it makes, or by the person that its pseudonyms had, unless it
            // is one too many.
            if (latest is null || (person.IsAlone && !links.PersonOf(id).IsAlone))
                _changing.UnionWith(
                    links.PersonOf(id).Pseudonyms.Where(it => it.IsUser).Select(it => (site, it.Id)).Append((site, id))
                );
        }
    }

    private async Task Load(HashSet<(string Site, string Visitor)> wanted, CancellationToken cancellation)
    {
        wanted.ExceptWith(_asked);
        if (wanted.Count > 0)
        {
            _asked.UnionWith(wanted);
            foreach (var row in (await JourneyTable.Read(connection, wanted, cancellation)).Values)
                _rows[row.Key] = row;
        }

        // What was resolved before its row was known left the person that the row names.
        _changing.UnionWith(
            _persons
                .Keys.Select(it => _rows.GetValueOrDefault(it))
                .Where(it => it?.Person is not null)
                .Select(it => (it!.Site, it.Person!))
        );
        var persons = _rows
            .Values.Where(it => it.Person is not null)
            .Select(it => (it.Site, it.Person!))
            .Concat(_changing)
            .Where(_gathered.Add)
            .ToArray();
        if (persons.Length == 0)
            return;
        foreach (var row in await PersonJourneys.Of(connection, persons, cancellation))
        {
            if (_asked.Add(row.Key))
                _rows[row.Key] = row;
        }
    }

    private async Task<bool> IsJoinedOtherwise(JourneyRow row, CancellationToken cancellation) =>
        row.Revision != latest![row.Site].Revision
        && (await rulesTable.At(connection, row.Site, row.Revision, cancellation)).Recognise
            != latest[row.Site].Recognise;

    private async Task<Recognise> RecogniseOf(string site, JourneyRow? row, CancellationToken cancellation) =>
        latest is not null ? latest[site].Recognise
        : row is not null ? (await rulesTable.At(connection, site, row.Revision, cancellation)).Recognise
        : (await rulesTable.Latest(connection, site, cancellation)).Recognise;
}
