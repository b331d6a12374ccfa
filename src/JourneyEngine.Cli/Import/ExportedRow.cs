namespace JourneyEngine.Cli.Import;

/// <summary>A row of an exported table.</summary>
/// <param name="Number">Of its line or row, from 1.</param>
/// <param name="Cells">Of the columns that were asked for; null if the file is broken there.</param>
/// <param name="Read">Bytes of the file read so far.</param>
internal sealed record ExportedRow(int Number, string[]? Cells, long Read);
