using JourneyEngine.Decisions.Beliefs;
using MathNet.Numerics;

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
    /// <returns>One chance for each belief, in order; they sum to 1.</returns>
    public static double[] Probabilities(IReadOnlyList<BetaPosterior> beliefs)
    {
        if (beliefs.Count == 1)
            return [1];
        var panels = Panels.Of(beliefs);
        var (count, best) = (beliefs.Count, new double[beliefs.Count]);
        var (density, below, before) = (
            new double[count * Quadrature.Nodes],
            new double[count * Quadrature.Nodes],
            new double[count]
        );
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
                    density.AsSpan(i * Quadrature.Nodes, Quadrature.Nodes),
                    below.AsSpan(i * Quadrature.Nodes, Quadrature.Nodes)
                );
            for (var node = 0; node < Quadrature.Nodes; node++)
                Add(best, density, below, node, half * Quadrature.Rule.Weights[node]);
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
        for (var node = 0; node < Quadrature.Nodes; node++)
        {
            var x = middle + (half * Quadrature.Rule.At[node]);
            density[node] = Math.Exp(log + ((belief.A - 1) * Math.Log(x)) + ((belief.B - 1) * Math.Log(1 - x)));
        }

        var after = before;
        for (var node = 0; node < Quadrature.Nodes; node++)
        {
            below[node] = before;
            for (var other = 0; other < Quadrature.Nodes; other++)
                below[node] += half * Quadrature.Along[(node * Quadrature.Nodes) + other] * density[other];
            after += half * Quadrature.Rule.Weights[node] * density[node];
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
            after[i - 1] = after[i] * Math.Max(0, below[(i * Quadrature.Nodes) + node]);
        var before = weight;
        for (var i = 0; i < count; i++)
        {
            best[i] += density[(i * Quadrature.Nodes) + node] * before * after[i];
            before *= Math.Max(0, below[(i * Quadrature.Nodes) + node]);
        }
    }
}
