using MathNet.Numerics.Integration;

namespace JourneyEngine.Decisions.Learning;

/// <summary>Gauss-Legendre quadrature from -1 to 1.</summary>
internal static class Quadrature
{
    public const int Nodes = 8;

    public static readonly (double[] At, double[] Weights) Rule = Legendre(-1, 1);

    /// <summary>Row k, column l: the integral, from -1 to node k, of the polynomial that is 1 at node l and 0 at the
    /// others.</summary>
    public static readonly double[] Along = Antiderivative();

    private static (double[] At, double[] Weights) Legendre(double from, double to)
    {
        var rule = new GaussLegendreRule(from, to, Nodes);
        var (at, weights) = (rule.Abscissas.ToArray(), rule.Weights.ToArray());
        Array.Sort(at, weights);
        return (at, weights);
    }

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
