using System.Collections.Immutable;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>What a body sees: its locals and parameters, and its object. A lambda keeps what was seen where it was written.</summary>
internal sealed record Surroundings(ImmutableDictionary<ISymbol, Expr> Names, Expr? This)
{
    public static readonly Surroundings None = new(ImmutableDictionary.Create<ISymbol, Expr>(SymbolEqualityComparer.Default), null);
}
