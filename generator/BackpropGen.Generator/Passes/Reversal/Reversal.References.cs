using BackpropGen.Generator.Analysis;
using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

internal sealed partial class Reversal
{
    /// <summary>
    /// The cotangents of what a call is passed by reference. A <c>ref</c> cotangent goes in as that of the value after the call and comes out as
    /// that of the value before; an <c>out</c> cotangent goes in only, and is 0 before the call.
    /// </summary>
    private sealed class ReferenceCotangents(Reversal reversal, Invoke invoke, Context context)
    {
        /// <summary>What follows the call of the backward method.</summary>
        public List<Statement> After { get; } = [];

        /// <summary>The gradient argument for a parameter; none where it has none.</summary>
        public IEnumerable<Expr> Pass(int position)
        {
            Parameter parameter = invoke.Callee.Parameters[position];
            Expr target = ((Reference)invoke.Arguments[position]).Target;
            if (!reversal.activity.IsActive(target))
                return parameter.HasGradient ? [Unwanted(parameter, target.Scalar)] : [];

            Expr place = target is Element element
                ? new Element(reversal.CotangentOf(element.Buffer, context), reversal.Need(element.Index, context))
                : new Read(reversal.symbols.CotangentOf(((Read)target).Variable));
            Assign clear = new(place, Constant.Of(place.Scalar, 0));
            if (!parameter.HasGradient)
            {
                // Overwritten with what has no gradient.
                context.Backward.Add(clear);
                return [];
            }
            bool isOut = parameter.Passing == Passing.Out;
            if (IsNamedElsewhere(target, position))
            {
                // Other arguments add to the same cotangent: that of the value after the call is moved out of their way.
                Variable own = reversal.symbols.New(Names.Cotangent(parameter.Name), place.Type);
                context.Backward.Add(new Declare(own, place));
                context.Backward.Add(clear);
                if (!isOut)
                    After.Add(new Assign(place, place + new Read(own)));
                return [isOut ? new Read(own) : new Reference("ref", new Read(own))];
            }
            if (!isOut)
                return [new Reference("ref", place)];
            if (!(target is Read { Variable: var variable } && reversal.IsFirstAssignment(variable, context.At)))
                After.Add(clear);
            return [place];
        }

        private Expr Unwanted(Parameter parameter, ScalarType type)
        {
            if (parameter.Passing == Passing.Out)
                return Constant.Of(type, 0);
            Variable unused = reversal.symbols.New(Names.Cotangent("Unused"), type);
            context.Backward.Add(new Declare(unused, Constant.Of(type, 0)));
            return new Reference("ref", new Read(unused));
        }

        private bool IsNamedElsewhere(Expr target, int position)
        {
            return invoke.Arguments.Where((argument, i) => i != position && argument.Type is ScalarType).SelectMany(Tree.All)
                .Any(part => part is Read or Element && part.Type is ScalarType && MayBeSame(part, target));
        }

        private bool MayBeSame(Expr part, Expr target) => (part, target) switch
        {
            (Element a, Element b) => reversal.facts.MayShare(a.Buffer, b.Buffer),
            (Read a, Read b) => a.Variable == b.Variable,
            _ => false,
        };
    }
}
