using Npgsql;
using static JourneyEngine.Vault.VaultDatabase;

namespace JourneyEngine.Vault.Addresses;

/// <summary>A message that went to a mailbox.</summary>
public sealed record MailboxMessage(string Purpose, DateTimeOffset At);

/// <summary>What goes to one mailbox, however many visitors say that it is theirs. What was sent for a visitor who was
/// erased goes on counting, as nobody's: else who erases themselves could have it written to without end.</summary>
public sealed class Mailboxes
{
    private readonly VaultDatabase _database;

    internal Mailboxes(VaultDatabase database) => _database = database;

    /// <summary>Takes the place of a message in a mailbox. Of all who ask for the same one, whoever was first has it,
    /// however often they ask.</summary>
    /// <param name="may">Whether one more may go there after those that are remembered.</param>
    public Task<bool> Take(
        Grant grant,
        byte[] mailbox,
        Func<IReadOnlyList<MailboxMessage>, bool> may,
        DateTimeOffset at,
        CancellationToken cancellation
    ) =>
        _database.Alone(
            grant.Site,
            mailbox,
            async connection =>
            {
                if (await Taker(connection, grant, mailbox, cancellation) is { } taker)
                    return taker.AsSpan().SequenceEqual(grant.Mark);
                return may(await Lately(connection, grant.Site, mailbox, cancellation))
                    && await Run(
                        connection,
                        "insert into vault.sent (site, mailbox, purpose, period, mark, at) values ($1, $2, $3, $4, $5, $6)",
                        cancellation,
                        grant.Site,
                        mailbox,
                        grant.Purpose,
                        grant.Period,
                        grant.Mark,
                        at
                    ) > 0;
            },
            cancellation
        );

    /// <summary>Forgets what was sent before a moment, and the questions of before another one.</summary>
    public Task Forget(DateTimeOffset before, DateTimeOffset questionsBefore, CancellationToken cancellation) =>
        _database.With(
            connection =>
                Run(
                    connection,
                    "with sent as (delete from vault.sent where at < case when purpose = $3 then $2 else $1 end) "
                        + "delete from vault.grants where purpose = $3 and at < $1",
                    cancellation,
                    before,
                    questionsBefore,
                    Confirmations.Purpose
                ),
            cancellation
        );

    private static async Task<byte[]?> Taker(
        NpgsqlConnection connection,
        Grant grant,
        byte[] mailbox,
        CancellationToken cancellation
    )
    {
        await using var command = Command(
            connection,
            "select mark from vault.sent where site = $1 and mailbox = $2 and purpose = $3 and period = $4",
            grant.Site,
            mailbox,
            grant.Purpose,
            grant.Period
        );
        return await command.ExecuteScalarAsync(cancellation) as byte[];
    }

    private static async Task<IReadOnlyList<MailboxMessage>> Lately(
        NpgsqlConnection connection,
        string site,
        byte[] mailbox,
        CancellationToken cancellation
    )
    {
        await using var command = Command(
            connection,
            "select purpose, at from vault.sent where site = $1 and mailbox = $2",
            site,
            mailbox
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var messages = new List<MailboxMessage>();
        while (await reader.ReadAsync(cancellation))
            messages.Add(new MailboxMessage(reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1)));
        return messages;
    }
}
