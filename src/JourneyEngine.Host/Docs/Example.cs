namespace JourneyEngine.Host.Docs;

/// <summary>A call as it can be pasted into a shell, with the keys of <c>demo.keys.json</c> in the
/// environment.</summary>
/// <param name="Path">As the description of the API names it.</param>
/// <param name="Summary">What the call does, in one line.</param>
/// <param name="Key">Which key it takes: <c>WRITE_KEY</c>, <c>READ_KEY</c> or <c>ADMIN_KEY</c>; none where
/// absent.</param>
/// <param name="Target">Path and query of the example; the path where absent. A shell puts keys in, and in
/// <c>$DECISION_ID</c> what an earlier answer told.</param>
/// <param name="Body">Absent where there is none.</param>
internal sealed record Example(
    string Method,
    string Path,
    string Summary,
    string? Key,
    string? Target = null,
    string? Body = null,
    string Type = "application/json"
)
{
    public string Address => Target ?? Path;

    /// <param name="address">Of the engine.</param>
    public string Curl(string address)
    {
        var line = $"curl {(Method == "GET" ? "" : $"-X {Method} ")}\"{address}{Address}\"";
        if (Key is not null)
            line += $" \\\n  -H \"Authorization: Bearer ${Key}\"";
        return Body is null
            ? line
            : $"{line} \\\n  -H 'Content-Type: {Type}' \\\n  {(Type == "text/csv" ? "--data-binary" : "-d")} "
                + $"'{Body.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
