using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Selection;

/// <summary>Begin an organization's application in a campaign that is open for it.</summary>
/// <param name="Id">Given by the caller.</param>
public sealed record DraftNomination(NominationId Id, CampaignId CampaignId, OrganizationId OrganizationId, NominationStatement? Statement = null) : ICommand<Nomination>
{
    public IEnumerable<StreamRef> Reads(Nomination state) =>
    [
        .. CampaignId.Value is null ? Array.Empty<StreamRef>() : [StreamRef.To<Campaign>(CampaignId.Value)],
        .. OrganizationId.Value is null ? Array.Empty<StreamRef>() : [StreamRef.To<Organization>(OrganizationId.Value)],
    ];

    public Decision Decide(Nomination state, Context at)
    {
        if (state.Exists) return Decision.Nothing;

        var problems = new Problems();
        var campaign = CampaignId.Value is null ? null : at.Find<Campaign>(CampaignId.Value);
        var organization = OrganizationId.Value is null ? null : at.Find<Organization>(OrganizationId.Value);
        if (campaign is null) problems.Add("campaignId", "没有这项选树活动，请核对。", "There is no such campaign; check its id.");
        if (organization is null) problems.Add("organizationId", "没有这个调解组织，请核对。", "There is no such organization; check its id.");
        Statements.Check(problems, Statement, complete: false);
        if (problems.ToRefusal() is { } invalid) return invalid;

        if (!Regions.BuiltIn.IsWithin(organization!.Unit, campaign!.Unit) || Regions.BuiltIn.ReportingUnitOf(organization.Unit) is not { } unit) return NominationRefusals.OtherProvince;
        if (Statements.ClosedFor(Nomination.Empty, campaign, organization.Id, at.Today) is { } closed) return closed;
        if (NominationGuide.Standing(organization, campaign, at.Today).FirstOrDefault() is { } no) return no;
        return new NominationDrafted(Id, CampaignId, OrganizationId, organization.Unit, unit.Code, Statements.Cleaned(Statement), at.Today);
    }
}

/// <summary>What applications share.</summary>
internal static class Statements
{
    /// <summary>Main practices and results are told in no more characters.</summary>
    public const int LongestPractices = 1500;

    internal static void Check(Problems problems, NominationStatement? statement, bool complete)
    {
        if (complete)
        {
            problems.Require("statement.practices", statement?.Practices, "请填写主要做法与成效。", "Tell the main practices and results.");
            problems.Require("statement.contactName", statement?.ContactName, "请填写联系人。", "Name whom to ask.");
            problems.Require("statement.contactPhone", statement?.ContactPhone, "请填写联系电话。", "Give a telephone number.");
        }
        if (statement is null) return;
        problems.Add("statement.practices", TextRules.Check(statement.Practices, LongestPractices));
        problems.Add("statement.cases", TextRules.Check(statement.Cases, TextRules.Longest.Statement));
        problems.Add("statement.awards", TextRules.Check(statement.Awards, TextRules.Longest.Reason));
        problems.Add("statement.contactName", TextRules.Check(statement.ContactName, TextRules.Longest.Name));
        if (!statement.ContactPhone.IsEmpty) problems.Add("statement.contactPhone", Parties.Phone.Check(statement.ContactPhone));
        if (statement.Files is { Count: > 50 }) problems.Add("statement.files", "附件最多50份。", "At most 50 files.");
    }

    internal static NominationStatement Cleaned(NominationStatement? statement) => statement is null ? new(default, default, null, default, default, [])
        : statement with { Awards = string.IsNullOrWhiteSpace(statement.Awards) ? null : TextRules.Clean(statement.Awards), ContactPhone = Parties.Phone.Normalize(statement.ContactPhone), Files = [.. (statement.Files ?? []).Distinct()] };

    /// <summary>Why nothing can be handed in now: the campaign is not open, or the cut-off is over and no late nomination was approved. What came in time and was returned is still in time.</summary>
    internal static Refusal? ClosedFor(Nomination state, Campaign campaign, OrganizationId organization, DateOnly today)
    {
        if (campaign.Stage is not (CampaignStage.NominationOpen or CampaignStage.NominationClosed or CampaignStage.Evaluation)) return NominationRefusals.CampaignNotOpen(campaign.Stage);
        if (state.FirstNominatedOn <= campaign.CutOff || campaign.ApprovedLate(organization)) return null;
        return today > campaign.CutOff || campaign.Stage is not CampaignStage.NominationOpen ? NominationRefusals.CutOffOver(campaign.CutOff!.Value) : null;
    }
}
