namespace JourneyEngine.Contracts;

/// <summary>The site said that two pseudonyms are one visitor. Stored in the stream of
/// <paramref name="Visitor"/>.</summary>
/// <param name="MessageId">The client's id of the message, or an id made of both pseudonyms where an ordinary
/// interaction carried both.</param>
/// <param name="Visitor">The pseudonym whose stream this is: the device that acted.</param>
/// <param name="Alias">The other pseudonym: the user id under which it acted.</param>
/// <param name="Vouched">True if a server's key or an identity proof said so; absent if anybody with a key that is in
/// pages could have.</param>
/// <param name="Aliased">True if an alias call said so, which may name any two ids; absent if the device sent both
/// itself.</param>
/// <param name="Erased">True if whoever it was is erased: the alias is random, and only says that the device is several
/// people's; absent otherwise.</param>
[StoredName("identity_linked")]
public sealed record IdentityLinked(
    string MessageId,
    string Visitor,
    string Alias,
    DateTimeOffset ReceivedAt,
    bool? Vouched = null,
    bool? Aliased = null,
    bool? Erased = null
);
