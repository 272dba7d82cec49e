using System.CommandLine;
using BackpropGen.Fuzz.Running;

var programs = new Option<int>("--programs") { Description = "How many programs.", DefaultValueFactory = _ => 1000 };
var seed = new Option<int>("--seed") { Description = "Which programs.", DefaultValueFactory = _ => 1 };
var batch = new Option<int>("--batch") { Description = "How many are compiled together.", DefaultValueFactory = _ => 100 };
var command = new RootCommand("Random forward methods, their generated gradients against dual numbers.") { programs, seed, batch };
command.SetAction(result =>
{
    var run = new FuzzRun(result.GetValue(programs), result.GetValue(seed), result.GetValue(batch), Console.Out);
    run.Run(shrink: true);
    return run.Faults.Count == 0 ? 0 : 1;
});
return command.Parse(args).Invoke();
