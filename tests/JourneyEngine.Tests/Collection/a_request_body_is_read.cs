using System.IO.Compression;
using System.Text;
using JourneyEngine.Collection;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Tests.Collection;

public sealed class a_request_body_is_read
{
    private const int Limit = 100_000;
    private static readonly byte[] Small = Encoding.UTF8.GetBytes("""{"batch":[]}""");

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("text/plain;charset=UTF-8")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task of_a_known_content_type(string? type) => (await Read(Small, type)).Should().Equal(Small);

    [Theory]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/cloudevents+json")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("no type")]
    public async Task of_an_unknown_content_type_and_gets_415(string type) =>
        (await Refusal(Small, type)).Should().Be(415);

    [Fact]
    public async Task of_another_content_type_that_the_endpoint_accepts() =>
        (await Read(Small, "application/cloudevents+json; charset=utf-8", otherTypes: "application/cloudevents+json"))
            .Should()
            .Equal(Small);

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("br")]
    [InlineData("identity")]
    [InlineData("")]
    public async Task with_a_known_content_encoding_and_is_decompressed(string encoding)
    {
        var body = Encoding.UTF8.GetBytes(new string('a', Limit));

        (await Read(Packed(body, encoding), encoding: encoding)).Should().Equal(body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task without_its_byte_order_mark(string encoding)
    {
        byte[] mark = [0xEF, 0xBB, 0xBF];

        (await Read(Packed([.. mark, .. Small], encoding), encoding: encoding)).Should().Equal(Small);
        (await Read(Packed(mark, encoding), encoding: encoding)).Should().BeEmpty();
        // Half of one is no such mark, and a second one is none either.
        (await Read(Packed(mark[..2], encoding), encoding: encoding))
            .Should()
            .Equal(mark[..2]);
        (await Read(Packed([.. mark, .. mark], encoding), encoding: encoding)).Should().Equal(mark);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    public async Task with_an_unknown_content_encoding_and_gets_415(string encoding) =>
        (await Refusal(Small, encoding: encoding)).Should().Be(415);

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task with_bytes_that_contradict_its_encoding_and_gets_400(string encoding) =>
        (await Refusal(Small, encoding: encoding)).Should().Be(400);

    // .NET's streams end without a word where the packed bytes do; half a JSON text is still no JSON.
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task with_a_truncated_compressed_stream_and_gets_400(string encoding)
    {
        var packed = Packed(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 5_000))}]"), encoding);

        var half = await Read(packed[..(packed.Length / 2)], encoding: encoding);

        FluentActions
            .Invoking(() => TokenGate.Check(half))
            .Should()
            .Throw<RefusedException>()
            .Which.Status.Should()
            .Be(400);
    }

    [Fact]
    public async Task up_to_its_limit_and_one_byte_more_gets_413()
    {
        (await Read(new byte[Limit])).Should().HaveCount(Limit);
        (await Refusal(new byte[Limit + 1])).Should().Be(413);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task from_a_decompression_bomb_which_is_cut_off_at_the_limit(string encoding)
    {
        var packed = new MemoryStream(Packed(new byte[256 * 1024 * 1024], encoding));
        var before = GC.GetAllocatedBytesForCurrentThread();

        (await Refusal(packed, encoding: encoding)).Should().Be(413);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(10 * Limit);
    }

    private static async Task<int> Refusal(byte[] body, string? type = null, string encoding = "") =>
        await Refusal(new MemoryStream(body), type, encoding);

    private static async Task<int> Refusal(Stream body, string? type = null, string encoding = "") =>
        (await FluentActions.Invoking(() => Read(body, type, encoding)).Should().ThrowAsync<RefusedException>())
            .Which
            .Status;

    private static Task<byte[]> Read(
        byte[] body,
        string? type = null,
        string encoding = "",
        params string[] otherTypes
    ) => Read(new MemoryStream(body), type, encoding, otherTypes);

    private static async Task<byte[]> Read(Stream stream, string? type, string encoding, params string[] otherTypes)
    {
        var request = new DefaultHttpContext().Request;
        (request.Body, request.ContentType, request.Headers.ContentEncoding) = (stream, type, encoding);
        using var body = await ReadBody.Read(request, Limit, otherTypes, CancellationToken.None);
        return body.Bytes.ToArray();
    }

    private static byte[] Packed(byte[] body, string encoding)
    {
        using var packed = new MemoryStream();
        using (
            Stream stream = encoding.ToUpperInvariant() switch
            {
                "GZIP" => new GZipStream(packed, CompressionLevel.Fastest),
                "BR" => new BrotliStream(packed, CompressionLevel.Fastest),
                _ => packed,
            }
        )
        {
            stream.Write(body);
        }

        return packed.ToArray();
    }
}
