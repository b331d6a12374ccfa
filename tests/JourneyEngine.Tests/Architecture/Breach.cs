namespace JourneyEngine.Tests.Architecture;

/// <summary>One way through a wall. Reads <c>Funnels -> Vault: X uses Y</c>.</summary>
internal sealed record Breach(string From, string To, string What, string Used)
{
    public override string ToString() => $"{From} -> {To}: {What} uses {Used}";

    public static void None(IEnumerable<Breach> found)
    {
        var lines = found.Select(it => it.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(lines.Count == 0, "\n" + string.Join('\n', lines));
    }
}
