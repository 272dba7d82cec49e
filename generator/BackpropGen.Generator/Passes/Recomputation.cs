using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes.Reversal;

namespace BackpropGen.Generator.Passes;

/// <summary>
/// A method marked [Recompute]: Forward keeps the old values of what is overwritten, and Backward makes both passes from them.
/// </summary>
internal sealed class Recomputation
{
    private readonly Method method;
    private readonly Parameter[] saved;
    private readonly Symbols symbols;
    private readonly bool isCalled;

    public Recomputation(Method method)
    {
        this.method = method;
        symbols = new Symbols(method);
        saved = method.Parameters.Where(p => !p.IsShared && p.IsWritten && p.Passing != Passing.Out).ToArray();
        if (method.CompositeResult.Length > 0)
            throw new UnsupportedException("it is marked [Recompute] and returns a struct: return numbers by out parameters, or remove the attribute");
        if (Tree.All(method.Body!.Statements).OfType<Invoke>().FirstOrDefault(call => call.Callee.HasEffects) is { } call)
        {
            throw new UnsupportedException(
                $"it is marked [Recompute], and Backward would repeat what '{call.Callee.Name}' tells: leave that out, or remove the attribute");
        }
        foreach (Parameter parameter in method.Parameters)
        {
            bool isState = parameter.IsShared && parameter.Leaves.Any(leaf => leaf is { IsUsed: true, IsSteady: false });
            bool isWhole = parameter.IsWritten && (parameter.IsStruct || parameter.Variable.Type is BufferType { Kind: BufferKind.Array });
            if (isState || isWhole)
            {
                throw new UnsupportedException(
                    $"it is marked [Recompute], and the old values of '{parameter.Name}', which it writes, cannot be kept: pass what changes as spans, or remove the attribute");
            }
        }
        // A method that allocates computes its value on the tape.
        isCalled = !method.IsHelper && !Tree.All(method.Body!.Statements).Any(statement => statement is Allocate or Invoke { Callee.OwnsStorage: true });
    }

    public static string AgainName(Method method) => method.Stem + "Recomputed";

    public static string ValueName(Method method) => method.Stem + "Value";

    /// <summary>Whether Forward needs a method for the value alone, other than the user's own.</summary>
    public bool HasValue => !isCalled;

    public EquatableArray<string> Kept => saved.Select(p => p.Variable.Name).ToList();

    public EquatableArray<int> TapeSizeParameters => Enumerable.Range(0, method.Parameters.Count)
        .Where(i => saved.Contains(method.Parameters[i]) && method.Parameters[i].Variable.Type is BufferType).ToList();

    public Block TapeSize => new([new Return(saved.Select(Size).OfType<Expr>().Aggregate(Passes.TapeSize.OfRecord(method, saved.Length), (sum, size) => sum + size))]);

    public Block Forward(Func<FrameKind, Block, Checks> check)
    {
        var body = new List<Statement> { new OpenFrame(FrameKind.Forward, method.Id, saved.Length, ArgumentChecks.Notes(method)) { IsTapeOptional = method.IsTapeOptional }, check(FrameKind.Forward, ArgumentChecks.Forward(method)), new Gap() };
        for (int slot = 0; slot < saved.Length; slot++)
        {
            Variable variable = saved[slot].Variable;
            string element = variable.Element.Keyword;
            if (variable.Type is ScalarType)
            {
                body.Add(new Run(new RuntimeCall("frame.Save", null, [Constant.Int(slot), new Read(variable)])));
                continue;
            }
            Variable before = symbols.New(Names.Of(variable) + "Before", new BufferType(variable.Element, BufferKind.Span));
            body.Add(new Declare(before, new RuntimeCall($"frame.Push<{element}>", before.Type, [Constant.Int(slot), new Length(new Read(variable))])));
            body.Add(new Copy(new Read(variable), new Read(before)));
        }
        var call = new RuntimeCall((isCalled ? method.Name : ValueName(method)) + method.TypeParameters, method.ReturnType, [.. Arguments(), .. isCalled ? Array.Empty<Expr>() : [Verbatim.Tape]]) { IsOfUser = true };
        Variable? result = method.ReturnType is { } type ? symbols.New("result", type) : null;
        body.Add(result is null ? new Run(call) : new Declare(result, call));
        body.Add(Members.Complete);
        if (result is not null)
            body.Add(new Return(new Read(result)));
        return new Block(body);
    }

    public Block Backward(Func<FrameKind, Block, Checks> check)
    {
        var body = new List<Statement> { new OpenFrame(FrameKind.Backward, method.Id, saved.Length), check(FrameKind.Backward, ArgumentChecks.Backward(method)), new Gap() };
        for (int slot = 0; slot < saved.Length; slot++)
        {
            // The record itself is overwritten this time: nobody else wants it.
            Variable variable = saved[slot].Variable;
            string read = variable.Type is ScalarType ? "frame.Load" : "frame.Read";
            IrType type = variable.Type is ScalarType ? variable.Type : new BufferType(variable.Element, BufferKind.Span);
            body.Add(new Declare(variable with { Type = type, Kind = VariableKind.Local }, new RuntimeCall($"{read}<{variable.Element.Keyword}>", type, [Constant.Int(slot)])));
        }
        IEnumerable<Expr> values = method.Parameters.Where(p => !p.IsThis).Select(p => Argument(p, p.Passing == Passing.Out ? $"out {p.TypeName} " : p.Modifier));
        IEnumerable<Expr> seed = method.ReturnType is { IsFloating: true } ? [new Verbatim(method.ResultCotangentName)] : [];
        IEnumerable<Expr> gradients = method.Parameters.Where(p => p.HasGradient).Select(p => (Expr)new Verbatim(
            (p.IsStruct ? p.GradientModifier : p.Variable.Type is ScalarType && p.GradientIsReference ? "ref " : "") + p.GradientName));
        body.Add(new Run(new RuntimeCall(AgainName(method) + method.TypeParameters, null, [.. values, Verbatim.Tape, .. seed, .. gradients]) { IsOfUser = true }));
        body.Add(Members.Complete);
        return new Block(body);
    }

    private IEnumerable<Expr> Arguments() => method.Parameters.Where(p => !p.IsThis).Select(p => Argument(p, p.Modifier));

    private static Expr Argument(Parameter parameter, string modifier) => new Verbatim(modifier + parameter.Name);

    private static Expr? Size(Parameter parameter) => parameter.Variable.Type is ScalarType scalar
        ? Passes.TapeSize.OfSaved(scalar) : Passes.TapeSize.Of(parameter.Variable.Element, new Length(new Read(parameter.Variable)));
}
