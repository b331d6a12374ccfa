using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Measures;
using Mono.Cecil;

namespace JourneyEngine.Tests.Architecture;

public sealed class clock_and_randomness_are_banned
{
    private static readonly Law Decisions = Law.Of("Decisions");

    [Fact]
    public void in_decisions_by_a_compiler_error()
    {
        var file = ProjectFile.Of(Decisions);
        file.Packages.Should().Contain(Law.Banned);
        file.Items("AdditionalFiles").Should().Contain(BannedSymbols.FileName);
        file.Property("WarningsAsErrors").Should().Contain("RS0030");
        BannedSymbols.All.Should().Contain(BannedSymbols.ForProjections);
    }

    [Fact]
    public void without_suppressing_the_compiler_error_anywhere() =>
        Breach.None(
            from file in Repository
                .Written("src", "*")
                .Where(it =>
                    it.EndsWith(".cs", StringComparison.Ordinal)
                    || it.EndsWith("config", StringComparison.Ordinal)
                    || it.EndsWith("proj", StringComparison.Ordinal)
                )
                .Concat([Repository.At(".editorconfig"), Repository.At("Directory.Build.props")])
            from line in File.ReadLines(file)
            where
                line.Contains("RS0030", StringComparison.Ordinal)
                && !line.Contains("<WarningsAsErrors>", StringComparison.Ordinal)
            select new Breach("Decisions", "RS0030", Repository.Name(file), line.Trim())
        );

    [Fact]
    public void in_the_compiled_code_of_decisions() =>
        Breach.None(Compiled.Types(Compiled.Module(Decisions)).SelectMany(type => Asked(type, BannedSymbols.All)));

    [Fact]
    public void in_the_compiled_code_of_projections() =>
        Breach.None(
            Compiled
                .Types(Compiled.Module("JourneyEngine"))
                .Where(IsProjection)
                .SelectMany(type => Asked(type, BannedSymbols.ForProjections))
        );

    private static IEnumerable<Breach> Asked(TypeDefinition type, string[] banned) =>
        Uses.Calls(type)
            .Where(banned.Holds)
            .Select(call => new Breach(
                Law.Short(type.Module.Assembly.Name.Name),
                call.DeclaringType.Name,
                type.FullName,
                $"{call.DeclaringType.Name}.{call.Name}"
            ));

    [Fact]
    public void in_projections_which_the_rule_recognises() =>
        Compiled
            .Types(Compiled.Module("JourneyEngine"))
            .Where(IsProjection)
            .Select(it => it.Name)
            .Should()
            .Contain(["JourneyProjection", "StageCounts", "ReturnVisits", "ConversionsByVisit"]);

    // Named so, or built on Marten's own, or holding measures, or folding stored facts.
    internal static bool IsProjection(TypeDefinition type) =>
        Compiled
            .WithNested(type)
            .Any(it =>
                it.Name.Contains("Projection", StringComparison.Ordinal)
                || it.BaseType is { } parent
                    && (
                        Framework.IsOrBeginsWith(parent.Namespace, "Marten.Events")
                        || Framework.IsOrBeginsWith(parent.Namespace, "JasperFx.Events")
                    )
                || it.Fields.Any(field => field.FieldType.FullName == typeof(Measure).FullName)
                || it.Methods.Any(method => method.Name is "Apply" or "Evolve" && method.Parameters.Any(TakesAFact))
            );

    private static bool TakesAFact(ParameterDefinition parameter) =>
        Taken
            .Apart(parameter.ParameterType)
            .Any(it => StoredFacts.ByName.Values.Any(fact => fact.FullName == it.FullName));
}
