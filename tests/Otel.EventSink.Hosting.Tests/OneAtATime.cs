// Listeners to spans hear the whole process: tests that ran side by side would record each other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
