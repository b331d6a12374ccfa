using JourneyEngine.Decisions;

namespace JourneyEngine.Cli.Simulation;

/// <summary>Generators of chance, one for each part of a life that shall not hang on another.</summary>
internal static class SeededRandom
{
    /// <remarks>Seeds that lie side by side make .NET's generator begin alike, so they are mixed first.</remarks>
    public static Random Of(int a, int b) =>
        new((int)(new Seeded(((ulong)(uint)a << 32) | (uint)b).NextDouble() * int.MaxValue));
}
