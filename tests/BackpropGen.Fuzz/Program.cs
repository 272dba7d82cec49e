using System.CommandLine;
using BackpropGen.Fuzz.Mutations;
using BackpropGen.Fuzz.Running;

var programs = new Option<int>("--programs") { Description = "How many programs.", DefaultValueFactory = _ => 1000 };
var seed = new Option<int>("--seed") { Description = "Which programs.", DefaultValueFactory = _ => 1 };
var first = new Option<int>("--first") { Description = "The number of the first one.", DefaultValueFactory = _ => 0 };
var batch = new Option<int>("--batch") { Description = "How many are compiled together.", DefaultValueFactory = _ => 200 };
var command = new RootCommand("Random forward methods, their generated gradients against dual numbers.") { programs, seed, first, batch };
command.SetAction(result =>
{
    var run = new FuzzRun(result.GetValue(programs), result.GetValue(seed), result.GetValue(batch), Console.Out) { First = result.GetValue(first) };
    run.Run(shrink: true);
    return run.Faults.Count == 0 ? 0 : 1;
});
var mutations = new Command("mutations", "Breaks the generator in many ways and shows that each is noticed.");
var only = new Option<int?>("--only") { Description = "The number of a single one." };
mutations.Add(only);
mutations.SetAction(result =>
{
    if (result.GetValue(only) is not { } number)
        return MutationCheck.Run(Console.Out) == 0 ? 0 : 1;
    // The generator as it is has nothing to be noticed.
    return MutationCheck.RunOne(number, Console.Out) == number >= 0 ? 0 : 1;
});
command.Add(mutations);
return command.Parse(args).Invoke();
