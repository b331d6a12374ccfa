namespace JourneyEngine.Contracts;

/// <summary>
/// Numbers of PostgreSQL's advisory locks, each for one use. They are here because versions of hosts that run at once
/// on one database have to mean the same by them, as they do by stored facts.
/// </summary>
/// <remarks>
/// Two families have no number: their lock is a hash of a visitor. <c>QuarantinedVisitor</c> takes the first 64 bits of
/// the subject hash, so that nothing is set aside of one who is being erased; <c>VaultDatabase</c> those of a hash of
/// site and subject hash, or of site and mailbox, in the database of the vault. Two that are equal by chance wait for
/// each other, and no more.
/// </remarks>
public static class AdvisoryLocks
{
    /// <summary>Held in common by those who take facts away that are too old, and alone by a rebuild, which would bring
    /// back what it read before.</summary>
    public const long Rebuild = 0x4A6F_7572_6E65_7901;

    /// <summary>Hosts that start together make the views for BI tools one after another.</summary>
    public const long BiViews = 0x4A6F_7572_6E65_7902;

    /// <summary>One host at a time looks for what is due to be sent.</summary>
    public const long Fulfilment = 0x4A6F_7572_6E65_7903;

    /// <summary>Hosts that start together make the schema of the vault one after another.</summary>
    public const long VaultSchema = 0x4A6F_7572_6E65_7904;

    /// <summary>Hosts that start together make the indexes of links one after another.</summary>
    public const long LinkIndexes = 0x4A6F_7572_6E65_7905;

    /// <summary>Hosts that start together make the table of the erase ledger, in its own database, one after
    /// another.</summary>
    public const long ErasureLedger = 0x4A6F_7572_6E65_7911;

    /// <summary>Hosts that start together make the table by which a database knows its hosts one after another.</summary>
    public const long DatabaseIdentity = 0x4A6F_7572_6E65_7912;

    /// <summary>Of hosts that start together on a database without keys of a site, one makes them.</summary>
    public const long FirstKeys = 0x4A6F_7572_6E65_7913;

    /// <summary>First of two numbers: every host holds it in common, and counts the holders.</summary>
    public const int HostClass = 0x4A6F_7572;

    /// <summary>First of two numbers; the second is a hash of the site whose quarantine is redriven.</summary>
    public const int RedriveClass = 0x4A6F_7573;
}
