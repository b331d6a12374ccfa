using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection.Quarantine;

/// <summary>The latest items that were set aside, newest first.</summary>
public static class ListQuarantine
{
    private const int Usual = 100;
    private const int Most = 1_000;

    public sealed record Item(string MessageId, string Kind, string? Name, string Reason, DateTimeOffset ReceivedAt);

    /// <param name="limit">How many at most, up to 1,000.</param>
    public static async Task<IResult> Handle(
        ClaimsPrincipal user,
        [Range(1, Most)] int? limit,
        QuarantineTable table,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var rows = await table.Latest(user.Site(), clock.GetUtcNow(), limit ?? Usual, cancellation);
        return Results.Ok(rows.Select(it => new Item(it.OwnId, it.Kind, it.Name, it.Reason, it.ReceivedAt)));
    }
}
