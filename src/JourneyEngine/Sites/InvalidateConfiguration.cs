using Marten;
using Marten.Services;

namespace JourneyEngine.Sites;

/// <summary>Configuration changes through Marten sessions: after a commit of one, what was remembered is read
/// anew.</summary>
internal sealed class InvalidateConfiguration(ConfigurationCache cache) : DocumentSessionListenerBase, IConfigureMarten
{
    public void Configure(IServiceProvider services, StoreOptions options) => options.Listeners.Add(this);

    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        cache.Invalidate();
        return Task.CompletedTask;
    }
}
