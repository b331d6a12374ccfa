using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace JourneyEngine.Tests.Words;

public sealed partial class a_word_is_written
{
    public static TheoryData<string> Places => [.. WordPair.All.Select(it => it.ToString())];

    [Fact]
    public void beside_the_code_that_says_it() =>
        WordPair
            .All.Select(it => it.ToString())
            .Should()
            .BeEquivalentTo(
                "Dashboard/Pages/PageWords",
                "Dashboard/Tiles/TileWords",
                "Decisions/ReasonWords",
                "Rights/Fulfilment/LetterWords",
                "Rights/Pages/Words"
            );

    [Theory]
    [MemberData(nameof(Places))]
    public void in_both_languages(string place) =>
        WordPair.Of(place).Hebrew.Keys.Should().BeEquivalentTo(WordPair.Of(place).English.Keys);

    [Theory]
    [MemberData(nameof(Places))]
    public void with_the_same_values_in_both(string place)
    {
        var words = WordPair.Of(place);

        words
            .English.Where(it => !Values(it.Value).SetEquals(Values(words.Hebrew[it.Key])))
            .Select(it => it.Key)
            .Should()
            .BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void in_hebrew_letters(string place) =>
        WordPair
            .Of(place)
            .Hebrew.Where(it => !it.Value.Any(letter => letter is >= 'א' and <= 'ת'))
            .Select(it => it.Key)
            .Should()
            .BeSubsetOf(
                ["brand", "png", "csv", "holdout.between", "act.other", "name", "other"],
                "all others are written in the language"
            );

    [Theory]
    [MemberData(nameof(Places))]
    public void wherever_one_is_asked_for(string place) =>
        WordsAskedFor.In(WordPair.Of(place)).Except(WordPair.Of(place).English.Keys).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Places))]
    public void only_where_it_is_asked_for(string place)
    {
        var words = WordPair.Of(place);
        var sources = words.Sources(ofTheFolder: false).ToList();

        words
            .English.Keys.Except(WordsAskedFor.In(words))
            .Where(key => !WordsAskedFor.IsWhereKnown(key))
            .Where(key => !sources.Exists(it => it.Contains($"\"{key}\"", StringComparison.Ordinal)))
            .Should()
            .BeEmpty("what nobody asks for is never read");
    }

    /// <summary>As the program finds it: by the type that names it, in English and beside the program in
    /// Hebrew.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public void where_the_localizer_finds_it(string place)
    {
        var words = WordPair.Of(place);
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var type = Assembly.Load(words.Project).GetType(words.Type, throwOnError: true)!;
        var found = services.GetRequiredService<IStringLocalizerFactory>().Create(type);

        foreach (var (language, written) in new[] { ("en", words.English), ("he", words.Hebrew) })
        {
            using var _ = new Language(language);
            written
                .Where(it => found[it.Key].Value != it.Value)
                .Select(it => it.Key)
                .Should()
                .BeEmpty("they are words of '{0}'", language);
        }
    }

    [Theory]
    [InlineData("JourneyEngine.Host")]
    [InlineData("JourneyEngine.Cli")]
    public void beside_each_program_in_hebrew(string program)
    {
        var output = Repository.OutputOf(program);

        WordPair
            .All.Select(it => it.Project)
            .Distinct()
            .Where(it => File.Exists(Path.Combine(output, it + ".dll")))
            .Where(it => !File.Exists(Path.Combine(output, "he", it + ".resources.dll")))
            .Should()
            .BeEmpty();
    }

    private static HashSet<string> Values(string said) => [.. Value().Matches(said).Select(it => it.Value)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Value();
}
