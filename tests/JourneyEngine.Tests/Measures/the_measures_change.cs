using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Settings;

namespace JourneyEngine.Tests.Measures;

public sealed class the_measures_change
{
    private static readonly string Approved = Repository.At(
        "tests",
        "JourneyEngine.Tests",
        "Measures",
        "measures.approved.txt"
    );
    private static readonly bool Continuous = Environment.GetEnvironmentVariable("CI") is { Length: > 0 };

    [Fact]
    public void only_with_the_approved_text_and_another_version()
    {
        var now = Engine.Measures.Select(Line).ToArray();
        var before = File.Exists(Approved) ? File.ReadAllLines(Approved) : [];
        var silent = now.Where(it => !before.Contains(it) && before.Any(was => NameOf(was) == NameOf(it)))
            .Select(NameOf)
            .ToArray();
        if (SettingsReader.OfEnvironment().Read<TestSettings>().Approve == 1 && !Continuous && silent.Length == 0)
            File.WriteAllText(Approved, string.Join('\n', now) + "\n");

        var approved = File.ReadAllLines(Approved);
        var changes = approved
            .Except(now)
            .Select(it => "gone  " + it)
            .Concat(now.Except(approved).Select(it => "new   " + it))
            .ToList();

        Assert.True(
            changes.Count == 0,
            string.Join(
                '\n',
                [
                    "Measures make other rows of the same journeys.",
                    .. changes,
                    .. silent.Select(it => $"Raise the version of '{it}': its sums until now have another meaning."),
                    "Then approve: JOURNEY_APPROVE=1 dotnet test tests/JourneyEngine.Tests, and commit the text. Hosts "
                        + "sum anew by themselves.",
                ]
            )
        );
    }

    [Fact]
    public void where_no_two_have_the_same_name() =>
        Engine.Measures.Select(it => it.Name).Should().OnlyHaveUniqueItems();

    [Fact]
    public void where_each_names_three_numbers_and_three_texts_at_most() =>
        Engine
            .Measures.Should()
            .OnlyContain(it =>
                it.Numbers.Count <= 3
                && it.Texts.Count <= 3
                && it.Numbers.Concat(it.Texts).Distinct().Count() == it.Numbers.Count + it.Texts.Count
            );

    /// <summary>What no probe shows could change and nobody would notice.</summary>
    [Fact]
    public void where_the_probes_show_each_dimension_with_different_values()
    {
        foreach (var measure in Engine.Measures)
        {
            var cells = Probes
                .CountedVisitors.Concat(Probes.Zoned)
                .SelectMany(it => MeasureSums.Of([measure], it.Visitor, it.Rules))
                .Select(it => it.Cell)
                .ToArray();
            int[] numbers =
            [
                .. new Func<Cell, int>[] { it => it.Number1, it => it.Number2, it => it.Number3 }.Select(of =>
                    cells.Select(of).Distinct().Count()
                ),
            ];
            int[] texts =
            [
                .. new Func<Cell, string>[] { it => it.Text1, it => it.Text2, it => it.Text3 }.Select(of =>
                    cells.Select(of).Distinct().Count()
                ),
            ];

            numbers.Count(it => it > 1).Should().Be(measure.Numbers.Count, $"{measure} names its numbers");
            texts.Count(it => it > 1).Should().Be(measure.Texts.Count, $"{measure} names its texts");
            cells.Should().NotBeEmpty();
        }
    }

    private static string NameOf(string line) => line[..line.IndexOf('(', StringComparison.Ordinal)].TrimEnd();

    private static string Line(Measure it)
    {
        var rows = it.OfProbes().ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))))[..16];
        return $"{it} ({string.Join(", ", it.Numbers)}; {string.Join(", ", it.Texts)}) {rows.Length} {hash}";
    }
}
