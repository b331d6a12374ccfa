namespace JourneyEngine.Settings;

/// <summary>Settings have values that cannot be used; the message has a line for each, and no secret.</summary>
public sealed class WrongSettingsException(IReadOnlyList<string> wrong)
    : Exception(string.Join(Environment.NewLine, wrong));
