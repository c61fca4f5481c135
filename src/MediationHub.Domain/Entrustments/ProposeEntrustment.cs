using System.Text.Json.Serialization;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Entrustments;

/// <summary>Propose to entrust a dispute to an organization, before the hearing opens and with the consent of all (R33 §70).</summary>
/// <param name="Id">Given by the caller.</param>
/// <param name="HearingOpened">The hearing has opened: then nothing is entrusted any more.</param>
public sealed record ProposeEntrustment(
    EntrustmentId Id, CommissionId CommissionId, OrganizationId OrganizationId, string ArbitrationNumber, IReadOnlyList<PartyDetails>? Applicants, IReadOnlyList<PartyDetails>? Respondents,
    string DisputeType, IReadOnlyList<ClaimEntry>? Claims, Personal Facts = default, bool HearingOpened = false) : ICommand<Entrustment>
{
    /// <summary>The recommendation of mediation in the same arbitration that has not been done with: its number. The pipeline fills it in.</summary>
    [JsonIgnore] public string? Recommended { get; init; }

    /// <summary>Acceptance goes on, but the case of that recommendation is still mediated: its number. The pipeline fills it in.</summary>
    [JsonIgnore] public string? StillMediated { get; init; }

    public IEnumerable<StreamRef> Reads(Entrustment state) =>
    [
        .. CommissionId.Value is null ? Array.Empty<StreamRef>() : [StreamRef.To<Commission>(CommissionId.Value)],
        .. OrganizationId.Value is null ? Array.Empty<StreamRef>() : [StreamRef.To<Organization>(OrganizationId.Value)],
    ];

    public Decision Decide(Entrustment state, Context at)
    {
        if (state.Exists) return Decision.Nothing;

        var problems = new Problems();
        if (CommissionId.Value is null || at.Find<Commission>(CommissionId.Value) is null) problems.Add("commissionId", "没有这个仲裁委员会，请核对。", "There is no such commission; check its id.");
        var organization = OrganizationId.Value is null ? null : at.Find<Organization>(OrganizationId.Value);
        if (organization is null) problems.Add("organizationId", "没有这个调解组织，请核对。", "There is no such organization; check its id.");
        problems.RequireText("arbitrationNumber", ArbitrationNumber, 100, "请填写仲裁案号。", "Give the number of the arbitration.");
        var dispute = HandedDisputes.Check(problems, at, Applicants, Respondents, DisputeType, Claims, Facts);
        if (problems.ToRefusal() is { } invalid) return invalid;

        if (HearingOpened) return EntrustmentRefusals.HearingOpened;
        // Acceptance rests, or the applicant withdraws: there is no tribunal yet that could entrust, and the dispute would be mediated and counted twice.
        if (Recommended is { } number) return EntrustmentRefusals.RecommendedAlready(number);
        if (StillMediated is { } open) return EntrustmentRefusals.StillMediated(open);
        if (!organization!.ReceivesCases) return EntrustmentRefusals.OrganizationNotReceiving(organization.Name);
        if (organization.IsOfParty(dispute)) return EntrustmentRefusals.OrganizationInConflict(organization.Name);
        return new EntrustmentProposed(Id, CommissionId, OrganizationId, TextRules.Clean(ArbitrationNumber), dispute, at.Today);
    }
}
