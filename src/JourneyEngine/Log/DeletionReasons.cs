namespace JourneyEngine.Log;

/// <summary>Why a fact was deleted, as <see cref="Contracts.FactForgotten"/> keeps it in its place.</summary>
public static class DeletionReasons
{
    public const string Visitor = "visitor";
    public const string Retention = "retention";

    /// <summary>A link was undone. It was part of no journey, so nothing is missing for it.</summary>
    public const string Unlinked = "unlinked";
}
