using System.Numerics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>The generator's own bodies for the members of System.Numerics' vectors.</summary>
public sealed class VectorLibraryTests
{
    private static readonly Dictionary<string, string> Operators = new()
    {
        ["Add"] = "op_Addition",
        ["Subtract"] = "op_Subtraction",
        ["Multiply"] = "op_Multiply",
        ["Divide"] = "op_Division",
        ["Negate"] = "op_UnaryNegation",
        ["Equal"] = "op_Equality",
        ["NotEqual"] = "op_Inequality",
    };

    public static TheoryData<string> Bodies
    {
        get
        {
            using var reader = new StreamReader(typeof(Generator.DifferentiableGenerator).Assembly.GetManifestResourceStream("Vectors.cs")!);
            return [.. CSharpSyntaxTree.ParseText(reader.ReadToEnd()).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
                .Select(method => $"{((ClassDeclarationSyntax)method.Parent!).Identifier.Text[..^"Source".Length]} {method.Identifier.Text}({string.Join(", ", method.ParameterList.Parameters.Select(parameter => parameter.Type))})")];
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Each_body_is_of_a_member_that_exists(string body)
    {
        string type = body[..body.IndexOf(' ')];
        string name = body[(type.Length + 1)..body.IndexOf('(')];
        string parameters = body[(body.IndexOf('(') + 1)..^1];
        Type vector = typeof(Vector3).Assembly.GetType("System.Numerics." + type)!;
        bool isMember = name == "New" ? vector.GetConstructors().Any(constructor => Types(constructor) == parameters)
            : vector.GetProperty(name, BindingFlags.Public | BindingFlags.Static) is not null && parameters.Length == 0
            || vector.GetMethods().Any(method => (method.Name == name || method.Name == Operators.GetValueOrDefault(name))
                && (method.IsStatic ? Types(method) : string.Join(", ", new[] { type, Types(method) }.Where(text => text.Length > 0))) == parameters);

        Assert.True(isMember, body);
    }

    [Theory]
    [InlineData("Vector3.Transform(v, Matrix4x4.Identity).X", "BPG0401", "Vector3.Transform(v, Matrix4x4.Identity)")]
    [InlineData("Vector3.Transform(v, Quaternion.Identity).X", "BPG0401", "Vector3.Transform(v, Quaternion.Identity)")]
    [InlineData("v[0]", "BPG0202", "v[0]")]
    [InlineData("Vector3.Normalize(w[0, 0]).X", "BPG0107", "Vector3[,]")]
    public void What_is_not_known_is_refused_at_its_place(string value, string id, string at)
    {
        string source = $$"""
            using System.Numerics;
            using BackpropGen;

            public static partial class Model
            {
                [Differentiable]
                public static float F(Vector3 v{{(value.Contains("w[") ? ", Vector3[,] w" : "")}}) => {{value}};
            }
            """;

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", source)).AssertCompiles();

        Diagnostic refused = run.AnalyzerDiagnostics().First();
        Assert.Equal(id, refused.Id);
        Assert.Equal(at, refused.Location.SourceTree!.GetText().ToString(refused.Location.SourceSpan));
    }

    private static string Types(MethodBase method) => string.Join(", ", method.GetParameters()
        .Select(parameter => parameter.ParameterType == typeof(float) ? "float" : parameter.ParameterType.Name));
}
