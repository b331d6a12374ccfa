using Mono.Cecil;

namespace JourneyEngine.Tests.Architecture;

/// <summary>Wolverine generates code for handlers that it finds by itself, and compiles it in the running host. Ours
/// are written out and named.</summary>
public sealed class the_host_compiles_nothing
{
    private static readonly string Output = Repository.OutputOf("JourneyEngine.Host");
    private static readonly string[] Compilers = ["Microsoft.CodeAnalysis", "RuntimeCompil"];

    [Fact]
    public void since_it_ships_no_compiler() =>
        Breach.None(
            from line in Directory
                .EnumerateFiles(Output, "*.dll")
                .Select(it => Path.GetFileName(it)!)
                .Concat(File.ReadLines(Path.Combine(Output, "JourneyEngine.Host.deps.json")))
            from compiler in Compilers
            where line.Contains(compiler, StringComparison.OrdinalIgnoreCase)
            select new Breach("Host", compiler, "its output folder", line.Trim())
        );

    [Fact]
    public void for_any_message_that_is_queued()
    {
        var queued = Generic("PublishMessage");

        queued.Should().NotBeEmpty();
        queued.Should().BeSubsetOf(Generic("AddMessageHandler"));
    }

    [Fact]
    public void for_any_handler_that_is_found_rather_than_named() =>
        Breach.None(
            from law in Law.Table
            from type in Compiled.Types(Compiled.Module(law))
            from call in Uses.Calls(type)
            where
                call.DeclaringType.FullName == "Wolverine.Configuration.HandlerDiscovery"
                && call.Name != "DisableConventionalDiscovery"
            select new Breach(law.Project, "Wolverine", type.FullName, call.Name)
        );

    /// <summary>What a method of Wolverine's options is called for, in all projects.</summary>
    private static string[] Generic(string method) =>
        [
            .. from law in Law.Table
            from type in Compiled.Types(Compiled.Module(law))
            from call in Uses.Calls(type).OfType<GenericInstanceMethod>()
            where call.Name == method && call.DeclaringType.FullName == "Wolverine.WolverineOptions"
            select call.GenericArguments.Single().FullName,
        ];
}
