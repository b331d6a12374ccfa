using Wolverine.Runtime;
using Wolverine.Runtime.Handlers;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>That a controller's request is to be acted on. It lies in the queue's tables, so it names nobody.</summary>
public sealed record AnswerRequest(string Site, Guid Id);

/// <summary>That a controller is to be told what became of its request.</summary>
/// <param name="Callback">Which of the request's addresses.</param>
/// <param name="Status">As it was then: what has changed since is not told any more, so nobody hears of an earlier
/// state after a later one.</param>
public sealed record TellController(string Site, Guid Id, int Callback, string Status);

internal sealed class AnswerRequestHandler : MessageHandler<AnswerRequest>
{
    protected override Task HandleAsync(
        AnswerRequest message,
        MessageContext context,
        CancellationToken cancellation
    ) => context.Runtime.Services.GetRequiredService<RequestAnswers>().Answer(message, cancellation);
}

internal sealed class TellControllerHandler : MessageHandler<TellController>
{
    protected override Task HandleAsync(
        TellController message,
        MessageContext context,
        CancellationToken cancellation
    ) => context.Runtime.Services.GetRequiredService<RequestAnswers>().Tell(message, cancellation);
}
