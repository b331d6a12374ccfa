using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace JourneyEngine.Settings;

/// <summary>Either a place for a file or a connection string.</summary>
public sealed partial class FileOrPostgresAttribute : ValidationAttribute
{
    /// <summary>Whether it is meant to be a connection string, such as <c>Host=db;Database=...</c>: a file whose name
    /// looks like one is given with its folder.</summary>
    public static bool IsConnection(string value) =>
        Keyword().IsMatch(value) || value.Contains("://", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        IsConnection((string)value!)
            ? new PostgresConnectionAttribute().IsValid(value)
            : new FilePlaceAttribute().IsValid(value);

    [GeneratedRegex(@"^\s*[A-Za-z][A-Za-z ]*=")]
    private static partial Regex Keyword();
}
