using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Diagnostics;

/// <summary>
/// Everything that BackpropGen refuses. Each has a page in docs/diagnostics. Groups: 00 the tool itself, 01 signatures, 02 the language,
/// 04 calls, 05 gradients.
/// </summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor InternalError = Create(
        "BPG0001", "Internal error", "BackpropGen failed on '{0}', which is a fault of BackpropGen: {1}. Please report it with the method's source; simplifying the method may avoid it.");

    public static readonly DiagnosticDescriptor TypeNotPartial = Create(
        "BPG0101", "The containing type is not partial", "'{0}' must be partial, because the generated members of '{1}' are added to it: declare it as 'partial {2}'");

    public static readonly DiagnosticDescriptor Virtual = Create(
        "BPG0102", "It is not known which methods a virtual call may run", "'{0}' is virtual, and it is not known which methods a call of it may run: {1}");

    public static readonly DiagnosticDescriptor Generic = Create(
        "BPG0103", "A type parameter is no number", "The type parameter '{0}' of '{1}' is not known to be a floating-point number: constrain it to IFloatingPointIeee754<{0}>, or write the method for 'float' or 'double'");

    public static readonly DiagnosticDescriptor UnsupportedMethod = Create(
        "BPG0104", "The kind of method is not supported", "'{0}' is {1}, which cannot be differentiated: use an ordinary static method");

    public static readonly DiagnosticDescriptor NoBody = Create(
        "BPG0105", "The method has no body", "'{0}' has no body that could be differentiated: write its implementing part in this project");

    public static readonly DiagnosticDescriptor ReturnType = Create(
        "BPG0106", "The return type is not supported", "A differentiable method returns void, float, double, or a tuple or struct of these whose members can be set, not '{0}': write further results to Span<T> parameters");

    public static readonly DiagnosticDescriptor ParameterType = Create(
        "BPG0107", "The parameter type is not supported", "The parameter '{0}' has the type '{1}', which is not supported: {2}");

    public static readonly DiagnosticDescriptor ParameterPassing = Create(
        "BPG0108", "The way of passing a parameter is not supported", "The parameter '{0}' is passed by '{1}', which is {2}: pass {3} by value or 'in'");

    public static readonly DiagnosticDescriptor Clash = Create(
        "BPG0109", "The name of a generated member is taken", "'{0}' would have the generated member '{1}', but {2}: rename one of the two");

    public static readonly DiagnosticDescriptor MemberName = Create(
        "BPG0110", "The name for generated members cannot be used", "The members that are generated for '{1}' cannot be named after '{0}': {2}");

    public static readonly DiagnosticDescriptor Statement = Create(
        "BPG0201", "The statement is not supported", "{0} cannot be differentiated yet: {1}");

    public static readonly DiagnosticDescriptor Expression = Create(
        "BPG0202", "The expression is not supported", "{0} cannot be differentiated yet: {1}");

    public static readonly DiagnosticDescriptor ValueType = Create(
        "BPG0203", "The type of a value is not supported", "A value of the type '{0}' is not supported here: {1}");

    public static readonly DiagnosticDescriptor BufferReassigned = Create(
        "BPG0205", "A span or array variable names unknown elements", "'{0}' is reassigned, and has to name parameters, members, or locals that live as long as it does: declare the other elements before it, or copy them with CopyTo");

    public static readonly DiagnosticDescriptor TooDeep = Create(
        "BPG0207", "The code is nested too deeply", "{0} more than {1} levels deep: split it with local variables, or into further differentiable methods");

    public static readonly DiagnosticDescriptor OutsideState = Create(
        "BPG0208", "State outside the method", "'{0}' is state outside the method, on which nothing can be differentiated: pass it as a parameter ([NoGradient] if it is data), {1}");

    public static readonly DiagnosticDescriptor CheckedArithmetic = Create(
        "BPG0209", "Overflow checking that differs from the project's", "Generated code checks integer overflow as the project does, so that '{0}' would behave differently here: remove the 'checked' or 'unchecked' around it");

    public static readonly DiagnosticDescriptor StoragePlace = Create(
        "BPG0210", "New storage that no local owns", "New elements need a local of their own: write 'Span<T> name = …;' first, and use the name here");

    public static readonly DiagnosticDescriptor UnknownRow = Create(
        "BPG0211", "Unknown elements in an array of arrays", "'{0}' cannot become an array that others stand for, too: {1}");

    public static readonly DiagnosticDescriptor NotDifferentiable = Create(
        "BPG0401", "The called method is not differentiable", "'{0}' has no known derivative: {1}");

    public static readonly DiagnosticDescriptor Recursion = Create(
        "BPG0402", "Recursion", "'{0}' calls itself here, directly or through others, and its body would have to stand in for the call: make it a static method that takes numbers, spans and arrays and returns a floating-point number or nothing");

    public static readonly DiagnosticDescriptor NoRule = Create(
        "BPG0403", "The function has no derivative rule", "There is no derivative rule for '{0}': express it with functions of Math that have one");

    public static readonly DiagnosticDescriptor Argument = Create(
        "BPG0404", "The argument is not supported", "This argument for '{0}' is not supported: {1}");

    public static readonly DiagnosticDescriptor ArgumentsOverlap = Create(
        "BPG0405", "A written argument overlaps another argument", "'{0}' writes to this argument, and its argument for '{1}' is the same variable or has the same elements: pass a copy of one of them");

    public static readonly DiagnosticDescriptor Helper = Create(
        "BPG0410", "The called method cannot be differentiated through", "'{0}' is called here without being marked [Differentiable], and cannot be differentiated through: {1}");

    public static readonly DiagnosticDescriptor HelperPlace = Create(
        "BPG0411", "Generated code cannot reach what is called", "The derivative of '{0}' cannot be generated, because code outside of '{1}' cannot reach it: {2}");

    public static readonly DiagnosticDescriptor Member = Create(
        "BPG0413", "A member of an object cannot be reached", "'{0}' {1}");

    public static readonly DiagnosticDescriptor CustomBackward = Create(
        "BPG0414", "The custom backward method does not fit", "'{0}' is marked [CustomBackward], and {1}");

    public static readonly DiagnosticDescriptor GradientLost = Create(
        "BPG0501", "A gradient is lost in a [NoGradient] parameter", "'{0}' is marked [NoGradient], but values with a gradient are stored in it and read back, which would lose the gradient: use a local instead, or remove [NoGradient]");

    public static readonly DiagnosticDescriptor NoDerivative = Create(
        "BPG0601", "The method cannot be differentiated", "'{0}' cannot be differentiated: {1}");

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        InternalError, TypeNotPartial, Virtual, Generic, UnsupportedMethod, NoBody, ReturnType, ParameterType, ParameterPassing,
        Clash, MemberName, Statement, Expression, ValueType, BufferReassigned, TooDeep, OutsideState, CheckedArithmetic,
        StoragePlace, UnknownRow, NotDifferentiable, Recursion, NoRule, Argument,
        ArgumentsOverlap, Helper, HelperPlace, Member, CustomBackward, GradientLost, NoDerivative);

    /// <remarks>Not configurable: a refused method has members that throw, so that nobody may switch the error off.</remarks>
    private static DiagnosticDescriptor Create(string id, string title, string message) => new(
        id, title, message, "BackpropGen", DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: $"An example, and what to do: {Page.Path(id)} in the package BackpropGen.", Page.Link(id), WellKnownDiagnosticTags.NotConfigurable);
}
