using System.Net;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace JourneyEngine.Rights.Outbound;

/// <summary>Gives messages to a mail server, under TLS unless it is on this machine.</summary>
internal sealed class Smtp(Uri server, string from, OutboundSettings settings, TimeProvider clock) : IOutbound
{
    private const int Submission = 587;
    private const int SubmissionUnderTls = 465;
    private const int Patience = 15_000;

    private readonly MailboxAddress _from = MailboxAddress.Parse(from);

    public IReadOnlyList<Channel> Channels { get; } = [Channel.Email];

    public async Task Send(OutboundMessage message, CancellationToken cancellation)
    {
        using var mail = Mail.Of(message, _from, clock.GetUtcNow());
        using var client = new SmtpClient { Timeout = Patience, LocalDomain = _from.Domain };
        await client.ConnectAsync(server.DnsSafeHost, Port, Security, cancellation);
        if (settings.User is { } user)
            await client.AuthenticateAsync(new NetworkCredential(user, settings.Password), cancellation);
        await client.SendAsync(mail, cancellation);
        await client.DisconnectAsync(quit: true, cancellation);
    }

    private bool IsUnderTls => server.Scheme == "smtps";

    private int Port =>
        server.Port > 0 ? server.Port
        : IsUnderTls ? SubmissionUnderTls
        : Submission;

    private SecureSocketOptions Security =>
        IsUnderTls ? SecureSocketOptions.SslOnConnect
        : server.IsLoopback ? SecureSocketOptions.StartTlsWhenAvailable
        : SecureSocketOptions.StartTls;
}
