using JourneyEngine.Http.Personal;

namespace JourneyEngine.Http;

/// <summary>
/// How a visitor is named, whatever door the name comes through: in its normal form, and by a keyed hash where it looks
/// like an e-mail address, a phone or a payment card number. Every route and every member of a body that names a
/// visitor goes through here, so all of them mean the same one.
/// </summary>
public sealed class VisitorIds(KeyDerivation keys)
{
    private readonly HashedIds _hashed = new(keys, "visitor ids");
    private IReadOnlySet<(string Site, string Id)> _kept = new HashSet<(string, string)>();

    /// <param name="sent">As a client or an operator has it, or as it is stored.</param>
    /// <returns>As it is stored.</returns>
    public string Of(string site, string sent) => Read(site, sent).Id;

    /// <summary>The id as it is stored, as far as that can be told without the engine's secret.</summary>
    /// <returns>Null if it is stored as a hash, which only the engine can make.</returns>
    public static string? WithoutSecret(string sent) =>
        NormalId.Of(sent) is var normal && LookAlike.Of(normal) is null ? normal : null;

    /// <summary>Names that stay as they are, because a visitor has had them since an earlier version.</summary>
    internal void Keep(IReadOnlySet<(string Site, string Id)> names) => _kept = names;

    internal ReadId Read(string site, string sent)
    {
        if (_kept.Count > 0 && _kept.Contains((site, sent)))
            return new ReadId(sent, sent, null);
        var normal = NormalId.Of(sent);
        if (_kept.Count > 0 && _kept.Contains((site, normal)))
            return new ReadId(normal, normal, null);
        return Hashing.Reason(normal, site, _hashed) is { } reason
            ? new ReadId(_hashed.Of(site, normal), normal, reason)
            : new ReadId(normal, normal, null);
    }
}
