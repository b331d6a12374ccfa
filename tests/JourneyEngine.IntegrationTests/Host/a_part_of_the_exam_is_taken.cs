using System.Diagnostics;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>A look at <c>ops/exam</c>, so that it can be relied on when the whole of it is taken.</summary>
public sealed class a_part_of_the_exam_is_taken
{
    [Fact]
    public async Task by_a_kill_and_a_thousand_malformed_requests()
    {
        var folder = AppContext.BaseDirectory.Replace(
            "JourneyEngine.IntegrationTests",
            "JourneyEngine.Exam",
            StringComparison.Ordinal
        );
        using var exam = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    Path.Combine(folder, "JourneyEngine.Exam.dll"),
                    "--share",
                    "0.001",
                    "--only",
                    "host-killed",
                    "malformed",
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (said, errors) = (exam.StandardOutput.ReadToEndAsync(), exam.StandardError.ReadToEndAsync());
        await exam.WaitForExitAsync();

        exam.ExitCode.Should().Be(0, await errors);
        (await said).Should().Contain("2 of 2 parts hold").And.Contain("1 kills").And.Contain("1,000 requests");
    }
}
