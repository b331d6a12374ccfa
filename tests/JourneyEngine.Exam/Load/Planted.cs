namespace JourneyEngine.Exam.Load;

/// <summary>Personal data that is sent all the time, to be looked for where it must not be.</summary>
internal static class Planted
{
    public const string Mail = "planted.person@planted.example";
    public const string Phone = "+972500000017";
    public const string Address = "203.0.113.77";

    public static IReadOnlyList<string> All { get; } = [Mail, Phone, Address];
}
