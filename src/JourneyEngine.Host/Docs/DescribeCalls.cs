using System.Text.Json.Nodes;
using JourneyEngine.Contracts;
using JourneyEngine.Personalization.Slots;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace JourneyEngine.Host.Docs;

/// <summary>Gives every call in the description of the API its summary, the key that it takes, its parameters and an
/// example that runs.</summary>
internal static class DescribeCalls
{
    private const string Key = "key";

    private static readonly Dictionary<(string Method, string Path), Example> Examples = CollectExamples
        .All.Concat(ReadExamples.All)
        .Concat(ConfigureExamples.All)
        .Concat(PrivacyExamples.All)
        .ToDictionary(it => (it.Method, it.Path));

    public static void DescribeEach(this OpenApiOptions options, string address)
    {
        options.NameEach();
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info.Title = "JourneyEngine";
                document.Info.Description =
                    "Interactions in, journeys, reports and decisions out. Conversion is counted by visit number.";
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                document.Components.SecuritySchemes[Key] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description =
                        "A key of the site: wk_ to write, rk_ to read, ak_ to administer. In development those of the "
                        + "demo site lie in demo.keys.json.",
                };
                return Task.CompletedTask;
            }
        );
        // A content is read word by word, to name those that are unknown: what it may say is told by the contract.
        options.AddSchemaTransformer(
            async (schema, context, cancellation) =>
            {
                if (context.JsonTypeInfo.Type != typeof(SentContent))
                    return;
                var content = await context.GetOrCreateSchemaAsync(typeof(Content), null, cancellation);
                (schema.Type, schema.Properties, schema.Required) = (
                    content.Type,
                    content.Properties,
                    content.Required
                );
            }
        );
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                if (
                    context.Description.ActionDescriptor.EndpointMetadata.OfType<ReportParameters>().FirstOrDefault() is
                    { } parameters
                )
                    operation.Parameters = [.. operation.Parameters ?? [], .. parameters.All.Select(Parameter)];
                if (
                    Examples.TryGetValue(
                        (context.Description.HttpMethod!, Path(context.Description.RelativePath!)),
                        out var example
                    )
                )
                    Describe(operation, example, context.Document!, address);
                return Task.CompletedTask;
            }
        );
    }

    private static void Describe(OpenApiOperation operation, Example example, OpenApiDocument document, string address)
    {
        operation.Summary = example.Summary;
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions["x-codeSamples"] = new JsonNodeExtension(
            new JsonArray(
                new JsonObject
                {
                    ["lang"] = "Shell",
                    ["label"] = "curl",
                    ["source"] = example.Curl(address),
                }
            )
        );
        if (example.Key is not null)
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] },
            ];
        if (example.Body is null)
            return;
        operation.RequestBody ??= new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { [example.Type] = new() },
        };
        foreach (var content in operation.RequestBody.Content?.Values ?? [])
            content.Example = example.Type.EndsWith("json", StringComparison.Ordinal)
                ? JsonNode.Parse(example.Body)
                : JsonValue.Create(example.Body);
    }

    private static OpenApiParameter Parameter(ReportParameter it) =>
        new()
        {
            Name = it.Name,
            In = ParameterLocation.Query,
            Description = it.Says,
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum =
                    it.Values.Length == 0
                        ? null
                        : [.. it.Values.Where(value => value.Length > 0).Select(value => (JsonNode)value)],
            },
        };

    /// <summary>As the document names it: without constraints.</summary>
    private static string Path(string relative) =>
        "/" + System.Text.RegularExpressions.Regex.Replace(relative.TrimEnd('/'), @"\{\**(\w+)[^}]*\}", "{$1}");
}
