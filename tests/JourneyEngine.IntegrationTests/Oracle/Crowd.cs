namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>The visitors whom a report is asked about, and what each report is to say of them by its
/// definition.</summary>
internal sealed class Crowd(Clocks clocks, IEnumerable<Relationship> of, DateTimeOffset now)
{
    private const int DormantAfterDays = 30;
    private readonly Relationship[] _all = [.. of];

    public int Visitors => _all.Length;

    public int Visits => _all.Sum(it => it.Visits.Count);

    /// <summary>Pseudonyms that they came under.</summary>
    public int Devices => _all.Sum(it => it.Acts.Select(act => act.Device).Distinct().Count());

    public IEnumerable<string> Who(Func<Relationship, bool> counts) =>
        _all.Where(counts).Select(it => it.Acts[0].Visitor).Order(StringComparer.Ordinal);

    public static Crowd Of(Clocks clocks, IEnumerable<Act> acts, DateTimeOffset at, DateOnly? from, DateOnly? to) =>
        new(
            clocks,
            acts.Where(it => it.At <= at)
                .GroupBy(it => it.Visitor)
                .Select(it => new Relationship(it))
                .Where(it => !(clocks.Day(it.First) < from) && !(clocks.Day(it.First) > to)),
            at
        );

    public IEnumerable<object?[]> ByVisits() => Count(_all.Select(it => new object?[] { it.Visits.Count }));

    public IEnumerable<object?[]> Gaps() =>
        Count(
            _all.SelectMany(it =>
                it.Visits.Zip(it.Visits.Skip(1))
                    .Select(
                        (pair, i) => new object?[] { i + 1, (int)(pair.Second[0].At - pair.First[^1].At).TotalDays }
                    )
            )
        );

    public IEnumerable<object?[]> Retention()
    {
        var sizes = _all.CountBy(it => clocks.Week(it.First)).ToDictionary();
        return Count(
                _all.SelectMany(it =>
                    it.Visits.Select(visit => (clocks.Day(visit[0].At).DayNumber - clocks.Day(it.First).DayNumber) / 7)
                        .Distinct()
                        .Select(week => new object?[] { clocks.Week(it.First), week })
                )
            )
            .Select(it =>
            {
                var size = sizes[(DateOnly)it[0]!];
                return new[] { it[0], it[1], size, it[2], (double)(int)it[2]! / size };
            });
    }

    public IEnumerable<object?[]> Lifecycle()
    {
        string[] states = ["new", "returning", "wonBack", "dormant"];
        return states.Select(state => new object?[] { state, _all.Count(it => State(it) == state) });
    }

    private string State(Relationship of) =>
        clocks.Day(now).DayNumber - clocks.Day(of.Last).DayNumber > DormantAfterDays ? "dormant"
        : of.Visits.Count == 1 ? "new"
        : of.Visits[^1][0].At - of.Visits[^2][^1].At > TimeSpan.FromDays(DormantAfterDays) ? "wonBack"
        : "returning";

    public IEnumerable<object?[]> Returning(Func<Relationship, string?> by) =>
        _all.GroupBy(by)
            .Select(it =>
            {
                var returning = it.Count(one => one.Visits.Count > 1);
                return new object?[] { it.Key, it.Count(), returning, it.Sum(one => one.Visits.Count - 1) }
                    .Concat(Wilson.Of(returning, it.Count()))
                    .ToArray();
            });

    public IEnumerable<object?[]> Stages(Plan plan) =>
        Enumerable
            .Range(-1, plan.Stages.Length + 1)
            .Select(stage => (stage, Count: _all.Count(it => it.StageAt(plan, it.Last) == stage)))
            .Where(it => it.stage >= 0 || it.Count > 0)
            .Select(it => new object?[] { plan.Told(it.stage), it.Count });

    /// <summary>From, to and after how many whole days.</summary>
    public IEnumerable<(int Stage, int Next, int Days)> Dwelt(Plan plan) =>
        _all.SelectMany(it =>
        {
            var reached = plan.Stages.Select(it.Reached).ToArray();
            return reached.SelectMany(
                (at, stage) =>
                    reached
                        .Select((then, next) => (Next: next, Then: then))
                        .Where(one => one.Next > stage && one.Then > at)
                        .OrderBy(one => one.Then)
                        .ThenByDescending(one => one.Next)
                        .Take(1)
                        .Select(one => (stage, one.Next, (int)(one.Then - at)!.Value.TotalDays))
            );
        });

    public IEnumerable<object?[]> Regressions(Plan plan) =>
        Count(
            _all.SelectMany(it =>
                it.Visits.Select(
                        (visit, i) => (Before: i == 0 ? -1 : it.StageAfter(plan, i), Alone: plan.Furthest(visit, i + 1))
                    )
                    .Where(one => one.Alone < one.Before)
                    .Select(one => new object?[] { plan.Told(one.Before), plan.Told(one.Alone) })
            )
        );

    public IEnumerable<object?[]> Arrivals(Plan plan) =>
        Count(_all.Select(it => new object?[] { clocks.Local(it.First).Hour, plan.Told(it.StageAfter(plan, 1)) }));

    public IEnumerable<object?[]> Flow(Plan plan) =>
        Count(
            _all.SelectMany(it =>
                Enumerable
                    .Range(1, Math.Min(3, it.Visits.Count))
                    .Select(visit =>
                    {
                        var returned = it.Visits.Count > visit;
                        return new object?[]
                        {
                            visit,
                            plan.Told(it.StageAfter(plan, visit)),
                            returned,
                            returned ? plan.Told(it.StageAfter(plan, visit + 1)) : null,
                        };
                    })
            )
        );

    public Rates Conversion(Plan plan) => Conversion(plan, _all);

    public Rates Attempts(Plan plan) =>
        new([
            .. _all.SelectMany(it => Attempt.Of(it, plan))
                .Select(it => (it.Visits, it.Converted ? it.Visits : null as int?)),
        ]);

    public IEnumerable<(string? Value, Rates Rates)> Campaigns(Plan plan, Func<Relationship, string?> by) =>
        _all.GroupBy(by).Select(it => (it.Key, Conversion(plan, it)));

    private static Rates Conversion(Plan plan, IEnumerable<Relationship> group) =>
        new([.. group.Select(it => (it.Visits.Count, it.ConvertingVisit(plan)))]);

    public IEnumerable<object?[]> NotYet(Plan plan)
    {
        var left = 1.0;
        foreach (var row in Conversion(plan).ByVisit().Where(it => (int)it[2]! > 0))
        {
            left *= 1 - (double)(int)row[3]! / (int)row[2]!;
            yield return [row[0], row[2], row[3], left];
        }
    }

    public IEnumerable<object?[]> Days(Plan plan) =>
        Count(
            _all.Where(it => it.Converted(plan) is not null)
                .Select(it => new object?[] { (int)(it.Converted(plan)! - it.First).Value.TotalDays })
        );

    public IEnumerable<(string? Value, object?[][] Rows)> Steps(Plan plan, Walk walk, Func<Relationship, string?> by)
    {
        var furthest = _all.ToDictionary(it => it, it => walk.Furthest(it, plan));
        return _all.GroupBy(by).Select(it => (it.Key, Rows([.. it.Select(one => furthest[one])]).ToArray()));

        IEnumerable<object?[]> Rows(int[] reached)
        {
            int At(int step) => reached.Count(it => it > step);
            return plan.Stages.Select(
                (stage, i) => new object?[] { stage.Name, At(i), At(0) == 0 ? null : (double)At(i) / At(0) }
            );
        }
    }

    private static IEnumerable<object?[]> Count(IEnumerable<object?[]> keys)
    {
        var rows = keys.ToList();
        var counts = new Dictionary<string, (object?[] Key, int Count)>();
        foreach (var key in rows)
        {
            var text = string.Join('\n', key);
            counts[text] = (key, counts.GetValueOrDefault(text).Count + 1);
        }

        return counts.Values.Select(it => it.Key.Append(it.Count).ToArray());
    }
}
