using Mono.Cecil;

namespace JourneyEngine.Tests.Architecture;

/// <summary>Compiled assemblies, read without being loaded.</summary>
internal static class Compiled
{
    private static readonly DefaultAssemblyResolver Resolver = NewResolver();

    public static ModuleDefinition Module(Law law) => Module(law.AssemblyName);

    public static ModuleDefinition Module(string assembly) =>
        Resolver.Resolve(new AssemblyNameReference(assembly, new Version())).MainModule;

    /// <summary>Types that stand on their own; what is nested, or made by the compiler, counts for the type around
    /// it.</summary>
    public static IEnumerable<TypeDefinition> Types(ModuleDefinition module) =>
        module.Types.Where(type => type.Name != "<Module>");

    public static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        [type, .. type.NestedTypes.SelectMany(WithNested)];

    public static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>Everything an assembly can reach that does not come with .NET, itself included.</summary>
    public static IReadOnlyList<string> Reach(string assembly, string folder)
    {
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([assembly]);
        while (open.TryPop(out var name))
        {
            var file = Path.Combine(folder, name + ".dll");
            if (Framework.IsDotNet(name) || Framework.IsWeb(name) || !reached.Add(name) || !File.Exists(file))
                continue;
            using var module = ModuleDefinition.ReadModule(file);
            foreach (var reference in module.AssemblyReferences)
                open.Push(reference.Name);
        }

        return [.. reached];
    }

    private static DefaultAssemblyResolver NewResolver()
    {
        var resolver = new DefaultAssemblyResolver();
        foreach (var folder in resolver.GetSearchDirectories())
            resolver.RemoveSearchDirectory(folder);
        foreach (var folder in new[] { AppContext.BaseDirectory, Framework.DotNetFolder, Framework.WebFolder })
            resolver.AddSearchDirectory(folder);
        return resolver;
    }
}
