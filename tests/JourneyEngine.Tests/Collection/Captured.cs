using System.Text.Json.Nodes;

namespace JourneyEngine.Tests.Collection;

/// <summary>Requests that official SDKs really made; they lie beside a checkout of the project, or where JOURNEY_SHARED says.</summary>
internal static class Captured
{
    public static List<JsonObject> Posts(string client)
    {
        var file = Folder() is { } folder ? Path.Combine(folder, "clients", client + ".jsonl") : null;
        Skip.IfNot(File.Exists(file), $"The captured requests shared/clients/{client}.jsonl are not beside this checkout.");
        return [.. File.ReadLines(file!).Select(line => JsonNode.Parse(line)!.AsObject()).Where(it => (string?)it["method"] == "POST")];
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("JOURNEY_SHARED") is { Length: > 0 } given)
            return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "shared", "clients")))
                return Path.Combine(folder.FullName, "shared");
        }

        return null;
    }
}
