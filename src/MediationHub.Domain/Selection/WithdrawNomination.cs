using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Withdraw the nomination before the province has qualified it; its place is free again.</summary>
public sealed record WithdrawNomination(Personal Reason) : INominationCommand<WithdrawNomination>
{
    public static string Name => "withdraw";

    public static IEnumerable<Refusal> Missing(Nomination state, Context at) =>
        state.At(NominationStage.Draft, NominationStage.OrgSubmitted, NominationStage.CountyChecked, NominationStage.PrefectureRecommended, NominationStage.ProvinceReceived, NominationStage.Returned);

    public Decision Decide(Nomination state, Context at)
    {
        if (state.Stage is NominationStage.Withdrawn) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写撤回的理由。", "Say why it is withdrawn.");
        return problems.ToRefusal() is { } invalid ? invalid : new NominationWithdrawn(Reason, at.Actor.UserName, at.Today);
    }
}
