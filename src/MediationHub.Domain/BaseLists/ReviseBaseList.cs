using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.BaseLists;

/// <summary>Enter another edition of a base list: one of later days, or a correction of the one that begins on the same day, which needs its reason. Nothing is overwritten.</summary>
/// <param name="Reason">Why the edition of that day is corrected.</param>
public sealed record ReviseBaseList(BaseContent? Content, Personal Reason = default) : ICommand<BaseList>
{
    public IEnumerable<StreamRef> Reads(BaseList state) => Content?.Reads(state.Region, state.Kind) ?? [];

    public Decision Decide(BaseList state, Context at)
    {
        if (!state.Exists) return BaseListRefusals.Unknown;
        var problems = new Problems();
        problems.Add("reason", TextRules.Check(Reason, TextRules.Longest.Reason));
        var edition = (Content ?? new(default, null, null)).Read(state, Regions.BuiltIn.Find(state.Region)!, state.Kind, at, problems);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (state.BeginningOn(edition!.From) is { } same)
        {
            if (same.Says(edition)) return Decision.Nothing;
            if (Reason.IsEmpty) return Refusal.Invalid("reason", $"自{same.From:yyyy-MM-dd}起的基数已经登记（{same.Size}{state.Kind.Measure()}），更正请写明原因；下一年度的基数请填新的起用日期。", "An edition of this first day stands: say why it is corrected, or give another day.");
        }
        return new BaseListRevised(edition, TextRules.Clean(Reason));
    }
}
