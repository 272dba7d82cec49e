using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>What a method returns: its cotangent is where the backward pass begins.</summary>
internal sealed partial class Reversal
{
    private void VisitReturn(Return @return, Context context)
    {
        if (@return.Value is not { } value)
            return;
        if (value is Aggregate composite)
        {
            result = ReturnParts(composite, context);
            return;
        }
        context.Value = value;
        if (activity.IsActive(value))
            Propagate(value, new Read(ResultCotangent), context);
        // The value is returned after the backward pass, so it gets a name, which the backward pass may use as well.
        Variable named = context.Hoisted.Where(h => h.Value == value).Select(h => h.Variable).FirstOrDefault()
            ?? symbols.New("result", value.Type);
        if (value is Read { Variable.Kind: VariableKind.Local } && context.Hoisted.Count == 0)
        {
            result = value;
            return;
        }
        Expr final = Flush(context)(value);
        if (final is not Read)
        {
            context.Scope.Forward.Add(new Declare(named, final));
            AddLocal(context.Scope, new Local(named, Provision.Value, null));
        }
        result = final is Read ? final : new Read(named);
    }

    /// <summary>A struct or tuple of numbers: each has its part of the cotangent.</summary>
    private Aggregate ReturnParts(Aggregate composite, Context context)
    {
        void PropagateParts(Aggregate whole, string cotangent)
        {
            foreach (AggregatePart part in whole.Parts)
            {
                string name = $"{cotangent}.{part.Name}";
                if (part.Value is Aggregate inner)
                    PropagateParts(inner, name);
                else if (activity.IsActive(part.Value))
                    Propagate(part.Value, new Read(symbols.Fixed(name, part.Value.Type)), context);
            }
        }
        PropagateParts(composite, method.ResultCotangentName);
        var evaluated = (Aggregate)Flush(context)(composite);
        int number = 0;
        // Evaluated before the backward pass, which may run in the same method.
        return (Aggregate)Aggregate.Map(evaluated with { OfType = new StructType(method.CompositeResult) }, leaf =>
        {
            number++;
            if (leaf is Read { Variable.Kind: VariableKind.Local or VariableKind.Generated } or Constant)
                return leaf;
            Variable named = symbols.New("result" + number, leaf.Type);
            context.Scope.Forward.Add(new Declare(named, leaf));
            return new Read(named);
        });
    }
}
