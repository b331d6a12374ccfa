using System.CommandLine;
using JourneyEngine.Exam;
using JourneyEngine.Exam.Parts;

var names = Part.All.Select(it => it.Name).ToArray();
var only = new Option<string[]>("--only")
{
    Description = $"Some parts only: {string.Join(", ", names)}.",
    AllowMultipleArgumentsPerToken = true,
};
only.AcceptOnlyFromAmong(names);
var share = new Option<double>("--share")
{
    Description = "How much of the whole exam, of 1: 0.02 is a look of a few minutes.",
    DefaultValueFactory = _ => 1,
};
share.Validators.Add(it =>
{
    if (it.GetValue(share) is not (> 0 and <= 1))
        it.AddError("--share takes a number above 0 and up to 1, such as 0.1.");
});
var seed = new Option<int>("--seed") { Description = "Of all that is drawn.", DefaultValueFactory = _ => 1 };
var before = new Option<string?>("--before") { Description = "Folder with the programs of a version before this one." };
var exam = new RootCommand("Harms an engine of its own in many ways, and asks after each what must always be true.")
{
    only,
    share,
    seed,
    before,
};
exam.SetAction(async parsed =>
{
    var extent = new Extent(parsed.GetValue(share), parsed.GetValue(seed), parsed.GetValue(before));
    var chosen = parsed.GetValue(only) is { Length: > 0 } some
        ? Part.All.Where(it => some.Contains(it.Name))
        : Part.All;
    return await Table.Of(chosen.ToList(), extent) ? 0 : 1;
});
return await exam.Parse(args).InvokeAsync();
