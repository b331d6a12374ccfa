using JourneyEngine.Collection;
using JourneyEngine.Contracts;
using JourneyEngine.Sites;

namespace JourneyEngine.Tests.Collection;

/// <summary>Notices of a test.</summary>
internal static class Declared
{
    private static readonly SortedDictionary<string, string> Nothing = [];

    public static CollectionTerms Terms(params NoticeKind[] kinds) => Of(kinds, []);

    public static CollectionTerms Details(params string[] names) =>
        Of([Kind("page")], [.. names.Select(it => new NoticeDetail(it, DetailShapes.Text, ["updates"], Nothing))]);

    public static CollectionTerms Purposes(params NoticePurpose[] purposes) =>
        Items.Usual with
        {
            Notice = new NoticeRules(
                DefaultNotice.Value with
                {
                    Version = 1,
                    Purposes = [.. DefaultNotice.Purposes, .. purposes],
                }
            ),
        };

    public static NoticeKind Kind(string kind, string[]? names = null, params NoticeProperty[] properties) =>
        new(kind, names, Purpose.Measure, Nothing, 30, properties);

    public static NoticeProperty Property(string name, string type = PropertyTypes.Text, params string[] resembles) =>
        new(name, type, Nothing, resembles);

    public static NoticePurpose NewPurpose(string name, params string[] signals) => new(name, Nothing, signals);

    private static CollectionTerms Of(NoticeKind[] kinds, NoticeDetail[] details) =>
        Items.Usual with
        {
            Notice = new NoticeRules(DefaultNotice.Value with { Version = 1, Kinds = kinds, Details = details }),
        };
}
