using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using JourneyEngine.Settings;

namespace JourneyEngine.Tests.Settings;

public sealed partial class a_setting_is_documented
{
    private static readonly string Page = Repository.At("ops", "runbooks", "settings.md");
    private static readonly string[] Folders = ["src", "tests", "ops"];
    private static readonly bool Continuous = Environment.GetEnvironmentVariable("CI") is { Length: > 0 };

    [Fact]
    public void in_a_table_that_is_made_from_the_code()
    {
        var table = SettingsTable.Lines();
        if (SettingsReader.OfEnvironment().Read<TestSettings>().Approve == 1 && !Continuous)
            File.WriteAllLines(Page, [.. File.ReadLines(Page).TakeWhile(it => !it.StartsWith('|')), .. table]);

        File.ReadLines(Page)
            .Where(it => it.StartsWith('|'))
            .Should()
            .Equal(
                table,
                "the page has the settings of the code; to write it anew: "
                    + "JOURNEY_APPROVE=1 dotnet test tests/JourneyEngine.Tests --filter a_setting_is_documented"
            );
    }

    [Fact]
    public void wherever_its_name_is_mentioned() =>
        (
            from file in Folders.SelectMany(it => Repository.Written(it, "*"))
            from Match name in Name().Matches(File.ReadAllText(file))
            where !SettingsTable.Names().Contains(name.Value)
            select $"{Repository.Name(file)} mentions {name.Value}"
        )
            .Should()
            .BeEmpty("each of these is a setting or a slip");

    [Fact]
    public void by_one_class_unless_all_that_have_it_say_the_same() =>
        SettingsTable.Lines().Select(it => it.Split('|')[1]).Should().OnlyHaveUniqueItems();

    [Fact]
    public void in_words_that_do_not_break_the_table() =>
        SettingsTable.Lines().Should().AllSatisfy(it => it.Split('|').Should().HaveCount(8));

    [Fact]
    public void with_what_holds_while_it_is_absent() =>
        SettingsTable
            .All()
            .Where(it => it.Setting.Absent is null && it.Property.GetValue(it.Options) is null)
            .Select(it => it.Setting.Name)
            .Should()
            .BeEmpty();

    [Fact]
    public void with_a_default_that_it_takes_itself() =>
        (
            from it in SettingsTable.All()
            let value = it.Property.GetValue(it.Options)
            where
                value is not null
                && !it.Property.GetCustomAttributes<ValidationAttribute>(inherit: true).All(rule => rule.IsValid(value))
            select it.Setting.Name
        )
            .Should()
            .BeEmpty();

    [Fact]
    public void by_the_class_that_alone_reads_it() =>
        (
            from file in Folders.SelectMany(it => Repository.Written(it, "*.cs"))
            where ByHand().IsMatch(File.ReadAllText(file))
            select Repository.Name(file)
        )
            .Should()
            .BeEmpty("settings are read by their classes: see SettingAttribute");

    [GeneratedRegex(@"\bJOURNEY_[A-Z0-9_]*[A-Z0-9]\b")]
    private static partial Regex Name();

    [GeneratedRegex(@"GetEnvironmentVariable\(\s*""JOURNEY_")]
    private static partial Regex ByHand();
}
