using MediationHub.Documents;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Papers;

public sealed partial record PaperModels
{
    /// <summary>Lines of the agreement in force whose due day has passed.</summary>
    public IReadOnlyList<PerformanceLine> Overdue => [.. (Case.InForce?.Lines ?? []).Where(l => l.IsOverdue(At.Today)).OrderBy(l => l.DueOn)];

    public PaperDraft FollowUpRecord(PaperRequest ask)
    {
        var no = ask.FollowUpNo ?? Case.FollowUps.Count;
        var call = Case.FollowUps[no - 1];
        return new(Headed(new FollowUpRecordPaper
        {
            Date = Day(call.On),
            On = Day(call.On),
            Number = Case.FollowUps.Count > 1 ? $"第{ChineseNumber(no)}次" : null,
            Outcome = Case.Closing is { } closing ? $"{closing.Outcome.Chinese()}（{Day(closing.On)}）" : Case.InForce?.EffectiveOn is { } on ? $"调解协议已于{Day(on)}生效" : null,
            Lines = [.. (Case.InForce?.Lines ?? []).Select(l => Line(AsOf(l, call.On), call.On))],
            Notes = call.Notes,
            Result = call.Outcome?.Chinese(),
            Satisfaction = call.Satisfaction switch { 5 => "非常满意", 4 => "满意", 3 => "一般", 2 => "不满意", 1 => "非常不满意", _ => null },
            NextStep = call.NextStep,
            NextOn = call.NextOn is { } next ? Day(next) : null,
            Signatures = MediatorsSign is { Count: > 0 } mediators ? mediators : [new SignatureText { Role = "回访人", Name = Maker, Manner = "签名" }],
        }), About: $"{no}");
    }

    public PaperDraft PerformanceDemand(PaperRequest ask)
    {
        var agreement = Case.InForce!;
        Term TermOf(PerformanceLine line) => agreement.Terms.First(t => t.No == line.TermNo);

        if ((ask.PartyId ?? Overdue.Select(l => TermOf(l).PayerId).FirstOrDefault(p => p is not null)) is not { } debtor) return No("逾期的协议事项没有写明由谁履行，请核对协议条款。", "The overdue terms do not say who owes.");
        var lines = Overdue.Where(l => TermOf(l).PayerId == debtor).ToList();
        if (lines.Count == 0) return No("该当事人没有逾期未履行的协议事项。", "Nothing that this party owes is overdue.");
        var terms = lines.Select(TermOf).Distinct().ToList();
        bool Open(RemedyKind kind) => terms.Exists(t => Remedies.IsOpen(kind, Case, t, At));
        return new(Headed(new PerformanceDemandPaper
        {
            Date = Day(At.Today),
            Addressee = NameOf(debtor),
            EffectiveOn = Day(agreement.EffectiveOn!.Value),
            Lines = [.. lines.Select(l => Line(l, At.Today))],
            Total = lines.Sum(l => l.Outstanding) is > 0 and var total ? Amount(total) : null,
            PerformBy = Day(ask.By ?? At.Calendar.AddWorkingDays(At.Today, At.Rules.Settings.DemandWorkingDays.Value)),
            Arbitration = Open(RemedyKind.Arbitration),
            PaymentOrder = Open(RemedyKind.PaymentOrder),
            DirectSuit = Open(RemedyKind.DirectSuit),
            Enforcement = Open(RemedyKind.Enforcement),
            LaborInspection = Open(RemedyKind.LabourInspection),
        }), debtor, string.Join(',', lines.Select(l => $"{l.TermNo}.{l.InstalmentNo}")));
    }

    /// <summary>What a worker may ask a court to order an employer to pay (LMA 16), by worker and employer.</summary>
    public IReadOnlyList<(PartyId Worker, PartyId Employer, IReadOnlyList<PerformanceLine> Lines)> PaymentOrders => PaymentOrdersOf(Case, At);

    /// <summary>Why whoever asks may not: nothing is overdue, the law does not open it, or it is another's to ask.</summary>
    public Refusal PaymentOrderBar => Remedies.Of(Case, At).FirstOrDefault(w => w.Kind is RemedyKind.PaymentOrder) is not { } way ? CaseRefusals.NothingOverdue : way.Why ?? CaseRefusals.RemedyNotOpen(RemedyKind.PaymentOrder, RemedyBar.NotToWorker);

    /// <summary>The workers who may, for a person to choose from.</summary>
    public static IReadOnlyList<Choice> PaymentOrderChoices(MediationCase c, Context at) =>
        [.. PaymentOrdersOf(c, at).Select(o => o.Worker).Distinct().Select(w => new Choice(w.Value, c.Party(w)?.Name.Value ?? c.Members.First(m => m.Id == w).Name.Value ?? w.Value))];

    private static IReadOnlyList<(PartyId Worker, PartyId Employer, IReadOnlyList<PerformanceLine> Lines)> PaymentOrdersOf(MediationCase c, Context at) =>
    [
        .. from line in c.InForce?.Lines ?? []
           where line.IsOverdue(at.Today) && line.Outstanding > 0
           let term = c.InForce!.Terms.First(t => t.No == line.TermNo)
           where term is { PayerId: not null, PayeeId: not null } && Remedies.IsOpen(RemedyKind.PaymentOrder, c, term, at)
           group line by (Worker: term.PayeeId!.Value, Employer: term.PayerId!.Value) into order
           select (order.Key.Worker, order.Key.Employer, (IReadOnlyList<PerformanceLine>)[.. order.OrderBy(l => l.DueOn)]),
    ];

    public PaperDraft PaymentOrderApplication(PaperRequest ask)
    {
        var own = PaymentOrders.Where(o => ask.PartyId is null || o.Worker == ask.PartyId).ToList();
        if (own.Count == 0) return PaymentOrderBar;
        // Of several employers the next one that no application was made against.
        var (worker, employer, lines) = own.Find(o => !Made(PaperKind.PaymentOrderApplication, made => made.PartyId == o.Worker && made.About == About(o.Lines))) is { Lines: not null } open ? open : own[0];
        return new(Headed(new PaymentOrderApplicationPaper
        {
            Date = Day(At.Today),
            Court = ask.Court,
            EffectiveOn = Day(Case.InForce!.EffectiveOn!.Value),
            Lines = [.. lines.Select(l => Line(l, At.Today))],
            Total = Amount(lines.Sum(l => l.Outstanding)),
            Signatures = [new SignatureText { Role = "申请人", Name = NameOf(worker), Manner = "签名" }],
        }) with
        {
            Applicants = [Case.Party(worker) is { } party ? Text(party) : Text(Case.Members.First(m => m.Id == worker))],
            Respondents = [Text(Case.Party(employer)!)],
        }, worker, About(lines));

        static string About(IReadOnlyList<PerformanceLine> lines) => string.Join(',', lines.Select(l => $"{l.TermNo}.{l.InstalmentNo}"));
    }

    private static PersonText Text(Member m) => new()
    {
        Name = m.Name,
        Phone = m.Phone,
        Sex = ResidentId.SexOf(m.IdNumber) switch { Sex.Male => "男", Sex.Female => "女", _ => null },
        Birth = ResidentId.BornOn(m.IdNumber) is { } on ? Day(on) : null,
        IdType = IdTypeText(null),
        IdNumber = m.IdNumber,
    };

    /// <summary>The line as it stood on an earlier day: what was paid or done later is left out.</summary>
    private PerformanceLine AsOf(PerformanceLine line, DateOnly on) => line with
    {
        Paid = Case.Payments.Where(p => p.AgreementNo == Case.InForce!.No && p.TermNo == line.TermNo && p.PaidOn <= on).SelectMany(p => p.Parts).Where(p => p.InstalmentNo == line.InstalmentNo).Sum(p => p.Amount),
        PerformedOn = line.PerformedOn <= on ? line.PerformedOn : null,
        DefaultedOn = line.DefaultedOn <= on ? line.DefaultedOn : null,
    };

    private LineText Line(PerformanceLine line, DateOnly on) => new()
    {
        Item = $"第{line.TermNo}项{(line.InstalmentNo is { } i ? $"第{i}期" : "")}",
        Text = Case.InForce!.Terms.First(t => t.No == line.TermNo).Kind.Chinese(),
        DueOn = line.DueOn is { } due ? Day(due) : "未约定",
        Owed = line.Owed is { } owed ? Money.Format(owed) : null,
        Paid = line.Owed is null ? null : Money.Format(line.Paid),
        Outstanding = line.Owed is null ? null : Money.Format(line.Outstanding),
        Status = line.Status(on) switch
        {
            PerformanceStatus.Performed => "已履行",
            PerformanceStatus.Pending => "未到期",
            PerformanceStatus.PartlyPerformed => "部分履行",
            _ => line.Paid > 0 ? "逾期，部分履行" : "逾期未履行",
        },
    };
}
