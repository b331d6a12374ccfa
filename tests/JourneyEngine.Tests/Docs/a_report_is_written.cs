using JourneyEngine.Conversions;
using JourneyEngine.Dashboard.Reports;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Privacy;
using JourneyEngine.Reports;

namespace JourneyEngine.Tests.Docs;

public sealed class a_report_is_written
{
    [Fact]
    public void in_one_file_and_is_found_by_its_type() =>
        ReportsModule
            .All.Select(it => it.GetType())
            .Should()
            .Contain([typeof(ConversionsByVisit), typeof(ConsentReport)])
            .And.OnlyHaveUniqueItems();

    [Fact]
    public void at_an_address_of_its_own() =>
        ReportsModule.All.Select(it => it.Route.Name).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(11);

    [Fact]
    public void for_the_dashboard_which_offers_it_as_a_file() =>
        DescribedReports.Names.Should().BeEquivalentTo(ReportsModule.All.Select(it => it.Route.Name));

    [Fact]
    public void for_the_dashboard_which_asks_it_no_more_than_it_takes()
    {
        var asked = new ReportRequest("demo", "2026-01-01", "2026-01-31", "2026-02-01");
        foreach (var route in ReportsModule.All.Select(it => it.Route))
            DescribedReports
                .Takes(route.Name, asked)
                .On("")[1..]
                .Split('&')
                .Select(it => it.Split('=')[0])
                .Should()
                .BeSubsetOf(route.Parameters.Names, "of {0}", route.Name);
    }

    [Fact]
    public void with_all_measures_that_are_summed() =>
        Engine
            .Measures.Should()
            .Equal([.. ReportsModule.All.SelectMany(it => it.Measures).Distinct(), CountedDevices.Measure])
            .And.HaveCountGreaterThan(25);
}
