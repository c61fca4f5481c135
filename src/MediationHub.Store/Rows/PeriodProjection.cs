using MediationHub.Domain.Periods;

namespace MediationHub.Store.Rows;

/// <summary>Closed reporting periods in their list.</summary>
public sealed class PeriodProjection : Projection<ClosedPeriod>
{
    private static readonly Table Periods = new("period_rows", 1,
        new("id", ColumnType.Text), new("version", ColumnType.Integer), new("province", ColumnType.Text), new("kind", ColumnType.Text), new("from_on", ColumnType.Day), new("to_on", ColumnType.Day),
        new("closed_on", ColumnType.Day), new("closed_by", ColumnType.Text), new("position", ColumnType.Long), new("accepted", ColumnType.Long), new("closed", ColumnType.Long),
        new("open_after", ColumnType.Long), new("succeeded", ColumnType.Long), new("denominator", ColumnType.Long), new("digest", ColumnType.Text));

    public override IReadOnlyList<Table> Tables => [Periods];

    public override void Rows(Stored<ClosedPeriod> stored, List<Row> into)
    {
        var (id, version, state) = stored;
        if (state.Closing is not { } c) return;
        var period = ReportPeriod.Parse(c.Period)!.Value;
        var all = c.Figures.Aggregate(ReportFigures.Nothing, (sum, row) => sum.Plus(row.Figures));
        into.Add(new(Periods, id, version, c.Province, CaseProjection.Word(period.Kind), period.From, period.To, c.On, c.By, c.AsOf.Position, all.Accepted, all.Closed, all.OpenAfter, all.Succeeded, all.Denominator, c.Digest));
    }
}
