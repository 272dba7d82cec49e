using BackpropGen.Generator;
using BackpropGen.Generator.Ir;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>What the front end hands on obeys the rules of the intermediate representation, and can be printed.</summary>
public sealed class IntermediateTests
{
    public static TheoryData<string> Cases() => [.. SourceFile.EmbeddedIn("Cases").Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Lowered_methods_are_well_formed(string path)
    {
        List<Method> methods = Lowered(SourceFile.Embedded(path));
        Assert.NotEmpty(methods);
        foreach (Method method in methods.Where(method => method.Body is not null))
        {
            IrVerifier.Verify(method);
            Assert.Contains(method.Name, IrPrinter.Print(method), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_corpus_of_the_numeric_tests_is_well_formed()
    {
        List<Method> methods = Lowered(SourceFile.EmbeddedIn("Corpus"));
        Assert.InRange(methods.Count(method => method.Body is not null), 300, int.MaxValue);
        foreach (Method method in methods.SelectMany(method => method.Helpers.Items.Prepend(method)).Where(method => method.Body is not null))
        {
            try
            {
                IrVerifier.Verify(method);
            }
            catch (InvalidOperationException e)
            {
                Assert.Fail($"{method.Id}: {e.Message}");
            }
        }
    }

    [Fact]
    public void The_verifier_rejects_an_undeclared_variable()
    {
        Method method = Lowered(SourceFile.Embedded("Cases/Unit.cs"))[0];
        var stranger = new Variable(9999, "stranger", ScalarType.Double, VariableKind.Local);
        Block broken = new([new Assign(new Read(stranger), Constant.Of(ScalarType.Double, 1)), .. method.Body!.Statements.Items]);
        Assert.ThrowsAny<Exception>(() => IrVerifier.Verify(method with { Body = broken }));
    }

    private static List<Method> Lowered(params SourceFile[] files) =>
        [.. GeneratorHost.Run(files).Result.TrackedSteps[TrackingNames.Lower].SelectMany(step => step.Outputs).Select(output => output.Value).OfType<Method>()];
}
