using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JourneyEngine.Decisions.Persons;

namespace JourneyEngine.Tests.Decisions.Persons;

public class a_person_is_recognised
{
    private static IdentityLink Claimed(string device, string user) => new(device, user);

    private static IdentityLink SameUser(string one, string other) => new(one, other, Vouched: true, Aliased: true);

    private static string[] Ids(string id, params IdentityLink[] links) =>
        [.. Person.Of(id, links).Pseudonyms.Select(it => it.Id)];

    [Fact]
    public void as_the_one_id_that_was_linked_to_nothing() =>
        Person.Of("v", [Claimed("w", "u")]).Should().BeEquivalentTo(Person.Alone("v"));

    [Theory]
    [InlineData("dana")]
    [InlineData("phone")]
    [InlineData("desk")]
    public void by_the_user_id_and_by_each_device(string id) =>
        Ids(id, Claimed("phone", "dana"), Claimed("desk", "dana"), Claimed("tablet", "noa"))
            .Should()
            .Equal("dana", "desk", "phone");

    [Fact]
    public void without_a_device_that_another_user_used_too()
    {
        IdentityLink[] links = [Claimed("phone", "dana"), Claimed("library", "dana"), Claimed("library", "noa")];

        Ids("dana", links).Should().Equal("dana", "phone");
        Ids("library", links).Should().Equal("library");
        Person.Of("dana", links).SharedDevices.Should().Equal("library");
    }

    [Fact]
    public void as_two_people_where_only_a_page_said_that_both_user_ids_are_one()
    {
        IdentityLink[] links =
        [
            Claimed("phone", "dana"),
            Claimed("desk", "noa"),
            new("dana", "noa", Vouched: false, Aliased: true),
            new("dana", "noa", Vouched: true, Aliased: false),
        ];

        Ids("dana", links).Should().Equal("dana", "phone");
        Ids("noa", links).Should().Equal("noa", "desk");
    }

    [Fact]
    public void as_one_where_the_site_s_server_said_that_both_user_ids_are()
    {
        IdentityLink[] links =
        [
            Claimed("phone", "dana"),
            Claimed("desk", "noa"),
            Claimed("shared", "dana"),
            Claimed("shared", "noa"),
            SameUser("noa", "dana"),
        ];

        foreach (var id in new[] { "dana", "noa", "phone", "desk", "shared" })
            Ids(id, links).Should().Equal("dana", "noa", "desk", "phone", "shared");
        Person.Of("desk", links).Id.Should().Be("dana");
    }

    /// <summary>Where one too many is joined, nobody is: whom a pseudonym belongs to depends neither on where one begins
    /// nor on which links came first.</summary>
    [Theory]
    [InlineData(Person.MostUserIds, Person.MostUserIds + 1)]
    [InlineData(Person.MostUserIds + 1, 2)]
    public void under_as_many_user_ids_as_there_may_be(int users, int pseudonyms)
    {
        var links = Enumerable
            .Range(0, users - 1)
            .Select(i => SameUser($"u{i}", $"u{i + 1}"))
            .Append(Claimed("phone", "u0"))
            .ToArray();

        Ids("u0", links).Should().HaveCount(pseudonyms, "with the phone");
        Ids("phone", [.. links.Reverse()]).Should().BeEquivalentTo(Ids("u0", links));
    }

    [Theory]
    [InlineData(Recognition.MostPseudonyms - 1, true)]
    [InlineData(Recognition.MostPseudonyms, false)]
    public void on_as_many_devices_as_one_has(int devices, bool joined)
    {
        var links = new IdentityGraph(
            Enumerable.Range(0, devices).Select(i => new IdentityLink($"d{i}", "dana", Vouched: true))
        );

        foreach (var id in new[] { "dana", "d0", $"d{devices - 1}" })
            links.Recognised(id, Recognise.Vouched).IsAlone.Should().Be(!joined);
    }

    [Fact]
    public void with_what_is_vouched_for_told_from_what_a_page_says()
    {
        var person = Person.Of(
            "dana",
            [
                Claimed("phone", "dana"),
                Claimed("desk", "dana"),
                new("desk", "dana", Vouched: true),
                new("named", "dana", Vouched: false, Aliased: true),
            ]
        );

        person
            .Pseudonyms.Should()
            .Equal(
                new Pseudonym("dana", IsUser: true, Vouched: true),
                new Pseudonym("desk", IsUser: false, Vouched: true),
                new Pseudonym("named", IsUser: false, Vouched: false, Aliased: true),
                new Pseudonym("phone", IsUser: false, Vouched: false)
            );
    }

    [Fact]
    public void as_nobody_s_device_if_it_acted_as_a_user_id() =>
        Ids("evil", Claimed("7", "evil"), Claimed("phone", "evil"), Claimed("7", "7")).Should().Equal("evil", "phone");

    [Fact]
    public void with_a_device_told_that_anybody_made_a_user_id_of() =>
        Person
            .Of("dana", [new("phone", "dana", Vouched: true), Claimed("x", "phone"), Claimed("desk", "dana")])
            .SharedDevices.Should()
            .Equal("phone");

    [Fact]
    public void by_what_is_vouched_for_alone()
    {
        IdentityLink[] links =
        [
            Claimed("phone", "dana"),
            new("desk", "dana", Vouched: true),
            new("family", "dana", Vouched: true),
            Claimed("family", "noa"),
        ];

        new IdentityGraph(links).VouchedPersonOf("desk").Pseudonyms.Select(it => it.Id).Should().Equal("dana", "desk");
        new IdentityGraph(links).VouchedPersonOf("phone").Should().BeEquivalentTo(Person.Alone("phone"));
        new IdentityGraph(links)
            .VouchedPersonOf("family")
            .Should()
            .BeEquivalentTo(Person.Alone("family"), "it is shared");
    }

    /// <summary>Everybody belongs to one person, whoever of the person's pseudonyms is asked for.</summary>
    [Property(MaxTest = 1_000)]
    public Property alike_from_each_of_the_person_s_pseudonyms() =>
        Prop.ForAll(
            Links().ToArbitrary(),
            links =>
            {
                foreach (var id in links.SelectMany(it => new[] { it.Device, it.User }).Distinct())
                {
                    var person = Person.Of(id, links);
                    person.Has(id).Should().BeTrue();
                    foreach (var other in person.Pseudonyms)
                        Person.Of(other.Id, links).Should().BeEquivalentTo(person);
                }
            }
        );

    /// <summary>Links that name neither a pseudonym of a person nor what is linked to one change nothing for the
    /// person.</summary>
    [Property(MaxTest = 1_000)]
    public Property whoever_else_is_linked() =>
        Prop.ForAll(
            Links().ToArbitrary(),
            links =>
            {
                foreach (var id in links.Select(it => it.User).Distinct())
                {
                    var person = Person.Of(id, links);
                    var own = links
                        .Where(it => person.Has(it.Device) || person.Has(it.User))
                        .SelectMany(it => new[] { it.Device, it.User })
                        .ToHashSet();
                    Person
                        .Of(id, links.Where(it => own.Contains(it.Device) || own.Contains(it.User)))
                        .Should()
                        .BeEquivalentTo(person);
                }
            }
        );

    private static Gen<IdentityLink[]> Links() =>
        (
            from device in Gen.Elements("a", "b", "c", "d", "e", "u", "v", "w")
            from user in Gen.Elements("u", "v", "w", "x")
            from vouched in Gen.Elements(true, false)
            from aliased in Gen.Elements(true, false)
            select new IdentityLink(device, user, vouched, aliased)
        ).ArrayOf();
}
