using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace JourneyEngine.Rights.Outbound;

/// <summary>A message as an e-mail (RFC 5322).</summary>
internal static class Mail
{
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>A name for a message that is the same whenever it is sent, and fits into a file's name and a mail's
    /// id.</summary>
    public static string Name(string idempotencyKey) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)).AsSpan(0, 16));

    public static MimeMessage Of(OutboundMessage message, MailboxAddress from, DateTimeOffset at)
    {
        var mail = new MimeMessage
        {
            MessageId = $"{Name(message.IdempotencyKey)}@{from.Domain}",
            Date = at,
            Subject = message.Subject,
            Body = new TextPart("plain") { Text = Written(message) },
        };
        mail.From.Add(from);
        // As it is, and not parsed: one address never becomes two.
        mail.To.Add(
            message.Channel == Channel.Email ? new MailboxAddress("", message.To) : new GroupAddress(message.To)
        );
        mail.Headers.Add(KeyHeader, message.IdempotencyKey);
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        foreach (var (name, value) in message.Headers ?? new Dictionary<string, string>())
            mail.Headers.Add(name, value);
        return mail;
    }

    /// <remarks>What stands under the line that ends a text, mail programs leave out of answers (RFC 3676, 4.3).</remarks>
    private static string Written(OutboundMessage message) =>
        message.Footer is { } footer ? $"{message.Text.TrimEnd()}\n\n-- \n{footer}\n" : message.Text;
}
