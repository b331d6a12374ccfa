namespace JourneyEngine.Store;

/// <summary>The type hint that Marten keeps beside the stored name: full name and assembly, without a version.</summary>
internal static class DotNetType
{
    public static string Of(Type fact) => $"{fact.FullName}, {fact.Assembly.GetName().Name}";
}
