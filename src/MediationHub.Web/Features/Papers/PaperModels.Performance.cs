using MediationHub.Documents;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Features.Cases;

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
            Satisfaction = call.Satisfaction switch { 5 => "非常满意", 4 => "满意", 3 => "一般", 2 => "不满意", 1 => "非常不满意", _ => null },
            NextStep = call.NextStep,
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
