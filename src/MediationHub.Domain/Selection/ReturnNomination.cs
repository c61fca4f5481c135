using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Send the nomination back to be mended 退回补正: the county or unit before it nominates, the province afterwards.</summary>
public sealed record ReturnNomination(Personal Reason) : INominationCommand<ReturnNomination>
{
    public static string Name => "return";

    public IEnumerable<StreamRef> Reads(Nomination state) => NominationGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Nomination state, Context at) => at.Actor.Is(Role.Province)
        ? state.At(NominationStage.PrefectureRecommended, NominationStage.ProvinceReceived)
        : state.At(NominationStage.OrgSubmitted, NominationStage.CountyChecked);

    public Decision Decide(Nomination state, Context at)
    {
        if (state.Stage is NominationStage.Returned) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写需要补正的内容。", "Say what has to be mended.");
        return problems.ToRefusal() is { } invalid ? invalid : new NominationReturned(Reason, at.Actor.UserName, at.Today);
    }
}
