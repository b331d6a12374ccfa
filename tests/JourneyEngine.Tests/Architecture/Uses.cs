using Mono.Cecil;
using Mono.Cecil.Cil;

namespace JourneyEngine.Tests.Architecture;

/// <summary>Every type that a type uses: in its bases, members, attributes, constraints and method bodies, and in all
/// that is nested in it.</summary>
internal static class Uses
{
    public static IReadOnlySet<TypeReference> Of(TypeDefinition type)
    {
        var found = new HashSet<TypeReference>(ReferenceEqualityComparer.Instance);
        foreach (var part in Compiled.WithNested(type))
        foreach (var used in Direct(part).SelectMany(Taken.Apart))
            found.Add(used);
        return found;
    }

    /// <summary>Every method called or taken as a delegate, everywhere in the type.</summary>
    public static IEnumerable<MethodReference> Calls(TypeDefinition type) =>
        Compiled
            .WithNested(type)
            .SelectMany(it => it.Methods)
            .SelectMany(Instructions)
            .Select(it => it.Operand)
            .OfType<MethodReference>();

    private static IEnumerable<TypeReference?> Direct(TypeDefinition type) =>
        [
            type.BaseType,
            .. type.Interfaces.Select(it => it.InterfaceType),
            .. Attributes(type),
            .. Constraints(type),
            .. type.Fields.SelectMany(it => Attributes(it).Append(it.FieldType)),
            .. type.Properties.SelectMany(it => Attributes(it).Append(it.PropertyType)),
            .. type.Events.SelectMany(it => Attributes(it).Append(it.EventType)),
            .. type.Methods.SelectMany(Method),
        ];

    private static IEnumerable<TypeReference?> Method(MethodDefinition method) =>
        [
            method.ReturnType,
            .. Attributes(method),
            .. Attributes(method.MethodReturnType),
            .. Constraints(method),
            .. method.Parameters.SelectMany(it => Attributes(it).Append(it.ParameterType)),
            .. method.Overrides.Select(it => it.DeclaringType),
            .. method.HasBody ? method.Body.Variables.Select(it => it.VariableType) : [],
            .. method.HasBody ? method.Body.ExceptionHandlers.Select(it => it.CatchType) : [],
            .. Instructions(method).SelectMany(it => Operand(it.Operand)),
        ];

    private static IEnumerable<TypeReference?> Operand(object? operand) =>
        operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            GenericInstanceMethod method => [.. Operand(method.ElementMethod), .. method.GenericArguments],
            IMethodSignature signature =>
            [
                (signature as MethodReference)?.DeclaringType,
                signature.ReturnType,
                .. signature.Parameters.Select(it => it.ParameterType),
            ],
            _ => [],
        };

    private static IEnumerable<Instruction> Instructions(MethodDefinition method) =>
        method.HasBody ? method.Body.Instructions : [];

    private static IEnumerable<TypeReference?> Constraints(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(it =>
            Attributes(it).Concat(it.Constraints.Select(bound => bound.ConstraintType))
        );

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(it =>
            it.ConstructorArguments.Concat(it.Properties.Select(named => named.Argument))
                .Concat(it.Fields.Select(named => named.Argument))
                .SelectMany(Argument)
                .Append(it.AttributeType)
        );

    private static IEnumerable<TypeReference?> Argument(CustomAttributeArgument argument) =>
        argument.Value switch
        {
            TypeReference type => [argument.Type, type],
            CustomAttributeArgument boxed => Argument(boxed),
            CustomAttributeArgument[] many => [argument.Type, .. many.SelectMany(Argument)],
            _ => [argument.Type],
        };
}
