using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Tests.Outbound;

public sealed class an_outbound_channel_is_configured
{
    [Fact]
    public void by_no_setting_and_there_is_none_in_production() =>
        OutboundModule.Way(Settings.Of(null), isDevelopment: false).Should().BeNull();

    [Fact]
    public void by_no_setting_and_it_is_a_folder_in_development() =>
        OutboundModule.Way(Settings.Of(null), isDevelopment: true).Should().NotBeNull();

    [Theory]
    [InlineData("carrier pigeon")]
    [InlineData("ftp://files.example.org")]
    [InlineData("smtp://mail.example.org")]
    [InlineData("http://hooks.example.org")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("http://127.0.0.1:80/")]
    public void with_an_invalid_address_and_the_start_fails(string way) =>
        new Action(() => OutboundModule.Way(Settings.Of(way, allowsLoopback: true), isDevelopment: false))
            .Should()
            .Throw<IOException>();

    [Theory]
    [InlineData("smtp://mail.example.org:25")]
    [InlineData("https://hooks.example.org/journey")]
    public void as_smtp_or_https(string way) =>
        OutboundModule.Way(Settings.Of(way, from: "shop@example.org"), isDevelopment: false).Should().NotBeNull();

    [Fact]
    public async Task as_a_folder_with_one_private_file_per_message()
    {
        var folder = Directory.CreateTempSubdirectory("journey-outbox-").FullName;
        try
        {
            var files = new Files(Path.Combine(folder, "outbox"), TimeProvider.System);
            var message = new OutboundMessage(
                Channel.Phone,
                "+972541234567",
                "Hi",
                "For you",
                "benefit:birthday:2027:00/../x"
            );

            await files.Send(message, default);
            await files.Send(message, default);

            var file = Directory.GetFiles(Path.Combine(folder, "outbox")).Should().ContainSingle().Subject;
            (await File.ReadAllTextAsync(file)).Should().Contain("For you").And.Contain("972541234567");
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
