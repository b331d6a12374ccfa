using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions.Persons;

/// <summary>A visitor as reports count one: a person over all devices that are recognised as the person's, or a
/// pseudonym by itself.</summary>
/// <param name="Devices">How many pseudonyms there were visits under.</param>
/// <param name="IsShared">Whether it is a device of several persons, and so joins nobody.</param>
public readonly record struct CountedVisitor(Journey Journey, int Devices = 1, bool IsShared = false);
