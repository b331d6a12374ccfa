using JourneyEngine.Dashboard;
using JourneyEngine.Dashboard.SignIn;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace JourneyEngine.Tests.Dashboard;

public sealed class somebody_signs_in
{
    [Theory]
    [InlineData("/dashboard", "/dashboard")]
    [InlineData("/dashboard/funnel?funnel=demo", "/dashboard/funnel?funnel=demo")]
    [InlineData("/dashboard/\r\nX: y", "/dashboard")]
    [InlineData("/dashboard/\0", "/dashboard")]
    [InlineData("/dashboardx", "/dashboard")]
    [InlineData("//elsewhere.example/dashboard/", "/dashboard")]
    [InlineData("https://elsewhere.example/dashboard/", "/dashboard")]
    [InlineData("/privacy", "/dashboard")]
    [InlineData(null, "/dashboard")]
    public void to_go_on_to_a_page_of_the_dashboard_and_nowhere_else(string? back, string to) =>
        SignInEndpoints.Own(back).Should().Be(to);

    /// <summary>A page that stays open refreshes itself: its session ends all the same.</summary>
    [Fact]
    public void for_ten_hours_however_busy()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDoors(
            new DashboardSettings(
                new Uri("http://127.0.0.1"),
                () => null,
                () => null,
                OverHttps: true,
                LocalUser: false,
                TimeSpan.FromMinutes(1),
                Provider: null
            )
        );
        using var provider = services.BuildServiceProvider();

        var cookie = provider
            .GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(DashboardAuthentication.Session);

        cookie.ExpireTimeSpan.Should().Be(TimeSpan.FromHours(10));
        cookie.SlidingExpiration.Should().BeFalse();
        cookie.Cookie.HttpOnly.Should().BeTrue();
    }
}
