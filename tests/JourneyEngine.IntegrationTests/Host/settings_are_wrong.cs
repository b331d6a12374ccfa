using System.Diagnostics;

namespace JourneyEngine.IntegrationTests.Host;

public sealed class settings_are_wrong
{
    [Fact]
    public async Task before_the_host_makes_anything_and_it_ends_with_the_reason()
    {
        var folder = Path.Combine(TemporaryFolder.New(), "data");
        var start = NewHost();
        start.Environment["JOURNEY_DATA"] = folder;
        start.Environment["JOURNEY_DB"] = "postgres://journey:hush-hush@db/journey";
        start.Environment["JOURNEY_REQUESTS_WAIT"] = "soon";
        start.Environment["JOURNEY_" + "REQUEST_WAIT"] = "60";

        var (code, output, error) = await Ended(start);

        code.Should().Be(1);
        error
            .Trim()
            .Split('\n')
            .Should()
            .SatisfyRespectively(
                it => it.Should().StartWith("JOURNEY_DB is not right: it takes a connection string"),
                it => it.Should().StartWith("JOURNEY_REQUESTS_WAIT is 'soon': it takes a number")
            );
        output.Should().Contain("REQUEST_WAIT is no setting").And.Contain("JOURNEY_REQUESTS_WAIT");
        (output + error).Should().NotContain("hush-hush");
        Directory.Exists(folder).Should().BeFalse();
    }

    [Theory]
    [InlineData(
        "JOURNEY_DATA",
        "/dev/null/data",
        "JOURNEY_DATA is '/dev/null/data', which is no folder and cannot be made one"
    )]
    [InlineData(
        "JOURNEY_OUTBOUND",
        "ftp://files.example.org",
        "JOURNEY_OUTBOUND is no way out that there is: it takes file"
    )]
    public async Task in_what_only_the_host_can_tell_which_is_said_in_one_sentence(
        string name,
        string value,
        string said
    )
    {
        var start = NewHost();
        start.Environment["JOURNEY_DATA"] = Path.Combine(TemporaryFolder.New(), "data");
        start.Environment[name] = value;

        var (code, _, error) = await Ended(start);

        code.Should().Be(1);
        error.Trim().Split('\n').Should().ContainSingle().Which.Should().StartWith(said);
    }

    private static ProcessStartInfo NewHost() =>
        new("dotnet", [typeof(JourneyEngine.Host.JourneyHost).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    private static async Task<(int Code, string Output, string Error)> Ended(ProcessStartInfo start)
    {
        using var host = Process.Start(start)!;
        var (output, error) = (host.StandardOutput.ReadToEndAsync(), host.StandardError.ReadToEndAsync());
        await host.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (host.ExitCode, await output, await error);
    }
}
