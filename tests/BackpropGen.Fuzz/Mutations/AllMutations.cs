namespace BackpropGen.Fuzz.Mutations;

/// <summary>The ways in which the mutation check breaks the generator. Each piece of source occurs exactly once in its file, which a test checks.</summary>
internal static class AllMutations
{
    private const string Propagation = "Passes/Reversal/Reversal.Propagation.cs";
    private const string Reversal = "Passes/Reversal/Reversal.cs";
    private const string Control = "Passes/Reversal/Reversal.Control.cs";
    private const string Values = "Passes/Reversal/Reversal.Values.cs";
    private const string Scopes = "Passes/Reversal/Reversal.Scopes.cs";
    private const string Scope = "Passes/Reversal/Scope.cs";
    private const string Slots = "Passes/Reversal/Reversal.Slots.cs";
    private const string Calls = "Passes/Reversal/Reversal.Calls.cs";
    private const string References = "Passes/Reversal/Reversal.References.cs";
    private const string Loops = "Passes/Reversal/Loops.cs";
    private const string Settling = "Frontend/ControlFlow/LoopSettling.cs";
    private const string Guards = "Passes/Reversal/Reversal.Guards.cs";
    private const string Certainty = "Analysis/UseCertainty.cs";
    private const string Dependence = "Analysis/Dependence.cs";
    private const string Activity = "Analysis/Activity.cs";
    private const string Rules = "Rules/MathFunctions.cs";
    private const string Results = "Passes/Reversal/Reversal.Results.cs";
    private const string Facts = "Analysis/Facts.cs";
    private const string Moving = "Frontend/Buffers/MovingBuffers.cs";
    private const string Recomputation = "Passes/Recomputation.cs";
    private const string Views = "Passes/Views.cs";
    private const string Rows = "Passes/Reversal/Reversal.Rows.cs";
    private const string TapeRows = "Passes/TapeRows.cs";
    private const string Jumps = "Frontend/ControlFlow/StructuredJumps.cs";
    private const string Chains = "Frontend/ChainLowering.cs";

    public static readonly Mutation[] List =
    [
        // The chain rule
        new("the second summand gets no cotangent", Propagation, "Propagate(left, cotangent, context);\n                Propagate(right, cotangent, context);\n                break;\n            case BinaryOperator.Subtract", "Propagate(left, cotangent, context);\n                break;\n            case BinaryOperator.Subtract"),
        new("the subtrahend's cotangent has the wrong sign", Propagation, "Propagate(right, -cotangent, context);", "Propagate(right, cotangent, context);"),
        new("a factor gets its own value", Propagation, "Propagate(left, cotangent * Need(right, context), context);", "Propagate(left, cotangent * Need(left, context), context);"),
        new("a square counts once", Propagation, "2 * cotangent * Need(left, context)", "cotangent * Need(left, context)"),
        new("the divisor's cotangent has the wrong sign", Propagation, "-cotangent * ResultOf(binary, context) / divisor", "cotangent * ResultOf(binary, context) / divisor"),
        new("the dividend's cotangent is not divided", Propagation, "Propagate(left, cotangent / divisor, context);", "Propagate(left, cotangent, context);"),
        new("a negation is forgotten", Propagation, "Propagate(negation.Operand, -cotangent, context);", "Propagate(negation.Operand, cotangent, context);"),
        new("both branches of a conditional count", Propagation, "context.Backward.Add(new If(condition, whenTrue, whenFalse));", "context.Backward.AddRange([.. whenTrue.Statements, .. whenFalse.Statements]);"),
        new("the branches of a conditional are swapped", Propagation, "new If(condition, whenTrue, whenFalse)", "new If(condition, whenFalse, whenTrue)"),

        // Rules
        new("the sine is its own derivative", Rules, "c => c.D * c.Math(\"Cos\", c.X)", "c => c.D * c.Math(\"Sin\", c.X)"),
        new("the cosine's derivative has the wrong sign", Rules, "c => -c.D * c.Math(\"Sin\", c.X)", "c => c.D * c.Math(\"Sin\", c.X)"),
        new("the hyperbolic tangent uses its argument", Rules, "Saturating(\"Tanh\", c => c.D * (1 - c.Y * c.Y)),", "Saturating(\"Tanh\", c => c.D * (1 - c.X * c.X)),"),
        new("the slope of a saturated function takes the result for the operand", Rules, "c.Vjp(function, x, c.Y, c.D)", "c.Vjp(function, c.Y, c.Y, c.D)"),
        new("the exponential has slope one", Rules, "FromResult(\"Exp\", c => c.D * c.Y)", "FromResult(\"Exp\", c => c.D)"),
        new("the operands of a maximum are swapped", Rules, "c => c.Vjp(vjp ?? function, c.A, c.B, c.D), c => c.Vjp(vjp ?? function, c.B, c.A, c.D)", "c => c.Vjp(vjp ?? function, c.B, c.A, c.D), c => c.Vjp(vjp ?? function, c.A, c.B, c.D)"),

        // What is overwritten
        new("every scalar counts as never overwritten", Dependence, "public bool MayChange(Variable scalar, Statement at) =>", "public bool MayChange(Variable scalar, Statement at) => at is null &&"),
        new("every element counts as never overwritten", Dependence, "public bool MayBeOverwritten(Region region, Statement at) =>", "public bool MayBeOverwritten(Region region, Statement at) => at is null &&"),
        new("a stored result counts as never overwritten", Dependence, "public bool MayBeOverwrittenAgain(Region region, Statement at) =>", "public bool MayBeOverwrittenAgain(Region region, Statement at) => at is null &&"),
        new("a later iteration overwrites nothing", Dependence, "if (!AreApart(earlier, later, common, level))\n                return true;", "if (!AreApart(earlier, later, common, level))\n                continue;"),
        new("an overwritten variable keeps its cotangent", Reversal, "context.Backward.Add(new Assign(place, own));", "context.Backward.Add(new Assign(place, place));"),
        new("an element read under another index is not moved away", Reversal, "if (MayReadOtherwise(assign))", "if (assign is null)"),
        new("a copied value is used after it has changed", Scope, "Kept.Remove(value);", "_ = value;"),

        // Loops and branches
        new("counted loops run forwards in the backward pass", Loops, "loop.Counter, Simplify.Of(last), loop.IsUpward ? LoopRelation.GreaterOrEqual : LoopRelation.LessOrEqual, loop.Start, loop.Step, body);", "loop.Counter, loop.Start, loop.Relation, loop.Limit, loop.Step, body);"),
        new("a loop that may be left is taken to lead to its limit", Settling, "!isSteady || (loop.Step is not Constant && MayLeave(loop.Body))", "!isSteady"),
        new("a step that is known at run time only is taken to be small and positive", Settling, "(loop.Step is not Constant || !loop.Bounds.IsStartSafe) && !MayLeave(loop.Body)", "loop.Step is null"),
        new("bounds that are computed are taken to be modest", "Frontend/ControlFlow/ModestBounds.cs", "        _ => false,\n    };", "        _ => true,\n    };"),
        new("int parameters are taken to be modest bounds", "Frontend/ControlFlow/ModestBounds.cs", "!effects.Assigns(variable) && definitions.TryGetValue(variable, out Expr value) && Is(value, isAbove)", "!effects.Assigns(variable)"),
        new("the trips of inclusive loops are those of exclusive ones", "Ir/Trips.cs", "LoopRelation.LessOrEqual => \"WhileAtMost\",", "LoopRelation.LessOrEqual => \"WhileLess\","),
        new("the first iteration is left out", Loops, "LoopRelation.Less => loop.Limit - One,\n            LoopRelation.Greater => loop.Limit + One,", "LoopRelation.Less => loop.Limit - One - One,\n            LoopRelation.Greater => loop.Limit + One,"),
        new("loops that are left early run as if they were not", Loops, "return Opposite(loop, Value(loop, count - One), body);", "return Turn(loop, body);"),
        new("one round of a while loop is not undone", Control, "LoopRelation.Greater, Constant.Int(0), Constant.Int(1), body.Backward)", "LoopRelation.Greater, Constant.Int(1), Constant.Int(1), body.Backward)"),
        new("rounds are not counted", Control, "new([new Assign(new Read(count), new Read(count) + Constant.Int(1)), .. body.Statements]);", "new([new Assign(new Read(count), Constant.Int(1)), .. body.Statements]);"),
        new("nothing is kept where a loop is left early", Control, "return [.. statements.Take(statements.Count - 1), .. saves, last];", "return [.. statements.Take(statements.Count - 1), last];"),
        new("the branches of an if are swapped", Control, "scope.Groups.Add([new If(condition, then.Backward, otherwise.Backward)]);", "scope.Groups.Add([new If(condition, otherwise.Backward, then.Backward)]);"),
        new("a jump forgets its flag", Jumps, "[new Assign(new Read(flags[jump.Label]), True), .. leave]", "[new Assign(new Read(flags[jump.Label]), False), .. leave]"),
        new("what follows a jump still runs", Jumps, "if (AlwaysJumps(branch.Then))\n            return [branch with { Then = Tail(branch.Then), Else", "if (AlwaysJumps(branch.Then))\n            return [branch with { Then = Tail(branch.Then) }, .. rest];\n        if (AlwaysJumps(branch.Then))\n            return [branch with { Then = Tail(branch.Then), Else"),

        // The tape
        new("all iterations share a slot", Slots, "index = Simplify.Of(AsWide(elements.Index(loop), isLong) * total + index);", "index = Simplify.Of(Loops.Index(loop) * Constant.Int(0) + index);"),
        new("statements are undone in their own order", Scopes, "Enumerable.Reverse(scope.Groups)", "((IEnumerable<List<Statement>>)scope.Groups)"),
        new("cotangents of local storage are not zeroed", Scopes, "return [new Declare(variable, new Read(storage)), new Fill(new Read(variable), null)];", "return [new Declare(variable, new Read(storage))];"),
        new("storage that is used again is not zeroed", Scopes, "ReplaceAllocation(scope, local, local.IsZeroed ? [view, new Fill(new Read(variable), null)] : [view]);", "ReplaceAllocation(scope, local, [view]);"),
        new("totals are not added to the gradient", Scopes, "new Assign(t.Target, t.Target + new Read(t.Total))", "new Assign(t.Target, t.Target)"),
        new("a kept scalar is taken where it is declared", Scopes, "if (!IsCounted(variable) && declared >= 0", "if (variable is not null && declared >= 0"),

        // Calls
        new("a call's result has no cotangent", Calls, "? new Read(symbols.CotangentOf(result)) : Constant.Of(type, 0));", "? Constant.Of(type, 0) : Constant.Of(type, 0));"),
        new("an argument that is an expression gets no cotangent", Calls, "Propagate(argument, new Read(cotangent), context);", "_ = (argument, cotangent);"),
        new("a call gets the values after it", Calls, "bool isOverwritten = isRead &&", "bool isOverwritten = !isRead &&"),
        new("an out argument keeps its cotangent", References, "After.Add(clear);\n            return [place];", "_ = clear;\n            return [place];"),

        // Objects of several classes
        new("what implements an interface is never overridden", "Frontend/Calls/Hierarchy.cs", ": Override(found, type);", ": found;"),
        new("a virtual call runs another class's method", "Frontend/Inlining/ExpressionLowering.Dispatch.cs", "new If(test, bodies[i], chain)", "new If(test, chain, bodies[i])"),
        new("what only some classes have is named outside of their branch", Reversal, "guarded.Contains(variable) ? guardDepth : ", ""),
        new("the gradient of what only some classes have is added for all", Scopes, "If.When(t.Guard, ", "If.When(null, "),
        new("members of one name are one", "Frontend/Values/ParameterValue.cs", "MemberPath.As(names.Write(declaring))", "MemberPath.As(names.Write(one))"),

        // Buffers that are exchanged, and those of several dimensions
        new("a view keeps the cotangents of the other buffer", Values, "new Conditional(Need(choice.Condition, context), CotangentOf(choice.WhenTrue, context), CotangentOf(choice.WhenFalse, context)),", "new Conditional(Need(choice.Condition, context), CotangentOf(choice.WhenFalse, context), CotangentOf(choice.WhenTrue, context)),"),
        new("buffers that are exchanged share nothing", Facts, "public bool MayShare(Variable a, Variable b) => a == b || RootsOf(a).Intersect(RootsOf(b)).Any();", "public bool MayShare(Variable a, Variable b) => a == b;"),
        new("what may be written through a view is not seen", Facts, "foreach (Variable root in RootsOf(region.Root))", "foreach (Variable root in RootsOf(region.Root).Take(1))"),
        new("cotangents that are exchanged share nothing", Views, " || ((storage.ContainsKey(x) || storage.ContainsKey(y)) && Roots(x).Intersect(Roots(y)).Any());", ";"),
        new("a part of a part begins at the wrong place", Moving, "slice.Start is Constant { Value: 0 } ? inner.Start : inner.Start + slice.Start;", "slice.Start;"),
        new("a view from before the loop is used in it", Moving, "        foreach (ISymbol symbol in assigned)\n        {\n            if (Find(symbol) is { } moving)\n                moving.Version++;", "        foreach (ISymbol symbol in assigned)\n        {\n            if (Find(symbol) is { } moving)\n                _ = moving;"),
        new("rows and columns are swapped", "Emit/ExprPrinter.cs", "string.Join(\", \", cell.Indices.Select(Index))", "string.Join(\", \", cell.Indices.Reverse().Select(Index))"),

        // Rows
        new("the gradients of rows keep the order of the end", Scopes, "            Undo(prologue, fused);", "            _ = fused;"),
        new("rows of gradients get their names before they are back in their places", Rows, "fused.Insert(0, undo);", "fused.Add(undo);"),
        new("the cotangents of a row are the row itself", TapeRows, "\"RowCotangents\" : \"Row\"", "\"Row\" : \"Row\""),
        new("rows have no room for their cotangents", TapeRows, "(isActive ? Active : \"frame.AppendRow\")", "(isActive ? \"frame.AppendRow\" : Active)"),
        new("what is returned is read when the rows have moved", "Frontend/BodyLowering.cs", "? new Values.ValueLocals(body).Named(\"result\", returned, source.Syntax) : null;", "? returned : null;"),
        new("parts that the same words name are one", Reversal, "Element element => facts.RootsOf(facts.RootOf(element.Buffer)),", "Element => Array.Empty<Variable>(),"),
        new("a choice among rows stays an expression", "Passes/SplitConditionals.cs", "element => !Tree.All(element.Buffer).Any(part => part is Element),", "=> true,"),
        new("a variable forgets which row it names", Moving, "of.Row is { } row ? new Read(row) : RowTables.NoRow);", "RowTables.NoRow);"),
        new("nested records count sizes that they do not note", "Passes/TapeSize.cs", "call.Callee.Notes == 0 ? size", "true ? size"),
        new("no helper has a record", "Frontend/LoweringSession.cs", "&& Summarize(helper) is { NeedsTape: false };", "&& Summarize(helper) is not null;"),
        new("the cotangents of rows take no tape", "Passes/TapeSize.cs", "TapeRows.IsActive(call) ? 2 : 1", "1"),

        // References
        new("an index is evaluated where a reference is used", "Frontend/ExpressionLowering.References.cs", "element ? element with { Index = Index(element.Index) } : leaf);", "element ? element : leaf);"),
        new("a slice begins where it begins when a reference is used", "Frontend/ExpressionLowering.References.cs", "if (place is Element { Buffer: not Read } sliced)", "if (place is Element { Buffer: Extent } sliced)"),
        new("a reference to a counter does not change it", "Frontend/Inlining/Assignments.cs", "local => local.Value,", "=> null,"),
        new("what the compiler has no operation for is passed over", "Frontend/ExpressionLowering.cs", "operation.Kind == OperationKind.None ? DefaultVisit(operation, null) : operation.Accept(this, null)", "operation.Accept(this, null)"),

        new("the cotangent of an argument is added to what the callee turns", "Passes/Reversal/Reversal.Calls.cs", "IsWritten(invoke, i), afterwards", "false, afterwards"),

        // Structs in spans
        new("a part of a span of structs begins where the whole does", "Frontend/ExpressionLowering.Buffers.cs", "Aggregate.Map(array, leaf => new Slice(leaf, start, count))", "Aggregate.Map(array, leaf => new Slice(leaf, Constant.Int(0), count))"),
        new("where a part of a span of structs begins is looked up again", "Frontend/ExpressionLowering.Buffers.cs", "Tree.Reads(position).All(variable => variable.Kind == VariableKind.Counter) ? position", "position.Type is not null ? position"),
        new("a number that is kept of all structs is that of the first", Values, "new Element(buffer, new Read(counter)))", "new Element(buffer, Constant.Int(0)))"),
        new("numbers in structs are those of another member", "Frontend/MemberLeaves.cs", "new ElementMember(names.Write(structs.Element), value + step, target,", "new ElementMember(names.Write(structs.Element), value + \".\" + StructLayout.Members(element)[0].Name, target,"),
        new("a length stands in a loop that does not see it", Values, "if (scope == context.Scope || Stable(measured", "if (scope != null || Stable(measured"),

        new("a member of a struct is one of another once its index moves", "Frontend/ExpressionLowering.Effects.cs", "is { } index ? element with { Index = index } : leaf);", "is { } index ? element : leaf);"),

        new("an earlier target is another one once an index in a later one moves", "Frontend/ExpressionLowering.Effects.cs", "operands.Add(target.Syntax, () => (place = lower()) is null ? null : Constant.Int(0));", "place = lower();"),

        // How much tape a call takes
        new("elements that a method makes decide beforehand", "Passes/TapeSize.cs", "dependsOnData |= roots.Exists(IsComputed);", "_ = roots;"),

        // Backward methods of one's own
        new("a delegate has the derivative of the body", "Frontend/Inlining/ExpressionLowering.Inlining.cs", "body.Session.Custom.Of(target.OriginalDefinition) is { } custom)", "body.Session.Custom.Of(target.OriginalDefinition) is { Call: null } custom)"),

        // Methods that are one expression
        new("a condition inside a called expression is not seen", Reversal, "Tree.All(CalledExpressions.Whole(assign.Value))", "Tree.All(assign.Value)"),
        new("a choice inside a called expression stays there", "Passes/SplitConditionals.cs", "activity.IsActive(call) && HasChoice(call)", "call is null"),
        new("a called expression keeps its tables to itself", "Frontend/LoweringSession.cs", "&& Tree.Reads(value).All(read => method.Parameters.Any(parameter => parameter.Variable == read))", "&& Tree.Reads(value).All(read => read is not null)"),

        // The order and the places that C# has
        new("an in argument is a copy", "Frontend/ExpressionLowering.Places.cs", "return isPlace && IsVariable(argument) ?", "return isPlace && argument is null ?"),
        new("an in argument is another element once its index moves", "Frontend/Inlining/ArgumentBinding.cs", "value = Settled(parameter.Name, element);", "_ = element;"),
        new("a readonly method changes its object", "Frontend/ExpressionLowering.Places.cs", "IInstanceReferenceOperation => Running is not { IsReadOnly: true },", "IInstanceReferenceOperation => true,"),
        new("a readonly reference changes what it names", "Frontend/ExpressionLowering.Places.cs", "=> kind != RefKind.RefReadOnly,", "=> kind >= 0,"),
        new("an own operator behind a variable gives the new value", "Frontend/ExpressionLowering.Effects.cs", "if (!isStatement && operation is IIncrementOrDecrementOperation { IsPostfix: true })", "if (isStatement && operation is IIncrementOrDecrementOperation { IsPostfix: true })"),
        new("own logic always combines", "Frontend/ExpressionLowering.Operators.cs", "Choose(operation, isDecided, (left, []), (combined,", "Choose(operation, Constant.Of(ScalarType.Bool, 0), (left, []), (combined,"),
        new("a call that the compiler leaves out is made", "Frontend/StatementLowering.cs", "case IInvocationOperation call when RemovedCalls.Has(call):", "case IInvocationOperation call when call is null:"),
        new("the last elements of a collection are evaluated before its spreads", "Frontend/Buffers/StorageLowering.cs", "LastIndexOf(element => element is SpreadElementSyntax) + 1;", "Count;"),
        new("a name in a condition stays in its branch", "Frontend/ExpressionLowering.Branches.cs", "&& body.IsOfExpression(variable))", "&& variable is null)"),
        new("a part that keeps its value is not assigned", "Frontend/Values/ExpressionLowering.Values.cs", "places[i].Type is BufferType || !effects.MayChange(values[i])", "places[i] is not null"),
        new("the members of a struct by reference are the same afterwards", "Ir/Method.cs", "IsPassedBackward && (!IsShared || leaf.IsSteady)", "IsShared || IsPassedBackward"),
        new("a class that is asked for once more is known", "Passes/NameCasts.cs", "statement is If branch && Asked(branch)", "statement is null && statement is If branch && Asked(branch)"),
        new("a null array is there under another name", "Frontend/Buffers/ExpressionLowering.Nulls.cs", "return (row with { IsOptional = true }, RowTables.IsMissing(row.Index));", "return (row with { IsOptional = true }, Constant.Of(ScalarType.Bool, 0));"),

        // Paths that are not taken
        new("what an untaken path computed is multiplied in", Guards, "context.Cotangent is { } cotangent && MayBeUnwanted(context)", "context.Cotangent is { } cotangent && context.At is null"),
        new("an operand that is not chosen is multiplied in", Guards, "context.Backward.AddRange(IfWanted(new Read(chosen), statements));", "context.Backward.AddRange(statements);"),
        new("a call of which nothing is wanted is gone back", Calls, "if (MayBeUnwanted(context) && Wanted(invoke, context) is { } wanted)", "if (context.At is null && Wanted(invoke, context) is { } wanted)"),
        new("a call that writes and returns nothing is not gone back", Calls, "IsOutput(callee.Parameters[i]) && IsActiveArgument(argument)).Any();", "IsOutput(callee.Parameters[i]) && argument is Constant).Any();"),
        new("a use under a condition is a certain one", Certainty, "around.Statement is For ? Certainty.InLoops : Certainty.None", "Certainty.Always"),
        new("a value that is overwritten under a condition is used", Certainty, "            most = Least(most, reach);", "            _ = most;"),
        new("elements that are replaced under a condition are used", Certainty, "                && mention.At.MayFollow(definition) && !IsMoved(mentions, mention))", "                && mention.At is null)"),
        new("a guard is hoisted though the loop changes what it asks", "Passes/HoistGuards.cs", "&& !Tree.Reads(condition).Any(changed.Contains)", ""),

        // Methods that are computed again
        new("old values are not kept for the second time", Recomputation, "body.Add(new Copy(new Read(variable), new Read(before)));", "_ = before;"),
        new("what is computed again is written again", "Passes/Members.cs", "WithoutEffects(reversed.ForwardStatements())", "reversed.ForwardStatements()"),
        new("nothing is written", Reversal, "case Break or Throw or Guard or Effect:", "case Effect: break;\n            case Break or Throw or Guard:"),
        new("what is written is written twice", Reversal, "case Break or Throw or Guard or Effect:", "case Effect: context.Scope.Forward.Add(statement); context.Scope.Forward.Add(statement); break;\n            case Break or Throw or Guard:"),
        new("texts take values as they are after what follows", "Frontend/TextLowering.cs", ": () => operands[position]!;", ": () => lowered;"),
        new("a method that is computed again needs nothing of its caller", "Passes/Differentiation.cs", "return new Summary(method.Parameters.Select(_ => true).ToList(), new Recomputation", "return new Summary(method.Parameters.Select(_ => false).ToList(), new Recomputation"),

        // Results
        new("the parts of a result share a cotangent", Results, "string name = $\"{cotangent}.{part.Name}\";", "string name = $\"{cotangent}.{whole.Parts[0].Name}\";"),
        new("an exception is undone", Control, "            scope.Groups.Clear();", "            _ = scope;"),

        // Activity
        new("what flows through a copy is lost", Activity, "Copy s => [new([facts.RootOf(s.Source)], [facts.RootOf(s.Destination)])],", "Copy s => [],"),
        new("what flows through elements is lost", Activity, "Assign { Target: Element target } s => [new(Carriers(s.Value), [facts.RootOf(target.Buffer)])],", "Assign { Target: Element } => [],"),
        new("a stopped gradient goes on", Activity, "Detached => [],", "Detached d => [d.Operand],"),
        new("a scalar is copied before a loop that changes it", Values, "while (scope.Parent is { } parent && !facts.Assigns(scope.Owner!, variable) && Depth", "while (scope.Parent is { } parent && Depth"),

        // Shaping
        new("contributions are merged whatever the later one reads", "Passes/MergeContributions.cs", " && !Touches(second.Value, first.Place.Buffer)", ""),
        new("a row of another index is taken for the cotangents", Values, "row with { Buffer = CotangentOf(row.Buffer, context), Index = Need(row.Index, context) }", "row with { Buffer = CotangentOf(row.Buffer, context), Index = Constant.Int(0) }"),

        // Long rows of operators
        new("the later terms of a long sum are lost", Chains, "body.Emit(new Assign(new Read(sum), value), link.Syntax);", "_ = link;"),
    ];
}
