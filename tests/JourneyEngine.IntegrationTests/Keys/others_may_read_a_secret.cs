namespace JourneyEngine.IntegrationTests.Keys;

[Collection(HostTests.Name)]
public sealed class others_may_read_a_secret(EngineFixture engine)
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task of_which_the_log_warns_at_the_start_until_they_may_not()
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = TemporaryFolder.New();
        var file = Path.Combine(folder, "secret.key");
        await File.WriteAllTextAsync(file, engine.Secret);

        File.SetUnixFileMode(file, Own | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        (await Warnings(folder))
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain(" warn: ")
            .And.Contain($"chmod 600 {file}")
            .And.NotContain(engine.Secret);

        File.SetUnixFileMode(file, Own);
        (await Warnings(folder)).Should().BeEmpty();
    }

    private async Task<string[]> Warnings(string folder)
    {
        await using var host = await engine.Another(folder);
        return [.. host.Output.Split('\n').Where(it => it.Contains("is a secret", StringComparison.Ordinal))];
    }
}
