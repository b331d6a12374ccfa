using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Rights.OpenDsr;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Tests.OpenDsr;

public sealed class a_data_subject_request_is_read
{
    private const string Usual = """
        {"regulation":"gdpr","subject_request_id":"a7551968-d5d6-44b2-9831-815ac9017798","subject_request_type":"erasure","submitted_time":"2026-10-02T15:00:00.1234567+02:00",
         "subject_identities":[{"identity_type":"email","identity_value":"dana@example.test","identity_format":"raw"},
                               {"identity_type":"controller_customer_id","identity_value":"v1","identity_format":"raw"},
                               {"identity_type":"controller_customer_id","identity_value":"v1","identity_format":"raw"}],
         "api_version":"2.0","status_callback_urls":["https://controller.example.org/callbacks"],"extensions":{"other.example.org":{"id":1}}}
        """;

    [Fact]
    public void without_keeping_more_than_is_needed()
    {
        var (request, mistakes) = Read(Usual);

        mistakes.Should().BeEmpty();
        request!.Id.Should().Be(Guid.Parse("a7551968-d5d6-44b2-9831-815ac9017798"));
        request.Type.Should().Be("erasure");
        request.Visitors.Should().Equal("v1");
        request.Callbacks.Should().Equal("https://controller.example.org/callbacks");
        request.SubmittedAt.Should().Be(new DateTimeOffset(2026, 10, 2, 13, 0, 0, 123, TimeSpan.Zero));
        request.ToString().Should().NotContain("v1");
    }

    [Theory]
    [InlineData("subject_request_id", null)]
    [InlineData("subject_request_id", "\"17\"")]
    [InlineData("subject_request_id", "17")]
    [InlineData("subject_request_type", null)]
    [InlineData("subject_request_type", "\"deletion\"")]
    [InlineData("subject_request_type", "[\"erasure\"]")]
    [InlineData("submitted_time", null)]
    [InlineData("submitted_time", "\"yesterday\"")]
    [InlineData("regulation", "\"\"")]
    [InlineData("regulation", "{}")]
    [InlineData("subject_identities", null)]
    [InlineData("subject_identities", "[]")]
    [InlineData("subject_identities", "{}")]
    [InlineData("subject_identities", "[null]")]
    [InlineData("subject_identities", "[\"v1\"]")]
    [InlineData(
        "subject_identities",
        """[{"identity_type":"email","identity_value":"dana@example.test","identity_format":"raw"}]"""
    )]
    [InlineData(
        "subject_identities",
        """[{"identity_type":"controller_customer_id","identity_value":"dana","identity_format":"sha256"}]"""
    )]
    [InlineData(
        "subject_identities",
        """[{"identity_type":"controller_customer_id","identity_value":"","identity_format":"raw"}]"""
    )]
    [InlineData(
        "subject_identities",
        """[{"identity_type":"controller_customer_id","identity_value":"a\u0000b","identity_format":"raw"}]"""
    )]
    [InlineData("subject_identities", """[{"identity_type":"controller_customer_id","identity_format":"raw"}]""")]
    [InlineData("status_callback_urls", "\"https://controller.example.org\"")]
    public void with_an_invalid_field_that_is_named_without_its_value(string field, string? value)
    {
        var (request, mistakes) = Read(With(field, value));

        request.Should().BeNull();
        mistakes.Should().ContainSingle().Which.Reason.Should().Be(field);
        mistakes[0].Message.Should().StartWith(field).And.NotContain("dana");
    }

    [Theory]
    [InlineData("status_callback_url", "status_callback_url", "Did you mean 'status_callback_urls'?")]
    [InlineData("Regulation", "Regulation", "Did you mean 'regulation'?")]
    [InlineData("callbacks", "callbacks", "Known are: regulation, subject_request_id, ")]
    [InlineData("dana@example.test", "?", "Known are: regulation, ")]
    public void with_an_unknown_member_that_is_named_with_the_one_that_is_meant(string name, string told, string says)
    {
        var (request, mistakes) = Read(With(name, "[\"https://controller.example.org/dana\"]"));

        request.Should().BeNull();
        var mistake = mistakes.Should().ContainSingle().Subject;
        (mistake.Domain, mistake.Reason).Should().Be(("Validation", told));
        mistake.Message.Should().StartWith($"{told} is not known.").And.Contain(says).And.NotContain("dana");
    }

    [Fact]
    public void with_an_unknown_member_of_an_identity_by_its_place() =>
        Read(
            With(
                "subject_identities",
                """[{"identity_type":"controller_customer_id","identity_value":"v1","identity_format":"raw"},{"identity_type":"email","identity_valu":"dana"}]"""
            )
        )
            .Mistakes.Should()
            .ContainSingle()
            .Which.Message.Should()
            .Be(
                "subject_identities[1].identity_valu is not known. Did you mean 'identity_value'? Known are: "
                    + "identity_type, identity_value, identity_format."
            );

    [Theory]
    [InlineData("17")]
    [InlineData("\"/callbacks\"")]
    [InlineData("\"ftp://controller.example.org\"")]
    [InlineData("\"http://controller.example.org\"")]
    [InlineData("\"https://user:pass@controller.example.org\"")]
    [InlineData("\"https://169.254.169.254/latest\"")]
    [InlineData("\"https://[::1]/\"")]
    public void with_a_callback_into_the_own_network_which_is_rejected(string url)
    {
        var (request, mistakes) = Read(With("status_callback_urls", $"[\"https://controller.example.org\",{url}]"));

        request.Should().BeNull();
        mistakes.Should().ContainSingle().Which.Reason.Should().Be("status_callback_urls[1]");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    [InlineData("""{"subject_request_id":"\ud800"}""")]
    [InlineData("""{"subject_request_id":"a","subject_request_id":"b"}""")]
    public void from_an_invalid_body_which_is_rejected(string body) =>
        Read(body).Mistakes.Should().ContainSingle().Which.Reason.Should().Be("body");

    [Fact]
    public void with_all_missing_fields_named_at_once() =>
        Read("{}")
            .Mistakes.Select(it => it.Reason)
            .Should()
            .Equal("subject_request_id", "subject_request_type", "submitted_time", "subject_identities");

    private static (ReadRequest? Request, IReadOnlyList<Protocol.Mistake> Mistakes) Read(string body) =>
        ReadRequest.Of(Encoding.UTF8.GetBytes(body), it => GuardedHttp.Wrong(it, allowsLoopback: false));

    private static string With(string field, string? value)
    {
        var body = JsonNode.Parse(Usual)!.AsObject();
        if (value is null)
            body.Remove(field);
        else
            body[field] = JsonNode.Parse(value);
        return body.ToJsonString(new JsonSerializerOptions());
    }
}
