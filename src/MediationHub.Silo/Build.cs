using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;

namespace MediationHub.Silo;

/// <summary>
/// Of which domain, store and grains a silo was built. While a cluster is brought to another version, a silo of the older one would leave out of a
/// command what it does not know yet: so no command crosses between two builds.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record Build(string Id)
{
    public static readonly Build This = new(string.Concat(new[] { typeof(Wire), typeof(Request), typeof(Build) }.Select(t => t.Module.ModuleVersionId.ToString("N")[..12])));
}
