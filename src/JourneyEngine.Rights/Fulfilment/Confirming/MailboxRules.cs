using JourneyEngine.Vault.Addresses;

namespace JourneyEngine.Rights.Fulfilment.Confirming;

/// <summary>How much goes to one mailbox of one site, however many visitors say that it is theirs.</summary>
internal static class MailboxRules
{
    /// <summary>What went there longer ago counts no more.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(64);

    /// <summary>As questions come ever more rarely, they count for longer: nine are the most in it.</summary>
    public static readonly TimeSpan QuestionsRemembered = TimeSpan.FromDays(365);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Whether one more message may go. The question whether it is theirs comes once a day at most, and after
    /// each that came in a year the pause is twice as long.</summary>
    /// <param name="lately">What went there, as far as it is remembered.</param>
    /// <param name="daily">The most in a day.</param>
    public static bool May(string purpose, IReadOnlyList<MailboxMessage> lately, DateTimeOffset now, int daily)
    {
        if (lately.Count(it => now - it.At < Day) >= daily)
            return false;
        var asked = lately
            .Where(it => it.Purpose == Confirmations.Purpose && now - it.At < QuestionsRemembered)
            .Select(it => it.At)
            .ToArray();
        return purpose != Confirmations.Purpose
            || asked.Length == 0
            || now - asked.Max() >= Day * Math.Pow(2, asked.Length - 1);
    }
}
