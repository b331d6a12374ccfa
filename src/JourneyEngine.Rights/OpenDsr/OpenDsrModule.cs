using JourneyEngine.Http;
using JourneyEngine.Privacy;
using JourneyEngine.Rights.Privacy;
using Wolverine;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>Requests of data subjects that a controller passes on, in the shapes of OpenDSR 2.0; carried out by what
/// visitors' own requests are carried out by.</summary>
public static class OpenDsrModule
{
    private const string Queue = "subject-requests";
    private const int AtOnce = 4;
    private const string CertificatePath = "/v1/privacy/certificate.pem";

    public static void AddOpenDsr(this IServiceCollection services, RequestSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(it => new ProcessorSignature(
            it.GetRequiredService<KeyDerivation>(),
            settings.Certificate
        ));
        services.AddSingleton<ResultsAddress>();
        services.AddSingleton<SubmitRequest>();
        services.AddSingleton<RequestAnswers>();
        services.AddSingleton<CancelRequest>();
        services.AddSingleton<GetResults>();
    }

    public static void UseOpenDsr(this WolverineOptions options)
    {
        options.AddMessageHandler(new AnswerRequestHandler());
        options.AddMessageHandler(new TellControllerHandler());
        options.PublishMessage<AnswerRequest>().ToLocalQueue(Queue);
        options.PublishMessage<TellController>().ToLocalQueue(Queue);
        options.LocalQueue(Queue).UseDurableInbox().MaximumParallelMessages(AtOnce);
    }

    /// <exception cref="IOException">The certificate cannot be read; the host does not start then.</exception>
    public static void MapOpenDsr(this IEndpointRouteBuilder routes)
    {
        _ = routes.ServiceProvider.GetRequiredService<ProcessorSignature>();
        var requests = routes.MapGroup(ResultsAddress.Path).WithTags("Privacy").AddEndpointFilter<PrivateAnswers>();
        requests
            .MapPost(
                "/",
                (HttpContext http, SubmitRequest submit, CancellationToken cancellation) =>
                    submit.Run(http, cancellation)
            )
            .Produces<Protocol.Receipt>(201)
            .ProducesProblem(400);
        requests.MapGet("/{id:guid}", GetStatus).Produces<Protocol.Status>().ProducesProblem(404);
        requests
            .MapDelete(
                "/{id:guid}",
                (Guid id, HttpContext http, CancelRequest cancel, CancellationToken cancellation) =>
                    cancel.Run(http, id, cancellation)
            )
            .Produces<Protocol.Cancellation>(202)
            .ProducesProblem(400)
            .ProducesProblem(404);
        requests
            .MapGet(
                "/{id:guid}/results",
                (Guid id, HttpContext http, GetResults results, CancellationToken cancellation) =>
                    results.Run(http, id, cancellation)
            )
            .Produces<GetResults.Results>()
            .ProducesProblem(404);
        routes
            .MapGet(
                "/v1/privacy/discovery",
                (HttpRequest request, ResultsAddress address) =>
                    new Signed(
                        new Protocol.Discovery(
                            Protocol.Version,
                            [new(Protocol.IdentityType, Protocol.IdentityFormat)],
                            SubjectRequestType.All,
                            new Uri(address.Base(request), CertificatePath).ToString()
                        )
                    )
            )
            .WithTags("Privacy")
            .Produces<Protocol.Discovery>();
        routes
            .MapGet(
                CertificatePath,
                (ProcessorSignature signature) => Results.Text(signature.Pem, "application/x-pem-file")
            )
            .WithTags("Privacy");
    }

    private static async Task<IResult> GetStatus(
        Guid id,
        HttpContext http,
        SubjectRequests requests,
        ResultsAddress address,
        CancellationToken cancellation
    ) =>
        await requests.Find(await Access.Site(http), id, cancellation) is { } asked
            ? new Signed(Protocol.Status.Of(asked, address.Of(asked, address.Base(http.Request))))
            : throw Access.Nobody();
}
