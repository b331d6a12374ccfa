using System.Text;
using JourneyEngine.Collection;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Tests.Collection;

/// <summary>The same page view in all wire formats.</summary>
public sealed class a_page_is_viewed
{
    private const string Members = """
        "properties":{"title":"Docs","plan":"pro","path":"/p","more":{"deep":[1]}}
        """;

    private static readonly CollectionTerms Shop = Declared.Terms(
        Declared.Kind("page", null, Declared.Property("plan"))
    );

    [Fact]
    public void in_any_format_and_is_the_same_fact()
    {
        var (call, structured, binary) = (Call(), Structured(), Binary());

        call.Interaction.Should()
            .Be(
                new InteractionRecorded(
                    "/app 1",
                    "page",
                    "Docs",
                    "/docs",
                    "ref.test",
                    new Campaign("news", "mail", null, null, null),
                    Items.Noon.AddHours(-1),
                    Items.Noon,
                    Bot: true,
                    Choices: new Choices([Purpose.Measure], []),
                    Properties: new Properties(System.Text.Json.JsonSerializer.SerializeToElement(new { plan = "pro" }))
                )
            );
        structured.Interaction.Should().Be(call.Interaction);
        binary.Interaction.Should().Be(call.Interaction);
    }

    [Fact]
    public void in_any_format_by_the_same_visitor() =>
        new[] { Call(), Structured(), Binary() }
            .Select(it => (it.Visitor, it.Alias, it.Dropped))
            .Distinct()
            .Should()
            .Equal(("v", "u", 1));

    private static PendingEvent Call() =>
        Items.Sent(
            "page",
            $$$"""
            {"messageId":"/app 1","anonymousId":"v","userId":"u","name":"Docs","timestamp":"2026-03-01T11:00:00Z",{{{Members}}},
             "context":{"page":{"url":"https://shop.test/docs?utm_medium=mail","referrer":"https://ref.test/x","path":"/docs"},"campaign":{"source":"news"},
             "userAgent":"curl/8","consent":{"categoryPreferences":{"analytics":true} } } }
            """,
            terms: Shop
        );

    private static PendingEvent Structured() =>
        Read(
            $$$"""{"specversion":"1.0","id":"1","source":"/app","type":"page","subject":"v","time":"2026-03-01T11:00:00Z","data":{{{Data()}}} }""",
            []
        );

    private static PendingEvent Binary() =>
        Read(
            Data(),
            new HeaderDictionary
            {
                ["ce-specversion"] = "1.0",
                ["ce-id"] = "1",
                ["ce-source"] = "%2Fapp",
                ["ce-type"] = "journey.page",
                ["ce-subject"] = "v",
                ["ce-time"] = "2026-03-01T11:00:00Z",
            }
        );

    private static string Data() =>
        $$$"""
            {"userId":"u","name":"Docs","url":"https://shop.test/docs?utm_medium=mail","referrer":"https://ref.test/x","path":"/docs",{{{Members}}},
             "campaign":{"source":"news"},"userAgent":"curl/8","consent":{"categoryPreferences":{"analytics":true} } }
            """;

    private static PendingEvent Read(string body, HeaderDictionary headers) =>
        CloudEvents.Read(Encoding.UTF8.GetBytes(body), headers, "demo", Items.Noon).Events.Single().Through(Shop);
}
