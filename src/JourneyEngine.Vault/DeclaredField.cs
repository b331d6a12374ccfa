namespace JourneyEngine.Vault;

/// <summary>A detail that visitors may tell of themselves; a site's notice says which there are. Each is
/// optional.</summary>
/// <param name="StoredName">The name it is stored and sealed under; it never changes.</param>
public sealed record DeclaredField(string StoredName, DetailShape Shape)
{
    public static readonly DeclaredField Email = new("email", DetailShape.Email);
    public static readonly DeclaredField Phone = new("phone", DetailShape.Phone);
    public static readonly DeclaredField BirthDate = new("birth_date", DetailShape.Date);
    public static readonly DeclaredField Residence = new("residence", DetailShape.Residence);

    /// <summary>Those of a site that has said nothing else.</summary>
    public static IReadOnlyList<DeclaredField> All { get; } = [Email, Phone, BirthDate, Residence];

    /// <returns>Null if none of <see cref="All"/> is stored under this name.</returns>
    public static DeclaredField? Find(string storedName) => All.FirstOrDefault(field => field.StoredName == storedName);

    public override string ToString() => StoredName;
}
