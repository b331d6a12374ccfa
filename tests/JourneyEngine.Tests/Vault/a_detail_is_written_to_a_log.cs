using JourneyEngine.Vault;

namespace JourneyEngine.Tests.Vault;

/// <summary>By mistake: a record tells all it holds, unless it is told not to.</summary>
public sealed class a_detail_is_written_to_a_log
{
    private const string Secret = "mira";

    public static TheoryData<object> Records =>
        new()
        {
            new DataSubject("shop", Secret, new byte[32]),
            new DeclaredDetail("email", Secret, ["updates"], default, default, 0, null),
            new UsedDetail(Secret, Secret),
            new AssociatedData("shop", Secret, DeclaredField.Email),
        };

    [Theory]
    [MemberData(nameof(Records))]
    public void without_revealing_its_value(object record) => $"{record}".Should().NotContain(Secret).And.NotBeEmpty();
}
