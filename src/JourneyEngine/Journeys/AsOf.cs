using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys.Persons;

namespace JourneyEngine.Journeys;

/// <summary>How far the journeys are projected.</summary>
/// <param name="Position">Number of the last event in the log that is included.</param>
/// <param name="Time">When that event was stored, by the site's clocks.</param>
/// <param name="Complete">False while journeys are folded anew under a changed funnel or another setting, or summed
/// anew after an update.</param>
/// <param name="TimeZone">Whose days are counted, and how its clocks go: a name of the IANA time zone database.</param>
/// <param name="Devices">How many devices stand behind the visitors; absent where a report does not count these.</param>
public sealed record AsOf(
    long Position,
    DateTimeOffset Time,
    bool Complete,
    string TimeZone,
    CountedDevices? Devices = null
)
{
    public static AsOf Of(long position, DateTimeOffset time, bool complete, SiteCalendar calendar) =>
        new(position, calendar.Local(time), complete, calendar.TimeZone);
}
