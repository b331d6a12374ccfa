using System.Globalization;
using System.Text.Json;
using JourneyEngine.Http;
using JourneyEngine.Http.Limits;
using JourneyEngine.Log.Appending;
using JourneyEngine.Privacy.Ledger;
using JourneyEngine.Vault;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace JourneyEngine.Host;

/// <summary>What went wrong, as problem+json (RFC 9457). Never a stack, never what was sent.</summary>
internal sealed class Problems(ILogger<Problems> logger, TimeProvider clock) : IExceptionHandler
{
    internal const string Unreadable = "The request is not what this address takes; see /docs.";
    internal const string OfAnotherType = "Send the Content-Type that this address takes; see /docs.";

    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    private long _toldAt = -1;

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            return true;
        if (exception is LimitedException limited)
        {
            await LimitAnswers.Of(httpContext, limited).ExecuteAsync(httpContext);
            return true;
        }

        var (status, title, detail) = exception switch
        {
            UnacceptableException it => (it.Status, "This cannot be answered", it.Message),
            BadHttpRequestException it => (it.StatusCode, "This cannot be read", Told(it)),
            IOException when IsOfRequest(exception) => (
                StatusCodes.Status400BadRequest,
                "This cannot be read",
                "The body is not whole, or its chunks are not of HTTP."
            ),
            _ when AppendConflict.Is(exception) => (
                StatusCodes.Status409Conflict,
                "Somebody else was faster",
                "This was changed at the same time. Read it again, and decide anew."
            ),
            _ when IsUnstorable(exception) => (
                StatusCodes.Status422UnprocessableEntity,
                "This cannot be stored",
                "A text or number in it is one that the database does not take, such as a NUL character."
            ),
            VaultUnavailableException => (
                StatusCodes.Status503ServiceUnavailable,
                "Not now",
                "The vault of declared details cannot be reached. Nothing was stored; try again."
            ),
            ErasureLedgerException => (
                StatusCodes.Status503ServiceUnavailable,
                "Not now",
                "The erase ledger cannot be written. Nothing was deleted, and nothing more is stored of the visitor; try "
                    + "again."
            ),
            NpgsqlException or TimeoutException => (
                StatusCodes.Status503ServiceUnavailable,
                "Not now",
                "The database does not answer in time. Try again."
            ),
            _ => (
                StatusCodes.Status500InternalServerError,
                "A defect",
                "This is not your fault. The operator finds the kind of failure in the log."
            ),
        };
        if (exception is ErasureLedgerException)
            logger.LogError("Nobody can be erased: {Reason}", exception.Message);
        if (status == StatusCodes.Status500InternalServerError)
            logger.LogError(
                "Unhandled {Failure} at {Place}.",
                exception.GetType().FullName,
                exception.TargetSite?.DeclaringType?.FullName
            );
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = SoonAgain.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            TellWhy(exception);
        }

        await Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(httpContext);
        return true;
    }

    private static string Told(BadHttpRequestException failure) =>
        failure switch
        {
            { StatusCode: StatusCodes.Status415UnsupportedMediaType } => OfAnotherType,
            { InnerException: JsonException { Path: { Length: > 1 } place } } =>
                $"The body is not what this address takes, at {place}; see /docs.",
            _ => Unreadable,
        };

    /// <remarks>Where the database does not answer nobody is answered otherwise: one a second tells it.</remarks>
    private void TellWhy(Exception exception)
    {
        var told = Volatile.Read(ref _toldAt);
        if (
            (told >= 0 && clock.GetElapsedTime(told) < SoonAgain)
            || Interlocked.CompareExchange(ref _toldAt, clock.GetTimestamp(), told) != told
        )
            return;
        logger.LogWarning(
            "Answered 503: {Failure}, SQLSTATE {State}.",
            string.Join(" of ", Causes(exception).Select(it => it.GetType().Name)),
            (exception.GetBaseException() as PostgresException)?.SqlState ?? "none"
        );
    }

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    /// <remarks>The server throws the same kind for a body that it cannot read as the disk does for a file.</remarks>
    private static bool IsOfRequest(Exception exception) =>
        exception.TargetSite?.DeclaringType?.Namespace?.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
        == true;

    /// <remarks>SQLSTATE class 22: the data, not the database, is at fault.</remarks>
    private static bool IsUnstorable(Exception exception) =>
        (exception.GetBaseException() as PostgresException)?.SqlState.StartsWith("22", StringComparison.Ordinal)
        == true;
}
