using System.Globalization;
using System.Text;
using JourneyEngine.Contracts.Naming;

namespace JourneyEngine.Decisions.Folding;

/// <summary>The one form of a host: whatever way it is spelled, it is counted as one.</summary>
public static class HostName
{
    private const string Www = "www.";

    private static readonly IdnMapping Idn = new();

    /// <summary>In small letters and ASCII (Punycode), without a leading <c>www.</c> and the dot of the
    /// root.</summary>
    /// <returns>Null if there is none.</returns>
    public static string? Normal(string? sent)
    {
        if (sent is null)
            return null;
        var host = sent.ToLowerInvariant();
        host = (Ascii.IsValid(host) ? host : InAscii(host)).TrimEnd('.');
        while (host.StartsWith(Www, StringComparison.Ordinal) && host.IndexOf('.', Www.Length) > 0)
            host = host[Www.Length..];
        return host.Length == 0 ? null : host;
    }

    private static string InAscii(string host)
    {
        try
        {
            return Idn.GetAscii(NormalText.Composed(host));
        }
        catch (ArgumentException)
        {
            return host; // No name that can be looked up, so there is no other spelling of it.
        }
    }
}
