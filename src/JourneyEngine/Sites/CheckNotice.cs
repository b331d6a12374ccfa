using JourneyEngine.Contracts;

namespace JourneyEngine.Sites;

/// <summary>What is wrong with a notice, each with its place: <c>kinds[2].properties[0].type is one of
/// ...</c></summary>
internal static class CheckNotice
{
    /// <summary>Of what is wrong, told at once.</summary>
    public const int MostTold = 20;

    private const int MostPurposes = 50;
    private const int MostDetails = 50;
    private const int MostSignals = 50;

    public static IEnumerable<string> Errors(NoticeBody body)
    {
        var purposes = (body.Purposes ?? [])
            .Select(it => it?.Name)
            .OfType<string>()
            .Append(Purpose.Measure)
            .Append(Purpose.Personalize)
            .ToHashSet(StringComparer.Ordinal);
        foreach (
            var error in NoticeErrors
                .Each("purposes", body.Purposes, MostPurposes, OfPurpose)
                .Concat(SignalsTwice(body))
        )
            yield return error;
        foreach (var error in CheckKinds.Errors(body.Kinds, purposes))
            yield return error;
        foreach (
            var error in NoticeErrors
                .Each("details", body.Details, MostDetails, (place, detail) => OfDetail(place, detail, purposes))
                .Concat(NoticeErrors.Twice("details", body.Details, it => it.Name))
        )
            yield return error;
    }

    private static IEnumerable<string> OfPurpose(string place, NoticeBody.PurposeBody purpose)
    {
        foreach (
            var error in NoticeErrors.Named(place, purpose.Name).Concat(NoticeErrors.Worded(place, purpose.Reason))
        )
            yield return error;
        if (purpose.Reason is null or { Count: 0 } && purpose.Name is not (Purpose.Measure or Purpose.Personalize))
            yield return $"{place}.reason is missing: nobody can consent to what is not explained.";
        foreach (var error in NoticeErrors.Texts(place + ".signals", purpose.Signals, MostSignals, 100))
            yield return error;
    }

    /// <remarks>A signal that meant two purposes would grant one for the other.</remarks>
    private static IEnumerable<string> SignalsTwice(NoticeBody body) =>
        from signals in (body.Purposes ?? [])
            .Index()
            .Where(it => it.Item is not null)
            .SelectMany(it =>
                (it.Item!.Signals ?? [])
                    .Append(it.Item.Name)
                    .OfType<string>()
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Select(signal => (it.Index, Signal: signal))
            )
            .GroupBy(it => it.Signal, StringComparer.OrdinalIgnoreCase)
        where signals.Count() > 1
        select $"purposes[{signals.Last().Index}] and purposes[{signals.First().Index}] both go by '{signals.Key}'.";

    private static IEnumerable<string> OfDetail(string place, NoticeBody.DetailBody detail, HashSet<string> purposes)
    {
        foreach (var error in NoticeErrors.Named(place, detail.Name).Concat(NoticeErrors.Worded(place, detail.Reason)))
            yield return error;
        if (detail.Shape is null || !DetailShapes.All.Contains(detail.Shape))
            yield return $"{place}.shape is one of {string.Join(", ", DetailShapes.All)}.";
        if (detail.Purposes is null or { Count: 0 })
            yield return $"{place}.purposes is missing: a detail is told for a purpose.";
        foreach (var (i, purpose) in (detail.Purposes ?? []).Index())
        {
            if (purpose is null || !purposes.Contains(purpose))
                yield return NoticeErrors.NoPurpose($"{place}.purposes[{i}]", purpose);
            else if (purpose is Purpose.Measure or Purpose.Personalize)
                yield return $"{place}.purposes[{i}]: neither {Purpose.Measure} nor {Purpose.Personalize} ever "
                    + "sees a detail.";
        }
    }
}
