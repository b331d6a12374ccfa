using JourneyEngine.Contracts;
using JourneyEngine.Tests.Architecture.Sample.Visitors;

namespace JourneyEngine.Tests.Architecture.Sample.Funnels;

internal sealed class InABase : Visitor;

internal sealed class InAnInterface : IVisit;

internal sealed class InAField
{
    internal Visitor? Seen = null;
}

internal abstract class InAnArrayOfAGeneric
{
    internal abstract Dictionary<string, Visitor[]> All { get; }
}

internal abstract class InAParameter
{
    internal abstract void See(ref Visitor visitor);
}

internal sealed class InACall
{
    internal int Count = Visitor.Count;
}

internal sealed class InAGenericCall
{
    internal object All = Enumerable.Empty<Visitor>();
}

internal sealed class InATypeOf
{
    internal string Name = typeof(Visitor).Name;
}

[Visit]
internal sealed class InAnAttribute;

internal sealed class InAConstraint
{
    internal static T? Seen<T>()
        where T : Visitor => null;
}

internal sealed class InALambda
{
    internal Func<int> Count = () => Visitor.Count;
}

internal sealed class InAnAsyncMethod
{
    internal static async Task<int> Count()
    {
        await Task.Yield();
        return Visitor.Count;
    }
}

internal sealed class InAnIterator
{
    internal static IEnumerable<int> Counts()
    {
        yield return Visitor.Count;
    }
}

internal sealed class InANestedType
{
    internal sealed class Inner : IVisit;
}

internal sealed class InACatch
{
    internal static void See(Action action)
    {
        try
        {
            action();
        }
        catch (VisitException) { }
    }
}

internal sealed class Innocent
{
    internal IReadOnlyList<int> Counts = [.. Enumerable.Range(0, 3)];
}

internal sealed class StageProjection;

internal sealed record AsksTheClock(DateTimeOffset At, Guid Id, Guid Version7, int Roll)
{
    internal static AsksTheClock Apply(VisitGapChanged _) =>
        new(
            DateTimeOffset.UtcNow,
            Guid.NewGuid(),
            Guid.CreateVersion7(DateTimeOffset.UnixEpoch),
            Random.Shared.Next(6)
        );
}
