using Mono.Cecil;

namespace JourneyEngine.Tests.Architecture;

public sealed class the_projects_in_src
{
    [Fact]
    public void are_exactly_those_of_the_dependency_table() =>
        Repository
            .Written("src", "*.csproj")
            .Select(Path.GetFileNameWithoutExtension)
            .Should()
            .BeEquivalentTo(Law.Table.Select(law => law.FullName));

    [Fact]
    public void reference_only_allowed_projects_and_packages() => Breach.None(Law.Table.SelectMany(Written));

    [Fact]
    public void use_types_of_allowed_assemblies_only() => Breach.None(Law.Table.SelectMany(Named));

    [Fact]
    public void include_no_code_by_other_msbuild_items() =>
        Breach.None(
            from law in Law.Table
            let file = ProjectFile.Of(law)
            from element in new[] { "Reference", "COMReference", "Import", "Compile", "Analyzer", "InternalsVisibleTo" }
            where file.Has(element)
            // What is made while it is built is made of what is written.
            where
                element != "Compile"
                || file.Items(element).Any(it => !it.StartsWith("$(IntermediateOutputPath)", StringComparison.Ordinal))
            where
                element != "InternalsVisibleTo"
                || file.Items(element).Any(it => it != "JourneyEngine.Tests" && it != "JourneyEngine.IntegrationTests")
            select new Breach(law.Project, "?", file.Name, element)
        );

    [Fact]
    public void get_no_references_from_shared_build_files() =>
        Breach.None(
            from path in Repository
                .Written("src", "Directory.*")
                .Concat(Repository.Written("ops", "*.props"))
                .Concat(Repository.Written("ops", "*.targets"))
                .Append(Repository.At("Directory.Build.props"))
            let file = new ProjectFile(path)
            from element in new[]
            {
                "ProjectReference",
                "PackageReference",
                "GlobalPackageReference",
                "FrameworkReference",
                "Reference",
                "Compile",
            }
            where file.Has(element)
            select new Breach("every project", "?", file.Name, element)
        );

    private static IEnumerable<Breach> Written(Law law)
    {
        var file = ProjectFile.Of(law);
        return file
            .Projects.Except(law.Projects)
            .Select(it => new Breach(law.Project, it, file.Name, "the project " + it))
            .Concat(
                file.Packages.Except(law.Packages)
                    .Select(it => new Breach(law.Project, it, file.Name, "the package " + it))
            )
            .Concat(
                file.UsesWeb && !law.Web
                    ?
                    [
                        new Breach(
                            law.Project,
                            ProjectFile.WebFramework,
                            file.Name,
                            "the framework " + ProjectFile.WebFramework
                        ),
                    ]
                    : []
            );
    }

    private static IEnumerable<Breach> Named(Law law)
    {
        var module = Compiled.Module(law);
        var forbidden = module.AssemblyReferences.Select(it => it.Name).Where(it => !law.MayName(it)).ToHashSet();
        if (forbidden.Count == 0)
            return [];

        var uses =
            from type in Compiled.Types(module)
            from used in Uses.Of(type)
            where used.Scope is AssemblyNameReference scope && forbidden.Contains(scope.Name)
            let room = law.Project == slices_stay_apart.Product ? slices_stay_apart.Folder(type, law.Project) : null
            select new Breach(room ?? law.Project, Law.Short(used.Scope.Name), type.FullName, used.FullName);
        return uses.Concat(forbidden.Select(it => new Breach(law.Project, Law.Short(it), module.Name, it + ".dll")));
    }
}
