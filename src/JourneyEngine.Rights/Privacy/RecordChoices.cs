using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Privacy;

namespace JourneyEngine.Rights.Privacy;

/// <summary>A visitor's choice, wherever it is made: a fact, the door for what was refused, and the details that were
/// told for it.</summary>
public sealed class RecordChoices(ChangeConsent consents, TellDetail details, AuditLog audit, TimeProvider clock)
{
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
        var stored = await consents.Run(
            caller.Site,
            caller.Visitor,
            new ConsentChoice("consent:" + Guid.CreateVersion7(clock.GetUtcNow()), choices, language, source),
            cancellation
        );
        if (!stored)
            throw Access.Nobody();
        await details.Withdraw(caller, choices.Refused, cancellation);
    }
}
