using System.Text.Json.Nodes;
using JourneyEngine.Http;
using JourneyEngine.Privacy;

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

        Read()
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

        Read().Should().HaveCount(1);
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

        read.Should().Throw<IOException>().WithMessage($"*at line {line + 1}*");
    }

    [Fact]
    public async Task on_a_line_whose_removal_is_detected()
    {
        await Write("a", "b", "c");
        await File.WriteAllLinesAsync(_file, (await File.ReadAllLinesAsync(_file)).Where((_, i) => i != 1));

        var read = Read;

        read.Should().Throw<IOException>();
    }

    [Fact]
    public async Task which_cannot_be_read_with_another_secret()
    {
        await Write("a");
        using var other = new ErasureLedger(_file, new KeyDerivation(Enumerable.Repeat((byte)7, 32).ToArray()));

        var read = other.Read;

        read.Should().Throw<IOException>().WithMessage("*JOURNEY_SECRET*");
    }

    [Fact]
    public async Task after_a_crash_that_left_half_a_line()
    {
        await Write("a", "b");
        await File.AppendAllTextAsync(_file, """{"id":"01""");

        Read().Should().HaveCount(2);
        await Write("c");
        Read().Should().HaveCount(3);
    }

    public void Dispose() => File.Delete(_file);

    private async Task Write(params string[] visitors)
    {
        using var ledger = new ErasureLedger(_file, _keys);
        foreach (var visitor in visitors)
            await ledger.Write(
                new ErasureEntry(Guid.NewGuid(), "shop", _keys.SubjectHash("shop", visitor), Noon),
                default
            );
    }

    private string SubjectHash(string visitor) => Convert.ToHexString(_keys.SubjectHash("shop", visitor));

    private IReadOnlyList<ErasureEntry> Read()
    {
        using var ledger = new ErasureLedger(_file, _keys);
        return ledger.Read();
    }
}
