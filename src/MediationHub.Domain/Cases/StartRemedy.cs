using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Record what a party does about an overdue line; each way is open only where the law opens it.</summary>
/// <param name="TermNo">Left out: the first overdue term for which the remedy is open.</param>
/// <param name="On">Left out: today.</param>
/// <param name="OrderEndedOn">Of a direct suit after a payment order: when the court ended that procedure (INT1 13 ¶3).</param>
public sealed record StartRemedy(RemedyKind Kind, int? TermNo = null, DateOnly? On = null, Personal Note = default, Personal LateEntryReason = default, DateOnly? OrderEndedOn = null) : ICaseCommand<StartRemedy>
{
    public static string Name => "start-remedy";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => MarkDefault.Missing(state, at);

    public Decision Decide(MediationCase state, Context at)
    {
        var on = On ?? at.Today;
        if (state.Remedies.Exists(r => r.Kind == Kind && (TermNo is null || r.TermNo == TermNo) && (On is null || r.On == On))) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("kind", Kind);
        if (TermNo is { } no) problems.RequireLine(state, no, null);
        problems.CheckText("note", Note, TextRules.Longest.Reason);
        if (OrderEndedOn is not null && Kind is not RemedyKind.DirectSuit) problems.Add("orderEndedOn", "只有直接起诉才填写督促程序终结日期。", "Only of a direct suit.");
        else if (OrderEndedOn > on) problems.Add("orderEndedOn", "督促程序终结日期不得晚于起诉日期。", "The procedure ended before the suit, or on its day.");
        var late = at.CheckDay(problems, this, "on", on, state.InForce?.EffectiveOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } refusal) return refusal;

        var overdue = Remedies.Overdue(state, on).Where(t => TermNo is null || t.No == TermNo).ToArray();
        if (overdue.Length == 0) return CaseRefusals.NothingOverdue;
        if (Kind is RemedyKind.DirectSuit && (OrderEndedOn is not null || !overdue.Any(t => Remedies.IsOpen(Kind, state, t, at))) && overdue.FirstOrDefault(t => Remedies.IsOpenAfterOrder(state, t)) is { } ordered)
            return OrderEndedOn is { } ended && ended >= state.PaymentOrder(ordered.No)!.On ? Decision.Of(new RemedyStarted(new Remedy(Kind, ordered.No, on, Note, ended)), late) : CaseRefusals.OrderNotEnded(state.PaymentOrder(ordered.No)!.On);
        if (OrderEndedOn is not null) return CaseRefusals.NoPaymentOrder;
        return overdue.FirstOrDefault(t => Remedies.IsOpen(Kind, state, t, at)) is { } term
            ? Decision.Of(new RemedyStarted(new Remedy(Kind, term.No, on, Note)), late)
            : Remedies.Bar(Kind, state, overdue, at);
    }
}
