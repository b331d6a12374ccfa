using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using JourneyEngine.Http;
using JourneyEngine.Privacy;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.IntegrationTests.Fulfilment;

public sealed class a_webhook_is_called
{
    private static readonly OutboundMessage Message = new(
        Channel.Phone,
        "972541234567",
        "Hi",
        "For you",
        "benefit:updates:u:00"
    );
    private static readonly KeyDerivation Ring = new(new byte[KeyDerivation.SecretLength]);

    [Fact]
    public async Task with_an_idempotency_key_and_a_signature_over_its_body()
    {
        using var hook = new Hook(Hook.Takes);

        await To(hook.Address).Send(Message, default);

        var (key, signature, body) = hook.Calls.Single();
        body.Should()
            .Be(
                """{"channel":"phone","to":"972541234567","subject":"Hi","text":"For you","idempotencyKey":"benefit:updates:u:00"}"""
            );
        using var jws = new Jws(Ring);
        var said = Jws.Verified<Webhook.Statement>(signature, jws.PublicKeys())!;
        (said.IdempotencyKey, key).Should().Be((Message.IdempotencyKey, Message.IdempotencyKey));
        said.Sha256.Should().Be(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))));
    }

    [Fact]
    public async Task with_all_that_a_mail_needs_besides_its_text()
    {
        using var hook = new Hook(Hook.Takes);

        await To(hook.Address)
            .Send(
                Message with
                {
                    Headers = new Dictionary<string, string>
                    {
                        ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
                    },
                    Footer = "To get no more of these:",
                    Confirm = new Uri("https://journeys.example.org/privacy/address?link=abc"),
                },
                default
            );

        var said = JsonNode.Parse(hook.Calls.Single().Body)!;
        ((string)said["headers"]!["List-Unsubscribe-Post"]!).Should().Be("List-Unsubscribe=One-Click");
        ((string)said["footer"]!).Should().Be("To get no more of these:");
        ((string)said["confirm"]!).Should().Be("https://journeys.example.org/privacy/address?link=abc");
    }

    [Theory]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task without_following_a_redirect_or_accepting_an_error_status(int status)
    {
        using var elsewhere = new Hook(Hook.Takes);
        using var hook = new Hook(Hook.Answers(status, elsewhere.Address.ToString()));

        await new Func<Task>(() => To(hook.Address).Send(Message, default)).Should().ThrowAsync<HttpRequestException>();

        (hook.Calls.Count, elsewhere.Calls.Count).Should().Be((1, 0));
    }

    [Fact]
    public async Task for_five_seconds_at_most()
    {
        using var hook = new Hook(_ => Task.Delay(Timeout.Infinite));

        (
            await new Func<Task>(() => To(hook.Address).Send(Message, default))
                .Should()
                .ThrowAsync<OperationCanceledException>()
        )
            .Which.Message.Should()
            .Contain("5 seconds");
    }

    [Fact]
    public async Task without_accepting_a_response_of_one_megabyte()
    {
        using var hook = new Hook(async call => await call.Response.OutputStream.WriteAsync(new byte[1024 * 1024]));

        await new Func<Task>(() => To(hook.Address).Send(Message, default)).Should().ThrowAsync<HttpRequestException>();
    }

    [Theory]
    [InlineData("http://localhost")]
    [InlineData("https://localhost")]
    public async Task on_loopback_only_if_that_is_allowed(string where)
    {
        using var hook = new Hook(Hook.Takes);
        using var http = new GuardedHttp(allowsLoopback: false);

        await new Func<Task>(() =>
            http.Send(new HttpRequestMessage(HttpMethod.Post, $"{where}:{hook.Address.Port}/hook/"), default)
        )
            .Should()
            .ThrowAsync<HttpRequestException>();

        hook.Calls.Should().BeEmpty();
    }

    private static Webhook To(Uri address) =>
        new(address, new GuardedHttp(allowsLoopback: true), new Jws(Ring), TimeProvider.System);
}
