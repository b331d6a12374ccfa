using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace JourneyEngine.Personalization;

/// <summary>Why this was shown.</summary>
public static class GetDecision
{
    /// <param name="lang">Language of the reasons, <c>en</c> or <c>he</c>; as they were stored where absent. Asked for,
    /// they also say what else could have been shown, and how sure it was.</param>
    public static async Task<IResult> Handle(
        Guid id,
        [FromQuery] string? lang,
        ClaimsPrincipal user,
        DecisionLog decisions,
        CancellationToken cancellation
    )
    {
        CheckLanguage(lang);
        if (await decisions.Find(user.Site(), [id], cancellation) is not [var (_, offered)])
            return NoSuchDecision();
        return Results.Ok(Explained(offered, lang));
    }

    /// <summary>All decisions about a visitor, oldest first.</summary>
    /// <inheritdoc cref="Handle"/>
    public static async Task<IResult> OfVisitor(
        string id,
        [FromQuery] string? lang,
        [FromQuery] string? device,
        ClaimsPrincipal user,
        NpgsqlDataSource database,
        PersonReader persons,
        CancellationToken cancellation
    )
    {
        CheckLanguage(lang);
        var person = await persons.OfRequest(user.Site(), id, device, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var events = await Streams.Read(connection, user.Site(), person, cancellation);
        if (events.Count == 0)
            return Results.Problem(
                "This site knows no such visitor.",
                statusCode: StatusCodes.Status404NotFound,
                title: "No such visitor"
            );
        return Results.Ok(
            events
                .Select(it => FactJson.Read(it.Type, it.Data))
                .OfType<ContentOffered>()
                .Select(it => Explained(it, lang))
        );
    }

    private static ContentOffered Explained(ContentOffered offered, string? lang) =>
        lang is null ? offered : offered with { Reasons = Reasons.Explain(offered, lang) };

    private static void CheckLanguage(string? lang)
    {
        if (lang is not null && !Reasons.Languages.Contains(lang))
            throw new UnacceptableException($"lang is one of {string.Join(", ", Reasons.Languages)}.");
    }

    internal static IResult NoSuchDecision() =>
        Results.Problem(
            "This site has made no such decision.",
            statusCode: StatusCodes.Status404NotFound,
            title: "No such decision"
        );
}
