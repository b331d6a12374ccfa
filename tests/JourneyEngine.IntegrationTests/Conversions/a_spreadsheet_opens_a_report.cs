using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace JourneyEngine.IntegrationTests.Conversions;

/// <summary>What visitors, or who sends in their name, can write into a CSV, in a real LibreOffice that evaluates every
/// formula it finds. Where there is none, it is skipped.</summary>
[Collection(EngineTests.Name)]
public sealed class a_spreadsheet_opens_a_report(EngineFixture engine)
{
    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    private static readonly string[] Formulas =
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1+1)",
        "=cmd|' /C calc'!A0",
        "=HYPERLINK(\"http://127.0.0.1/\",\"look\")",
        "\"=1+1\"",
        "\",=1+1",
        ";=1+1",
        "\t=1+1",
        " =1+1",
        "'=1+1",
        "=WEBSERVICE(\"http://127.0.0.1/\")",
        "＝1+1",
        "=1+1\n=2+2",
    ];

    [SkippableFact]
    public async Task with_hostile_names_and_finds_no_formula_in_it()
    {
        var site = await engine.NewSite();
        await site.Put(
            "/v1/funnels/weblog",
            new
            {
                stages = new object[]
                {
                    new { name = "=1+1", when = new object[] { new { kind = "page" } } },
                    new
                    {
                        name = "@SUM(1+1)",
                        goal = true,
                        when = new object[] { new { visits = 2 } },
                    },
                },
            }
        );
        await site.Accepted([.. Formulas.Select((it, number) => Visitor(it, number))]);
        await site.Get("/v1/reports/returns?wait=true");

        foreach (
            var report in new[]
            {
                "campaigns?by=campaign&format=csv",
                "stages?format=csv",
                "flow?format=csv",
                "stages?figure=visitors&row=%3D1%2B1&format=csv",
            }
        )
        {
            var csv = await (await site.Ask("/v1/reports/" + report)).Content.ReadAsStringAsync();
            var opened = await Opened(csv);

            opened.Descendants().Attributes(Table + "formula").Should().BeEmpty("{0} as CSV:\n{1}", report, csv);
            Cells(opened).Should().HaveCountGreaterThan(3);
        }
    }

    [SkippableFact]
    public async Task with_an_unescaped_formula_and_this_test_detects_it()
    {
        var opened = await Opened("value,n\n=1+1,2\n");

        opened.Descendants().Attributes(Table + "formula").Select(it => it.Value).Should().Equal("of:=1+1");
        Cells(opened).Should().Contain("2");
    }

    private static JsonNode Visitor(string formula, int number)
    {
        var page = Calls.Page($"={number}+1", "home", Calls.Noon);
        page["context"] = new JsonObject { ["campaign"] = new JsonObject { ["name"] = formula } };
        return page;
    }

    private static IEnumerable<string> Cells(XDocument opened) =>
        opened
            .Descendants(Table + "table-cell")
            .Select(it => string.Join('\n', it.Elements(Text + "p").Select(line => line.Value)));

    private static async Task<XDocument> Opened(string csv)
    {
        var folder = TemporaryFolder.New();
        try
        {
            var file = Path.Combine(folder, "report.csv");
            await File.WriteAllTextAsync(file, csv);
            // Comma, quotes, UTF-8, from the first line on; numbers are recognised, and formulas evaluated.
            var start = new ProcessStartInfo(
                "soffice",
                [
                    "--headless",
                    $"-env:UserInstallation=file://{folder}/profile",
                    "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,,true",
                    "--convert-to",
                    "fods",
                    "--outdir",
                    folder,
                    file,
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var office = Process.Start(start)!;
            var said = office.StandardOutput.ReadToEndAsync();
            var wrong = await office.StandardError.ReadToEndAsync();
            await office.WaitForExitAsync();
            var made = Path.ChangeExtension(file, "fods");
            File.Exists(made).Should().BeTrue(wrong + await said);
            return XDocument.Load(made);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip.If(true, "LibreOffice is not installed: there is no soffice on the PATH.");
            throw;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
