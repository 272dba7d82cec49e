global using Convert = BackpropGen.Generator.Ir.Convert;
