using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>The county's office checked the application and gives its opinion; where it has no account, the reporting unit enters it.</summary>
/// <param name="Office">By its full name.</param>
public sealed record CheckByCounty(string Office, Personal Opinion, DateOnly On, Personal LateEntryReason = default) : INominationCommand<CheckByCounty>
{
    public static string Name => "check-by-county";

    public static IEnumerable<Refusal> Missing(Nomination state, Context at)
    {
        foreach (var refusal in state.At(NominationStage.OrgSubmitted)) yield return refusal;
        if (state is { Exists: true, Stage: NominationStage.OrgSubmitted } && state.Region == state.Unit) yield return NominationRefusals.CountyNotNeeded;
    }

    public Decision Decide(Nomination state, Context at)
    {
        if (state.County is { } made && made.Office == TextRules.Clean(Office) && made.On == On) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        problems.RequireText("office", Office, TextRules.Longest.Name, "请填写县(市、区)级审核单位的名称。", "Name the county's office.");
        problems.RequireText("opinion", Opinion, TextRules.Longest.Reason, "请填写审核意见。", "Write the opinion.");
        var late = at.CheckDay(problems, this, "on", On, state.SubmittedOn, LateEntryReason);
        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new NominationCheckedByCounty(new(TextRules.Clean(Office), Opinion, at.Actor.UserName, On)), late);
    }
}
