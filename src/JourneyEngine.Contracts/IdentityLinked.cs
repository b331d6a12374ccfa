namespace JourneyEngine.Contracts;

/// <summary>The site said that two pseudonyms are one visitor. Stored in the stream of
/// <paramref name="Visitor"/>.</summary>
/// <param name="MessageId">The client's id of the message, or an id made of both pseudonyms where an ordinary
/// interaction carried both.</param>
/// <param name="Visitor">The pseudonym whose stream this is.</param>
/// <param name="Alias">The other pseudonym: a user id, or an earlier anonymous one.</param>
[StoredName("identity_linked")]
public sealed record IdentityLinked(string MessageId, string Visitor, string Alias, DateTimeOffset ReceivedAt);
