using System.IO.Compression;
using System.Text;
using JourneyEngine.Cli.Import;

namespace JourneyEngine.Tests.Import;

public sealed class a_file_of_segment_calls_is_read : IDisposable
{
    private const string Call = """{"type":"page","anonymousId":"v","timestamp":"2026-01-31T12:00:00Z"}""";

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task line_by_line_with_or_without_a_final_newline()
    {
        (await Lines("a\nbb\n\nccc")).Should().Equal("1 a", "2 bb", "3 ", "4 ccc");
        (await Lines("a\n")).Should().Equal("1 a");
        (await Lines("")).Should().BeEmpty();
    }

    [Fact]
    public async Task without_the_byte_order_mark_at_its_start() =>
        (await Lines("\uFEFFa\n\uFEFFb")).Should().Equal("1 a", "2 \uFEFFb");

    [Theory]
    [InlineData(32_768, true)]
    [InlineData(32_769, false)]
    [InlineData(5_000_000, false)]
    public async Task without_a_line_over_32768_bytes_while_the_next_is_read(int length, bool isRead)
    {
        var lines = await Lines($"first\n{new string('x', length)}\nlast");

        lines.Should().HaveCount(3).And.StartWith("1 first").And.EndWith("3 last");
        (lines[1] != "2 too long").Should().Be(isRead);
    }

    [Fact]
    public async Task from_gzip_as_well()
    {
        var packed = _file + ".gz";
        await using (var to = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
            await to.WriteAsync("a\nb"u8.ToArray());

        (await Read(packed)).Should().Equal("1 a", "2 b");
        File.Delete(packed);
    }

    [Theory]
    [InlineData("""{"type":"page",}""", 16, "this is not JSON")]
    [InlineData("[]", 1, "this is no JSON object")]
    [InlineData(
        """{"timestamp":"2026-01-31T12:00:00Z"}""",
        1,
        "it has no type: page, track, screen, identify, alias or group"
    )]
    [InlineData("""{"type":"page"}""", 1, "it has no timestamp, so nobody can tell when it happened")]
    [InlineData("""{"type":"page","type":"track"}""", 1, "a member of the object comes twice")]
    public void with_an_invalid_line_reported_by_column_and_reason(string line, int column, string reason) =>
        Of(line, 1).Bad.Should().Be((column, reason));

    [Fact]
    public void with_its_original_times_and_without_client_addresses()
    {
        var call = Of(
            """{"type":"page","messageId":"m","timestamp":"2026-01-31T12:00:00Z","sentAt":"2026-01-31T12:00:01Z","writeKey":"k","context":{"ip":"192.0.2.7","userAgent":"x"}}""",
            1
        ).Call!;

        call.ToJsonString()
            .Should()
            .Be("""{"type":"page","messageId":"m","timestamp":"2026-01-31T12:00:00Z","context":{"userAgent":"x"}}""");
    }

    [Fact]
    public void with_a_message_id_of_place_and_content_if_it_has_none()
    {
        string Id(string line, int number) => (string)Of(line, number).Call!["messageId"]!;

        Id(Call, 1)
            .Should()
            .Be(Id(Call, 1))
            .And.NotBe(Id(Call, 2))
            .And.NotBe(Id(Call.Replace("\"v\"", "\"w\"", StringComparison.Ordinal), 1));
    }

    private static LineRead Of(string line, int number) =>
        ReadSegmentLine.Of(new FileLine(number, Encoding.UTF8.GetBytes(line), 0), new Salt(new byte[32]));

    private async Task<List<string>> Lines(string content)
    {
        await File.WriteAllTextAsync(_file, content);
        return await Read(_file);
    }

    private static async Task<List<string>> Read(string file)
    {
        var lines = new List<string>();
        await foreach (var line in FileLines.Read(file, default))
            lines.Add($"{line.Number} {(line.Bytes is null ? "too long" : Encoding.UTF8.GetString(line.Bytes))}");
        return lines;
    }
}
