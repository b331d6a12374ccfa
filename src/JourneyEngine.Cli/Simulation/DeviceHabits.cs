namespace JourneyEngine.Cli.Simulation;

/// <summary>How people use devices; shares and probabilities from 0 to 1.</summary>
/// <param name="Second">Share of people who own a second device.</param>
/// <param name="Third">Share of those who own a third.</param>
/// <param name="Shared">Share of households of two that have a device in common.</param>
/// <param name="NeverSignIn">Share of people who never say who they are.</param>
/// <param name="SignIn">Probability that one of the others signs in at a visit, and stays signed in everywhere.</param>
/// <param name="Withdraw">Probability that somebody withdraws, at a visit, the consent to be personalised for.</param>
/// <param name="Switch">Probability to go on with a visit on another device, at each step.</param>
public sealed record DeviceHabits(
    double Second = 0.6,
    double Third = 0.3,
    double Shared = 0.15,
    double NeverSignIn = 0.3,
    double SignIn = 0.5,
    double Withdraw = 0.05,
    double Switch = 0.1
);
