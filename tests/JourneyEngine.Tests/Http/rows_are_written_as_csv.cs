using System.Text;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JourneyEngine.Tests.Http;

public sealed class rows_are_written_as_csv
{
    private static readonly Stage[] Rows = [new("לקוח", 2), new("=1+1", 3)];

    private sealed record Stage(string Name, int Visitors);

    // Excel takes a file without it for one in the script of its own country.
    [Fact]
    public async Task with_one_byte_order_mark_at_the_start()
    {
        using var stream = new MemoryStream();
        (await Csv.Write(stream, Rows.ToAsyncEnumerable(), CancellationToken.None)).Should().Be(2);

        foreach (
            var file in new[]
            {
                stream.ToArray(),
                ((FileContentHttpResult)Csv.File("stages", Rows)).FileContents.ToArray(),
            }
        )
        {
            file[..3].Should().Equal(0xEF, 0xBB, 0xBF);
            Encoding
                .UTF8.GetString(file[3..])
                .ReplaceLineEndings("\n")
                .Should()
                .Be("name,visitors\nלקוח,2\n\"'=1+1\",3\n");
        }
    }
}
