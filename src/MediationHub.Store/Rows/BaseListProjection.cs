using MediationHub.Domain.BaseLists;

namespace MediationHub.Store.Rows;

/// <summary>Base lists have no rows: there are two of each reporting unit, found by its code.</summary>
public sealed class BaseListProjection : Projection<BaseList>
{
    public override IReadOnlyList<Table> Tables => [];
}
