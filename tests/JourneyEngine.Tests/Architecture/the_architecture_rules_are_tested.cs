using JourneyEngine.Tests.Architecture.Sample.Funnels;
using Mono.Cecil;

namespace JourneyEngine.Tests.Architecture;

/// <summary>A wall with a gap is worse than none: each way of using a type is tried against the rule.</summary>
public sealed class the_architecture_rules_are_tested
{
    private static readonly ModuleDefinition Here = Compiled.Module("JourneyEngine.Tests");

    [Theory]
    [InlineData(typeof(InABase))]
    [InlineData(typeof(InAnInterface))]
    [InlineData(typeof(InAField))]
    [InlineData(typeof(InAnArrayOfAGeneric))]
    [InlineData(typeof(InAParameter))]
    [InlineData(typeof(InACall))]
    [InlineData(typeof(InAGenericCall))]
    [InlineData(typeof(InATypeOf))]
    [InlineData(typeof(InAnAttribute))]
    [InlineData(typeof(InAConstraint))]
    [InlineData(typeof(InALambda))]
    [InlineData(typeof(InAnAsyncMethod))]
    [InlineData(typeof(InAnIterator))]
    [InlineData(typeof(InANestedType))]
    [InlineData(typeof(InACatch))]
    public void on_every_way_of_using_another_slice(Type user)
    {
        var found = slices_stay_apart
            .Crossings([Here.GetType(user.FullName)], "JourneyEngine.Tests.Architecture.Sample")
            .ToList();

        found.Should().NotBeEmpty();
        found[0]
            .ToString()
            .Should()
            .StartWith($"Funnels -> Visitors: {user.FullName} uses JourneyEngine.Tests.Architecture.Sample.Visitors.");
    }

    [Fact]
    public void on_a_type_that_breaks_none_of_them() =>
        slices_stay_apart
            .Crossings([Here.GetType(typeof(Innocent).FullName)], "JourneyEngine.Tests.Architecture.Sample")
            .Should()
            .BeEmpty();

    [Fact]
    public void on_calls_to_the_clock_and_to_random_numbers() =>
        Uses.Calls(Here.GetType(typeof(AsksTheClock).FullName))
            .Where(BannedSymbols.ForProjections.Holds)
            .Select(it => it.Name)
            .Should()
            .BeEquivalentTo("get_UtcNow", "NewGuid", "CreateVersion7", "get_Shared", "Next");

    [Fact]
    public void on_projections_known_by_name_or_by_the_facts_they_fold() =>
        new[] { typeof(AsksTheClock), typeof(StageProjection), typeof(Innocent) }
            .Select(it => clock_and_randomness_are_banned.IsProjection(Here.GetType(it.FullName)))
            .Should()
            .Equal(true, true, false);
}
