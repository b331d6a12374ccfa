namespace JourneyEngine.Decisions.Persons;

/// <summary>A pseudonym acted under a user id.</summary>
/// <param name="Device">An anonymous id, such as of a browser; where <paramref name="Aliased"/>, any id.</param>
/// <param name="User">The user id; the same where the pseudonym acted as a user id, without a device.</param>
/// <param name="Vouched">Whether the site's server stands for it, by its key or by an identity proof.</param>
/// <param name="Aliased">Whether an alias call said so, and not the device itself.</param>
public readonly record struct IdentityLink(string Device, string User, bool Vouched = false, bool Aliased = false)
{
    /// <summary>Whether it makes one person of two user ids.</summary>
    public bool JoinsUsers => Vouched && Aliased;

    public bool Names(string id) => Device == id || User == id;
}
