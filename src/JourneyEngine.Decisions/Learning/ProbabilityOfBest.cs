using JourneyEngine.Decisions.Beliefs;
using MathNet.Numerics;
using MathNet.Numerics.Integration;

namespace JourneyEngine.Decisions.Learning;

/// <summary>
/// The chance of each of several beliefs to hold the greatest value: what Thompson sampling (1933) chooses with, as an
/// integral instead of a draw, so that the propensity is known exactly.
/// </summary>
/// <remarks>
/// p_i is the integral over x of f_i(x) times the product over j != i of F_j(x), by Gauss-Legendre quadrature on panels
/// that follow the widths of the beliefs. Each F_j is integrated along from the same values of f_j. Within 1e-8 of the
/// integral.
/// </remarks>
public static class ProbabilityOfBest
{
    private const int Nodes = 8;

    /// <summary>Ends of panels, in standard deviations from each mean: the far ones for the long tail of a skewed
    /// belief.</summary>
    private static readonly double[] Ends = [-40, -20, -12, -8, -5, -3, -2, -1, 0, 1, 2, 3, 5, 8, 12, 20, 40];

    private static readonly (double[] At, double[] Weights) Rule = Legendre(-1, 1);
    private static readonly double[] Along = Antiderivative();

    /// <returns>One chance for each belief, in order; they sum to 1.</returns>
    public static double[] Probabilities(IReadOnlyList<BetaPosterior> beliefs)
    {
        if (beliefs.Count == 1)
            return [1];
        var panels = Panels(beliefs);
        var (count, best) = (beliefs.Count, new double[beliefs.Count]);
        var (density, below, before) = (new double[count * Nodes], new double[count * Nodes], new double[count]);
        var logs = beliefs.Select(it => -SpecialFunctions.BetaLn(it.A, it.B)).ToArray();
        for (var i = 0; i < count; i++)
            before[i] = SpecialFunctions.BetaRegularized(beliefs[i].A, beliefs[i].B, panels[0]);
        for (var panel = 0; panel + 1 < panels.Count; panel++)
        {
            var (middle, half) = ((panels[panel] + panels[panel + 1]) / 2, (panels[panel + 1] - panels[panel]) / 2);
            for (var i = 0; i < count; i++)
                before[i] = Follow(
                    beliefs[i],
                    logs[i],
                    middle,
                    half,
                    before[i],
                    density.AsSpan(i * Nodes, Nodes),
                    below.AsSpan(i * Nodes, Nodes)
                );
            for (var node = 0; node < Nodes; node++)
                Add(best, density, below, node, half * Rule.Weights[node]);
        }

        var sum = best.Sum();
        return Array.ConvertAll(best, it => it / sum);
    }

    /// <summary>Density at the nodes of a panel, and the chance to lie below each of them.</summary>
    /// <returns>The chance to lie below the end of the panel.</returns>
    private static double Follow(
        BetaPosterior belief,
        double log,
        double middle,
        double half,
        double before,
        Span<double> density,
        Span<double> below
    )
    {
        for (var node = 0; node < Nodes; node++)
        {
            var x = middle + (half * Rule.At[node]);
            density[node] = Math.Exp(log + ((belief.A - 1) * Math.Log(x)) + ((belief.B - 1) * Math.Log(1 - x)));
        }

        var after = before;
        for (var node = 0; node < Nodes; node++)
        {
            below[node] = before;
            for (var other = 0; other < Nodes; other++)
                below[node] += half * Along[(node * Nodes) + other] * density[other];
            after += half * Rule.Weights[node] * density[node];
        }

        return after;
    }

    /// <summary>Adds a node's share to each integral; the products without one factor are those before it times those
    /// after it.</summary>
    private static void Add(double[] best, double[] density, double[] below, int node, double weight)
    {
        var count = best.Length;
        Span<double> after = count <= 256 ? stackalloc double[count] : new double[count];
        after[count - 1] = 1;
        for (var i = count - 1; i > 0; i--)
            after[i - 1] = after[i] * Math.Max(0, below[(i * Nodes) + node]);
        var before = weight;
        for (var i = 0; i < count; i++)
        {
            best[i] += density[(i * Nodes) + node] * before * after[i];
            before *= Math.Max(0, below[(i * Nodes) + node]);
        }
    }

    /// <summary>Ends of the panels, ascending. Below the first, some belief has all its mass above; above the last, all
    /// have theirs below.</summary>
    private static List<double> Panels(IReadOnlyList<BetaPosterior> beliefs)
    {
        var low = Math.Max(0, beliefs.Max(it => it.Mean + (Ends[0] * it.StandardDeviation)));
        var high = Math.Min(1, beliefs.Max(it => it.Mean + (Ends[^1] * it.StandardDeviation)));
        var panels = new List<double> { low };
        foreach (
            var end in beliefs
                .SelectMany(it => Ends.Select(deviations => it.Mean + (deviations * it.StandardDeviation)))
                .Order()
        )
        {
            if (end > low && end < high && end - panels[^1] >= Narrowest(beliefs, end))
                panels.Add(end);
        }

        panels.Add(high);
        return panels;
    }

    private static double Narrowest(IReadOnlyList<BetaPosterior> beliefs, double at)
    {
        var narrowest = double.PositiveInfinity;
        foreach (var belief in beliefs)
        {
            var deviation = belief.StandardDeviation;
            if (Math.Abs(at - belief.Mean) <= -Ends[0] * deviation && deviation < narrowest)
                narrowest = deviation;
        }

        return narrowest / 2;
    }

    private static (double[] At, double[] Weights) Legendre(double from, double to)
    {
        var rule = new GaussLegendreRule(from, to, Nodes);
        var (at, weights) = (rule.Abscissas.ToArray(), rule.Weights.ToArray());
        Array.Sort(at, weights);
        return (at, weights);
    }

    /// <summary>Row k, column l: the integral, from -1 to node k, of the polynomial that is 1 at node l and 0 at the
    /// others.</summary>
    private static double[] Antiderivative()
    {
        var matrix = new double[Nodes * Nodes];
        for (var node = 0; node < Nodes; node++)
        {
            var (at, weights) = Legendre(-1, Rule.At[node]);
            for (var other = 0; other < Nodes; other++)
                matrix[(node * Nodes) + other] = at.Select((x, i) => weights[i] * Lagrange(other, x)).Sum();
        }

        return matrix;
    }

    private static double Lagrange(int node, double x)
    {
        var value = 1.0;
        for (var other = 0; other < Nodes; other++)
        {
            if (other != node)
                value *= (x - Rule.At[other]) / (Rule.At[node] - Rule.At[other]);
        }

        return value;
    }
}
