using JourneyEngine.Dashboard.Answers;
using JourneyEngine.Dashboard.Reports;
using JourneyEngine.Dashboard.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace JourneyEngine.Dashboard.Pages;

/// <summary>A page that shows reports: what it was asked, in which words, and whom it asks.</summary>
public abstract class ReportPage : ComponentBase
{
    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    public ReportApi Api { get; set; } = null!;

    [Inject]
    public IStringLocalizer<PageWords> Words { get; set; } = null!;

    /// <summary>What the address asks; of funnels the first one, where it names none.</summary>
    public ReportRequest Asked { get; protected set; } = null!;

    public IReadOnlyList<FunnelDefined> Funnels { get; private set; } = [];

    /// <summary>Reads the reports of the page.</summary>
    protected abstract Task Read(CancellationToken cancellation);

    /// <param name="asked">What the address asks, where absent.</param>
    protected Task<ReportAnswer<T>> Ask<T>(string report, ReportRequest? asked = null)
        where T : class => Api.Report<T>(report, asked ?? Asked, Http.RequestAborted);

    /// <returns>Where to see the visitors behind a figure; null for whom they are none of their business.</returns>
    /// <inheritdoc cref="ReportRequest.Behind"/>
    protected string? Behind(string report, string? table, string figure, params object?[] row) =>
        Roles.SeesVisitors(Http.User)
            ? Asked.Behind(table, figure, row).On($"{Contents.StreamsPath}?report={report}")
            : null;

    /// <remarks>Everything is read before the page is first rendered: there is no half of a page to be seen, or to be
    /// told to a screen reader.</remarks>
    public sealed override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        Asked = ReportRequest.Of(Http.Request.Query);
        Funnels = (await Api.Get<FunnelDefined[]>("/v1/funnels", Http.RequestAborted)).Report ?? [];
        Asked = Asked with { Funnel = Asked.Funnel ?? Funnels.FirstOrDefault()?.Name };
        await Read(Http.RequestAborted);
        await base.SetParametersAsync(ParameterView.Empty);
    }
}
