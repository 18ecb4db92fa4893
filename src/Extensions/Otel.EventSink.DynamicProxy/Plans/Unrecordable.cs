using System.Reflection;

namespace Otel.EventSink.DynamicProxy.Plans;

/// <summary>Methods that pass the proxy by: an interceptor would have to box what cannot be boxed.</summary>
internal static class Unrecordable
{
    public static bool Is(MethodInfo method) =>
        IsOnStack(method.ReturnType) || method.ReturnType.IsByRef
        || method.GetParameters().Any(static p => IsOnStack(p.ParameterType))
        || (method.IsGenericMethod && method.GetGenericMethodDefinition().GetGenericArguments().Any(AllowsRefStruct));

    private static bool IsOnStack(Type type)
    {
        var bare = type.IsByRef ? type.GetElementType()! : type;
        return bare.IsByRefLike || bare.IsPointer || bare.IsFunctionPointer;
    }

    private static bool AllowsRefStruct(Type parameter) => (parameter.GenericParameterAttributes & GenericParameterAttributes.AllowByRefLike) != 0;
}
