namespace JourneyEngine.Decisions.Persons;

/// <summary>A pseudonym of a person.</summary>
/// <param name="IsUser">A user id; otherwise a device.</param>
/// <param name="Vouched">Whether the site's server stands for its being this person's.</param>
/// <param name="Aliased">Whether nothing but claimed alias calls says that it is this person's.</param>
public readonly record struct Pseudonym(string Id, bool IsUser, bool Vouched, bool Aliased = false);
