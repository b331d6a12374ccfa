using JourneyEngine.Contracts;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Where a visitor is written to.</summary>
/// <param name="Field">The name of the detail.</param>
internal sealed record ChooseAddress(string Field, Channel Channel)
{
    private static readonly (Channel Channel, string Shape)[] Shapes =
    [
        (Channel.Email, DetailShapes.Email),
        (Channel.Phone, DetailShapes.Phone),
    ];

    /// <param name="told">Names of the details that the visitor told for the purpose.</param>
    /// <param name="channels">What can be written to; the first is preferred.</param>
    /// <returns>Null if the visitor left no address for the purpose that the notice declares for it.</returns>
    public static ChooseAddress? Of(
        NoticePublished notice,
        string purpose,
        IEnumerable<string> told,
        IEnumerable<Channel> channels
    ) =>
        channels
            .SelectMany(channel =>
                Declared(notice, purpose, Shapes.Single(it => it.Channel == channel).Shape)
                    .Select(it => new ChooseAddress(it.Name, channel))
            )
            .FirstOrDefault(it => told.Contains(it.Field));

    /// <summary>Details of a shape that the notice declares for a purpose.</summary>
    public static IEnumerable<NoticeDetail> Declared(NoticePublished notice, string purpose, string shape) =>
        notice.Details.Where(it => it.Shape == shape && it.Purposes.Contains(purpose));
}
