using System.Globalization;

namespace JourneyEngine.Cli.Import;

/// <summary>A line of a web server's log in the common or the combined format, as Apache and nginx write it.</summary>
/// <param name="Target">What was asked for: path and query.</param>
/// <param name="Referrer">Null if the line does not say.</param>
internal sealed record CombinedLog(
    string Host,
    DateTimeOffset Time,
    string Method,
    string Target,
    int Status,
    string? Referrer,
    string? Agent
)
{
    private const string TimeFormat = "dd/MMM/yyyy:HH:mm:ss zzz";

    /// <returns>The line, or from which column on (from 1) it is something else, and what was expected there.</returns>
    public static (CombinedLog? Log, int Column, string Expected) Read(string line)
    {
        int at = 0,
            from = 0;
        (CombinedLog?, int, string) Else(string expected) => (null, from + 1, expected);
        if (Word(line, ref at) is not { Length: > 0 } host)
            return Else("the client's address");
        from = at;
        if (Word(line, ref at) is null || Bracket(line, ref at) is not { } time)
            return Else("the user and [the time]");
        if (!IsTime(time, out var moment))
            return Else("a time such as [31/Jan/2026:12:00:00 +0000]");
        from = at;
        if (Quoted(line, ref at) is not { } request)
            return Else("\"the request\"");
        from = at;
        if (
            Word(line, ref at) is not { Length: 3 } code
            || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
        )
            return Else("a status such as 200");
        from = at;
        if (Word(line, ref at) is null)
            return Else("the size of the answer");
        var (referrer, agent) = (Quoted(line, ref at), Quoted(line, ref at));
        var parts = request.Split(' ');
        return (
            new CombinedLog(
                host,
                moment,
                parts[0],
                parts.Length > 1 ? parts[1] : "",
                status,
                Given(referrer),
                Given(agent)
            ),
            0,
            ""
        );
    }

    private static string? Given(string? value) => value is null or "" or "-" ? null : value;

    private static bool IsTime(string text, out DateTimeOffset time)
    {
        // The format wants a colon in the zone, and logs have none.
        var zoned = text.Length > 2 ? text.Insert(text.Length - 2, ":") : text;
        return DateTimeOffset.TryParseExact(
            zoned,
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out time
        );
    }

    private static string? Word(string line, ref int at)
    {
        if (at >= line.Length)
            return null;
        var end = line.IndexOf(' ', at);
        var word = line[at..(end < 0 ? line.Length : end)];
        at = end < 0 ? line.Length : end + 1;
        return word;
    }

    /// <remarks>A user's name may have blanks in it, so what stands before the bracket is passed over.</remarks>
    private static string? Bracket(string line, ref int at)
    {
        var (start, end) = (line.IndexOf('[', at), line.IndexOf("] ", at, StringComparison.Ordinal));
        if (start < 0 || end < start)
            return null;
        at = end + 2;
        return line[(start + 1)..end];
    }

    private static string? Quoted(string line, ref int at)
    {
        if (at >= line.Length || line[at] != '"')
            return null;
        for (var i = at + 1; i < line.Length; i++)
        {
            if (line[i] == '\\')
                i++;
            else if (line[i] == '"')
            {
                var quoted = line[(at + 1)..i];
                at = Math.Min(i + 2, line.Length);
                return quoted;
            }
        }

        return null;
    }
}
