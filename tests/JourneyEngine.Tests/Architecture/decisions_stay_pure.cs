namespace JourneyEngine.Tests.Architecture;

public sealed class decisions_stay_pure
{
    private static readonly string[] Pure = ["Contracts", "Decisions"];
    private static readonly string[] Doors =
    [
        "Marten",
        "JasperFx",
        "Weasel",
        "Npgsql",
        "Wolverine",
        "WolverineFx",
        "Microsoft.AspNetCore",
    ];

    [Fact]
    public void without_a_reference_to_database_or_network() =>
        Breach.None(
            from project in Pure
            let law = Law.Of(project)
            let file = ProjectFile.Of(law)
            from used in Compiled
                .Reach(law.AssemblyName, AppContext.BaseDirectory)
                .Concat(Compiled.Module(law).AssemblyReferences.Select(it => it.Name))
                .Concat(file.Packages)
                .Concat(file.UsesWeb ? [ProjectFile.WebFramework] : [])
            from door in Doors
            where Framework.IsOrBeginsWith(used, door)
            select new Breach(project, door, law.FullName, used)
        );

    [Fact]
    public void without_reaching_the_vault_through_their_assemblies() =>
        Breach.None(
            from used in Compiled.Reach(Law.Of("Decisions").AssemblyName, AppContext.BaseDirectory)
            where used.Contains("Vault", StringComparison.OrdinalIgnoreCase)
            select new Breach("Decisions", "Vault", "all that it reaches", used)
        );

    [Fact]
    public void without_reaching_the_vault_through_their_project_files() =>
        Breach.None(
            from project in ProjectsReachedBy("Decisions")
            where project == "Vault"
            select new Breach("Decisions", project, ProjectFile.Of(Law.Of("Decisions")).Name, project)
        );

    [Fact]
    public void without_naming_the_vault_in_any_type() =>
        Breach.None(
            from project in Pure
            from type in Compiled.Types(Compiled.Module(Law.Of(project)))
            from named in Uses.Of(type).Select(it => it.FullName).Append(type.FullName)
            where named.Contains("Vault", StringComparison.OrdinalIgnoreCase)
            select new Breach(project, "Vault", type.FullName, named)
        );

    private static IEnumerable<string> ProjectsReachedBy(string project) =>
        ProjectFile.Of(Law.Of(project)).Projects.SelectMany(it => ProjectsReachedBy(it).Prepend(it));
}
