using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Privacy;

namespace JourneyEngine.Rights.Privacy;

/// <summary>A visitor's choice, wherever it is made: a fact, the door for what was refused, and the details that were
/// told for it.</summary>
public sealed class RecordChoices(
    ChangeConsent consents,
    TellDetail details,
    KnownVisitors known,
    AuditLog audit,
    TimeProvider clock
)
{
    /// <remarks>It holds for all of the person's pseudonyms; where only a page said that one is the person's, what is
    /// refused alone.</remarks>
    /// <exception cref="UnacceptableException">A purpose that is not declared; 404 for an erased visitor.</exception>
    public async Task Run(
        Caller caller,
        string[]? granted,
        string[]? refused,
        string? language,
        string source,
        CancellationToken cancellation
    )
    {
        var choices = new Choices(granted ?? [], refused ?? []);
        await audit.Note(caller.Site, caller.Visitor, caller.Actor, "choose", cancellation);
        if (!await Store(caller, choices, language, source, cancellation))
            throw Access.Nobody();
        await details.Withdraw(caller, choices.Refused, cancellation);
        var (person, sure) = (await known.Person(caller, cancellation), await known.Surely(caller, cancellation));
        foreach (var other in person.Pseudonyms.Where(it => it.Id != caller.Visitor))
        {
            var alike = sure.Has(other.Id) ? choices : choices with { Granted = [] };
            if (alike.Granted.Length + alike.Refused.Length == 0)
                continue;
            await Store(caller with { Visitor = other.Id }, alike, language, source, cancellation);
            await details.Withdraw(caller with { Visitor = other.Id }, alike.Refused, cancellation);
        }
    }

    private Task<bool> Store(
        Caller caller,
        Choices choices,
        string? language,
        string source,
        CancellationToken cancellation
    ) =>
        consents.Run(
            caller.Site,
            caller.Visitor,
            new ConsentChoice("consent:" + Guid.CreateVersion7(clock.GetUtcNow()), choices, language, source),
            cancellation
        );
}
