namespace JourneyEngine.Tests.Architecture.Sample.Visitors;

internal class Visitor
{
    public static int Count => 1;
}

internal interface IVisit;

internal sealed class VisitException : Exception;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class VisitAttribute : Attribute;
