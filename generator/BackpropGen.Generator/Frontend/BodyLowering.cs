using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

/// <summary>A method's body, and the checks that need the whole of it.</summary>
internal static class BodyLowering
{
    public static Method Lower(MethodSource source, Method signature, LoweringSession session, Refusals refusals)
    {
        // That a method exchanges the rows of a parameter, or writes to an array that it passes on, is found out on the way, and matters from
        // the beginning.
        IReadOnlyCollection<Variable> exchanged = [];
        HashSet<string> inlined = [];
        while (true)
        {
            var attempt = new Refusals();
            var body = new BodyContext(source, signature, session, attempt, exchanged, inlined);
            Method method = Lower(source, signature, session, body);
            List<string> found = WantingOldArrays(method, body).Concat(Telling(method)).Where(id => !inlined.Contains(id)).ToList();
            if (body.Rows.Exchanged.Count == exchanged.Count && found.Count == 0)
            {
                refusals.AddAll(attempt);
                return method;
            }
            exchanged = body.Rows.Exchanged;
            inlined.UnionWith(found);
        }
    }

    /// <summary>
    /// The called methods whose backward methods want an array, or structs, as they were or for their length, which this method writes to: its own
    /// backward method is not given them, and what is kept of them is spans of numbers, so that their bodies have to stand in for the calls.
    /// </summary>
    private static IEnumerable<string> WantingOldArrays(Method method, BodyContext body)
    {
        List<Invoke> calls = [.. Tree.All(method.Body?.Statements ?? []).OfType<Invoke>().Where(call => call.Callee.Custom is null)];
        if (calls.Count == 0)
            return [];
        var effects = new Effects(method.Body!.Statements, body.Storage);
        return calls.Where(call => call.Arguments.Where((argument, i) =>
                call.Callee.Parameters[i] is { IsPassedBackward: true } called && (called.Variable.Type is BufferType { Kind: BufferKind.Array } || called.Structs is not null)
                && body.Storage.RootsOf(argument).Any(root => effects.Writes(root) && (call.Callee.ReadBackward[i] || root.Kind == VariableKind.Parameter || called.Structs is not null))).Any())
            .Select(call => call.Callee.Id);
    }

    /// <summary>
    /// The called methods that write or log, where Backward calls them again: what it must not repeat is left out of their bodies, which
    /// stand in for the calls.
    /// </summary>
    private static IEnumerable<string> Telling(Method method) => method.IsRecomputed
        ? Tree.All(method.Body?.Statements ?? []).OfType<Invoke>().Select(call => call.Callee)
            .Where(callee => callee is { HasEffects: true, Custom: null }).Select(callee => callee.Id)
        : [];

    private static Method Lower(MethodSource source, Method signature, LoweringSession session, BodyContext body)
    {
        Refusals refusals = body.Refusals;
        body.Rows.Begin(source.Syntax);
        if (!LowerBlock(source, body, session))
        {
            refusals.AddSilently();
            return signature;
        }

        List<Statement> structured = ControlFlow.Structure.Of(body);
        if (body.IsTooDeep)
            return signature;
        List<Statement> statements = WithRows(body, source, structured);
        statements = [.. ControlFlow.Structure.Results(body, statements), .. statements];
        var effects = new Effects(statements, body.Storage);
        CheckStructs(body, statements, effects);
        CheckSetters(body, statements);
        CheckRows(body, statements);
        if (statements.Find(statement => statement is Throw) is { } thrown)
            refusals.Add(Descriptors.Statement, body.OriginOf(thrown) ?? source.Syntax, "A throw that always happens", "return a value on some way");
        // The compiler reports a missing result.
        if (signature.ResultName != "void" && statements.LastOrDefault() is not Return)
            refusals.AddSilently();
        if (refusals.Any)
            return signature;

        HashSet<Variable> named = Named(signature.Parameters, statements, body.Asked);
        Method method = signature with
        {
            Body = new Block(statements),
            ShortNames = body.Enums.Select(pair => new ShortName(pair.Key, pair.Value)).ToList(),
            Parameters = signature.Parameters.Select(parameter => Used(parameter, named, effects, body.Rows.Exchanged)).ToList(),
            ReservedNames = body.TakenNames.Except(signature.GeneratedNames.Except(signature.ReservedNames))
                .OrderBy(name => name, StringComparer.Ordinal).ToList(),
        };
        foreach ((Statement at, Leaf lost) in NoGradientFlow.Losses(method, body.Storage))
            refusals.Add(Descriptors.GradientLost, body.OriginOf(at) ?? source.Syntax, lost.Variable.Name);
        return method;
    }

    /// <summary>At the end the rows of parameters change places; what is returned was computed before.</summary>
    private static List<Statement> WithRows(BodyContext body, MethodSource source, List<Statement> statements)
    {
        if (body.Rows.Exchanged.Count == 0)
            return statements;
        Return? last = statements.LastOrDefault() as Return;
        Block end = body.Nested(() =>
        {
            Expr? value = last?.Value is { } returned ? new Values.ValueLocals(body).Named("result", returned, source.Syntax) : null;
            body.Rows.End(source.Syntax);
            if (last is not null)
                body.Emit(last with { Value = value }, source.Syntax);
        });
        return [.. last is null ? statements : statements.Take(statements.Count - 1), .. end.Statements];
    }

    /// <summary>The statements of the method, or those of the methods that it stands for; false where there are none.</summary>
    private static bool LowerBlock(MethodSource source, BodyContext body, LoweringSession session)
    {
        if (Calls.Hierarchy.IsVirtual(source.Symbol) && new ExpressionLowering(body).DispatchOwn())
            return true;
        if (Nesting.TooDeep(source.Syntax) is { } deepest)
        {
            body.Refusals.Add(Descriptors.TooDeep, deepest, "This is nested", LanguageSubset.MaximumDepth);
            return false;
        }
        if (source.Model.GetOperation(source.Syntax, session.Cancellation) is not IMethodBodyOperation operation
            || (operation.BlockBody ?? operation.ExpressionBody) is not { } block)
            return false;
        CopyAssigned(body, block);
        new StatementLowering(body, block, source.Symbol.ReturnsVoid ? null : source.Symbol.ReturnType).LowerMethod(block);
        return true;
    }

    /// <summary>
    /// The backward pass has the caller's struct, not the copy whose members were assigned, and its gradient has no place for a member that
    /// changes in between: such a struct cannot be passed on as a whole.
    /// </summary>
    private static void CheckStructs(BodyContext body, List<Statement> statements, Effects effects)
    {
        foreach (Invoke call in Tree.All(statements).OfType<Invoke>())
        {
            for (int i = 0; i < call.Arguments.Count; i++)
            {
                if (call.Arguments[i] is not Read { Variable: { Type: StructType } whole })
                    continue;
                Parameter parameter = Objects.Find(body.Signature.Parameters, whole).Parameter;
                if (!parameter.IsShared && parameter.Leaves.Items.FirstOrDefault(leaf => effects.Assigns(leaf.Variable)) is { } assigned)
                    body.Refusals.Add(
                        Descriptors.Argument, body.OriginOf(call) ?? body.Source.Syntax, call.Callee.Parameters[i].Name,
                        $"'{assigned.Variable.Name}' is assigned in this method, and then the struct cannot be passed on; use a local instead");
            }
        }
    }

    /// <summary>Generated code cannot assign what another type alone can set: a method of that type which is marked can.</summary>
    private static void CheckSetters(BodyContext body, List<Statement> statements)
    {
        Leaf[] hidden = body.Signature.Parameters.Where(parameter => parameter.IsShared).SelectMany(parameter => parameter.Leaves.Items)
            .Where(leaf => leaf.Access is not (LeafAccess.Variable or LeafAccess.Property) && leaf.Variable.Type is ScalarType).ToArray();
        foreach (Assign assign in hidden.Length == 0 ? [] : Tree.All(statements).OfType<Assign>())
        {
            if (assign.Target is Read { Variable: var target } && Array.Find(hidden, leaf => leaf.Variable == target) is { } leaf)
                body.Refusals.Add(
                    Descriptors.Member, body.OriginOf(assign) ?? body.Source.Syntax, HiddenIn(body, leaf), leaf.Variable.Name,
                    "has no setter within reach of the marked method, or is a part of what a property gives, which is a copy: give it a setter, make the property a field, or mark the method [Differentiable] that sets it");
        }
    }

    private static HiddenMember? HiddenIn(BodyContext body, Leaf leaf)
    {
        int position = body.Signature.Parameters.Items.ToList().FindIndex(parameter => parameter.Leaves.Any(other => other == leaf));
        IEnumerable<ITypeSymbol> types = body.Source.Symbol.Parameters.Select(parameter => parameter.Type);
        return HiddenMember.Of((body.Source.Symbol.IsStatic ? types : types.Prepend(body.Source.Symbol.ContainingType)).ElementAt(position), leaf.Path);
    }

    /// <summary>
    /// Where the rows of an array change places in a called method, the rows that have names here would be others. Where they change places
    /// here, a called method would not find them in their places.
    /// </summary>
    private static void CheckRows(BodyContext body, List<Statement> statements)
    {
        List<Invoke> calls = [.. Tree.All(statements).OfType<Invoke>()];
        if (calls.Count == 0)
            return;
        HashSet<Variable> named = [.. Tree.All(statements).OfType<Declare>().Where(view => view.Value is { Type: BufferType } value && Tree.All(value).Any(part => part is Row))
            .SelectMany(view => body.Storage.RootsOf(view.Variable))];
        foreach (Invoke call in calls)
        {
            for (int i = 0; i < call.Arguments.Count; i++)
            {
                Parameter called = call.Callee.Parameters[i];
                IEnumerable<(Variable Own, Leaf Called)> pairs = call.Arguments[i] is Read { Variable: { Type: BufferType { IsJagged: true } } rows }
                    ? [(rows, called.Leaves[0])] : body.Storage.Pairs(call.Arguments[i], called).Select(pair => (pair.Own.Variable, pair.Called));
                foreach ((Variable own, Leaf leaf) in pairs)
                {
                    string? reason = body.Rows.Exchanged.Contains(own) ? $"the rows of '{own.Name}' change places in this method: let the called method exchange them, or make it a helper without the attribute"
                        : leaf.IsExchanged && named.Contains(own) ? $"it exchanges the rows of '{own.Name}', and a row has a name here: write '{own.Name}[i]' wherever it is used" : null;
                    if (reason is not null)
                        body.Refusals.Add(Descriptors.Argument, body.OriginOf(call) ?? body.Source.Syntax, called.Name, reason);
                }
            }
        }
    }

    /// <summary>A struct parameter of which the method changes members that only a constructor can set: the method has a copy, part by part.</summary>
    private static void CopyAssigned(BodyContext body, IBlockOperation block)
    {
        foreach (Microsoft.CodeAnalysis.IParameterSymbol symbol in body.Source.Symbol.Parameters)
        {
            Parameter parameter = body.Signature.Parameters[symbol.Ordinal + body.FirstParameter];
            bool isFixed = parameter is { IsStruct: true, IsShared: false } && parameter.Leaves.Any(leaf => leaf.Access != LeafAccess.Variable);
            var binding = new Inlining.ArgumentBinding(body, body.Source.Syntax);
            if (isFixed && Inlining.Assignments.Change(block, symbol) && Values.ParameterValue.Of(parameter, symbol.Type, body) is { } value)
                body.Bind(symbol, binding.Copy(symbol.Name, value));
        }
    }

    /// <summary>What the body names, itself or through the methods that it calls.</summary>
    private static HashSet<Variable> Named(EquatableArray<Parameter> all, List<Statement> statements, IEnumerable<Variable> asked)
    {
        HashSet<Variable> named = [.. Tree.Named(statements), .. asked];
        foreach (Invoke call in Tree.All(statements).OfType<Invoke>())
        {
            named.UnionWith(call.Arguments.Items.SelectMany((argument, i) => Objects.Pairs(all, argument, call.Callee.Parameters[i])).Select(pair => pair.Own.Variable));
            named.UnionWith(call.Arguments.Items.SelectMany((argument, i) => Objects.Asked(all, argument, call.Callee.Parameters[i])));
        }
        return named;
    }

    /// <summary>A parameter with what the body does to it.</summary>
    private static Parameter Used(Parameter parameter, HashSet<Variable> named, Effects effects, HashSet<Variable> exchanged)
    {
        Part Asked(Part part) => part with { IsUsed = part.Classes.Count > 0 && named.Contains(part.Variable) };
        parameter = parameter with { Parts = parameter.Parts.Select(Asked).ToList(), Whole = Asked(parameter.Whole) };
        parameter = parameter with { Leaves = parameter.Leaves.Select(leaf => leaf with { IsExchanged = exchanged.Contains(leaf.Variable) }).ToList() };
        if (!parameter.IsShared)
            return parameter with { IsWritten = parameter.IsByReference || parameter.Leaves.Any(leaf => effects.Writes(leaf.Variable)) };
        List<Leaf> leaves = parameter.Leaves.Select(leaf => leaf with
        {
            IsUsed = named.Contains(leaf.Variable),
            IsWritten = effects.Writes(leaf.Variable) || effects.Assigns(leaf.Variable),
        }).ToList();
        return parameter with { Leaves = leaves, IsWritten = leaves.Exists(leaf => leaf.IsWritten) };
    }
}
