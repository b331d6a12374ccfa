using System.Diagnostics;
using System.Text.Json.Nodes;

namespace JourneyEngine.Tests.Programs;

public sealed class the_programs_are_published : IDisposable
{
    private readonly string _to = Directory.CreateTempSubdirectory("journey-published-").FullName;

    [Theory]
    [InlineData("JourneyEngine.Host", "JourneyEngine.Host")]
    [InlineData("JourneyEngine.Cli", "journey")]
    public async Task with_what_they_are_made_of_and_its_terms(string project, string program)
    {
        await Publish(project);

        var packages = JsonNode.Parse(Read($"{program}.deps.json"))!["libraries"]!
            .AsObject()
            .Where(it => (string?)it.Value!["type"] == "package")
            .Select(it => it.Key)
            .ToList();
        var made = JsonNode.Parse(Read("sbom.cdx.json"))!["components"]!.AsArray();
        made.Select(it => $"{it!["name"]}/{it["version"]}").Should().Contain(packages);
        made.Select(it => it!["hashes"]).Should().NotContainNulls();

        var notices = Read("THIRD-PARTY-NOTICES.txt");
        foreach (var package in packages)
            notices.Should().Contain(package.Replace('/', ' ') + ": ");
        notices.Should().Contain("Permission is hereby granted, free of charge").And.Contain("crawler-user-agents");
    }

    public void Dispose() => Directory.Delete(_to, recursive: true);

    private string Read(string file) => File.ReadAllText(Path.Combine(_to, file));

    private async Task Publish(string project)
    {
        using var publish = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                ["publish", $"src/{project}", "-c", "Release", "--no-build", "-v", "quiet", "-o", _to]
            )
            {
                WorkingDirectory = Repository.At(),
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (said, errors) = (publish.StandardOutput.ReadToEndAsync(), publish.StandardError.ReadToEndAsync());
        await publish.WaitForExitAsync();
        publish.ExitCode.Should().Be(0, await said + await errors);
    }
}
