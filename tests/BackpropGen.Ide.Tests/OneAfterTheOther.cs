using Xunit;

// Times and memory are measured, and the IDE uses all cores by itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
