using System.Text.RegularExpressions;
using JourneyEngine.Dashboard.Wording;

namespace JourneyEngine.Tests.Dashboard;

public sealed partial class a_language_is_chosen
{
    [Fact]
    public void and_it_has_every_word_of_the_other() => Words.Hebrew.All.Keys.Should().BeEquivalentTo(Words.English.All.Keys);

    [Fact]
    public void and_each_word_names_the_same_values() =>
        Words.English.All.Where(it => !Values(it.Value).SetEquals(Values(Words.Hebrew.All[it.Key]))).Select(it => it.Key).Should().BeEmpty();

    [Fact]
    public void and_hebrew_words_are_hebrew() =>
        Words.Hebrew.All.Where(it => !it.Value.Any(letter => letter is >= 'א' and <= 'ת')).Select(it => it.Key)
            .Should().BeSubsetOf(["brand", "png", "csv", "holdout.between"], "all others are written in the language");

    [Fact]
    public void and_every_word_that_a_page_uses_is_there() =>
        (from file in Repository.Written("src/JourneyEngine.Dashboard", "*.razor")
         from Match match in Used().Matches(File.ReadAllText(file))
         let key = match.Groups["key"].Value
         where !Words.English.All.ContainsKey(key)
         select $"{Repository.Name(file)}: {key}").Should().BeEmpty();

    private static HashSet<string> Values(string said) => [.. Value().Matches(said).Select(it => it.Value)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Value();

    // What is put together, as "theme." + theme, is not seen here.
    [GeneratedRegex(@"Words(\.Of\(|\[)""(?<key>[\w.-]+)""(\]|,)")]
    private static partial Regex Used();
}
