using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Samplings;

/// <summary>Score the papers of one sampled case by the checklist; as long as the sampling is open, a score may be given anew.</summary>
/// <param name="Items">Every item; without points where it does not apply to the case.</param>
public sealed record ScorePapers(CaseId CaseId, IReadOnlyList<ScoredItem> Items, Personal Remark = default) : ICommand<Sampling>
{
    public Decision Decide(Sampling state, Context at)
    {
        if (!state.Exists) return SamplingRefusals.Unknown;
        if (state.Stage is not SamplingStage.Open) return SamplingRefusals.Ended;
        if (state.Picked.All(p => p.CaseId != CaseId)) return SamplingRefusals.NotDrawn;

        var problems = new Problems();
        var items = Items ?? [];
        foreach (var (n, item) in items.Index())
        {
            if (state.List.Item(item.Code ?? "") is not { } asked) problems.Add($"items[{n}].code", "评查表中没有这一项，请刷新页面后重新填写。", "The checklist has no such item.");
            else if (item.Points < 0 || item.Points > asked.Points) problems.Add($"items[{n}].points", $"该项为0至{asked.Points}分。", $"Give 0 to {asked.Points} points.");
        }
        if (state.List.Items.FirstOrDefault(i => items.Count(x => x.Code == i.Code) != 1) is { } open)
            problems.Add("items", $"每一项都要评分或者选“不适用”，请核对：{open.Code}。", $"Each item is scored once, or does not apply; check {open.Code}.");
        else if (items.All(i => i.Points is null)) problems.Add("items", "至少有一项适用并评分。", "One item at least applies.");
        problems.CheckText("remark", Remark, TextRules.Longest.Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;

        var given = items.Where(i => i.Points is not null).ToList();
        var score = Math.Round(100m * given.Sum(i => i.Points!.Value) / given.Sum(i => state.List.Item(i.Code)!.Points!.Value), 2, MidpointRounding.AwayFromZero);
        return state.ScoreOf(CaseId) is { } known && known.Items.SequenceEqual(items) && known.Remark == Remark ? Decision.Nothing
            : new PapersScored(new(CaseId, items, score, Remark, at.Today, at.Actor.UserName));
    }
}
