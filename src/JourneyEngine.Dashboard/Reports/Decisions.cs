namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/decisions</c>.</summary>
public sealed record Decisions(
    string Unit,
    string Definition,
    AsOf AsOf,
    Decisions.Row[] Rows,
    Decisions.Holdout[] Holdouts,
    Decisions.Shadow[] Shadows
) : IReport
{
    public sealed record Row(
        string Slot,
        string Content,
        string? Stage,
        int Visit,
        bool HeldOut,
        long Offered,
        long Shown,
        long Accepted,
        long Declined,
        double? Rate,
        double? Low,
        double? High
    );

    public sealed record Holdout(
        string Slot,
        double Share,
        long Visitors,
        long HeldOut,
        double? SampleRatioP,
        string? Alarm,
        HoldoutVisit[] ByVisit,
        double? Lift,
        double? Low,
        double? High
    );

    public sealed record HoldoutVisit(
        int From,
        long Offered,
        long Accepted,
        double? Rate,
        long HeldOutOffered,
        long HeldOutAccepted,
        double? HeldOutRate
    );

    public sealed record Shadow(string Slot, long Compared, long Agreed, double Share);
}
