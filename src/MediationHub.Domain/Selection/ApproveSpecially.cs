using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Selection;

/// <summary>Record the document that lets one organization be nominated late or beyond its unit's places 特别批准.</summary>
public sealed record ApproveSpecially(OrganizationId OrganizationId, string Document, Personal Reason, bool Late = false, bool OverQuota = false) : ICampaignCommand<ApproveSpecially>
{
    public static string Name => "approve-specially";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at) => state.At(CampaignStage.NominationOpen, CampaignStage.NominationClosed, CampaignStage.Evaluation);

    public IEnumerable<StreamRef> Reads(Campaign state) => OrganizationId.Value is null ? [] : [StreamRef.To<Organization>(OrganizationId.Value)];

    public Decision Decide(Campaign state, Context at)
    {
        if (state.Approvals.Exists(a => a.OrganizationId == OrganizationId && a.Late == Late && a.OverQuota == OverQuota)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        var organization = OrganizationId.Value is null ? null : at.Find<Organization>(OrganizationId.Value);
        if (organization is null || !Rulebook.Regions.BuiltIn.IsWithin(organization.Unit, state.Unit)) problems.Add("organizationId", "没有这个调解组织，或者它不属于本省，请核对。", "There is no such organization in this province; check its id.");
        problems.RequireText("document", Document, TextRules.Longest.Title, "请填写批准文件的名称或者文号。", "Name the document that approves it.");
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写批准的理由。", "Say why it is approved.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        return !Late && !OverQuota ? CampaignRefusals.ApprovalNotNeeded : new SpecialApprovalRecorded(new(OrganizationId, Late, OverQuota, TextRules.Clean(Document), Reason, at.Actor.UserName, at.Today));
    }
}
