using System.ComponentModel.DataAnnotations;

namespace JourneyEngine.Settings;

/// <summary>An absolute address that begins with <c>http</c> or <c>https</c>.</summary>
public sealed class HttpAddressAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is Uri { IsAbsoluteUri: true, Scheme: "http" or "https", Host.Length: > 0 };
}
