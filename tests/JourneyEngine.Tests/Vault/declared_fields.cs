using JourneyEngine.Vault;

namespace JourneyEngine.Tests.Vault;

public sealed class declared_fields
{
    [Fact]
    public void are_these_four_under_these_stored_names() =>
        DeclaredField.All.Select(it => it.StoredName).Should().Equal("email", "phone", "birth_date", "residence");

    [Fact]
    public void are_found_by_their_stored_name() =>
        DeclaredField.All.Should().AllSatisfy(it => DeclaredField.Find(it.StoredName).Should().BeSameAs(it));

    [Theory]
    [InlineData("gender")]
    [InlineData("Email")]
    [InlineData("")]
    public void are_no_others(string name) => DeclaredField.Find(name).Should().BeNull();
}
