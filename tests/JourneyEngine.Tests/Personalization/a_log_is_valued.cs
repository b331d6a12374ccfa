using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Personalization;

namespace JourneyEngine.Tests.Personalization;

public sealed class a_log_is_valued
{
    private static readonly SlotDefined Slot = new("hero", 1, null, Policies.Rules, new Content("plain", JsonSerializer.SerializeToElement(0)), [], default);

    [Theory]
    [InlineData(95, 5, false)]
    [InlineData(94, 6, true)]
    [InlineData(0, 0, false)]
    public void and_that_much_of_it_was_forgotten_is_told(long valued, long forgotten, bool told) =>
        PolicyReplay.Doubts(Slot, hasLearned: false, valued, forgotten).Any(it => it.StartsWith($"{forgotten} of {valued + forgotten} decisions are left out", StringComparison.Ordinal)).Should().Be(told);

    [Theory]
    [InlineData(Policies.Learning, false, true)]
    [InlineData(Policies.Learning, true, false)]
    [InlineData(Policies.Uniform, false, false)]
    public void and_that_a_policy_has_not_learned_yet_is_told(string policy, bool hasLearned, bool told) =>
        PolicyReplay.Doubts(Slot with { Policy = policy }, hasLearned, 100, 0).Any(it => it.Contains("has not learned yet")).Should().Be(told);
}
