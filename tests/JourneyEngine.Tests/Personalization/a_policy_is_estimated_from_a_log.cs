using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Personalization.OffPolicy;

namespace JourneyEngine.Tests.Personalization;

public sealed class a_policy_is_estimated_from_a_log
{
    private static readonly SlotDefined Slot = new(
        "hero",
        1,
        null,
        Policies.Rules,
        new Content("plain", JsonSerializer.SerializeToElement(0)),
        [],
        default
    );

    [Theory]
    [InlineData(95, 5, false)]
    [InlineData(94, 6, true)]
    [InlineData(0, 0, false)]
    public void with_a_warning_if_over_5_percent_of_it_was_erased(long valued, long forgotten, bool told) =>
        PolicyWarnings
            .Of(Slot, hasLearned: false, valued, forgotten)
            .Any(it =>
                it.StartsWith($"{forgotten} of {valued + forgotten} decisions are left out", StringComparison.Ordinal)
            )
            .Should()
            .Be(told);

    [Theory]
    [InlineData(Policies.Learning, false, true)]
    [InlineData(Policies.Learning, true, false)]
    [InlineData(Policies.Uniform, false, false)]
    public void with_a_warning_if_the_policy_has_not_learned_yet(string policy, bool hasLearned, bool told) =>
        PolicyWarnings
            .Of(Slot with { Policy = policy }, hasLearned, 100, 0)
            .Any(it => it.Contains("has not learned yet"))
            .Should()
            .Be(told);
}
