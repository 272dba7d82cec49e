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
        var body = new BodyContext(source, signature, session, refusals);
        if (source.Model.GetOperation(source.Syntax, session.Cancellation) is not IMethodBodyOperation operation
            || (operation.BlockBody ?? operation.ExpressionBody) is not { } block)
        {
            refusals.AddSilently();
            return signature;
        }

        new StatementLowering(body, block).LowerAll(block);
        var effects = new Effects(body.Output, body.Storage);
        CheckLoops(body, effects);
        CheckStructs(body, effects);
        // The compiler reports a missing result.
        if (signature.ReturnType is not null && body.Output.LastOrDefault() is not Return)
            refusals.AddSilently();
        if (refusals.Any)
            return signature;

        Method method = signature with
        {
            Body = new Block(body.Output),
            Parameters = signature.Parameters.Select(parameter => parameter with { IsWritten = parameter.IsByReference || parameter.Leaves.Any(leaf => effects.Writes(leaf.Variable)) }).ToList(),
            ReservedNames = body.TakenNames.Except(signature.GeneratedNames.Except(signature.ReservedNames))
                .OrderBy(name => name, StringComparer.Ordinal).ToList(),
        };
        foreach ((Statement at, Leaf lost) in NoGradientFlow.Losses(method, body.Storage))
            refusals.Add(Descriptors.GradientLost, body.OriginOf(at) ?? source.Syntax, lost.Variable.Name);
        return method;
    }

    /// <summary>
    /// The backward pass has the caller's struct, not the copy whose members were assigned, and its gradient has no place for a member that
    /// changes in between: such a struct cannot be passed on as a whole.
    /// </summary>
    private static void CheckStructs(BodyContext body, Effects effects)
    {
        foreach (Invoke call in Tree.All(body.Output).OfType<Invoke>())
        {
            for (int i = 0; i < call.Arguments.Count; i++)
            {
                if (call.Arguments[i] is not Read { Variable: { Type: StructType } whole })
                    continue;
                Parameter parameter = body.Signature.Parameters.Items.First(candidate => candidate.Variable == whole);
                if (parameter.Leaves.Items.FirstOrDefault(leaf => effects.Assigns(leaf.Variable)) is { } assigned)
                    body.Refusals.Add(
                        Descriptors.Argument, body.OriginOf(call) ?? body.Source.Syntax, call.Callee.Parameters[i].Name,
                        $"'{assigned.Variable.Name}' is assigned in this method, and then the struct cannot be passed on; use a local instead");
            }
        }
    }

    private static void CheckLoops(BodyContext body, Effects wholeMethod)
    {
        foreach ((For loop, SyntaxNode limit, SyntaxNode step) in body.Loops)
        {
            var inside = new Effects(loop.Body.Statements, body.Storage);
            Check(loop.Limit, limit, inside);
            Check(loop.Step, step, inside);
        }

        void Check(Expr bound, SyntaxNode at, Effects inside)
        {
            // The backward pass evaluates the bounds again, so that elements in them must keep their values to the end.
            Variable? changed = inside.Changed(bound)
                ?? Tree.All(bound).OfType<Element>().Select(element => Tree.BufferVariable(element.Buffer))
                    .FirstOrDefault(buffer => wholeMethod.Writes(body.Storage.RootOf(buffer)));
            if (changed is not null)
                body.Refusals.Add(Descriptors.LoopBoundChanges, at, changed.Name);
        }
    }
}
