using JourneyEngine.Contracts;

namespace JourneyEngine.Collection.Wire;

/// <summary>Reads a campaign out of the address of a page, in the shapes in which links are pasted: parameters in the
/// query or after the hash, in capitals, and with ampersands that are escaped for HTML.</summary>
public static class AddressCampaign
{
    private static readonly string[] Names = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"];

    /// <returns>The parameters of a campaign in an address, with what each says as it is escaped there.</returns>
    public static IEnumerable<(string Name, string Value)> Parameters(string address)
    {
        foreach (var parameter in address.Split('?', '#', '&'))
        {
            var at = parameter.IndexOf('=', StringComparison.Ordinal);
            if (at < 0 || at == parameter.Length - 1)
                continue;
            // What is left of "&amp;" or "&#38;" stands before the name.
            var sent = parameter[(parameter.LastIndexOf(';', at) + 1)..at];
            var name = Uri.UnescapeDataString(sent).Trim().ToLowerInvariant();
            if (Names.Contains(name))
                yield return (name, parameter[(at + 1)..]);
        }
    }

    /// <returns>Of each parameter the first one that says something, unescaped once; null where none does.</returns>
    internal static Campaign From(in PageAddress page) =>
        Read(page.Url, Read(page.Search, new Campaign(null, null, null, null, null)));

    private static Campaign Read(string? address, Campaign found)
    {
        // Nearly all addresses have none, and of those nothing is copied.
        if (address?.Contains("utm", StringComparison.OrdinalIgnoreCase) != true)
            return found;
        foreach (var (name, sent) in Parameters(address))
        {
            var value = Uri.UnescapeDataString(sent.Replace('+', ' '));
            found = name switch
            {
                "utm_source" => found with { Source = found.Source ?? value },
                "utm_medium" => found with { Medium = found.Medium ?? value },
                "utm_campaign" => found with { Name = found.Name ?? value },
                "utm_term" => found with { Term = found.Term ?? value },
                _ => found with { Content = found.Content ?? value },
            };
        }

        return found;
    }
}
