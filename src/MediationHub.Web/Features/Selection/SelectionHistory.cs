using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Selection;

namespace MediationHub.Web.Features.Selection;

/// <summary>Whom a happening of gold selection is about, for those who may know: the provincial office by name, the auditor masked.</summary>
internal static class SelectionHistory
{
    /// <param name="names">Of the organizations that were specially approved.</param>
    public static Func<DomainEvent, string?> Of(Actor actor, Campaign c, IReadOnlyDictionary<string, string> names) => happened => happened switch
    {
        _ when !Knows(actor, c.Unit) => null,
        ScorerAppointed e => Who(actor, e.Scorer),
        SpecialApprovalRecorded { Approval: var a } => $"{names.GetValueOrDefault(a.OrganizationId.Value, a.OrganizationId.Value)}：{a.Chinese()}，{a.Document}",
        _ => null,
    };

    public static Func<DomainEvent, string?> Of(Actor actor, Nomination n) => happened => happened switch
    {
        _ when !Knows(actor, n.Region) => null,
        NominationScorerAssigned e => Who(actor, e.Scorer),
        NominationInterestDeclared e when n.Assigned(e.ScorerId) is { Scorer: var scorer } => $"{Who(actor, scorer)}：{(e.HasConflict ? "有利益冲突，不参加评分" : "无利益冲突")}{ByOffice(scorer, null)}",
        NominationScoreGiven e when n.Assigned(e.Score.ScorerId) is { Scorer: var scorer } => $"{Who(actor, scorer)}{ByOffice(scorer, e.Score.Sheet)}",
        NominationScoreCorrected e when n.Assigned(e.Score.ScorerId) is { Scorer: var scorer } => $"{Who(actor, scorer)}{ByOffice(scorer, e.Score.Sheet)}：{e.Before:0.##} 分改为 {e.Score.Total:0.##} 分，理由：{e.Reason}",
        _ => null,
    };

    private static bool Knows(Actor actor, string region) => actor.Is(Role.Auditor) || (actor.Is(Role.Province) && actor.Unit is { } unit && Regions.BuiltIn.IsWithin(region, unit));

    private static string Who(Actor actor, Scorer scorer) => $"{(actor.Is(Role.Auditor) ? Mask.Name(scorer.Name) : scorer.Name)}（{scorer.Employer}）";

    private static string ByOffice(Scorer scorer, FileId? sheet) => scorer.UserName is not null ? "" : sheet is null ? "，由办公室录入" : "，由办公室依签字的评分表录入";
}
