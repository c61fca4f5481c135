using MediationHub.Domain.Selection;

namespace MediationHub.Store.Rows;

/// <summary>A campaign in lists, and what its timed work goes by.</summary>
public sealed class CampaignProjection : Projection<Campaign>
{
    private static readonly Table Campaigns = new("campaign_rows", 1,
        new("id", ColumnType.Text), new("version", ColumnType.Integer), new("unit", ColumnType.Text), new("name", ColumnType.Text), new("year", ColumnType.Integer), new("batch", ColumnType.Integer), new("stage", ColumnType.Text),
        new("target", ColumnType.Integer), new("nomination_from", ColumnType.Day), new("cut_off_on", ColumnType.Day), new("publicity_no", ColumnType.Integer), new("publicity_due_on", ColumnType.Day));

    public override IReadOnlyList<Table> Tables => [Campaigns];

    public override void Rows(Stored<Campaign> stored, List<Row> into)
    {
        var (id, version, c) = stored;
        var open = c.Publicities.Find(p => p.EndedOn is null);
        into.Add(new(Campaigns, id, version, c.Unit, c.Name, c.Year, c.Batch, CaseProjection.Word(c.Stage), c.Target, c.NominationFrom, c.CutOff, open?.No, open?.Due));
    }
}

/// <summary>A nomination in its campaign's list, at its unit and at its organization.</summary>
public sealed class NominationProjection : Projection<Nomination>
{
    private static readonly Table Nominations = new("nomination_rows", 1,
        new("id", ColumnType.Text), new("version", ColumnType.Integer), new("campaign_id", ColumnType.Text), new("organization_id", ColumnType.Text), new("region", ColumnType.Text), new("unit", ColumnType.Text), new("stage", ColumnType.Text),
        new("submitted_on", ColumnType.Day), new("place", ColumnType.Integer), new("reserve", ColumnType.Flag), new("frozen", ColumnType.Flag), new("scorers", ColumnType.Words), new("scores", ColumnType.Integer), new("final_score", ColumnType.Amount),
        new("stage_on", ColumnType.Day));

    public override IReadOnlyList<Table> Tables => [Nominations];

    public override void Rows(Stored<Nomination> stored, List<Row> into)
    {
        var (id, version, n) = stored;
        into.Add(new(Nominations, id, version, n.CampaignId.Value, n.OrganizationId.Value, n.Region, n.Unit, CaseProjection.Word(n.Stage), n.SubmittedOn, n.Recommendation?.Place, n.Recommendation?.Reserve ?? false, n.Metrics is not null,
            Row.Words(n.Scorers.Select(s => s.Scorer.UserName).OfType<string>()), n.Scores.Count, n.FinalScore, n.StageOn));
    }
}
