using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>
/// Calls meant for a generated member that run a method of the user's own, or mean both. C# prefers the method for which it has to add the
/// least: <c>FGradient(x, ref dX)</c> is the user's where there is one without the tape.
/// </summary>
internal static class CapturedCalls
{
    /// <summary>The numbers that the type parameters of a marked method may be.</summary>
    private const string Number = "double|float|Half";

    public static bool Exist(CallSignature generated, CallSignature own)
    {
        int count = generated.Parameters.Count;
        int required = generated.Parameters.Count(parameter => !parameter.IsOptional);
        return Enumerable.Range(required, count - required + 1).Any(given => Captures(generated, own, Enumerable.Range(0, given).ToList(), Enumerable.Range(0, given).ToList()))
            || CapturesNamed(generated, own);
    }

    /// <summary>A call that names its arguments may leave out others than the last.</summary>
    private static bool CapturesNamed(CallSignature generated, CallSignature own)
    {
        List<int> given = [.. Enumerable.Range(0, generated.Parameters.Count).Where(i => own.Parameters.Any(parameter => parameter.Name == generated.Parameters[i].Name))];
        bool isCall = generated.Parameters.Where((parameter, i) => !parameter.IsOptional && !given.Contains(i)).Any() is false;
        return isCall && Captures(generated, own, given, given.ConvertAll(i => own.Parameters.ToList().FindIndex(parameter => parameter.Name == generated.Parameters[i].Name)));
    }

    /// <param name="given">The parameters of the generated member that a call has arguments for.</param>
    /// <param name="taken">Those of the user's method that the same arguments are for.</param>
    private static bool Captures(CallSignature generated, CallSignature own, List<int> given, List<int> taken)
    {
        if (taken.Exists(i => i >= own.Parameters.Count) || own.Parameters.Where((parameter, i) => !parameter.IsOptional && !taken.Contains(i)).Any())
            return false;
        List<CallParameter> ours = given.ConvertAll(i => generated.Parameters[i]);
        List<CallParameter> theirs = taken.ConvertAll(i => own.Parameters[i]);
        if (!ours.Zip(theirs, (a, b) => Accepts(b.Passing, a.Passing)).All(accepts => accepts) || !HaveSameTypes(generated.Arity, ours, own.Arity, theirs))
            return false;
        bool isOursWhole = given.Count == generated.Parameters.Count;
        bool isTheirsWhole = taken.Count == own.Parameters.Count;
        if (isOursWhole != isTheirsWhole)
            return isTheirsWhole;
        if (generated.Arity == 0 != (own.Arity == 0))
            return own.Arity == 0;
        // What is passed by value is preferred to what is passed by a reference that the call does not show.
        bool isOursByValue = ours.Zip(theirs, (a, b) => a.Passing == RefKind.None && b.Passing != RefKind.None).Any(isPreferred => isPreferred);
        bool isTheirsByValue = ours.Zip(theirs, (a, b) => a.Passing != RefKind.None && b.Passing == RefKind.None).Any(isPreferred => isPreferred);
        return isTheirsByValue || !isOursByValue;
    }

    /// <summary>Whether a parameter takes an argument that is written for another one.</summary>
    private static bool Accepts(RefKind parameter, RefKind written) => written switch
    {
        RefKind.Out => parameter == RefKind.Out,
        RefKind.Ref => parameter is RefKind.Ref or RefKind.In or RefKind.RefReadOnlyParameter,
        _ => parameter is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter,
    };

    private static bool HaveSameTypes(int arity, List<CallParameter> ours, int ownArity, List<CallParameter> theirs)
    {
        string our = TypesOf(ours);
        string their = TypesOf(theirs);
        return (arity, ownArity) switch
        {
            (0, 0) => our == their,
            (0, _) => Regex.IsMatch(our, Pattern(their, "[^\n]+")),
            (_, 0) => Regex.IsMatch(their, Pattern(our, Number)),
            _ => Regex.IsMatch(Regex.Replace(our, @"!\d+", "double"), Pattern(their, "[^\n]+")),
        };
    }

    private static string TypesOf(List<CallParameter> parameters) => string.Join("\n", parameters.Select(parameter => parameter.Type));

    /// <summary>What types look like that type parameters can be inferred from: each of them is one type throughout.</summary>
    private static string Pattern(string types, string argument)
    {
        HashSet<string> known = [];
        return "^" + Regex.Replace(Regex.Escape(types), @"!(\d+)", match => known.Add(match.Value) ? $"(?<t{match.Groups[1].Value}>{argument})" : $@"\k<t{match.Groups[1].Value}>") + "$";
    }
}
