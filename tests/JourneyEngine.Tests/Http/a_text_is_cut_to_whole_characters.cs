using System.Globalization;
using JourneyEngine.Http;

namespace JourneyEngine.Tests.Http;

public sealed class a_text_is_cut_to_whole_characters
{
    private const string Family = "\U0001F469\u200D\U0001F469\u200D\U0001F467";
    private const string Flag = "\U0001F1EE\U0001F1F1";
    private const string Thumb = "\U0001F44D\U0001F3FD";

    [Theory]
    [InlineData("", 4, "")]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abcd")]
    [InlineData("שלום לכם", 4, "שלום")]
    // An emoji is two units.
    [InlineData("\U0001F600\U0001F600\U0001F600", 4, "\U0001F600\U0001F600")]
    [InlineData("abc\U0001F600", 4, "abc")]
    [InlineData("a\U0001F600b\U0001F600", 4, "a\U0001F600b")]
    // A letter, and what is written over or under it.
    [InlineData("abce\u0301", 4, "abc")]
    [InlineData("abe\u0301c", 4, "abe\u0301")]
    [InlineData("אבגד\u05B8\u05BC", 4, "אבג")]
    [InlineData("אבד\u05B8\u05BCה", 4, "אב")]
    [InlineData("ab\r\nc", 3, "ab")]
    // What looks like one picture is one.
    [InlineData("ab" + Family + "c", 9, "ab")]
    [InlineData("ab" + Family + "c", 10, "ab" + Family)]
    [InlineData("a" + Flag, 4, "a")]
    [InlineData(Flag + Flag, 6, Flag)]
    [InlineData("a" + Thumb, 4, "a")]
    [InlineData(Thumb + "a", 4, Thumb)]
    public void wherever_the_limit_falls(string text, int length, string kept) => text.Cut(length).Should().Be(kept);

    [Theory]
    [InlineData("/abcdef", 4, "/abc")]
    [InlineData("/a%20b", 4, "/a")]
    [InlineData("/a%20b", 5, "/a%20")]
    [InlineData("/%D7%A9%D7%9C", 12, "/%D7%A9")]
    [InlineData("/%D7%A9%D7%9C", 8, "/%D7%A9")]
    [InlineData("/%D7%A9%D7%9C", 6, "/")]
    [InlineData("/%d7%a9%d7%9c", 9, "/%d7%a9")]
    [InlineData("/%F0%9F%98%80x", 12, "/")]
    [InlineData("/%F0%9F%98%80x", 13, "/%F0%9F%98%80")]
    // A letter with a point under it, both escaped, or the point alone.
    [InlineData("/a%D7%A9%D6%B8b", 8, "/a")]
    [InlineData("/aש%D6%B8b", 4, "/a")]
    // No escapes, or of no character.
    [InlineData("/100%/50%x", 5, "/100%")]
    [InlineData("/%ZZ%ZZ", 4, "/%ZZ")]
    [InlineData("/%FF%FF", 5, "/%FF")]
    [InlineData("/%D7%41", 5, "/%D7")]
    [InlineData("/abc%4", 5, "/abc%")]
    [InlineData("/שלום", 3, "/של")]
    [InlineData("/a\U0001F600", 3, "/a")]
    public void of_a_path_with_escaped_ones(string path, int length, string kept) =>
        path.Cut(length, isPath: true).Should().Be(kept);

    [Fact]
    public void of_which_a_single_one_is_longer_than_the_limit()
    {
        var marks = "e" + new string('\u0301', 300);

        marks.Cut(256).Should().Be(marks[..256]);
        ("\U0001F600" + string.Concat(Enumerable.Repeat("\u200D\U0001F600", 200))).Cut(6).Should().HaveLength(6);
    }

    [Fact]
    public void as_a_slow_reader_would()
    {
        string[] parts = ["a", "ש", "\u05B8", "\U0001F600", "\u200D", "\U0001F1EE", "\u0301", " ", "\r", "\n", "%"];
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var text = "x" + string.Concat(Enumerable.Range(0, 12).Select(_ => parts[random.Next(parts.Length)]));
            var length = random.Next(1, text.Length);
            var kept = StringInfo.ParseCombiningCharacters(text).Append(text.Length).Last(it => it <= length);

            // What fits of a first character that is too long is another matter.
            if (kept > 0)
                text.Cut(length).Should().Be(text[..kept], "{0} of {1}", length, Uri.EscapeDataString(text));
        }
    }
}
