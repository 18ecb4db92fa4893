namespace Otel.EventSink.DynamicProxy.Plans;

/// <summary>Types by the names a person knows them by: <c>Shop.IStore&lt;Order&gt;</c>.</summary>
internal static class TypeNames
{
    /// <summary>With the namespace.</summary>
    public static string Of(Type type) => type.Namespace is { Length: > 0 } space ? $"{space}.{Short(type)}" : Short(type);

    /// <summary>Without it.</summary>
    public static string Short(Type type)
    {
        var bare = Bare(type);
        return type.IsGenericType ? $"{bare}<{string.Join(",", type.GetGenericArguments().Select(Short))}>" : bare;
    }

    /// <summary>The name alone.</summary>
    public static string Bare(Type type)
    {
        var end = type.Name.IndexOf('`', StringComparison.Ordinal);
        return end < 0 ? type.Name : type.Name[..end];
    }
}
