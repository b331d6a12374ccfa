using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JourneyEngine.Rights.Fulfilment.Confirming;
using JourneyEngine.Vault.Addresses;

namespace JourneyEngine.Tests.Fulfilment;

public sealed class a_mailbox_gets_messages
{
    private static readonly DateTimeOffset Noon = new(2027, 5, 3, 12, 0, 0, TimeSpan.Zero);

    [Property]
    public Property with_no_two_questions_in_a_day_and_seven_in_two_months_at_most(PositiveInt[] minutes)
    {
        var (now, asked) = (Noon, new List<MailboxMessage>());
        foreach (var pause in minutes)
        {
            now = now.AddMinutes(pause.Get);
            if (MailboxRules.May(Confirmations.Purpose, asked, now, daily: 10))
                asked.Add(new MailboxMessage(Confirmations.Purpose, now));
        }

        return (
            asked.Zip(asked.Skip(1)).All(it => it.Second.At - it.First.At >= TimeSpan.FromDays(1))
            && asked.All(it => asked.Count(other => other.At >= it.At && other.At < it.At.AddDays(63)) <= 7)
        ).ToProperty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0 1")]
    [InlineData("0 1 3")]
    [InlineData("0 1 3 7 15 31")]
    public void with_a_question_after_pauses_that_double(string days)
    {
        var asked = days.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(it => At(int.Parse(it))).ToArray();
        var next = asked.Length == 0 ? Noon : Noon.AddDays(Math.Pow(2, asked.Length) - 1);

        MailboxRules.May(Confirmations.Purpose, asked, next, daily: 10).Should().BeTrue();
        MailboxRules.May(Confirmations.Purpose, asked, next.AddSeconds(-1), daily: 10).Should().Be(asked.Length == 0);
    }

    [Fact]
    public void up_to_so_many_a_day()
    {
        var sent = Enumerable.Range(0, 3).Select(it => new MailboxMessage("updates", Noon.AddHours(it))).ToArray();

        MailboxRules.May("updates", sent, Noon.AddHours(23), daily: 3).Should().BeFalse();
        MailboxRules.May("updates", sent, Noon.AddHours(23), daily: 4).Should().BeTrue();
        MailboxRules.May("updates", sent, Noon.AddHours(24), daily: 3).Should().BeTrue();
    }

    [Fact]
    public void without_waiting_for_the_answer_to_a_question_about_another_visitor() =>
        MailboxRules.May("updates", [At(0)], Noon.AddMinutes(1), daily: 10).Should().BeTrue();

    private static MailboxMessage At(int day) => new(Confirmations.Purpose, Noon.AddDays(day));
}
