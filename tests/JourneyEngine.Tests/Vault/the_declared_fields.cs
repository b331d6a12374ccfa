using JourneyEngine.Vault;

namespace JourneyEngine.Tests.Vault;

public sealed class the_declared_fields
{
    [Fact]
    public void are_email_phone_birth_date_and_residence() =>
        DeclaredField.All.Select(it => it.StoredName).Should().Equal("email", "phone", "birth_date", "residence");

    [Fact]
    public void are_found_by_their_stored_name() =>
        DeclaredField.All.Should().AllSatisfy(it => DeclaredField.Find(it.StoredName).Should().BeSameAs(it));

    [Theory]
    [InlineData("gender")]
    [InlineData("Email")]
    [InlineData("")]
    public void include_no_other_name_or_spelling(string name) => DeclaredField.Find(name).Should().BeNull();
}
