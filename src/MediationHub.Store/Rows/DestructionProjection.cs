using MediationHub.Domain.Destructions;

namespace MediationHub.Store.Rows;

/// <summary>Destruction lists as offices and heads find them.</summary>
public sealed class DestructionProjection : Projection<DestructionList>
{
    private static readonly Table Lists = new("destruction_rows", 1,
        new("id", ColumnType.Text), new("version", ColumnType.Integer), new("organization_id", ColumnType.Text), new("number", ColumnType.Text), new("stage", ColumnType.Text),
        new("cases", ColumnType.Integer), new("proposed_by", ColumnType.Text), new("proposed_on", ColumnType.Day), new("approvals", ColumnType.Integer), new("destroyed", ColumnType.Integer));

    public override IReadOnlyList<Table> Tables => [Lists];

    public override void Rows(Stored<DestructionList> stored, List<Row> into)
    {
        var (id, version, state) = stored;
        into.Add(new(Lists, id, version, state.OrganizationId.Value, state.Number, CaseProjection.Word(state.Stage), state.Items.Count, state.ProposedBy, state.ProposedOn, state.Approvals.Count, state.Destroyed));
    }
}
