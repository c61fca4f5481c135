using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Cases;

/// <summary>A dispute that an organization had ended before it worked with this program, as its old ledger 历史台账 has it.</summary>
/// <param name="OldNumber">The number it had there; it gets none of this program.</param>
/// <param name="DisputeType">A dispute type's code.</param>
/// <param name="Claimed">CNY; null where it was not about money or is not known.</param>
/// <param name="Agreed">CNY that was agreed on.</param>
/// <param name="Mediator">As the ledger writes the name; the person need not be in the roster any more.</param>
public sealed record PastCase(
    string OldNumber, DateOnly ReceivedOn, DateOnly? AcceptedOn, DateOnly ClosedOn, Outcome Outcome, string DisputeType,
    Personal Applicants, Personal Respondents, int WorkersInvolved, decimal? Claimed, decimal? Agreed, Personal Mediator, Personal Note);

/// <summary>
/// Take over one case of the old ledger, or what the ledger now says differently. It is a record only: nothing more is done in it, and it moves no
/// figure of the organization but those of its past cases.
/// </summary>
public sealed record ImportPastCase(CaseId Id, OrganizationId OrganizationId, PastCase Past, ImportSource Source) : ICommand<MediationCase>
{
    public IEnumerable<StreamRef> Reads(MediationCase state) => OrganizationId.Value is null ? [] : [StreamRef.To<Organization>(OrganizationId.Value)];

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Exists && (state.Past is null || state.OrganizationId != OrganizationId)) return CaseRefusals.NotOfOldLedger;
        if (state.Past == Past) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireText("oldNumber", Past.OldNumber, 60, "请填写原案号；没有案号的，请按年度和顺序编一个，例如“2019-12”。", "Enter the old number, or make one of year and sequence.");
        CheckDays(problems, at);
        problems.CheckDisputeType("disputeType", at, Past.DisputeType);
        CheckNames(problems, "applicants", Past.Applicants, "请填写申请人。", "Enter the applicants.");
        CheckNames(problems, "respondents", Past.Respondents, "请填写被申请人。", "Enter the respondents.");
        if (Past.WorkersInvolved is < 1 or > 100_000) problems.Add("workers", "涉及人数应在1至100000之间。", "The workers involved are 1 to 100,000.");
        CheckAmount(problems, "claimed", Past.Claimed);
        CheckAmount(problems, "agreed", Past.Agreed);
        if (Past.Outcome is Outcome.Transferred) problems.Add("outcome", "移送的案件由接收的组织登记，不列入历史台账。", "A transferred case stands in the receiver's ledger.");
        if (Past.Agreed > 0 && Past.Outcome.Class() is OutcomeClass.Failed) problems.Add("agreed", "调解未成功的案件没有达成金额，请核对处理结果或金额。", "A failed case agreed on nothing: check the outcome or the amount.");
        problems.CheckText("mediator", Past.Mediator, TextRules.Longest.Name);
        problems.CheckText("note", Past.Note, TextRules.Longest.Reason);
        if (at.Find<Organization>(OrganizationId.Value) is not { Stands: true } organization) problems.Add("organization", "没有这个调解组织，或者它尚未备案、已经注销。", "There is no such organization on file.");
        else if (problems.ToRefusal() is null) return new CaseImported(Id, OrganizationId, organization.Type, Source, at.Today, Past);
        return problems.ToRefusal()!;
    }

    private void CheckDays(Problems problems, Context at)
    {
        if (Past.ReceivedOn.Year < 1987) problems.Add("receivedOn", "收案日期过早，请核对年份。", "The day of receipt lies too far back.");
        if (Past.ClosedOn > at.Today) problems.Add("closedOn", "结案日期不得晚于今日。", "The day of closing must not lie in the future.");
        if (Past.ClosedOn < Past.ReceivedOn) problems.Add("closedOn", "结案日期不得早于收案日期。", "It cannot be closed before it was received.");
        if (Past.AcceptedOn < Past.ReceivedOn || Past.AcceptedOn > Past.ClosedOn) problems.Add("acceptedOn", "受理日期应在收案日期与结案日期之间。", "The acceptance lies between receipt and closing.");
    }

    private static void CheckNames(Problems problems, string field, Personal names, string chinese, string english) => problems.RequireText(field, names, TextRules.Longest.Reason, chinese, english);

    private static void CheckAmount(Problems problems, string field, decimal? amount)
    {
        if (amount is { } given) problems.Add(field, Money.Check(given));
    }
}
