namespace JourneyEngine.Dashboard.Wording;

internal static class EnglishEditWords
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["edit.name"] = "Name",
        ["edit.draft"] = "Definition (JSON)",
        ["edit.help"] = "The same text as the API takes; examples are at",
        ["edit.preview"] = "Preview on the past",
        ["edit.save"] = "Save as the next version",
        ["edit.saved"] = "Saved. It holds from now on, and for reports for the whole history.",
        ["edit.admin"] = "Saving takes the role admin. The address of this page holds the draft: send it to somebody who has it.",
        ["editfunnel.title"] = "Edit a funnel",
        ["editfunnel.lead"] = "Change the stages, see what the past would have looked like, then save. Nothing changes before you save.",
        ["whatif.tile"] = "With this funnel, the past would have been",
        ["whatif.stages"] = "Visitors by furthest stage",
        ["whatif.visits"] = "Conversion by visit number",
        ["whatif.now"] = "As it is",
        ["whatif.then"] = "With the draft",
        ["whatif.rate"] = "Rate: {0}",
        ["whatif.summary"] = "With the draft {0} of {1} visitors would have converted; as it is, {2}.",
        ["definition.whatif"] = "Every visitor's interactions, folded anew under both definitions. At risk at visit k: visitors who reached visit k and had not converted before.",
        ["editslot.title"] = "Edit a slot",
        ["editslot.lead"] = "Name a slot, change its contents or policy, see what it would have earned on the decisions that were made, then save.",
        ["estimate.tile"] = "With this slot, visitors would have accepted",
        ["estimate.visits"] = "By visit number (1, 2, 3, 4 to 6, 7 and more)",
        ["estimate.stages"] = "By stage",
        ["estimate.decisions"] = "Decisions",
        ["estimate.logged"] = "As it was",
        ["estimate.would"] = "Estimate",
        ["estimate.summary"] = "Estimated {0} ({1}) accepted; {2} were, of {3} decisions.",
        ["definition.estimate"] = "Doubly robust estimate from the logged propensities, with a 95% bootstrap interval: acceptances a decision. The holdout is left out.",
    };
}
