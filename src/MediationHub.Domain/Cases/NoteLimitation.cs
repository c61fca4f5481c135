using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>
/// Note what interrupted or suspended the limitation of arbitration, with its day and proof (LMA 27 ¶¶2–3, R33 §27): the limitation clocks run anew from an interruption,
/// and stand still while a suspension lasts. A warning to the parties, decided by whoever arbitrates; it blocks nothing.
/// </summary>
/// <param name="On">The day of it; of force majeure the first day on which nobody could apply. The organization hears of it when it does, so no entry is late.</param>
/// <param name="Until">Of force majeure: its last day; left out while it lasts.</param>
/// <param name="Proof">At least one file.</param>
public sealed record NoteLimitation(LimitationCauseKind Kind, DateOnly On, DateOnly? Until = null, IReadOnlyList<FileId>? Proof = null, Personal Note = default) : ICaseCommand<NoteLimitation>
{
    public static string Name => "note-limitation";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.Past is not null) yield return CaseRefusals.FromOldLedger;
        else if (state.Stage is CaseStage.Archived or CaseStage.Transferred) yield return CaseRefusals.Ended(state.Stage);
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var proof = Proof ?? [];
        if (state.LimitationCauses.Exists(c => (c.Kind, c.On, c.Until, c.Note) == (Kind, On, Until, Note) && c.Proof.SequenceEqual(proof))) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("kind", Kind);
        if (On == default) problems.Add("on", "请填写日期。", "Enter the day.");
        else if (On > at.Today) problems.Add("on", "日期不得晚于今日。", "The day must not lie in the future.");
        if (Until is not null && Kind is not LimitationCauseKind.ForceMajeure) problems.Add("until", "只有中止事由才填写结束日期；中断自当日起重新计算，请删去。", "Only a suspension has an end; leave it out.");
        else if (Until < On) problems.Add("until", "中止的结束日期不得早于开始日期。", "It cannot end before it began.");
        else if (Until > at.Today) problems.Add("until", "中止事由尚未消除的，请不填写结束日期。", "Leave the end out while it lasts.");
        if (Kind is LimitationCauseKind.ForceMajeure && state.LimitationCauses.Exists(c => c.Kind is LimitationCauseKind.ForceMajeure && c.On <= (Until ?? DateOnly.MaxValue) && On <= (c.Until ?? DateOnly.MaxValue)))
            problems.Add("on", "与已登记的中止期间重叠，请核对；原登记有误的，请先撤销再重新登记。", "It overlaps with a suspension on record; strike that first.");
        if (proof.Count == 0) problems.Add("proof", "请上传证明材料。", "Add the proof.");
        problems.CheckText("note", Note, TextRules.Longest.Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Missing(state, at).FirstOrDefault() is { } no ? no : new LimitationCauseNoted(new($"l{state.LimitationCausesEver + 1}", Kind, On, Until, proof, Note));
    }
}
