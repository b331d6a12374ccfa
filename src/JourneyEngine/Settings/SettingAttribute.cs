using System.Reflection;

namespace JourneyEngine.Settings;

/// <summary>Makes a property a setting, and is the one place that tells of it: the table in the docs is made from
/// these.</summary>
/// <remarks>See <c>ops/runbooks/settings.md</c>. What its type does not rule out, validation attributes beside it
/// do.</remarks>
/// <param name="name">As the environment, <c>appsettings.json</c> and the command line spell it, such as
/// <c>JOURNEY_URL</c>.</param>
/// <param name="purpose">What it is for, in one line.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string name, string purpose) : Attribute
{
    public string Name => name;

    public string Purpose => purpose;

    /// <summary>Which values are right, with an example: completes "it takes ...".</summary>
    public required string Takes { get; init; }

    /// <summary>What holds while it is not given; null if the property's own default says it.</summary>
    public string? Absent { get; init; }

    /// <summary>Whether its value is never shown: it is a secret, or may hold one.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Which programs read it.</summary>
    public string ReadBy { get; init; } = "host";

    /// <summary>The settings that an options class has, with those it inherits.</summary>
    public static IEnumerable<(PropertyInfo Property, SettingAttribute Setting)> In(Type options) =>
        from property in options.GetProperties()
        let setting = property.GetCustomAttribute<SettingAttribute>(inherit: true)
        where setting is not null
        select (property, setting);

    /// <summary>Says in one sentence that a value cannot be used, and what is right.</summary>
    internal string Refuse(string value) => $"{Name} is {(IsSecret ? "not right" : $"'{value}'")}: it takes {Takes}.";
}
