using JourneyEngine.Contracts;
using JourneyEngine.Vault;

namespace JourneyEngine.Host.Details;

/// <summary>Whether a detail may be kept, and for what.</summary>
/// <param name="Wrong">Why it may not, as a receipt goes on after its name; never what it says.</param>
/// <param name="Purposes">Those of the notice that the visitor consents to.</param>
internal sealed record JudgeDetail(string? Wrong, DeclaredField? Field, string? Value, string[] Purposes)
{
    /// <param name="declared">Nothing where the notice does not declare it.</param>
    /// <param name="consent">The visitor's choice about a purpose, if there is one.</param>
    public static JudgeDetail Of(NoticeDetail? declared, string text, Func<string, bool?> consent, DateOnly today)
    {
        if (declared is null)
            return Refused("is not declared in the notice");
        var shape = Shapes.Find(declared.Shape) ?? DetailShape.Text;
        var (value, wrong) = Shapes.Checked(shape, text, today);
        if (value is null)
            return Refused(wrong!);
        var agreed = declared.Purposes.Where(it => consent(it) == true).ToArray();
        return agreed.Length == 0
            ? Refused($"needs consent to {string.Join(" or ", declared.Purposes)}")
            : new JudgeDetail(null, new DeclaredField(declared.Name, shape), value, agreed);
    }

    private static JudgeDetail Refused(string why) => new(why, null, null, []);
}

internal static class ChoicesMade
{
    /// <returns>Nothing where there was no choice about the purpose; where it was both granted and refused, the refusal holds.</returns>
    public static bool? Of(this Choices? choices, string purpose) =>
        choices is null ? null : choices.Refused.Contains(purpose) ? false : choices.Granted.Contains(purpose) ? true : null;
}
