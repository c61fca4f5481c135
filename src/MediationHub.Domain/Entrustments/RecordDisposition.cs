using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Entrustments;

/// <summary>
/// Record what the tribunal did once the mediation was over: it hears the case, made a mediation letter of the agreement (R33 §72; of its part, §73), or the applicant
/// withdrew. A letter needs an agreement or part of one, a withdrawal the whole; whatever came of it, the hearing may go on. Once; correctable with a reason.
/// </summary>
/// <param name="On">The day on which the tribunal went on, sealed the letter, or was told of the withdrawal.</param>
/// <param name="Number">The letter's number; nothing else has one.</param>
public sealed record RecordDisposition(DispositionKind Kind, DateOnly On, string? Number = null, Personal LateEntryReason = default) : IEntrustmentCommand<RecordDisposition>
{
    public static string Name => "record-disposition";

    public static IEnumerable<Refusal> Missing(Entrustment state, Context at)
    {
        if (!state.Exists) yield return EntrustmentRefusals.Unknown;
        else if (state.Disposition is not null) yield return EntrustmentRefusals.Disposed;
        // One that ran out, or was not taken, is back at the tribunal by itself.
        else if (state.Stage is not (EntrustmentStage.Returned or EntrustmentStage.Expired or EntrustmentStage.Declined)) yield return EntrustmentRefusals.NotReturned;
    }

    public Decision Decide(Entrustment state, Context at)
    {
        var disposition = Of(state, Kind, On, Number);
        if (state.Disposition == disposition) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        var problems = new Problems();
        Check(problems, disposition);
        var late = at.CheckDay(problems, this, "on", On, state.ReturnedOn ?? state.EndedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Objection(state, Kind) is { } cannot ? cannot : Decision.Of(new EntrustmentDisposed(disposition), late);
    }

    internal static Disposition Of(Entrustment state, DispositionKind kind, DateOnly on, string? number) =>
        new(kind, on, TextRules.Clean(number) is { Length: > 0 } given ? given : null, kind is DispositionKind.LetterMade && state.Result is EntrustmentResult.Partial);

    internal static void Check(Problems problems, Disposition disposition)
    {
        problems.RequireWord("kind", disposition.Kind);
        if (disposition.Kind is DispositionKind.LetterMade) problems.RequireText("number", disposition.Number, TextRules.Longest.Name, "请填写调解书的文号。", "Give the letter's number.");
        else if (disposition.Number is not null) problems.Add("number", "只有制作调解书才填写文号，请删去。", "Only a letter has a number; leave it out.");
    }

    /// <summary>What the result does not allow.</summary>
    internal static Refusal? Objection(Entrustment state, DispositionKind kind) => kind switch
    {
        DispositionKind.LetterMade when state.Result is not (EntrustmentResult.Succeeded or EntrustmentResult.Partial) => EntrustmentRefusals.LetterWithoutAgreement,
        DispositionKind.ApplicationWithdrawn when state.Result is not EntrustmentResult.Succeeded => EntrustmentRefusals.WithdrawalWithoutAgreement,
        _ => null,
    };

    /// <summary>What the result allows, the likeliest in front.</summary>
    public static IReadOnlyList<DispositionKind> Open(Entrustment state) =>
        [.. new[] { DispositionKind.LetterMade, DispositionKind.ApplicationWithdrawn, DispositionKind.HearingResumed }.Where(k => Objection(state, k) is null)];
}
