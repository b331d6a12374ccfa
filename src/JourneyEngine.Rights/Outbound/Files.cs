using MimeKit;

namespace JourneyEngine.Rights.Outbound;

/// <summary>For development: puts each message into a folder, as a file that mail programs open, for the owner's eyes
/// only.</summary>
internal sealed class Files(string folder, TimeProvider clock) : IOutbound
{
    public IReadOnlyList<Channel> Channels { get; } = [Channel.Email, Channel.Phone];

    public async Task Send(OutboundMessage message, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        // The same message again takes the same file's place.
        var file = Path.Combine(folder, Mail.Name(message.IdempotencyKey) + ".eml");
        var (own, options) = (
            $"{file}.{Environment.ProcessId}",
            new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write }
        );
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var mail = Mail.Of(message, new MailboxAddress("", "journey@localhost"), clock.GetUtcNow());
        await using (var stream = new FileStream(own, options))
            await mail.WriteToAsync(stream, cancellation);
        File.Move(own, file, overwrite: true);
    }
}
