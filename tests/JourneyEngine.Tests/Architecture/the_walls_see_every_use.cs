using JourneyEngine.Tests.Architecture.Sample.Funnels;
using Mono.Cecil;

namespace JourneyEngine.Tests.Architecture;

/// <summary>A wall with a gap is worse than none: each way of using a type is tried against the rule.</summary>
public sealed class the_walls_see_every_use
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
    public void of_another_slice(Type user)
    {
        var found = slices_keep_apart.Crossings([Here.GetType(user.FullName)], "JourneyEngine.Tests.Architecture.Sample").ToList();

        found.Should().NotBeEmpty();
        found[0].ToString().Should().StartWith($"Funnels -> Visitors: {user.FullName} uses JourneyEngine.Tests.Architecture.Sample.Visitors.");
    }

    [Fact]
    public void but_no_use_where_there_is_none() =>
        slices_keep_apart.Crossings([Here.GetType(typeof(Innocent).FullName)], "JourneyEngine.Tests.Architecture.Sample").Should().BeEmpty();

    [Fact]
    public void of_the_clock_and_of_chance() =>
        Uses.Calls(Here.GetType(typeof(AsksTheClock).FullName)).Where(BannedSymbols.ForProjections.Holds).Select(it => it.Name)
            .Should().BeEquivalentTo("get_UtcNow", "NewGuid", "CreateVersion7", "get_Shared", "Next");

    [Fact]
    public void of_a_projection_by_its_name_or_by_what_it_folds() =>
        new[] { typeof(AsksTheClock), typeof(StageProjection), typeof(Innocent) }
            .Select(it => time_and_chance_come_in.IsProjection(Here.GetType(it.FullName))).Should().Equal(true, true, false);
}
