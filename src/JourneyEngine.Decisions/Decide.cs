using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Learning;

namespace JourneyEngine.Decisions;

/// <summary>Chooses what to show: a pure function of the slot, the snapshot, what was learned and the seed.</summary>
public static class Decide
{
    /// <summary>Where a slot asks for no other share.</summary>
    public const double UsualFloor = 0.02;

    /// <param name="heldOut">See <see cref="Snapshots.IsHeldOut"/>.</param>
    /// <param name="posterior">What a learning policy believes.</param>
    public static ContentOffered Offer(
        SlotDefined slot,
        Snapshot snapshot,
        Guid decisionId,
        ulong seed,
        DateTimeOffset at,
        bool heldOut = false,
        Posterior? posterior = null
    )
    {
        var eligible = Eligible(slot, snapshot);
        var shares = heldOut ? [] : Probabilities(slot, slot.Policy, eligible, snapshot, posterior);
        var chosen = Draw(shares, seed);
        var content = chosen < 0 ? slot.Default : eligible[chosen];
        var learns = slot.Policy == Policies.Learning || slot.Shadow == Policies.Learning;
        var offered = new ContentOffered(
            decisionId,
            slot.Slot,
            slot.Version,
            content.Name,
            slot.Policy,
            seed,
            chosen < 0 ? 1 : shares[chosen],
            [.. eligible.Select(it => it.Name)],
            [],
            snapshot,
            at,
            chosen >= 0 && slot.Policy == Policies.Learning ? shares : null,
            learns ? posterior?.Version ?? 0 : null,
            heldOut,
            Shadow(slot, eligible, snapshot, content, seed, posterior),
            slot.Holdout
        );
        return offered with { Reasons = Reasons.Of(offered) };
    }

    /// <returns>The content that a decision about this slot named.</returns>
    public static Content Named(SlotDefined slot, string name) =>
        slot.Contents.FirstOrDefault(it => it.Name == name) ?? slot.Default;

    /// <summary>The contents that may be shown, in the order of the slot: none to a visitor never seen.</summary>
    public static Content[] Eligible(SlotDefined slot, Snapshot snapshot) =>
        snapshot.Visits == 0 ? [] : Eligibility.Of(slot, snapshot);

    /// <summary>The probability with which a policy shows each eligible content; none at all where it shows the
    /// default.</summary>
    public static double[] Probabilities(
        SlotDefined slot,
        string policy,
        Content[] eligible,
        Snapshot snapshot,
        Posterior? posterior
    ) =>
        policy switch
        {
            _ when eligible.Length == 0 => [],
            Policies.Fixed => [],
            Policies.Uniform => [.. Enumerable.Repeat(1.0 / eligible.Length, eligible.Length)],
            Policies.Learning => (posterior ?? Posterior.BeforeLearning).Probabilities(
                [.. eligible.Select(it => it.Name)],
                snapshot.Stage,
                snapshot.Visits,
                slot.Floor ?? UsualFloor
            ),
            _ => [1, .. new double[eligible.Length - 1]],
        };

    private static ShadowChoice? Shadow(
        SlotDefined slot,
        Content[] eligible,
        Snapshot snapshot,
        Content offered,
        ulong seed,
        Posterior? posterior
    )
    {
        if (slot.Shadow is null || snapshot.Visits == 0)
            return null;
        var shares = Probabilities(slot, slot.Shadow, eligible, snapshot, posterior);
        var (chosen, same) = (Draw(shares, seed, skipped: 1), Array.FindIndex(eligible, it => it.Name == offered.Name));
        return new ShadowChoice(
            slot.Shadow,
            (chosen < 0 ? slot.Default : eligible[chosen]).Name,
            shares.Length == 0 ? (same < 0 ? 1 : 0)
                : same < 0 ? 0
                : shares[same]
        );
    }

    /// <param name="skipped">Numbers of the seed that another draw took.</param>
    /// <returns>The index that is drawn; -1 where there is nothing to draw from.</returns>
    private static int Draw(double[] shares, ulong seed, int skipped = 0)
    {
        var random = new Seeded(seed);
        for (; skipped > 0; skipped--)
            random.NextDouble();
        var (draw, index) = (random.NextDouble(), Math.Min(0, shares.Length - 1));
        for (var sum = shares.FirstOrDefault(); sum <= draw && index < shares.Length - 1; sum += shares[index])
            index++;
        return index;
    }
}
