using System.Text.Json;

namespace JourneyEngine.Collection.History;

/// <summary>What a single value of an exported fact may be; each answers what is wrong, or null.</summary>
internal static class SoundValue
{
    private static readonly TimeSpan Rounding = TimeSpan.FromMinutes(1);

    /// <remarks>A choice is dated so, too: one of the future would hold against all that is chosen until then. The
    /// database takes times in UTC alone.</remarks>
    public static string? Time(string member, DateTimeOffset? time, DateTimeOffset now) =>
        time is not { } it || (it.Offset == TimeSpan.Zero && it >= DateTimeOffset.UnixEpoch && it <= now + Rounding)
            ? null
            : $"{member} is a time in UTC, from 1970 until now";

    public static string? Count(string member, long? number) =>
        number is null or >= 0 ? null : $"{member} is a number from 0 on";

    public static string? Text(string member, string? text, int longest) =>
        text is null || (!string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(char.IsControl))
            ? null
            : $"{member} has 1 to {longest} characters, none of them a control character";

    public static string? OneOf(string member, string? text, IReadOnlyCollection<string> all) =>
        text is null || all.Contains(text) ? null : $"{member} is one of {string.Join(", ", all)}";

    public static string? Share(string member, double? number) =>
        number is null or (>= 0 and <= 1) ? null : $"{member} is a number in [0, 1]";

    /// <summary>The first thing that is wrong with any of many.</summary>
    public static string? Each<T>(IEnumerable<T>? all, Func<T, string?> wrong) =>
        all?.Select(wrong).FirstOrDefault(it => it is not null);

    /// <summary>No list of a fact holds nothing in a place.</summary>
    public static bool HasGap(JsonElement data) =>
        data.ValueKind switch
        {
            JsonValueKind.Array => data.EnumerateArray().Any(it => it.ValueKind == JsonValueKind.Null || HasGap(it)),
            JsonValueKind.Object => data.EnumerateObject().Any(it => HasGap(it.Value)),
            _ => false,
        };
}
