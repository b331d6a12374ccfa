using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace JourneyEngine.Settings;

/// <summary>A connection string that Npgsql can read; whether a server answers shows later.</summary>
public sealed class PostgresConnectionAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    public override bool IsValid(object? value)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder((string?)value).Host is { Length: > 0 };
        }
        catch (Exception failure)
            when (failure is ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }
}
