using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Log.Hosts;

/// <summary>Lets no request wait for a database that does not answer.</summary>
public static class RefuseWhileSilent
{
    /// <param name="needsDatabase">Paths of which nothing can be answered without it.</param>
    public static void UseDatabaseCircuit(this IApplicationBuilder app, Func<PathString, bool> needsDatabase)
    {
        var circuit = app.ApplicationServices.GetRequiredService<HostMembership>().Circuit;
        app.Use((context, next) => needsDatabase(context.Request.Path) ? Guard(context, next, circuit) : next(context));
    }

    /// <exception cref="TimeoutException">The database does not answer, or ceased to meanwhile.</exception>
    private static async Task Guard(HttpContext context, RequestDelegate next, DatabaseCircuit circuit)
    {
        if (circuit.IsOpen)
            throw new TimeoutException("The database does not answer.");
        var sender = context.RequestAborted;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(sender);
        circuit.Watch(either);
        context.RequestAborted = either.Token;
        try
        {
            await next(context);
        }
        catch (Exception failure)
            when (failure is OperationCanceledException
                && either.IsCancellationRequested
                && !sender.IsCancellationRequested
                && !context.Response.HasStarted
            )
        {
            throw new TimeoutException("The database ceased to answer.", failure);
        }
        finally
        {
            circuit.Unwatch(either);
            context.RequestAborted = sender;
        }
    }
}
