using Mono.Cecil;

namespace JourneyEngine.Tests.Architecture;

/// <summary>The list that the compiler reads for Decisions, read again here for compiled code, where no pragma hides
/// anything.</summary>
internal static class BannedSymbols
{
    public const string FileName = "BannedSymbols.txt";

    /// <summary>Documentation ids such as <c>P:System.DateTime.Now</c>.</summary>
    public static readonly string[] All =
    [
        .. File.ReadLines(Repository.At("src", "JourneyEngine.Decisions", FileName))
            .Where(it => it.Length > 0)
            .Select(it => it.Split(';')[0]),
    ];

    /// <summary>What would make a projection tell another history when it is rebuilt.</summary>
    public static readonly string[] ForProjections =
    [
        "P:System.DateTime.Now",
        "P:System.DateTime.UtcNow",
        "P:System.DateTime.Today",
        "P:System.DateTimeOffset.Now",
        "P:System.DateTimeOffset.UtcNow",
        "P:System.TimeProvider.System",
        "M:System.Guid.NewGuid",
        "M:System.Guid.CreateVersion7",
        "T:System.Random",
    ];

    public static bool Holds(this string[] banned, MethodReference call)
    {
        var type = call.DeclaringType.GetElementType().FullName;
        // Every iterator asks for its thread; that answer is not part of what it yields.
        if (call.Name == "get_CurrentManagedThreadId")
            return false;

        var name = call.Name.StartsWith("get_", StringComparison.Ordinal)
            ? $"P:{type}.{call.Name[4..]}"
            : $"M:{type}.{call.Name}";
        return banned.Any(it => it == "T:" + type || it.Split('(')[0] == name);
    }
}
