using System.IO.Pipelines;
using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Otel.EventSink.DynamicProxy.Plans;

/// <summary>Types whose values are never recorded: secrets, streams that reading would use up, and what says nothing.</summary>
internal static class Sensitive
{
    private static readonly Type[] Never =
    [
        typeof(CancellationToken), typeof(Stream), typeof(TextReader), typeof(TextWriter), typeof(PipeReader), typeof(PipeWriter),
        typeof(SecureString), typeof(ICredentials), typeof(AsymmetricAlgorithm), typeof(SymmetricAlgorithm), typeof(X509Certificate),
        typeof(Delegate), typeof(IServiceProvider), typeof(Task),
    ];

    public static bool MayRecord(Type type)
    {
        var bare = type.IsByRef ? type.GetElementType()! : type;
        return !Array.Exists(Never, n => n.IsAssignableFrom(bare));
    }

    /// <summary>The same for a value whose parameter promised less, <c>object</c> for one.</summary>
    public static bool MayRecord(object value) => MayRecord(value.GetType());
}
