using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>
/// Record what a court or commission ruled on the agreement in force, once the ruling has taken effect: void or revoked (it binds nobody any more, its time limits
/// and remedies end, the net rate counts the success no longer), or confirmed by the court 司法确认 (it can be enforced, CPL 205–206).
/// </summary>
/// <param name="On">The day on which the ruling took effect; the organization hears of it when it does, so no entry is late.</param>
/// <param name="Proof">The document; at least one file.</param>
public sealed record RecordRuling(RulingKind Kind, RulingBody Body, Personal BodyName, string? DocumentNo, DateOnly On, IReadOnlyList<FileId>? Proof = null, Personal Note = default) : ICaseCommand<RecordRuling>
{
    public static string Name => "record-ruling";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (state.Agreement?.Ruling is not null) yield return CaseRefusals.RulingRecorded;
        else foreach (var refusal in state.InForce()) yield return refusal;
        if (state.InForce?.Status is AgreementStatus.Confirmed) yield return CaseRefusals.LetterStands;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var proof = Proof ?? [];
        var ruling = new AgreementRuling(Kind, Body, BodyName, (DocumentNo ?? "").Trim(), On, proof, Note);
        if (state.Agreement?.Ruling is { } known && known with { Proof = proof } == ruling && known.Proof.SequenceEqual(proof)) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("kind", Kind);
        problems.RequireWord("body", Body);
        if (Kind is RulingKind.Confirmed && Body is RulingBody.Commission) problems.Add("body", "司法确认只能由人民法院作出；仲裁委员会的确认请办理仲裁审查。", "Only a court confirms this way; a commission does so by a review.");
        problems.RequireText("bodyName", BodyName, TextRules.Longest.Name, "请填写作出裁判的人民法院或者仲裁委员会的名称。", "Name the court or commission.");
        problems.RequireText("documentNo", DocumentNo, TextRules.Longest.Name, "请填写裁判文书的文号。", "Give the number of the document.");
        problems.CheckText("note", Note, TextRules.Longest.Reason);
        if (On == default) problems.Add("on", "请填写裁判生效的日期。", "Enter the day on which the ruling took effect.");
        else if (On > at.Today) problems.Add("on", "裁判尚未生效的，待生效后再登记。", "Record the ruling once it has taken effect.");
        else if (On < state.Concluded?.EffectiveOn) problems.Add("on", $"裁判生效日期不得早于协议生效日期（{state.Concluded.EffectiveOn:yyyy-MM-dd}）。", "The ruling cannot lie before the agreement took effect.");
        if (proof.Count == 0) problems.Add("proof", "请上传裁判文书。", "Add the document.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Missing(state, at).FirstOrDefault() is { } no ? no : new AgreementRuled(state.InForce!.No, ruling);
    }
}
