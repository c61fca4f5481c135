using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Statistics;

/// <summary>One counter of one organization on one legal day in Asia/Shanghai.</summary>
/// <param name="Counter">One of <see cref="Counters"/>.</param>
public readonly record struct CounterKey(OrganizationId Organization, DateOnly Day, string Counter);

/// <summary>The names of the counters, grouped by the day they fall on. Money is in fen.</summary>
public static class Counters
{
    // By the day of receipt
    public const string Registered = "registered";
    public const string RegisteredVoid = "registered.void";
    public const string RegisteredSucceeded = "registered.succeeded";
    public const string RegisteredPeople = "registered.people";
    public const string RegisteredCollective = "registered.collective";
    public const string RegisteredAmount = "registered.amount";

    // By the day of acceptance
    public const string Accepted = "accepted";
    public const string AcceptedInTime = "accepted.inTime";
    public const string AcceptedSucceeded = "accepted.succeeded";

    // By the day of the end: S, P and F of the success rate, and what shows them closer
    public const string Succeeded = "succeeded";
    public const string Partial = "partial";
    public const string Failed = "failed";
    public const string SucceededTainted = "succeeded.tainted";
    public const string SucceededPeople = "succeeded.people";
    public const string ClosedInTime = "closed.inTime";

    /// <summary>Closed in this many natural days from the receipt: <c>closed.days.7</c>. Median and 90th percentile are read off them exactly.</summary>
    public const string ClosedDays = "closed.days.";

    /// <summary>Ended by S, P, F, X1 or X5 without having been accepted: it never was among the accepted ones that are to be closed.</summary>
    public const string EndedUnaccepted = "ended.unaccepted";
    public const string ClosedPeople = "closed.people";
    public const string ClaimedAmount = "claimedAmount";
    public const string AgreedAmount = "agreedAmount";
    public const string EntrustedSucceeded = "entrusted.succeeded";
    public const string EntrustedClosed = "entrusted.closed";

    // By the day of effect, of payment, of the last due day
    public const string AgreementsEffective = "agreementsEffective";
    public const string ReviewFiled = "agreementsEffective.reviewFiled";
    public const string ReviewAccepted = "agreementsEffective.reviewAccepted";

    /// <summary>Agreements that cannot go to review: confirmed by a court, or of cases that have ended and by their matter (R33 §75, ground 4).</summary>
    public const string NotReviewable = "agreementsEffective.notReviewable";

    /// <summary>Agreements that the court confirmed 司法确认.</summary>
    public const string CourtConfirmed = "agreementsEffective.courtConfirmed";

    public const string PaidAmount = "paidAmount";
    public const string PerformanceDue = "performanceDue";
    public const string PerformedInTime = "performanceDue.inTime";

    /// <summary>Performed whole, a part of it after its day.</summary>
    public const string PerformedLate = "performanceDue.late";

    /// <summary>Of those performed whole: after a remedy was begun, and after a demand for performance 履行催告 without one. All others were performed by themselves.</summary>
    public const string PerformedAfterRemedy = "performanceDue.afterRemedy";

    public const string PerformedAfterDemand = "performanceDue.afterDemand";

    /// <summary>By the same day, in fen: what these agreements ask to be paid, and what of it was paid by the day on which each part was due, or later.</summary>
    public const string OwedAmount = "performanceDue.amount";

    public const string PaidAmountInTime = "performanceDue.amountInTime";
    public const string PaidAmountLate = "performanceDue.amountLate";

    // By the day on which a review ended
    public const string ReviewClosed = "reviews.closed";
    public const string ReviewInForce = "reviews.inForce";
    public const string ReviewRefused = "reviews.refused";
    public const string ReviewUnsigned = "reviews.unsigned";
    public const string ReviewWithdrawn = "reviews.withdrawn";
    public const string ReviewNotAccepted = "reviews.notAccepted";

    // Cases of the old ledger, by the day of their end. They move none of the figures above.
    public const string ImportedClosed = "imported.closed";
    public const string ImportedSucceeded = "imported.succeeded";
    public const string ImportedPartial = "imported.partial";
    public const string ImportedFailed = "imported.failed";
    public const string ImportedPeople = "imported.people";
    public const string ImportedClaimedAmount = "imported.claimedAmount";
    public const string ImportedAgreedAmount = "imported.agreedAmount";

    private static readonly string[] OutcomeNames = [.. Enum.GetNames<Outcome>().Select(n => $"outcome.{char.ToLowerInvariant(n[0])}{n[1..]}")];

    /// <summary>The counter of one outcome, by the day of the end: <c>outcome.agreed</c> ….</summary>
    public static string Of(Outcome outcome) => OutcomeNames[(int)outcome];

    /// <summary>The counter of cases closed in so many days.</summary>
    public static string Days(int days) => days is >= 0 and < Kept ? DayNames[days] : ClosedDays + days.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private const int Kept = 100;
    private static readonly string[] DayNames = [.. Enumerable.Range(0, Kept).Select(d => ClosedDays + d.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>
    /// Of a counter, what belongs to a reporting unit other than the one that the organization's region reports to now: the region was moved after the case had been received.
    /// It is counted beside the organization's own figure.
    /// </summary>
    public static string OfUnit(string counter, string unit) => $"{counter}@{unit}";
}

/// <summary>
/// What one case adds to which organization, day and counter. A function of the state and, as long as the case is open, of the law in force: a commit adds
/// the new state's contribution and takes back the old one's, so a correction, a transfer or a reopening restates every figure exactly.
/// </summary>
public static class CaseContribution
{
    /// <summary>LMA 7: the law's number, so that figures of different places can be added.</summary>
    public const int CollectiveThreshold = 10;

    /// <summary>Calls <paramref name="add"/> for every counter that the case moves, never with 0; for payments of one day more than once.</summary>
    /// <remarks>
    /// Each dispute is counted once: where a case was transferred, the receiver's counts, from the receipt on, and the old one is shown as transferred alone.
    /// One that was registered by mistake 登记作废 stands in the register and nowhere else.
    /// </remarks>
    public static void Contribute(MediationCase state, WorkCalendar calendar, RuleSet rules, Action<CounterKey, long> add)
    {
        if (!state.Exists) return;
        var former = FormerUnit(state);
        if (state.Past is { } past)
        {
            FromOldLedger(past, On(past.ClosedOn));
            return;
        }
        if (state.Closing is { Outcome: Outcome.Transferred } moved)
        {
            On(moved.On)(Counters.Of(Outcome.Transferred), 1);
            return;
        }
        if (state.Closing is { Outcome: Outcome.Void } mistaken)
        {
            On(state.ReceivedOn)(Counters.Registered, 1);
            On(state.ReceivedOn)(Counters.RegisteredVoid, 1);
            On(mistaken.On)(Counters.Of(Outcome.Void), 1);
            return;
        }
        var succeeded = state.Outcome?.Class() is OutcomeClass.Succeeded ? 1 : 0;

        Received(state, succeeded, On(state.ReceivedOn));
        if (state.AcceptedOn is { } acceptedOn) Accepted(succeeded, CaseClocks.AcceptedLate(state, calendar, rules), On(acceptedOn));
        if (state.Closing is { } closing) Ended(state, closing, On(closing.On));
        if (state.FirstEffectiveOn is { } effectiveOn)
        {
            On(effectiveOn)(Counters.AgreementsEffective, 1);
            On(effectiveOn)(Counters.ReviewFiled, state.Review is null ? 0 : 1);
            On(effectiveOn)(Counters.CourtConfirmed, state.InForce is { Standing: AgreementStatus.CourtConfirmed } ? 1 : 0);
            On(effectiveOn)(Counters.NotReviewable, IsReviewable(state, rules) ? 0 : 1);
        }
        foreach (var payment in state.Payments) On(payment.PaidOn)(Counters.PaidAmount, Fen(payment.Amount));
        if (state.InForce is { } agreement && agreement.Lines.Max(l => l.DueOn) is { } last)
        {
            Performed(state, agreement, On(last));
            Paid(state, agreement, last, On(last));
        }

        Action<string, long> On(DateOnly day) => (counter, value) =>
        {
            if (value == 0) return;
            add(new CounterKey(state.OrganizationId, day, counter), value);
            if (former is not null) add(new CounterKey(state.OrganizationId, day, Counters.OfUnit(counter, former)), value);
        };
    }

    /// <summary>Its agreement can go to review (§4.4): the court has not confirmed it, and it is about nothing that cannot, by the law of the closing, which no amendment changes any more; until then every other one can.</summary>
    public static bool IsReviewable(MediationCase state, RuleSet rules) =>
        state.InForce is not { Standing: AgreementStatus.CourtConfirmed } && (state.Closing is not { } end || state.IsReviewable(rules.AsOf(end.Law?.Rulebook ?? 1)));

    /// <summary>The reporting unit on the day of the receipt, where the region has been moved to another since; null in all other cases.</summary>
    private static string? FormerUnit(MediationCase state)
    {
        if (state.Unit is null || Regions.BuiltIn.Find(state.Unit) is not { Before: { } before } || state.ReceivedOn > before.Until) return null;
        var (then, now) = (Regions.BuiltIn.ReportingUnitOf(state.Unit, state.ReceivedOn)?.Code, Regions.BuiltIn.ReportingUnitOf(state.Unit)?.Code);
        return then == now ? null : then;
    }

    private static void FromOldLedger(PastCase past, Action<string, long> add)
    {
        var kind = past.Outcome.Class();
        add(Counters.ImportedClosed, 1);
        add(Counters.ImportedSucceeded, kind is OutcomeClass.Succeeded ? 1 : 0);
        add(Counters.ImportedPartial, kind is OutcomeClass.Partial ? 1 : 0);
        add(Counters.ImportedFailed, kind is OutcomeClass.Failed ? 1 : 0);
        add(Counters.ImportedPeople, past.WorkersInvolved);
        add(Counters.ImportedClaimedAmount, Fen(past.Claimed ?? 0));
        add(Counters.ImportedAgreedAmount, Fen(past.Agreed ?? 0));
    }

    private static void Received(MediationCase state, int succeeded, Action<string, long> add)
    {
        add(Counters.Registered, 1);
        add(Counters.RegisteredSucceeded, succeeded);
        add(Counters.RegisteredPeople, state.WorkersInvolved);
        add(Counters.RegisteredCollective, state.IsCollective(CollectiveThreshold) ? 1 : 0);
        add(Counters.RegisteredAmount, Claimed(state));
    }

    private static void Accepted(int succeeded, bool late, Action<string, long> add)
    {
        add(Counters.Accepted, 1);
        add(Counters.AcceptedInTime, late ? 0 : 1);
        add(Counters.AcceptedSucceeded, succeeded);
    }

    private static void Ended(MediationCase state, Closing closing, Action<string, long> add)
    {
        add(Counters.Of(closing.Outcome), 1);
        var kind = closing.Outcome.Class();
        add(Counters.EndedUnaccepted, state.AcceptedOn is null && (kind is not OutcomeClass.Excluded || closing.Outcome is Outcome.Withdrawn or Outcome.Terminated) ? 1 : 0);
        if (kind is OutcomeClass.Excluded) return;

        var succeeded = kind is OutcomeClass.Succeeded;
        add(succeeded ? Counters.Succeeded : kind is OutcomeClass.Partial ? Counters.Partial : Counters.Failed, 1);
        add(Counters.SucceededTainted, succeeded && IsTainted(state) ? 1 : 0);
        add(Counters.SucceededPeople, succeeded ? state.WorkersInvolved : 0);
        add(Counters.ClosedInTime, closing.InTime ? 1 : 0);
        add(Counters.Days(closing.On.DayNumber - state.ReceivedOn.DayNumber), 1);
        add(Counters.ClosedPeople, state.WorkersInvolved);
        add(Counters.ClaimedAmount, Claimed(state));
        add(Counters.AgreedAmount, Fen(state.Concluded?.TotalAmount ?? closing.PerformedAtOnce ?? 0));
        if (state.Source is not (CaseSource.CommissionEntrusted or CaseSource.CourtAssigned or CaseSource.CourtEntrusted)) return;
        add(Counters.EntrustedClosed, 1);
        add(Counters.EntrustedSucceeded, succeeded ? 1 : 0);
    }

    private static void Performed(MediationCase state, Agreement agreement, Action<string, long> add)
    {
        add(Counters.PerformanceDue, 1);
        if (agreement.PerformedInTime is not { } inTime) return;

        add(inTime ? Counters.PerformedInTime : Counters.PerformedLate, 1);
        var done = agreement.Lines.Max(l => l.PerformedOn)!.Value;
        var remedied = state.Remedies.Exists(r => r.On <= done);
        add(Counters.PerformedAfterRemedy, remedied ? 1 : 0);
        add(Counters.PerformedAfterDemand, !remedied && state.Papers.Exists(p => p.Kind is PaperKind.PerformanceDemand && ChinaTime.DayOf(p.At) <= done) ? 1 : 0);
    }

    /// <summary>Performance by amount: what was paid in part counts in part, by the day on which that part was due.</summary>
    private static void Paid(MediationCase state, Agreement agreement, DateOnly last, Action<string, long> add)
    {
        add(Counters.OwedAmount, Fen(agreement.Lines.Sum(l => l.Owed ?? 0)));
        var (inTime, late) = (0m, 0m);
        foreach (var payment in state.Payments)
        {
            if (payment.AgreementNo != agreement.No) continue;
            foreach (var part in payment.Parts)
            {
                var due = agreement.Lines.FirstOrDefault(l => l.TermNo == payment.TermNo && l.InstalmentNo == part.InstalmentNo)?.DueOn ?? last;
                if (payment.PaidOn <= due) inTime += part.Amount;
                else late += part.Amount;
            }
        }
        add(Counters.PaidAmountInTime, Fen(inTime));
        add(Counters.PaidAmountLate, Fen(late));
    }

    /// <summary>The net rate A4 does not count a success whose agreement was ruled void or revoked, was refused a letter on grounds 1–4, or was not performed.</summary>
    private static bool IsTainted(MediationCase state) =>
        state.Agreement is { Invalidated: true } || state.Review is { Tainted: true } || state.InForce?.Lines.Any(l => l is { DefaultedOn: not null, PerformedOn: null }) is true;

    private static long Claimed(MediationCase state) => Fen(state.Claims.Sum(c => c.Amount ?? 0));

    private static long Fen(decimal yuan) => (long)(yuan * 100);
}
