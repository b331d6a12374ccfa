using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace JourneyEngine.Decisions.Returns;

/// <summary>A model, and how far it can be trusted.</summary>
/// <param name="Covariance">Of ln r, ln alpha, ln a and ln b, 4 by 4, row after row: the inverse of the observed
/// information.</param>
public sealed record FittedReturns(BgNbd Model, double LogLikelihood, double[] Covariance);

/// <summary>Finds the model of returning under which what was seen is most likely.</summary>
public static class FitReturns
{
    private const int Parameters = 4;
    private const double Step = 1e-4;
    private const double Widest = 10;
    private const int MostSteps = 500;

    /// <param name="groups">How many visitors have each history.</param>
    /// <returns>Null if the data do not say: nobody came back, or the best model lies at infinity.</returns>
    public static FittedReturns? Of(IReadOnlyDictionary<RepeatVisits, long> groups, TimeUnit unit)
    {
        var likelihood = new Likelihood(groups, unit);
        if (!groups.Any(it => it.Key.Count > 0 && it.Value > 0))
            return null;
        var bound = Vector<double>.Build.Dense(Parameters, Widest);
        try
        {
            var found = new BfgsBMinimizer(1e-9, 1e-9, 1e-12, MostSteps)
                .FindMinimum(
                    ObjectiveFunction.Gradient(it => MeanNegativeLogLikelihood(likelihood, it)),
                    -bound,
                    bound,
                    Vector<double>.Build.Dense(Parameters)
                )
                .MinimizingPoint;
            if (found.Any(it => Math.Abs(it) > Widest - 0.1) || Covariance(likelihood, found) is not { } covariance)
                return null;
            var model = Model(found);
            return new FittedReturns(model, likelihood.At(model).Value, covariance);
        }
        catch (Exception failure) when (failure is OptimizationException or ArithmeticException)
        {
            return null;
        }
    }

    /// <summary>What is minimised, a visitor: the scale does not matter then, and all parameters stay above
    /// 0.</summary>
    private static (double Value, Vector<double> Slope) MeanNegativeLogLikelihood(
        Likelihood likelihood,
        Vector<double> logs
    )
    {
        var model = Model(logs);
        var (value, slope) = likelihood.At(model);
        double[] parameters = [model.R, model.Alpha, model.A, model.B];
        return (
            -value / likelihood.Visitors,
            Vector<double>.Build.Dense(Parameters, i => -slope[i] * parameters[i] / likelihood.Visitors)
        );
    }

    private static double[]? Covariance(Likelihood likelihood, Vector<double> logs)
    {
        var information = Matrix<double>.Build.Dense(Parameters, Parameters);
        for (var i = 0; i < Parameters; i++)
        {
            var step = Vector<double>.Build.Dense(Parameters, j => j == i ? Step : 0);
            information.SetRow(
                i,
                (
                    MeanNegativeLogLikelihood(likelihood, logs + step).Slope
                    - MeanNegativeLogLikelihood(likelihood, logs - step).Slope
                )
                    * likelihood.Visitors
                    / (2 * Step)
            );
        }

        var inverse = ((information + information.Transpose()) / 2).Inverse();
        return inverse.Diagonal().All(it => double.IsFinite(it) && it > 0) ? inverse.ToRowMajorArray() : null;
    }

    private static BgNbd Model(Vector<double> logs) =>
        new(Math.Exp(logs[0]), Math.Exp(logs[1]), Math.Exp(logs[2]), Math.Exp(logs[3]));
}
