using System.Text.Json.Serialization;
using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;
using JourneyEngine.Http.Bodies;

namespace JourneyEngine.Sites;

/// <summary>A collection notice as it is sent. What was read can be sent back: its version and time are passed
/// over.</summary>
[AnsweredOnly("version", "at")]
public sealed record NoticeBody(
    IReadOnlyList<NoticeBody.KindBody?>? Kinds,
    IReadOnlyList<NoticeBody.PurposeBody?>? Purposes = null,
    IReadOnlyList<NoticeBody.DetailBody?>? Details = null
)
{
    /// <param name="Reason">By language, or one text, which is English.</param>
    /// <param name="Signals">Other names by which consent signals call it; the usual ones where absent.</param>
    public sealed record PurposeBody(
        string? Name,
        [property: JsonConverter(typeof(Wording))] IReadOnlyDictionary<string, string>? Reason = null,
        IReadOnlyList<string?>? Signals = null
    );

    /// <param name="Names">The names that are collected; any where absent.</param>
    /// <param name="RetentionDays">How long an interaction is kept, in days.</param>
    public sealed record KindBody(
        string? Kind,
        IReadOnlyList<string?>? Names = null,
        string? Purpose = Contracts.Purpose.Measure,
        [property: JsonConverter(typeof(Wording))] IReadOnlyDictionary<string, string>? Reason = null,
        int RetentionDays = DefaultNotice.RetentionDays,
        IReadOnlyList<PropertyBody?>? Properties = null
    );

    /// <param name="Resembles">What its values may look like without being refused: email, phone, card.</param>
    public sealed record PropertyBody(
        string? Name,
        string? Type,
        [property: JsonConverter(typeof(Wording))] IReadOnlyDictionary<string, string>? Reason = null,
        IReadOnlyList<string?>? Resembles = null
    );

    public sealed record DetailBody(
        string? Name,
        string? Shape,
        IReadOnlyList<string?>? Purposes = null,
        [property: JsonConverter(typeof(Wording))] IReadOnlyDictionary<string, string>? Reason = null
    );

    /// <summary>The purposes as sent, and those that every notice has. A default signal that the site gives another
    /// meaning is left out.</summary>
    internal NoticePurpose[] AllPurposes()
    {
        var sent = (Purposes ?? []).Select(it => it!).ToArray();
        var taken = sent.SelectMany(it => (it.Signals ?? []).Append(it.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var usual = DefaultNotice.Purposes.ToDictionary(
            it => it.Name,
            it => it with { Signals = [.. it.Signals.Where(signal => !taken.Contains(signal))] }
        );
        return
        [
            .. usual.Values.Where(it => Array.TrueForAll(sent, own => own.Name != it.Name)),
            .. sent.Select(it => ToPurpose(it, usual.GetValueOrDefault(it.Name!))),
        ];
    }

    internal NoticePublished ToNotice(int version, DateTimeOffset at) =>
        new(
            version,
            AllPurposes(),
            [
                .. Kinds!.Select(it => new NoticeKind(
                    it!.Kind!,
                    it.Names is null ? null : [.. it.Names.Select(name => NormalText.Name(name!)).Distinct()],
                    it.Purpose!,
                    Worded(it.Reason),
                    it.RetentionDays,
                    [
                        .. (it.Properties ?? []).Select(property => new NoticeProperty(
                            property!.Name!,
                            property.Type!,
                            Worded(property.Reason),
                            [.. (property.Resembles ?? []).Select(like => like!)]
                        )),
                    ]
                )),
            ],
            [
                .. (Details ?? []).Select(it => new NoticeDetail(
                    it!.Name!,
                    it.Shape!,
                    [.. it.Purposes!.Select(purpose => purpose!)],
                    Worded(it.Reason)
                )),
            ],
            at
        );

    /// <remarks>A site may give only its own signals, or only its own words, for a purpose that every notice
    /// has.</remarks>
    private static NoticePurpose ToPurpose(PurposeBody sent, NoticePurpose? usual) =>
        new(
            sent.Name!,
            Worded(sent.Reason) is { Count: > 0 } reason || usual is null ? Worded(sent.Reason) : usual.Reason,
            sent.Signals is null ? usual?.Signals ?? [] : [.. sent.Signals.Select(signal => signal!)]
        );

    private static SortedDictionary<string, string> Worded(IReadOnlyDictionary<string, string>? reason) =>
        new((reason ?? new Dictionary<string, string>()).ToDictionary(), StringComparer.Ordinal);
}
