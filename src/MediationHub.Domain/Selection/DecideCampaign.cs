using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Selection;

/// <summary>Decide which organizations are chosen: no more than the target, after the publicity, with no objection unanswered, each active on the day.</summary>
/// <param name="Meeting">The tripartite meeting.</param>
/// <param name="Document">The document that announces it.</param>
public sealed record DecideCampaign([property: MayBeLeftOut] IReadOnlyList<NominationId> Chosen, string Meeting, string Document, DateOnly On, FileId? Minutes = null, Personal LateEntryReason = default) : ICampaignCommand<DecideCampaign>
{
    public static string Name => "decide";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at)
    {
        if (state is { Exists: true, Stage: CampaignStage.Evaluation or CampaignStage.Shortlisted }) yield return CampaignRefusals.PublicityMissing;
        else foreach (var refusal in state.At(CampaignStage.Publicity, CampaignStage.ObjectionHandling)) yield return refusal;
        if (state.Stage is not (CampaignStage.Publicity or CampaignStage.ObjectionHandling) || state.ProvincePublicity is not { } publicity) yield break;
        if (publicity.Running(at) is { } running) yield return running;
        if (state.OpenObjections.Select(o => o.Number).ToArray() is { Length: > 0 } open) yield return CampaignRefusals.ObjectionsOpen(open);
    }

    private NominationId[] Named => [.. (Chosen ?? []).Where(n => n.Value is not null).Distinct()];

    public IEnumerable<StreamRef> Reads(Campaign state) => state.Shortlist.Where(p => Named.Contains(p.NominationId)).Select(p => StreamRef.To<Organization>(p.OrganizationId.Value));

    public Decision Decide(Campaign state, Context at)
    {
        var chosen = Named;
        if (state.Decision is { } made && made.Chosen.SequenceEqual(chosen)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        if (chosen.Length == 0) problems.Add("chosen", "请选定组织。", "Choose the organizations.");
        problems.RequireText("meeting", Meeting, TextRules.Longest.Title, "请填写作出决定的三方会议。", "Name the tripartite meeting that decided.");
        problems.RequireText("document", Document, TextRules.Longest.Title, "请填写公布文件的文号。", "Give the number of the announcing document.");
        var late = at.CheckDay(problems, this, "on", On, state.ProvincePublicity!.DueBy(at).Due.AddDays(1), LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (chosen.Any(n => !state.IsShortlisted(n) || state.Removed(n))) return CampaignRefusals.NotOnShortlist;
        if (chosen.Length > state.Target) return CampaignRefusals.OverTarget(chosen.Length, state.Target);
        if (state.Shortlist.Where(p => chosen.Contains(p.NominationId)).Select(p => at.Find<Organization>(p.OrganizationId.Value)).FirstOrDefault(o => o is not null && o.StatusOn(On) is not OrganizationStatus.Active) is { } idle) return CampaignRefusals.ChosenNotActive(idle.Name, idle.StatusOn(On));
        return Decision.Of(new CampaignDecided(new(chosen, TextRules.Clean(Meeting), TextRules.Clean(Document), Minutes, On)), late);
    }
}
