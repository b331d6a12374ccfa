using System.Runtime.Versioning;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>As root, PostgreSQL runs as another user, who cannot enter a folder such as <c>mktemp -d</c>
/// makes.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class postgresql_cannot_enter_the_data_folder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _made = Directory.CreateTempSubdirectory("journey-test-");

    private string DataFolder => Path.Combine(_made.FullName, "data");

    public void Dispose() => _made.Delete(recursive: true);

    [SkippableFact]
    public async Task while_its_cluster_is_kept_elsewhere_and_found_again()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root hands PostgreSQL to another user.");
        _made.UnixFileMode.Should().Be(OwnerOnly);
        await using (var first = await Embedded.Start(DataFolder))
            await Embedded.Run(
                first.ConnectionString,
                "create table journey.kept (it int); insert into journey.kept values (7)"
            );
        Embedded.Folder(DataFolder).Should().StartWith("/var/lib/journeyengine/");
        File.GetUnixFileMode(Embedded.Folder(DataFolder)).Should().Be(OwnerOnly);
        new DirectoryInfo(_made.FullName).UnixFileMode.Should().Be(OwnerOnly, "nobody's folders are opened");

        await using (var second = await Embedded.Start(DataFolder))
            (await Embedded.Ask<int>(second.ConnectionString, "select it from journey.kept")).Should().Be(7);
        Directory.Delete(Embedded.Folder(DataFolder), recursive: true);
    }

    [SkippableFact]
    public async Task which_is_deleted_and_gets_a_new_cluster()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root hands PostgreSQL to another user.");
        await (await Embedded.Start(DataFolder)).StopAsync();
        var before = Embedded.Folder(DataFolder);
        Directory.Delete(DataFolder, recursive: true);
        await (await Embedded.Start(DataFolder)).StopAsync();
        Embedded.Folder(DataFolder).Should().NotBe(before);
        Directory.Delete(before, recursive: true);
        Directory.Delete(Embedded.Folder(DataFolder), recursive: true);
    }
}
