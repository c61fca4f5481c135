using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Selection;

namespace MediationHub.Web.Features.Selection;

/// <summary>Whom a happening of gold selection is about, for those who may know: the provincial office by name, the auditor masked.</summary>
internal static class SelectionHistory
{
    /// <param name="names">Of the organizations that were specially approved.</param>
    public static Func<DomainEvent, string?> Of(Actor actor, IReadOnlyDictionary<string, string> names) => happened => happened switch
    {
        ScorerAppointed e when Knows(actor) => Who(actor, e.Scorer),
        SpecialApprovalRecorded { Approval: var a } when Knows(actor) => $"{names.GetValueOrDefault(a.OrganizationId.Value, a.OrganizationId.Value)}：{a.Chinese()}，{a.Document}",
        _ => null,
    };

    public static Func<DomainEvent, string?> Of(Actor actor, Nomination n) => happened => happened switch
    {
        _ when !Knows(actor) => null,
        NominationScorerAssigned e => Who(actor, e.Scorer),
        NominationInterestDeclared e when n.Assigned(e.ScorerId) is { Scorer: var scorer } => $"{Who(actor, scorer)}：{(e.HasConflict ? "有利益冲突，不参加评分" : "无利益冲突")}{ByOffice(scorer)}",
        NominationScoreGiven e when n.Assigned(e.Score.ScorerId) is { Scorer: var scorer } => $"{Who(actor, scorer)}{ByOffice(scorer)}",
        NominationScoreCorrected e when n.Assigned(e.Score.ScorerId) is { Scorer: var scorer } => $"{Who(actor, scorer)}{ByOffice(scorer)}：{e.Before:0.##} 分改为 {e.Score.Total:0.##} 分，理由：{e.Reason}",
        _ => null,
    };

    private static bool Knows(Actor actor) => actor.Is(Role.Province) || actor.Is(Role.Auditor);

    private static string Who(Actor actor, Scorer scorer) => $"{(actor.Is(Role.Auditor) ? Mask.Name(scorer.Name) : scorer.Name)}（{scorer.Employer}）";

    private static string ByOffice(Scorer scorer) => scorer.UserName is null ? "，由办公室依签字材料录入" : "";
}
