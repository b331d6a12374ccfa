using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Conditions;

internal static class Histories
{
    /// <returns>What became of the content before; null if it was never shown.</returns>
    public static ContentHistory? Of(Snapshot snapshot, string content)
    {
        foreach (var it in snapshot.History ?? [])
        {
            if (it.Content == content)
                return it;
        }

        return null;
    }
}
