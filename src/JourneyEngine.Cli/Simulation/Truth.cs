namespace JourneyEngine.Cli.Simulation;

/// <summary>What is true of the simulated visitors, whatever the engine makes of it.</summary>
/// <param name="SignUp">Probability to sign up in visit 1, 2, 3, ... for who has not yet; the last holds for all later
/// visits.</param>
/// <param name="Ripen">Probability to come one stage closer to signing up in visit 1, 2, 3, ...; the last holds for all
/// later visits.</param>
/// <param name="VisitShape">Shape r of the Gamma from which each visitor's visits a day are drawn (BG/NBD).</param>
/// <param name="VisitRate">Rate alpha of that Gamma, in days.</param>
/// <param name="LeaveA">a of the Beta from which each visitor's probability to leave for good after a return is drawn
/// (BG/NBD).</param>
/// <param name="LeaveB">b of that Beta.</param>
/// <param name="Days">How long before now the first visitors came.</param>
public sealed record Truth(
    IReadOnlyList<double> SignUp,
    IReadOnlyList<double> Ripen,
    double VisitShape = 0.9,
    double VisitRate = 6,
    double LeaveA = 0.8,
    double LeaveB = 2.4,
    int Days = 60
)
{
    /// <summary>Share of visitors that are programs.</summary>
    public double Bots { get; init; } = 0.03;

    /// <summary>Share of messages that are delivered twice.</summary>
    public double Duplicates { get; init; } = 0.02;

    /// <summary>Share of visitors whose clock is wrong.</summary>
    public double WrongClocks { get; init; } = 0.05;

    /// <summary>How people use devices; null where everybody has one and nobody signs in.</summary>
    public DeviceHabits? Devices { get; init; }

    /// <summary>Who comes back signs up twice as often as who came for the first time.</summary>
    public static Truth Demo { get; } = new(SignUp: [0.04, 0.08, 0.11], Ripen: [0.4, 0.5, 0.4]);

    /// <summary>The same of people on one to three devices.</summary>
    public static Truth People { get; } = Demo with { Devices = new DeviceHabits() };

    /// <summary>Probability to accept a content, by how ripe the visitor is: curious, reading, comparing,
    /// customer.</summary>
    public IReadOnlyDictionary<string, double[]> Accept { get; init; } =
        new Dictionary<string, double[]>
        {
            ["newsletter"] = [0.06, 0.06, 0.06, 0.06],
            ["guide"] = [0.22, 0.12, 0.05, 0.04],
            ["comparison"] = [0.05, 0.24, 0.10, 0.06],
            ["trial"] = [0.04, 0.08, 0.28, 0.12],
        };

    public double SignUpAt(int visit) => At(SignUp, visit);

    public double RipenAt(int visit) => At(Ripen, visit);

    /// <param name="ripeness">0 for curious to 3 for a customer.</param>
    public double Accepts(string content, int ripeness) =>
        Accept.TryGetValue(content, out var byRipeness) ? byRipeness[ripeness] : 0;

    private static double At(IReadOnlyList<double> byVisit, int visit) => byVisit[Math.Min(visit, byVisit.Count) - 1];
}
