using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace JourneyEngine.Settings;

/// <summary>Reads options classes from configuration, and gathers what is wrong with all of them, to tell it at
/// once.</summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private const string Prefix = "JOURNEY_";

    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _wrong = [];

    /// <summary>For programs that have no other configuration.</summary>
    public static SettingsReader OfEnvironment() => new(new ConfigurationBuilder().AddEnvironmentVariables().Build());

    /// <summary>An empty value counts as none, and a wrong one too: see <see cref="Require"/>.</summary>
    public T Read<T>()
        where T : new()
    {
        var (settings, wrongBefore) = (new T(), _wrong.Count);
        foreach (var (property, setting) in SettingAttribute.In(typeof(T)))
        {
            _known.Add(setting.Name);
            if (configuration[setting.Name] is not { Length: > 0 } text)
                continue;
            if (TryRead(property, setting.Name, out var value))
                property.SetValue(settings, value);
            else
                _wrong.Add(setting.Refuse(text));
        }

        if (settings is IValidatableObject whole && _wrong.Count == wrongBefore)
            _wrong.AddRange(whole.Validate(new ValidationContext(whole)).Select(it => it.ErrorMessage!));
        return settings;
    }

    /// <exception cref="WrongSettingsException">A value that was read cannot be used.</exception>
    public void Require()
    {
        if (_wrong.Count > 0)
            throw new WrongSettingsException(_wrong);
    }

    /// <summary>Warnings of names that begin as settings do, but that none of the classes read so far has.</summary>
    /// <remarks>They stop nothing: Kubernetes makes variables of such names from a service that is called
    /// journey.</remarks>
    public IEnumerable<string> Unknown() =>
        from entry in configuration.AsEnumerable()
        let name = entry.Key
        where
            name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !name.Contains(':') && !_known.Contains(name)
        orderby name
        let nearest = _known.MinBy(it => (EditDistance.Between(name, it), it))
        select $"{name} is no setting and changes nothing; the nearest that there is: {nearest}.";

    private bool TryRead(PropertyInfo property, string name, out object? value)
    {
        try
        {
            var read = value = configuration.GetValue(property.PropertyType, name);
            return property.GetCustomAttributes<ValidationAttribute>(inherit: true).All(it => it.IsValid(read));
        }
        catch (InvalidOperationException)
        {
            value = null;
            return false;
        }
    }
}
