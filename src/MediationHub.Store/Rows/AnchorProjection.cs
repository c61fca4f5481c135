using MediationHub.Domain.Kernel;

namespace MediationHub.Store.Rows;

/// <summary>Anchors have no rows: they are read from the log.</summary>
public sealed class AnchorProjection : Projection<AnchorLog>
{
    public override IReadOnlyList<Table> Tables => [];

    public override void Rows(Stored<AnchorLog> stored, List<Row> into)
    {
    }
}
