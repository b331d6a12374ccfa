using JourneyEngine.Dashboard.Pages;
using Microsoft.AspNetCore.Components;

namespace JourneyEngine.Tests.Dashboard;

public sealed class a_dashboard_page_is_written
{
    /// <summary>Opened from a figure of another page, and never without one.</summary>
    private static readonly Type[] Behind = [typeof(StreamsPage), typeof(VisitorPage)];

    [Fact]
    public void in_one_file_and_is_offered_by_its_type() =>
        (
            from type in typeof(ReportPage).Assembly.GetTypes()
            where type.IsSubclassOf(typeof(ReportPage)) && !Behind.Contains(type)
            from RouteAttribute at in type.GetCustomAttributes(typeof(RouteAttribute), inherit: false)
            select at.Template
        )
            .Should()
            .HaveCountGreaterThan(10)
            .And.BeEquivalentTo(Contents.All.Select(it => it.Path));

    [Fact]
    public void for_a_place_and_a_title_of_its_own()
    {
        Contents.All.Select(it => it.Title).Should().OnlyHaveUniqueItems();
        Contents.All.Select(it => it.Path).Should().OnlyHaveUniqueItems().And.HaveElementAt(0, "/dashboard");
    }

    [Fact]
    public void for_analysts_alone_if_nobody_else_may_open_it() =>
        Contents
            .All.Where(it => it.ForAnalysts)
            .Select(it => it.Path)
            .Should()
            .BeEquivalentTo(Contents.EditFunnelPath, Contents.EditSlotPath);
}
