using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace JourneyEngine.Host.Docs;

/// <summary>Gives every type in the description of the API a name of its own, and numbers as what they are, so that
/// clients can be generated from it.</summary>
internal static class DescribeTypes
{
    public static void NameEach(this OpenApiOptions options)
    {
        var named = new ConcurrentDictionary<string, Type>();
        options.CreateSchemaReferenceId = it => Name(it, named);
        options.AddSchemaTransformer(
            (schema, _, _) =>
            {
                // Numbers are read from texts, too, but never written so.
                if (schema is { Pattern: not null, Format: "int32" or "int64" or "uint64" or "double" })
                    (schema.Type, schema.Pattern) = (schema.Type & ~JsonSchemaType.String, null);
                // One of several names is a text; without a type a generated client would read it as a number.
                if (schema is { Enum.Count: > 0, Type: null })
                    schema.Type = JsonSchemaType.String;
                return Task.CompletedTask;
            }
        );
    }

    /// <returns>Null of what has no name, such as a text.</returns>
    private static string? Name(JsonTypeInfo it, ConcurrentDictionary<string, Type> named)
    {
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(it) is not { } plain)
            return null;
        var type = Nullable.GetUnderlyingType(it.Type) ?? it.Type;
        var name = type.DeclaringType is { } outer ? Joined(outer.Name, plain) : plain;
        return named.GetOrAdd(name, type) == type
            ? name
            : throw new InvalidOperationException($"{type} and {named[name]} would both be described as '{name}'.");
    }

    /// <summary><c>ConsentReport.Report</c> is the <c>ConsentReport</c>.</summary>
    private static string Joined(string outer, string name) =>
        outer.EndsWith(name, StringComparison.Ordinal) ? outer : outer + name;
}
