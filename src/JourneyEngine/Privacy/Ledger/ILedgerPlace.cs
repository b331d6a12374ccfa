namespace JourneyEngine.Privacy.Ledger;

/// <summary>Where the lines of the erase ledger are kept, for all hosts that share it.</summary>
internal interface ILedgerPlace : IAsyncDisposable
{
    /// <summary>How messages call it; it holds no secret.</summary>
    string Name { get; }

    /// <summary>Works with the ledger while nobody else does, and appends to it.</summary>
    /// <param name="known">How many lines the caller knows.</param>
    /// <param name="work">Is given the lines from the last known one on, and returns those to append. Where it throws,
    /// nothing is changed.</param>
    /// <returns>Once what was appended is on the disk.</returns>
    Task Alone(int known, Func<IReadOnlyList<string>, IReadOnlyList<string>> work, CancellationToken cancellation);
}
