using JourneyEngine.Rights.Outbound;
using MimeKit;

namespace JourneyEngine.Tests.Outbound;

public sealed class an_email_is_sent
{
    private static readonly OutboundMessage Message = new(
        Channel.Email,
        "dana@example.test",
        "שלום",
        "Happy birthday\n.\nfrom us",
        "benefit:birthday:2027:00"
    );

    [Fact]
    public async Task to_one_address_with_its_idempotency_key()
    {
        var isData = false;
        using var server = new Listener(
            "220 here",
            line =>
                (isData, line) switch
                {
                    (true, ".") => Say(ref isData, false, "250 taken"),
                    (true, _) => null,
                    (_, "DATA") => Say(ref isData, true, "354 go on"),
                    (_, "QUIT") => "221 bye",
                    _ => "250 fine",
                }
        );

        await To(server).Send(Message, default);

        server
            .Heard.Should()
            .Contain("MAIL FROM:<shop@example.test>")
            .And.Contain("RCPT TO:<dana@example.test>")
            .And.Contain("Idempotency-Key: benefit:birthday:2027:00")
            .And.Contain("Message-Id: <" + Mail.Name(Message.IdempotencyKey))
            .And.Contain("Subject: =?utf-8?")
            .And.Contain("Auto-Submitted: auto-generated");
    }

    [Fact]
    public void with_the_headers_and_the_line_that_end_what_it_is_part_of()
    {
        var message = Message with
        {
            Headers = new Dictionary<string, string>
            {
                ["List-Unsubscribe"] =
                    "<https://journeys.example.org/privacy/unsubscribe?link=" + new string('a', 400) + ">",
                ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
            },
            Footer = "To get no more of these:",
        };
        using var written = new MemoryStream();

        Mail.Of(message, new MailboxAddress("", "shop@example.test"), DateTimeOffset.UnixEpoch).WriteTo(written);

        var read = MimeMessage.Load(new MemoryStream(written.ToArray()));
        read.Headers["List-Unsubscribe"].Should().Be(message.Headers["List-Unsubscribe"]);
        read.Headers["List-Unsubscribe-Post"].Should().Be("List-Unsubscribe=One-Click");
        read.TextBody!.ReplaceLineEndings("\n").Should().EndWith("from us\n\n-- \nTo get no more of these:\n");
    }

    [Fact]
    public async Task to_an_unknown_recipient_and_an_exception_is_thrown()
    {
        using var server = new Listener(
            "220 here",
            line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "550 no dana@example.test here" : "250 fine"
        );

        await new Func<Task>(() => To(server).Send(Message, default)).Should().ThrowAsync<Exception>();
    }

    [Theory]
    [InlineData("dana@example.test, eve@example.test")]
    [InlineData("dana@example.test>\r\nRCPT TO:<eve@example.test")]
    public async Task to_two_recipients_and_is_refused(string to)
    {
        using var server = new Listener("220 here", _ => "250 fine");

        await new Func<Task>(() => To(server).Send(Message with { To = to }, default)).Should().ThrowAsync<Exception>();

        server.Heard.Should().NotContain("eve@");
    }

    private static Smtp To(Listener server) =>
        new(new Uri($"smtp://127.0.0.1:{server.Port}"), "shop@example.test", Settings.Of("smtp"), TimeProvider.System);

    private static string Say(ref bool state, bool next, string what)
    {
        state = next;
        return what;
    }
}
