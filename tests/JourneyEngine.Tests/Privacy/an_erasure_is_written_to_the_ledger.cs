using System.Text.Json.Nodes;
using JourneyEngine.Http;
using JourneyEngine.Privacy.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyEngine.Tests.Privacy;

public sealed class an_erasure_is_written_to_the_ledger : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"journey-ledger-{Guid.NewGuid():N}");
    private readonly KeyDerivation _keys = new(new byte[32]);

    [Fact]
    public async Task in_order_and_read_back_with_the_secret()
    {
        await Write("a", "b", "c");

        (await Read())
            .Select(it => Convert.ToHexString(it.SubjectHash))
            .Should()
            .Equal(new[] { "a", "b", "c" }.Select(SubjectHash));
    }

    [Fact]
    public async Task without_naming_the_visitor()
    {
        await Write("dana-1234");

        (await File.ReadAllTextAsync(_file)).Should().NotContain("dana");
    }

    [Fact]
    public async Task under_names_that_every_version_reads()
    {
        await Write("a");

        JsonNode
            .Parse(await File.ReadAllTextAsync(_file))!
            .AsObject()
            .Select(it => it.Key)
            .Should()
            .Equal("id", "site", "mark", "at", "seal");
    }

    [Fact]
    public async Task once_per_visitor()
    {
        await Write("a", "a");

        (await Read()).Should().HaveCount(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task on_a_line_whose_later_change_is_detected(int line)
    {
        await Write("a", "b", "c");
        var lines = await File.ReadAllLinesAsync(_file);
        lines[line] = lines[line].Replace("2026", "2027", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(_file, lines);

        var read = Read;

        await read.Should().ThrowAsync<ErasureLedgerException>().WithMessage($"*at line {line + 1}*");
    }

    [Fact]
    public async Task on_a_line_whose_removal_is_detected()
    {
        await Write("a", "b", "c");
        await File.WriteAllLinesAsync(_file, (await File.ReadAllLinesAsync(_file)).Where((_, i) => i != 1));

        var read = Read;

        await read.Should().ThrowAsync<ErasureLedgerException>();
    }

    [Fact]
    public async Task which_cannot_be_read_with_another_secret()
    {
        await Write("a");
        await using var other = At(new KeyDerivation(Enumerable.Repeat((byte)7, 32).ToArray()));

        var read = () => other.Read(default);

        await read.Should().ThrowAsync<ErasureLedgerException>().WithMessage("*JOURNEY_SECRET*");
    }

    [Theory]
    [InlineData("""{"id":"01""")]
    [InlineData("{")]
    [InlineData("\0\0\0\0")]
    [InlineData("\0\0\0\0\n")]
    public async Task after_a_crash_that_left_half_a_line(string half)
    {
        await Write("a", "b");
        await File.AppendAllTextAsync(_file, half);

        (await Read()).Should().HaveCount(2);
        await Write("c");
        (await Read()).Should().HaveCount(3);
    }

    [Fact]
    public async Task which_is_left_alone_where_it_is_another_file()
    {
        await File.WriteAllTextAsync(_file, "Dear diary");

        var write = () => Write("a");

        await write.Should().ThrowAsync<ErasureLedgerException>();
        (await File.ReadAllTextAsync(_file)).Should().Be("Dear diary");
    }

    [Fact]
    public async Task by_many_at_once_who_share_the_file()
    {
        await using var first = At(_keys);
        await using var second = At(_keys);
        var visitors = Enumerable.Range(0, 60).Select(it => $"v{it}").ToArray();

        await Task.WhenAll(visitors.Select((it, i) => (i % 2 == 0 ? first : second).Write([Entry(it)], default)));

        (await Read())
            .Select(it => Convert.ToHexString(it.SubjectHash))
            .Should()
            .BeEquivalentTo(visitors.Select(SubjectHash));
    }

    [Fact]
    public async Task which_had_been_changed_meanwhile_and_the_next_is_refused()
    {
        await using var ledger = At(_keys);
        await ledger.Write([Entry("a"), Entry("b")], default);
        var lines = await File.ReadAllLinesAsync(_file);
        await File.WriteAllLinesAsync(_file, [lines[0]]);

        var write = () => ledger.Write([Entry("c")], default);

        await write.Should().ThrowAsync<ErasureLedgerException>().WithMessage("*at line 2*");
    }

    [Fact]
    public async Task that_begins_with_a_line_which_names_nobody()
    {
        await using var ledger = At(_keys);
        await ledger.Begin(Noon, default);
        await ledger.Begin(Noon, default);
        await ledger.Write([Entry("a")], default);

        (await Read()).Should().ContainSingle();
        (await File.ReadAllLinesAsync(_file)).Should().HaveCount(2);
        (await At(_keys).Identity(default)).Should().Be(await ledger.Identity(default)).And.NotBeNull();
    }

    public void Dispose() => File.Delete(_file);

    private async Task Write(params string[] visitors)
    {
        await using var ledger = At(_keys);
        foreach (var visitor in visitors)
            await ledger.Write([Entry(visitor)], default);
    }

    private ErasureEntry Entry(string visitor) => new(Guid.NewGuid(), "shop", _keys.SubjectHash("shop", visitor), Noon);

    private string SubjectHash(string visitor) => Convert.ToHexString(_keys.SubjectHash("shop", visitor));

    private ErasureLedger At(KeyDerivation keys) => ErasureLedger.At(_file, keys, NullLogger.Instance);

    private async Task<IReadOnlyList<ErasureEntry>> Read()
    {
        await using var ledger = At(_keys);
        return await ledger.Read(default);
    }
}
