using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(Benchmarks.LstmBenchmarks).Assembly).Run(args);
