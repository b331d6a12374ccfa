namespace JourneyEngine.Reports;

/// <summary>What a report can be asked, by a parameter of its query.</summary>
/// <param name="Says">What it means, for the documentation.</param>
/// <param name="Values">All that it takes, the usual one first; any text where empty.</param>
public sealed record ReportParameter(string Name, string Says, params string[] Values);
