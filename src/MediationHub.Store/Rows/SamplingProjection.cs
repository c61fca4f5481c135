using MediationHub.Domain.Samplings;

namespace MediationHub.Store.Rows;

/// <summary>Samplings of papers as offices find them, with nothing about a single case.</summary>
public sealed class SamplingProjection : Projection<Sampling>
{
    private static readonly Table Samplings = new("sampling_rows", 1,
        new("id", ColumnType.Text), new("version", ColumnType.Integer), new("organization_id", ColumnType.Text), new("unit", ColumnType.Text), new("stage", ColumnType.Text), new("from_on", ColumnType.Day), new("to_on", ColumnType.Day),
        new("drawn_on", ColumnType.Day), new("size", ColumnType.Integer), new("scored", ColumnType.Integer), new("ended_on", ColumnType.Day), new("average", ColumnType.Amount));

    public override IReadOnlyList<Table> Tables => [Samplings];

    public override void Rows(Stored<Sampling> stored, List<Row> into)
    {
        var (id, version, s) = stored;
        into.Add(new(Samplings, id, version, s.OrganizationId.Value, s.Unit, CaseProjection.Word(s.Stage), s.From, s.To, s.DrawnOn, s.Picked.Count, s.Scores.Count, s.EndedOn, s.Average));
    }

    public override IEnumerable<string> Organizations(Sampling state) => state.Exists ? [state.OrganizationId.Value] : [];
}
