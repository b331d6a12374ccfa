namespace JourneyEngine.Cli.Import;

/// <summary>A line, or a row, of a file that is imported.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Read">Bytes of the file read so far.</param>
/// <param name="Result">What it is.</param>
internal readonly record struct SourceLine(int Number, int Bytes, long Read, LineRead Result);
