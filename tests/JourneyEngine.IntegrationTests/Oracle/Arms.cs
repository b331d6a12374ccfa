namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>Who was offered what while one share was held out, and by how much the one side does better.</summary>
/// <param name="all">Every offer of the visitors who are counted, one after the other.</param>
internal sealed class Arms(double share, Offer[] all, Func<Offer, bool> isAccepted)
{
    private readonly ILookup<string, Offer> _ofVisitor = all.ToLookup(it => it.Visitor);

    /// <summary>Visitors and what they were offered under this share, those left out who had been on both sides by then.</summary>
    private ILookup<string, Offer> Counted =>
        field ??= all.Where(it => it.Share == share && Sides(it.Visitor) == 1).ToLookup(it => it.Visitor);

    public object?[] Row(double now)
    {
        var assigned = _ofVisitor.Select(it => it.First()).Where(it => it.Share == share).ToArray();
        var held = assigned.Count(it => it.HeldOut);
        double? chance = assigned.Length == 0 || share == 0 ? null : Chance.OfSplit(held, assigned.Length, share);
        return
        [
            share,
            share == now,
            Visitors(heldOut: false),
            Visitors(heldOut: true),
            all.Where(it => it.Share == share).Select(it => it.Visitor).Distinct().Count(it => Sides(it) > 1),
            assigned.Length,
            held,
            chance,
            share == now && chance < 0.001,
            .. Lift(),
        ];
    }

    public int Visitors(bool heldOut) => Counted.Count(it => it.First().HeldOut == heldOut);

    public IEnumerable<object?[]> ByVisit() =>
        Counted
            .SelectMany(it => it.Select(one => one.Bucket))
            .Distinct()
            .Select(it =>
            {
                var (chosen, held) = (Side(Counted, it, heldOut: false), Side(Counted, it, heldOut: true));
                return new object?[] { it, chosen.Count, Won(chosen), Rate(chosen), held.Count, Won(held), Rate(held) };
            });

    /// <summary>At each visit number among visitors who had been offered something under the same shares by then; each
    /// such cell weighs as much as it has visitors.</summary>
    private object?[] Lift()
    {
        var cells = Counted
            .GroupBy(it => Shares(it.Key))
            .SelectMany(alike =>
                Enumerable
                    .Range(1, 7)
                    .Select(bucket => (alike.Key, Chosen: Side(alike, bucket, false), Held: Side(alike, bucket, true)))
            )
            .Where(it => it.Chosen.Count > 0 && it.Held.Count > 0)
            .ToArray();
        if (cells.Length == 0)
            return [null, null, null];
        double offers = cells.Sum(it => it.Chosen.Count + it.Held.Count);
        var weights = Array.ConvertAll(cells, it => (it.Chosen.Count + it.Held.Count) / offers);
        var (lift, variance) = (0.0, 0.0);
        foreach (var (i, cell) in cells.Index())
        {
            lift += weights[i] * (Rate(cell.Chosen)! - Rate(cell.Held)!).Value;
            variance +=
                weights[i]
                * weights[i]
                * (
                    Chance.Variance(Won(cell.Chosen), cell.Chosen.Count)
                    + Chance.Variance(Won(cell.Held), cell.Held.Count)
                );
            foreach (var (j, other) in cells.Index().Where(it => it.Index != i && it.Item.Key == cell.Key))
                variance +=
                    weights[i] * weights[j] * (Common(cell.Chosen, other.Chosen) + Common(cell.Held, other.Held));
        }

        var half = Chance.Z * Math.Sqrt(variance);
        return [lift, lift - half, lift + half];
    }

    /// <summary>What two rates have in common by the visitors who are in both: what each lies off the rate, in either. It
    /// is to make nothing surer.</summary>
    private static double Common(Dictionary<string, bool> one, Dictionary<string, bool> other)
    {
        double Off(Dictionary<string, bool> side, string visitor) => (side[visitor] ? 1 : 0) - Rate(side)!.Value;
        var products = one.Keys.Where(other.ContainsKey).Sum(it => Off(one, it) * Off(other, it));
        return Math.Max(0, products / one.Count / other.Count);
    }

    /// <returns>Who was offered something on a side at a bucket of visit numbers, and whether anything was accepted.</returns>
    private Dictionary<string, bool> Side(IEnumerable<IGrouping<string, Offer>> visitors, int bucket, bool heldOut) =>
        visitors
            .SelectMany(it => it)
            .Where(it => it.Bucket == bucket && it.HeldOut == heldOut)
            .GroupBy(it => it.Visitor)
            .ToDictionary(it => it.Key, it => it.Any(isAccepted));

    private static int Won(Dictionary<string, bool> side) => side.Count(it => it.Value);

    private static double? Rate(Dictionary<string, bool> side) =>
        side.Count == 0 ? null : (double)Won(side) / side.Count;

    /// <summary>Up to the last offer under this share, whatever share was held out.</summary>
    private IEnumerable<Offer> SoFar(string visitor) =>
        _ofVisitor[visitor].Reverse().SkipWhile(it => it.Share != share);

    private int Sides(string visitor) => SoFar(visitor).Select(it => it.HeldOut).Distinct().Count();

    private (double Least, double Most) Shares(string visitor) =>
        (SoFar(visitor).Min(it => it.Share), SoFar(visitor).Max(it => it.Share));
}
