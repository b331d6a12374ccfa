using System.ComponentModel.DataAnnotations;

namespace JourneyEngine.Settings;

/// <summary>A file that can be read, or a place where one can be made: no folder, and not below a file.</summary>
public sealed class FilePlaceAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    public override bool IsValid(object? value)
    {
        var file = Path.GetFullPath((string)value!);
        return File.Exists(file) ? CanBeRead(file) : !Directory.Exists(file) && IsBelowFolders(file);
    }

    private static bool CanBeRead(string file)
    {
        try
        {
            using var _ = File.OpenRead(file);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsBelowFolders(string file)
    {
        var above = Path.GetDirectoryName(file);
        while (above is not null && !Path.Exists(above))
            above = Path.GetDirectoryName(above);
        return Directory.Exists(above);
    }
}
