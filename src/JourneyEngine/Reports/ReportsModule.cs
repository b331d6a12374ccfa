using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Reports;

public static class ReportsModule
{
    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<ReportReader>();
        services.AddHostedService<BiViews>();
    }
}
