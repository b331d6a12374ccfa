using JourneyEngine.Log;

namespace JourneyEngine.Rights.Privacy;

/// <summary>The forms of answers about one visitor.</summary>
internal static class Answered
{
    public static async Task<IResult> With<T>(Caller caller, Func<Caller, Task<T>> answer) =>
        Results.Json(await answer(caller), FactJson.Options);

    public static async Task<IResult> Done(Task<Caller> caller, Func<Caller, Task> work)
    {
        await work(await caller);
        return Results.NoContent();
    }
}
