using Mono.Cecil;

namespace JourneyEngine.Tests.Architecture;

internal static class Taken
{
    /// <summary>The plain types in a composed one: <c>Dictionary&lt;string, Visit[]&gt;</c> holds three.</summary>
    public static IEnumerable<TypeReference> Apart(TypeReference? type) =>
        type switch
        {
            null or GenericParameter => [],
            GenericInstanceType generic =>
            [
                .. Apart(generic.ElementType),
                .. generic.GenericArguments.SelectMany(Apart),
            ],
            FunctionPointerType pointer =>
            [
                .. Apart(pointer.ReturnType),
                .. pointer.Parameters.SelectMany(it => Apart(it.ParameterType)),
            ],
            IModifierType modifier => [.. Apart(modifier.ModifierType), .. Apart(modifier.ElementType)],
            TypeSpecification around => Apart(around.ElementType),
            _ => [type],
        };
}
