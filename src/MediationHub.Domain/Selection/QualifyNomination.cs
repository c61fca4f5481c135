using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Find that the organization passes every gate by the frozen figures, that it is still active, and that no veto is known.</summary>
/// <param name="NoVeto">A person confirms that none of the vetoes holds.</param>
/// <param name="Note">Needed where the record points to a veto.</param>
public sealed record QualifyNomination(bool NoVeto, Personal Note = default) : INominationCommand<QualifyNomination>
{
    public static string Name => "qualify";

    public IEnumerable<StreamRef> Reads(Nomination state) => NominationGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Nomination state, Context at)
    {
        foreach (var refusal in state.At(NominationStage.ProvinceReceived)) yield return refusal;
        if (state is not { Exists: true, Stage: NominationStage.ProvinceReceived }) yield break;
        if (NominationGuide.NotActiveOn(at.Today, state, at) is { } idle) yield return idle;
        var campaign = at.CampaignOf(state);
        if (state.Metrics is not { } metrics) yield return NominationRefusals.NotFrozen;
        else if (!campaign.Evaluates(state.Id)) yield return NominationRefusals.EvaluationNotBegun(campaign.Stage);
        else if (ScoreSheet.Gates(campaign.Standards!, metrics).Where(g => !g.Met).ToArray() is { Length: > 0 } failed) yield return NominationRefusals.GatesFailed(failed);
    }

    public Decision Decide(Nomination state, Context at)
    {
        if (state.QualifiedOn is not null && state.Stage is NominationStage.Qualified) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        if (!NoVeto) problems.Add("noVeto", "请核对并确认没有一票否决情形；有的，请认定不合格。", "Confirm that no veto holds; where one does, disqualify.");
        problems.Add("note", TextRules.Check(Note, TextRules.Longest.Reason));
        if (state.Metrics!.House.Dismissed > 0 && Note.IsEmpty) problems.Add("note", "统计期内有调解员被解聘，请写明核对情况。", "A mediator was dismissed within the window: say what was found.");
        return problems.ToRefusal() is { } invalid ? invalid : new NominationQualified(ScoreSheet.Gates(at.CampaignOf(state).Standards!, state.Metrics), Note, at.Today);
    }
}
