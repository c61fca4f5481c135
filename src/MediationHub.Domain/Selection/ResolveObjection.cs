using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Answer an objection after looking into it. Where it holds, the organization leaves the list.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Reply">What the person who objected is told.</param>
public sealed record ResolveObjection(int Number, bool? Upheld, Personal Finding, Personal Reply, DateOnly On, Personal LateEntryReason = default) : ICampaignCommand<ResolveObjection>
{
    public static string Name => "resolve-objection";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at) => state.At(CampaignStage.Publicity, CampaignStage.ObjectionHandling);

    public Decision Decide(Campaign state, Context at)
    {
        var objection = state.Objections.Find(o => o.Number == Number);
        if (objection?.Reply is { } given) return given.Upheld == Upheld && given.Reply == Reply && given.Finding == Finding ? Decision.Nothing : CampaignRefusals.ObjectionResolved(Number);
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (objection is null) return CampaignRefusals.ObjectionUnknown(Number);

        var problems = new Problems();
        if (Upheld is null) problems.Add("upheld", "请选择异议是否成立。", "Say whether the objection holds.");
        problems.RequireText("finding", Finding, TextRules.Longest.Statement, "请填写调查情况。", "Say what was found.");
        problems.RequireText("reply", Reply, TextRules.Longest.Statement, "请填写答复内容。", "Say what was answered.");
        var late = at.CheckDay(problems, this, "on", On, objection.On, LateEntryReason);
        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new ObjectionResolved(Number, new(Upheld!.Value, Finding, Reply, at.Actor.UserName, On)), late);
    }
}
