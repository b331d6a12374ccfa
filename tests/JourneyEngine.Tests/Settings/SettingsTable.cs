using System.Globalization;
using System.Reflection;
using JourneyEngine.Settings;

namespace JourneyEngine.Tests.Settings;

/// <summary>All settings of all programs as a table in Markdown, made from their classes.</summary>
internal static class SettingsTable
{
    private static readonly string[] Head =
    [
        "| setting | what for | takes | where absent | secret | read by |",
        "|---|---|---|---|---|---|",
    ];

    public static string[] Lines() => [.. Head, .. Rows().Distinct()];

    public static HashSet<string> Names() => [.. All().Select(it => it.Setting.Name)];

    public static IEnumerable<(object Options, PropertyInfo Property, SettingAttribute Setting)> All() =>
        from file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
        let name = Path.GetFileNameWithoutExtension(file)
        where name == "journey" || name.StartsWith("JourneyEngine", StringComparison.Ordinal)
        from type in Assembly.Load(name).GetTypes()
        where !type.IsAbstract && SettingAttribute.In(type).Any()
        let options = Activator.CreateInstance(type)
        from it in SettingAttribute.In(type)
        select (options, it.Property, it.Setting);

    private static IEnumerable<string> Rows() =>
        from it in All()
        orderby it.Setting.Name
        let absent = it.Setting.Absent ?? $"`{Written(it.Property.GetValue(it.Options))}`"
        let secret = it.Setting.IsSecret ? "yes" : ""
        select $"| `{it.Setting.Name}` | {it.Setting.Purpose} | {it.Setting.Takes} | {absent} | {secret} | {it.Setting.ReadBy} |".Replace(
            "<",
            "&lt;",
            StringComparison.Ordinal
        );

    private static string Written(object? value) =>
        value is bool truth ? (truth ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
