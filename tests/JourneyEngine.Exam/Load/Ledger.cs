using System.Collections.Concurrent;

namespace JourneyEngine.Exam.Load;

/// <summary>What was sent, what was acknowledged, and what was answered that should not be.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, Item> _sent = new();
    private readonly ConcurrentDictionary<string, Item> _acknowledged = new();
    private readonly ConcurrentDictionary<string, byte> _erased = new();

    public ConcurrentQueue<string> Wrong { get; } = new();

    public IReadOnlyDictionary<string, Item> Sent => _sent;

    public IReadOnlyDictionary<string, Item> Acknowledged => _acknowledged;

    public IEnumerable<string> Erased => _erased.Keys;

    /// <summary>Of visitors who are still there.</summary>
    public IEnumerable<Item> Kept => _acknowledged.Values.Where(it => !IsErased(it.Visitor));

    public bool IsErased(string visitor) => _erased.ContainsKey(visitor);

    public void IsSent(IEnumerable<Item> items)
    {
        foreach (var item in items)
            _sent[item.Id] = item;
    }

    /// <param name="first">Whether it was never acknowledged before.</param>
    public void IsAnswered(Item item, string status, bool first)
    {
        var right = status switch
        {
            "accepted" => first,
            "duplicate" => true,
            "refused" => IsErased(item.Visitor),
            _ => false,
        };
        if (!right)
            Wrong.Enqueue($"{item.Id} of {item.Visitor}: {status}, {(first ? "at first" : "again")}");
        else if (status != "refused")
            _acknowledged[item.Id] = item;
    }

    /// <remarks>Before it is asked for: what is sent meanwhile may be refused already.</remarks>
    public void Erases(string visitor) => _erased[visitor] = 0;
}
