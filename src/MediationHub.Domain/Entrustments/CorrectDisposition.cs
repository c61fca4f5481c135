using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Entrustments;

/// <summary>Put right what was recorded of the tribunal's doing, under the same guards, and say why. Both entries stay in the record; the reason is the commission's own.</summary>
public sealed record CorrectDisposition(DispositionKind Kind, DateOnly On, Personal Reason, string? Number = null) : IEntrustmentCommand<CorrectDisposition>
{
    public static string Name => "correct-disposition";

    public static IEnumerable<Refusal> Missing(Entrustment state, Context at)
    {
        if (!state.Exists) yield return EntrustmentRefusals.Unknown;
        else if (state.Disposition is null) yield return EntrustmentRefusals.NotDisposed;
    }

    public Decision Decide(Entrustment state, Context at)
    {
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        var disposition = RecordDisposition.Of(state, Kind, On, Number);
        var problems = new Problems();
        RecordDisposition.Check(problems, disposition);
        if (On == default) problems.Add("on", "请填写日期。", "Enter the day.");
        else if (On > at.Today) problems.Add("on", "日期不得晚于今日。", "The day must not lie in the future.");
        else if (On < (state.ReturnedOn ?? state.EndedOn)) problems.Add("on", $"日期不得早于委托调解结束、反馈结果的日期（{state.ReturnedOn ?? state.EndedOn:yyyy-MM-dd}）。", "The day must not lie before the result came back.");
        problems.RequireReason(Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (RecordDisposition.Objection(state, Kind) is { } cannot) return cannot;
        return state.Disposition == disposition ? Decision.Nothing : new DispositionCorrected(disposition, Reason);
    }
}
