using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;

namespace MediationHub.Store.Rows;

/// <summary>A commission in lists and where the competent one is looked for.</summary>
public sealed class CommissionProjection : Projection<Commission>
{
    private static readonly Table Commissions = new("commission_rows", 1,
        new("id", ColumnType.Text), new("version", ColumnType.Integer), new("code", ColumnType.Text), new("name", ColumnType.Text), new("level", ColumnType.Text), new("unit", ColumnType.Text), new("jurisdiction", ColumnType.Words));

    private static readonly Table Applications = new("application_month_rows", 2,
        new("commission_id", ColumnType.Text), new("month", ColumnType.Day), new("received", ColumnType.Integer), new("already_mediated", ColumnType.Integer));

    public override IReadOnlyList<Table> Tables => [Commissions, Applications];

    public override void Rows(Stored<Commission> stored, List<Row> into)
    {
        var (id, version, state) = stored;
        foreach (var month in state.Applications.GroupBy(a => a.Month).Select(g => g.Last()))
            into.Add(new(Applications, id, ReportPeriod.Parse(month.Month)!.Value.From, month.Received, month.AlreadyMediated));
        into.Add(new(Commissions, id, version, state.Profile.Code, state.Name, CaseProjection.Word(state.Profile.Level!.Value), state.Unit, Row.Words(state.Jurisdiction)));
    }
}

/// <summary>A review in the commission's docket and among those of an organization's cases.</summary>
public sealed class ReviewProjection : Projection<Review>
{
    private static readonly Table Reviews = new("review_rows", 1,
        new("id", ColumnType.Text), new("version", ColumnType.Integer), new("commission_id", ColumnType.Text), new("organization_id", ColumnType.Text), new("case_id", ColumnType.Text),
        new("case_number", ColumnType.Text), new("number", ColumnType.Text), new("stage", ColumnType.Text), new("applicants", ColumnType.Text), new("respondents", ColumnType.Text),
        new("mediators", ColumnType.Words), new("dispute_type", ColumnType.Text), new("amount", ColumnType.Amount), new("applied_on", ColumnType.Day), new("filed_on", ColumnType.Day), new("filed_late", ColumnType.Flag),
        new("accepted_on", ColumnType.Day), new("arbitrator_id", ColumnType.Text), new("pending", ColumnType.Text), new("due_rule", ColumnType.Text), new("due_on", ColumnType.Day), new("due_provisional", ColumnType.Flag),
        new("ended_on", ColumnType.Day));

    public override IReadOnlyList<Table> Tables => [Reviews];

    public override CaseClock? Pressing(Review state, Law law) => ReviewClocks.Pressing(state, law.Calendar, law.Rules);

    public override void Rows(Stored<Review> stored, Law law, List<Row> into)
    {
        var (id, version, r) = stored;
        var pressing = Pressing(r, law);
        into.Add(new(Reviews,
            id, version, r.CommissionId.Value, r.Extract.OrganizationId.Value, r.Extract.CaseId.Value, r.Extract.Number, r.Number, CaseProjection.Word(r.Stage), Names(r.Extract, PartySide.Applicant), Names(r.Extract, PartySide.Respondent),
            Row.Words(r.Extract.Mediators.Select(m => m.Value)), r.Extract.DisputeType, r.Extract.Agreement!.TotalAmount, ChinaTime.DayOf(r.Joined[0].At), r.FiledOn, r.FiledLate,
            r.AcceptedOn, r.Arbitrator?.ArbitratorId.Value, r.Pending is { } pending ? CaseProjection.Word(pending.Kind) : null, pressing?.Rule, pressing?.Due, pressing?.Provisional ?? false, r.EndedOn));
    }

    public override void Contribute(Review state, Action<CounterKey, long> add) => ReviewContribution.Contribute(state, add);

    public override IEnumerable<string> Organizations(Review state) => state.Exists ? [state.Extract.OrganizationId.Value] : [];

    private static string Names(CaseExtract extract, PartySide side) => string.Join('、', extract.Parties.Where(p => p.Side == side).Select(p => p.Name.Value));
}

/// <summary>An entrustment as its commission and its organization find it.</summary>
public sealed class EntrustmentProjection : Projection<Entrustment>
{
    private static readonly Table Entrustments = new("entrustment_rows", 1,
        new("id", ColumnType.Text), new("version", ColumnType.Integer), new("commission_id", ColumnType.Text), new("organization_id", ColumnType.Text), new("arbitration_number", ColumnType.Text), new("number", ColumnType.Text),
        new("stage", ColumnType.Text), new("applicants", ColumnType.Text), new("respondents", ColumnType.Text), new("dispute_type", ColumnType.Text), new("proposed_on", ColumnType.Day), new("entrusted_on", ColumnType.Day),
        new("case_id", ColumnType.Text), new("due_rule", ColumnType.Text), new("due_on", ColumnType.Day), new("due_provisional", ColumnType.Flag), new("result", ColumnType.Text), new("ended_on", ColumnType.Day), new("returned_on", ColumnType.Day));

    public override IReadOnlyList<Table> Tables => [Entrustments];

    public override CaseClock? Pressing(Entrustment state, Law law) => EntrustmentClocks.Pressing(state, law.Calendar, law.Rules);

    public override void Rows(Stored<Entrustment> stored, Law law, List<Row> into)
    {
        var (id, version, e) = stored;
        var pressing = Pressing(e, law);
        into.Add(new(Entrustments,
            id, version, e.CommissionId.Value, e.OrganizationId.Value, e.ArbitrationNumber, e.Number, CaseProjection.Word(e.Stage), e.Dispute.Names(PartySide.Applicant), e.Dispute.Names(PartySide.Respondent), e.Dispute.DisputeType,
            e.ProposedOn, e.EntrustedOn, e.CaseId?.Value, pressing?.Rule, pressing?.Due, pressing?.Provisional ?? false, e.Result is { } result ? CaseProjection.Word(result) : null, e.EndedOn, e.ReturnedOn));
    }

    public override IEnumerable<string> Organizations(Entrustment state) => state is { Exists: true, IsSent: true } ? [state.OrganizationId.Value] : [];
}

/// <summary>A recommendation as its commission and the chosen organization find it.</summary>
public sealed class RecommendationProjection : Projection<Recommendation>
{
    private static readonly Table Recommendations = new("recommendation_rows", 1,
        new("id", ColumnType.Text), new("version", ColumnType.Integer), new("commission_id", ColumnType.Text), new("organization_id", ColumnType.Text), new("arbitration_number", ColumnType.Text), new("number", ColumnType.Text),
        new("stage", ColumnType.Text), new("applicants", ColumnType.Text), new("respondents", ColumnType.Text), new("dispute_type", ColumnType.Text), new("received_on", ColumnType.Day), new("issued_on", ColumnType.Day), new("agreed_on", ColumnType.Day),
        new("case_id", ColumnType.Text), new("due_rule", ColumnType.Text), new("due_on", ColumnType.Day), new("due_provisional", ColumnType.Flag), new("settled_on", ColumnType.Day));

    public override IReadOnlyList<Table> Tables => [Recommendations];

    public override CaseClock? Pressing(Recommendation state, Law law) => RecommendationClocks.Pressing(state, law.Calendar, law.Rules);

    public override void Rows(Stored<Recommendation> stored, Law law, List<Row> into)
    {
        var (id, version, r) = stored;
        var pressing = Pressing(r, law);
        into.Add(new(Recommendations,
            id, version, r.CommissionId.Value, r.OrganizationId?.Value, r.ArbitrationNumber, r.Number, CaseProjection.Word(r.Stage), r.Dispute.Names(PartySide.Applicant), r.Dispute.Names(PartySide.Respondent), r.Dispute.DisputeType,
            r.ReceivedOn, r.IssuedOn, r.AgreedOn, r.CaseId?.Value, pressing?.Rule, pressing?.Due, pressing?.Provisional ?? false, r.SettledOn));
    }

    public override IEnumerable<string> Organizations(Recommendation state) => state.OrganizationId is { } chosen ? [chosen.Value] : [];
}
