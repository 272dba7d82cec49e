using System.Collections.Immutable;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>What a body sees: its locals and parameters, and its object. A lambda keeps what was seen where it was written.</summary>
internal sealed record Surroundings(ImmutableDictionary<ISymbol, Expr> Names, Expr? This)
{
    /// <summary>The array that the body returns becomes one of these rows; null where it does not.</summary>
    public Variable? ReturnedRows { get; init; }

    public static readonly Surroundings None = new(ImmutableDictionary.Create<ISymbol, Expr>(SymbolEqualityComparer.Default), null);
}
