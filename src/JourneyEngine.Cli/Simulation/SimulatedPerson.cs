using System.Globalization;

namespace JourneyEngine.Cli.Simulation;

/// <summary>Somebody who has one to three devices, and tells on them sooner, later or never who they are.</summary>
/// <param name="run">Begins every id of the run.</param>
/// <param name="number">Of the person; two that follow each other are a household.</param>
internal sealed class SimulatedPerson(DeviceHabits habits, string run, int number, int seed)
{
    private readonly Random _chance = SeededRandom.Of(seed, number);
    private readonly string _user = Id(run, "user", number);
    private readonly string[] _devices = [.. Owned(habits, run, number, seed)];
    private string _device = "";
    private bool? _signsIn;
    private bool _isSignedIn;
    private bool _withdrew;

    /// <summary>Begins a visit.</summary>
    public void Comes()
    {
        _signsIn ??= _chance.NextDouble() >= habits.NeverSignIn;
        _isSignedIn |= _signsIn.Value && _chance.NextDouble() < habits.SignIn;
        _withdrew |= _chance.NextDouble() < habits.Withdraw;
        _device = _devices[_chance.Next(_devices.Length)];
    }

    /// <returns>What is said in the visit, as the device says it.</returns>
    public Message Says(Message message)
    {
        if (_chance.NextDouble() < habits.Switch)
            _device = _devices[_chance.Next(_devices.Length)];
        return message with
        {
            Visitor = _device,
            User = _isSignedIn ? _user : null,
            Agrees = message.Agrees && !_withdrew,
        };
    }

    private static IEnumerable<string> Owned(DeviceHabits habits, string run, int number, int seed)
    {
        var chance = SeededRandom.Of(number, seed);
        yield return Id(run, "phone", number);
        if (chance.NextDouble() < habits.Second)
        {
            yield return Id(run, "desk", number);
            if (chance.NextDouble() < habits.Third)
                yield return Id(run, "tablet", number);
        }

        var household = number / 2;
        if (SeededRandom.Of(~household, seed).NextDouble() < habits.Shared)
            yield return Id(run, "family", household);
    }

    private static string Id(string run, string what, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{run}-{what}-{number}");
}
