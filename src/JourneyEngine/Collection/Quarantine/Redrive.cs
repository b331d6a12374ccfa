using System.Security.Claims;
using JourneyEngine.Collection.Steps;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Collection.Quarantine;

/// <summary>Judges what was set aside anew, by the notice of now: what passes is appended as if it had passed when it
/// came.</summary>
public sealed class Redrive(NpgsqlDataSource database, QuarantineTable table, Intake intake, TimeProvider clock)
{
    private const int Page = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How many items went which way.</summary>
    /// <param name="Duplicate">Stored before under their id, by a retry of their client.</param>
    /// <param name="Refused">Can never be stored as they are; they stay until they expire.</param>
    /// <param name="Quarantined">Still not declared; they stay until they expire.</param>
    public sealed record Redriven(int Accepted, int Duplicate, int Conflict, int Refused, int Quarantined);

    /// <remarks>
    /// One at a time on a site, on any number of hosts; whoever comes second finds what is left. A message id is stored
    /// once all the same, so a host that dies between append and removal leaves duplicates that the next redrive
    /// removes.
    /// </remarks>
    public async Task<IResult> Handle(ClaimsPrincipal user, CancellationToken cancellation)
    {
        var site = user.Site();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await Lock(connection, site, cancellation);
        try
        {
            return Results.Ok(await Run(site, cancellation));
        }
        finally
        {
            await Ask(connection, "select pg_advisory_unlock($1, hashtext($2))", site, CancellationToken.None);
        }
    }

    private async Task<Redriven> Run(string site, CancellationToken cancellation)
    {
        var counts = new Dictionary<ReceiptStatus, int>();
        for (
            var page = await table.Page(site, clock.GetUtcNow(), null, Page, cancellation);
            page.Count > 0;
            page = await table.Page(site, clock.GetUtcNow(), page[^1], Page, cancellation)
        )
        {
            var terms = await intake.TermsOf(site, cancellation);
            var judged = await intake.Judge([.. page.Select(QuarantinedItem.Read)], terms, cancellation);
            var receipts = await intake.Append(judged, terms, cancellation);
            foreach (var receipt in receipts)
                counts[receipt.Status] = counts.GetValueOrDefault(receipt.Status) + 1;
            var rows = page.Zip(receipts, (row, receipt) => (Id: row.MessageId, Receipt: receipt))
                .ToLookup(it => Stays(it.Receipt));
            // What is stored is removed, even if whoever asked has left meanwhile.
            await table.Remove(site, [.. rows[false].Select(it => it.Id)], CancellationToken.None);
            await table.Explain(
                site,
                [.. rows[true].Select(it => it.Id)],
                [.. rows[true].Select(it => it.Receipt.Reason!)],
                cancellation
            );
        }

        int Of(ReceiptStatus status) => counts.GetValueOrDefault(status);
        return new Redriven(
            Of(ReceiptStatus.Accepted),
            Of(ReceiptStatus.Duplicate),
            Of(ReceiptStatus.Conflict),
            Of(ReceiptStatus.Refused),
            Of(ReceiptStatus.Quarantined)
        );
    }

    /// <remarks>Of a visitor who has refused meanwhile nothing stays.</remarks>
    private static bool Stays(Receipt receipt) =>
        receipt.Status is ReceiptStatus.Quarantined or ReceiptStatus.Refused
        && receipt.Reason != RequireConsent.Refused;

    private static async Task Lock(NpgsqlConnection connection, string site, CancellationToken cancellation)
    {
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!await Ask(connection, "select pg_try_advisory_lock($1, hashtext($2))", site, cancellation))
        {
            if (Environment.TickCount64 > until)
                throw new TimeoutException("Another redrive of this site is under way.");
            await Task.Delay(100, cancellation);
        }
    }

    private static async Task<bool> Ask(
        NpgsqlConnection connection,
        string question,
        string site,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(question, connection);
        command.Parameters.Add(new() { Value = AdvisoryLocks.RedriveClass });
        command.Parameters.Add(new() { Value = site });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
