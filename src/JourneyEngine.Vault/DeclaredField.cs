namespace JourneyEngine.Vault;

/// <summary>A detail that a visitor may tell of themselves. Each is optional; there are no others.</summary>
public sealed record DeclaredField
{
    public static readonly DeclaredField Email = new("email");
    public static readonly DeclaredField Phone = new("phone");
    public static readonly DeclaredField BirthDate = new("birth_date");
    public static readonly DeclaredField Residence = new("residence");

    public static IReadOnlyList<DeclaredField> All { get; } = [Email, Phone, BirthDate, Residence];

    private DeclaredField(string storedName) => StoredName = storedName;

    /// <summary>The name it is stored and sealed under; it never changes.</summary>
    public string StoredName { get; }

    /// <returns>Nothing where no field is stored under this name.</returns>
    public static DeclaredField? Find(string storedName) => All.FirstOrDefault(field => field.StoredName == storedName);

    public override string ToString() => StoredName;
}
