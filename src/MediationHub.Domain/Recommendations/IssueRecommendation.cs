using System.Text.Json.Serialization;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Recommendations;

/// <summary>Recommend mediation to who applied for arbitration without it, with a choice of organizations (R33 §69).</summary>
/// <param name="Id">Given by the caller.</param>
/// <param name="ReceivedOn">The day on which the application was received.</param>
public sealed record IssueRecommendation(
    RecommendationId Id, CommissionId CommissionId, string ArbitrationNumber, DateOnly ReceivedOn, IReadOnlyList<PartyDetails>? Applicants, IReadOnlyList<PartyDetails>? Respondents,
    string DisputeType, IReadOnlyList<ClaimEntry>? Claims, Personal Facts = default, IReadOnlyList<OrganizationId>? Organizations = null, Personal LateEntryReason = default) : ICommand<Recommendation>
{
    private const int MostOrganizations = 10;

    /// <summary>The same arbitration is entrusted, so it is accepted already. The pipeline fills it in.</summary>
    [JsonIgnore] public bool Entrusted { get; init; }

    public IEnumerable<StreamRef> Reads(Recommendation state) =>
    [
        .. CommissionId.Value is null ? Array.Empty<StreamRef>() : [StreamRef.To<Commission>(CommissionId.Value)],
        .. Named.Select(o => StreamRef.To<Organization>(o.Value)),
    ];

    private IReadOnlyList<OrganizationId> Named => [.. (Organizations ?? []).Where(o => o.Value is not null).Distinct().Take(MostOrganizations + 1)];

    public Decision Decide(Recommendation state, Context at)
    {
        if (state.Exists) return Decision.Nothing;

        var problems = new Problems();
        var commission = CommissionId.Value is null ? null : at.Find<Commission>(CommissionId.Value);
        if (commission is null) problems.Add("commissionId", "没有这个仲裁委员会，请核对。", "There is no such commission; check its id.");
        problems.RequireText("arbitrationNumber", ArbitrationNumber, 100, "请填写仲裁申请的收件号或者案号。", "Give the number of the application for arbitration.");
        var late = at.CheckDay(problems, this, "receivedOn", ReceivedOn, null, LateEntryReason);
        if (Named.Count is 0 or > MostOrganizations) problems.Add("organizations", $"请列出1至{MostOrganizations}个可供选择的调解组织。", $"Offer 1 to {MostOrganizations} organizations.");
        foreach (var (id, i) in Named.Select((o, i) => (o, i)))
            if (at.Find<Organization>(id.Value) is not { ReceivesCases: true }) problems.Add($"organizations[{i}]", "没有这个调解组织，或者它现在不能接收新案件，请另选。", "There is no such organization, or it receives no cases now.");
        var dispute = HandedDisputes.Check(problems, at, Applicants, Respondents, DisputeType, Claims, Facts);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Entrusted) return RecommendationRefusals.AcceptedAlready;
        if (Named.Select(o => at.Find<Organization>(o.Value)!).FirstOrDefault(o => o.IsOfParty(dispute)) is { } own) return Entrustments.EntrustmentRefusals.OrganizationInConflict(own.Name) with { Basis = RecommendationRefusals.R69 };

        return Decision.Of(
            new RecommendationIssued(Id, CommissionId, "", commission!.NumberPattern(at.Rules.Settings.NumberPatterns.Value.Recommendation, at.Today.Year), at.Today.Year,
                TextRules.Clean(ArbitrationNumber), ReceivedOn, dispute, Named, at.Today), late);
    }
}
