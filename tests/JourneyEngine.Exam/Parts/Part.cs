namespace JourneyEngine.Exam.Parts;

/// <summary>A part of the exam, which can be taken alone.</summary>
/// <param name="Take">Says its advance: what is done of how many.</param>
internal sealed record Part(string Name, string What, Func<Extent, IProgress<(int Done, int Of)>, Task<Finding>> Take)
{
    /// <summary>In the order in which they are taken.</summary>
    public static IReadOnlyList<Part> All { get; } =
    [
        new("host-killed", "The host is killed while clients send", Kills.OfHosts),
        new("server-killed", "PostgreSQL is killed while clients send", Kills.OfServers),
        new("both-killed", "The host and PostgreSQL are killed at once", Kills.OfBoth),
        new(CutCommits.Name, "The wire breaks after a commit, before the host hears of it", CutCommits.Take),
        new(Silence.Hangs, "PostgreSQL hangs", Silence.OfServer),
        new(Silence.Hole, "The network swallows what PostgreSQL is told", Silence.OfNetwork),
        new(TwoHosts.Name, "Of two hosts one dies, or both start anew in turn", TwoHosts.Take),
        new(FullDisk.Name, "The disk of the database and its log is full", FullDisk.Take),
        new(Erasures.Name, "Visitors are erased while they are sent and hosts die", Erasures.Take),
        new(MalformedRequests.Name, "Requests that are nearly right, to every way in", MalformedRequests.Take),
        new(SlowClients.Name, "Clients that say a byte a second", SlowClients.Take),
        new(Overload.Name, "Ten times as many clients as keep the engine busy", Overload.Take),
        new(AtRest.Name, "An engine that few ask, and then nobody", AtRest.Take),
        new(Upgrade.Name, "A version before this one and this one, on the same data", Upgrade.Take),
    ];

    public static Finding Found(string name, string done, IReadOnlyList<string> wrong) =>
        new(name, All.Single(it => it.Name == name).What, done, wrong);

    public static Finding NotReached(string name, string why) =>
        new(name, All.Single(it => it.Name == name).What, "", [], why);
}
