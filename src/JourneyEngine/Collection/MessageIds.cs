using JourneyEngine.Http;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Collection;

/// <summary>How a client's message is named in the log: by a keyed hash where its id looks like an e-mail address, a
/// phone or a payment card number.</summary>
public sealed class MessageIds(KeyDerivation keys)
{
    private readonly HashedIds _hashed = new(keys, "message ids");

    internal MessageId Read(string site, string sent)
    {
        if (Hashing.Reason(sent, site, _hashed) is { } reason)
            return new MessageId(sent, _hashed.Of(site, sent)) { Earlier = sent, Hashed = reason };
        var key = EngineIds.OfClient(sent);
        return new MessageId(sent, sent) { Key = key, Earlier = key == sent ? null : sent };
    }
}
