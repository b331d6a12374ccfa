using System.Text.RegularExpressions;
using JourneyEngine.Contracts;
using JourneyEngine.Settings;

namespace JourneyEngine.Tests.Contracts;

public sealed partial class the_stored_facts_change
{
    private static readonly string Approved = Repository.At(
        "tests",
        "JourneyEngine.Tests",
        "Contracts",
        "stored_facts.approved.txt"
    );
    private static readonly bool Continuous = Environment.GetEnvironmentVariable("CI") is { Length: > 0 };

    [Fact]
    public void only_with_the_approved_text()
    {
        var now = StoredShape.Of(StoredFacts.ByName);
        if (SettingsReader.OfEnvironment().Read<TestSettings>().Approve == 1 && !Continuous)
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
                    "Stored facts outlive the code: history that is already written has the old shape.",
                    .. changes,
                    "Is every fact stored so far still read rightly? Then approve: JOURNEY_APPROVE=1 dotnet test "
                        + "tests/JourneyEngine.Tests, and commit the text.",
                ]
            )
        );
    }

    [Fact]
    public void only_under_names_in_snake_case() =>
        StoredFacts.ByName.Keys.Should().AllSatisfy(name => PlainName().IsMatch(name).Should().BeTrue(name));

    [Fact]
    public void only_as_sealed_records() =>
        StoredFacts
            .ByName.Values.Should()
            .AllSatisfy(type =>
                (type.IsSealed && type.GetMethod("<Clone>$") is not null)
                    .Should()
                    .BeTrue($"{type.Name} is a stored fact")
            );

    [GeneratedRegex("^[a-z]+(_[a-z]+)*$")]
    private static partial Regex PlainName();
}
