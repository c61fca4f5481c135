using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Maintenance;

namespace MediationHub.Web.Demo;

/// <summary>
/// A case of the large seed: shorter than those of the demo, without files and so never archived, with the same people, claims, facts and statements.
/// It ends where the day that is shown comes first.
/// </summary>
internal sealed class SeedStory(World world, Body body, SeedRecord<MediationCase> record, CaseSpec spec, string mediatorName, Func<DateTimeOffset, (BulkStream? Review, DateTimeOffset Then)> review)
{
    private const double Reviewed = 0.36;

    private readonly Dice _dice = new(world.Seed, spec.Id);
    private readonly CaseCast _cast = new(world, spec, new Dice(world.Seed, $"{spec.Id} cast"));
    private readonly int _lead = spec.Lead ?? 1;
    private DateTimeOffset _now;
    private bool _over;

    private Agenda Agenda => world.Agenda;
    private Actor Desk => body.ActorOf(_lead);
    private DateOnly Today => ChinaTime.DayOf(_now);

    /// <summary>The review of its agreement, where it went to one.</summary>
    public BulkStream? Review { get; private set; }

    public void Tell()
    {
        var received = Agenda.SomeTime(Agenda.Workday(spec.ReceivedOn, 0), _dice);
        received = received.AddSeconds(-received.Second);
        _now = Agenda.After(received, _dice.Between(3, 25), _dice.Between(1, 59));
        var source = _dice.Weighted((CaseSource.PartyApplication, 76.0), (CaseSource.OnlinePlatform, 10), (CaseSource.PetitionTransfer, 6), (CaseSource.UnionTransfer, 4), (CaseSource.CourtAssigned, 4));
        Do(new RegisterCase(new(record.Id), body.Id, source, source is CaseSource.OnlinePlatform ? ApplicationForm.Online : ApplicationForm.Written, received, _cast.Applicants(false), _cast.Respondents(false),
            _cast.Dispute.Code, _cast.Claims, _cast.Facts, _cast.OccurredOn, _cast.KnewOn));
        Wait(0, 1);
        switch (spec.Ends)
        {
            case Outcome.Void:
                Do(new CloseCase(Outcome.Void, null, Today, Note: "登记错误：误将咨询事项登记为申请，登记作废。"));
                return;
            case Outcome.NotAccepted:
                var ground = _dice.Pick(Enum.GetValues<RejectGround>());
                Do(new RejectCase(ground, Phrases.RejectReason(ground), Today));
                return;
            case Outcome.RespondentRefused:
                Do(new RecordConsent(_cast.Asked[0], false, Today, _dice.Pick(Phrases.Refusals)));
                return;
        }
        foreach (var party in _cast.Asked) Do(new RecordConsent(party, true, Today));
        Wait(0, 1);
        Do(new AcceptCase(body.MediatorIdOf(_lead), Today));
        if (spec.Ends is Outcome.Withdrawn)
        {
            Wait(0, 3);
            Do(new WithdrawApplication(false, null, Today, _dice.Pick(Phrases.Withdrawals)));
            return;
        }
        var agrees = spec.Ends is Outcome.Agreed or Outcome.Partial;
        if (_dice.Chance(0.2)) Meet(SessionResult.Continues);
        Meet(agrees ? SessionResult.AgreementReached : spec.Ends is Outcome.NoAgreement ? SessionResult.NoAgreement : spec.Ends is Outcome.Absent ? SessionResult.Adjourned : SessionResult.Continues);
        if (agrees) Agree();
        else Fail();
    }

    private void Meet(SessionResult result)
    {
        var start = ChinaTime.At(Agenda.Workday(Today, _dice.Between(1, 4)), _dice.Pick<TimeOnly>([new(9, 0), new(9, 30), new(13, 30), new(14, 0), new(14, 30)]));
        var end = start.AddMinutes(_dice.Between(8, 20) * 5);
        _now = end.AddMinutes(_dice.Between(2, 9));
        var absent = result is SessionResult.Adjourned;
        var (worker, employer) = (_cast.WorkerName, _cast.EmployerName);
        var (applicant, respondent) = _cast.Dispute.ByEmployer ? (employer, worker) : (worker, employer);
        var mediator = $"调解员{mediatorName}";
        List<Statement> statements = absent
            ? [new(mediator, "被申请人经两次通知未到场，电话无人接听，记录在案。"), new(applicant, "对方不来，请求终止调解，我去申请仲裁。")]
            : [new(mediator, _dice.Pick(Phrases.MediatorSays)), new(applicant, _cast.Tell(_cast.Dispute.Says, _dice)), new(respondent, _cast.Tell(_cast.Dispute.Answers, _dice)),
                new(mediator, result is SessionResult.AgreementReached ? "双方就处理方案达成一致，调解员宣读方案，双方表示无异议，同意制作调解协议。" : "双方分歧较大，调解员分别做了工作。")];
        Attendance[] attendance = [.. _cast.Signers.Select(p => new Attendance(p, !absent || p != _cast.Asked[0]))];
        Do(new HoldSession(null, attendance, new SessionRecord(statements, absent ? [] : [.. _cast.Tell(Phrases.Undisputed[..2], _dice, 1).Select(u => (Personal)u)], result), null, true,
            [.. attendance.Where(a => a.Present).Select(a => new RecordSignature(a.PartyId))], StartsAt: start, EndsAt: end, Place: $"{body.Name}{_dice.Pick(Phrases.Rooms)}", Mode: SessionMode.OnSite, IdentityChecked: true));
    }

    private void Agree()
    {
        var (payer, payee) = _cast.Dispute.ByEmployer ? (_cast.WorkerId, _cast.EmployerId) : (_cast.EmployerId, _cast.WorkerId);
        var amount = Math.Max(100, decimal.Round((_cast.Sum ?? _cast.Circumstances.Wage) * (decimal)_dice.Share(0.55, 1) / 100) * 100);
        var due = Today.AddDays(_dice.Pick<int>([5, 7, 10, 15, 20, 30]));
        Do(new DraftAgreement([new TermEntry(TermKind.Payment, payer, payee, amount, DueOn: due, Manner: _dice.Pick(Phrases.Manners), Text: _dice.Pick(Phrases.PaymentTails))]));
        foreach (var signer in _cast.Signers) Do(new SignAgreement(new Signer(signer), _now));
        Do(new SignAgreement(new Signer(MediatorId: body.MediatorIdOf(_lead)), _now));
        var effective = Today;
        Do(new SealAgreement(_now));
        Do(spec.Ends is Outcome.Partial ? new CloseCase(Outcome.Partial, [new(FailureCode.PositionsApart)], Today, Note: "其余请求双方未能达成一致，告知申请人可就未处理部分申请仲裁。") : new CloseCase(Outcome.Agreed, null, Today));
        if (!_over && _dice.Chance(Reviewed) && record.State.IsReviewable(world.Rules)) (Review, _now) = review(_now);
        if (_over || !_dice.Chance(0.9)) return;
        var paid = Agenda.Workday(due.AddDays(_dice.Chance(0.12) ? _dice.Between(1, 20) : -_dice.Between(0, 3)), 0);
        if (paid < effective) paid = effective;
        var entered = Agenda.SomeTime(Agenda.Workday(paid, 0), _dice);
        if (entered > _now) _now = entered;
        Do(new RecordPayment(1, amount, Today));
    }

    private void Fail()
    {
        var failure = _dice.Pick(Phrases.Failures);
        switch (spec.Ends)
        {
            case Outcome.Stopped:
                Wait(1, 2);
                Do(new CloseCase(Outcome.Stopped, [new(FailureCode.PartyWithdrew, _cast.Asked[0])], Today, Note: _dice.Pick(Phrases.Refusals)));
                break;
            case Outcome.Absent:
                Do(new CloseCase(Outcome.Absent, [new(FailureCode.PartyAbsent, _cast.Asked[0])], Today));
                break;
            case Outcome.Expired when world.Clock("MED15R", spec.ReceivedOn) is { Provisional: false } clock:
                var after = Agenda.SomeTime(Agenda.Workday(clock.Due, 1), _dice);
                if (after > _now) _now = after;
                Do(new CloseCase(Outcome.Expired, [new(FailureCode.TimeExpired)], Today));
                break;
            default:
                Do(new CloseCase(Outcome.NoAgreement, [new(failure.Code, failure.Code is FailureCode.EmployerInsolvent ? _cast.EmployerId : null)], Today, Note: failure.Text));
                break;
        }
    }

    /// <summary>Nothing happens on the day that is shown, or after it.</summary>
    private void Do(ICommand<MediationCase> command)
    {
        _over |= _now >= world.End;
        if (_over) return;
        record.Do(Desk, _now, command);
        _now = Agenda.After(_now, _dice.Between(2, 12), _dice.Between(1, 59));
    }

    private void Wait(int least, int most)
    {
        var days = _dice.Between(least, most);
        _now = days == 0 ? Agenda.After(_now, _dice.Between(10, 60), 7) : Agenda.SomeTime(Agenda.Workday(Today, days), _dice);
    }
}
