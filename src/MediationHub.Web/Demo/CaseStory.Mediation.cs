using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Web.Demo;

internal sealed partial class CaseStory
{
    private int _sessions;
    private int _offers;
    private int _met;
    private decimal _bid;
    private decimal _asked;
    private (FailureCode Code, string Text) _failure;
    private bool _identified;

    /// <summary>From acceptance to the closing. False where it rests before, or ends in a way that nothing follows.</summary>
    private bool Mediate()
    {
        _failure = _cast.Dispute.ByEmployer ? Phrases.Failures[0] : _dice.Pick(Phrases.Failures);
        if (Has(Traits.Recusal) && Other() is { } other) Recuse(other);
        if (Has(Traits.RecusalPending))
        {
            Do(Desk, new RequestRecusal(Lead, _dice.Pick(Phrases.Recusals)));
            return false;
        }
        if (_spec.Halt is CaseStage.Accepted)
        {
            if (Has(Traits.SessionAhead)) ScheduleAhead();
            return false;
        }
        if (_spec.Halt is null && _spec.Ends is Outcome.Withdrawn && _dice.Chance(0.6)) return Withdraw();
        if (_spec.Halt is null && _spec.Ends is Outcome.SettledWithdrawn && _dice.Chance(0.5)) return Settle();
        if (_spec.Halt is null && _spec.Ends is Outcome.Stopped && _dice.Chance(0.5)) return Fail();

        var sessions = _spec.Halt is not null || Has(Traits.Brisk) ? 1 : _spec.Ends is Outcome.Absent ? 1 : _dice.Weighted((1, 6.0), (2, 3.2), (3, 0.8));
        var agrees = _spec.Halt is CaseStage.AgreementDrafted or CaseStage.AgreementEffective || _spec.Halt is null && _spec.Ends is Outcome.Agreed or Outcome.Partial or Outcome.AgreedOral;
        for (var i = 1; i <= sessions; i++)
        {
            if (i == 2 && Has(Traits.Resumed)) Rest();
            if (Has(Traits.Private) && i == sessions) PrivateSession();
            if (Has(Traits.Extension) && i == sessions && _extended == 0) Extend();
            if (i < sessions || _spec.Halt is CaseStage.InMediation) Meet(SessionResult.Continues, sessions - i + 1);
            else if (agrees) Meet(SessionResult.AgreementReached, 1);
            else if (_spec.Ends is Outcome.NoAgreement) Meet(Has(Traits.Reopened | Traits.ReopenRequested) || _dice.Chance(0.8) ? SessionResult.NoAgreement : SessionResult.Continues, 1);
            else if (_spec.Ends is Outcome.Absent) Meet(SessionResult.Adjourned, 1);
            else Meet(SessionResult.Continues, 1);
        }
        if (_spec.Halt is CaseStage.InMediation)
        {
            if (Has(Traits.Suspended)) Do(_body.Head, new SuspendCase(_dice.Chance(0.8) ? SuspensionGround.Appraisal : SuspensionGround.Service, _dice.Pick(Phrases.Suspensions), Today, _cast.All));
            if (Has(Traits.SessionAhead)) ScheduleAhead();
            return false;
        }
        return agrees ? Agree() : Fail();
    }

    private void Recuse(int other)
    {
        Do(Desk, new RequestRecusal(Lead, _dice.Pick(Phrases.Recusals)));
        Wait(0, 1);
        Do(_body.Head, new DecideRecusal(true, "情况属实，同意回避。"));
        _lead = other;
        Do(_body.Head, new AssignMediator(Lead, MediatorRole.Lead));
    }

    private void Rest()
    {
        Do(_body.Head, new SuspendCase(SuspensionGround.Appraisal, _dice.Pick(Phrases.Suspensions), Today, _cast.All));
        Wait(1, 2);
        Do(_body.Head, new ResumeCase(Today));
    }

    private void Extend()
    {
        if (Today > Due) return;
        var days = _dice.Pick<int>([5, 7, 10, 15]);
        var signatures = _cast.Signers.Select(p => new ExtensionSignature(p, Today)).ToArray();
        Do(Desk, [Paper(Phrases.Extensions[0], $"双方同意将调解期限延长{days}日。")], files => new ExtendTerm(days, signatures, files[0]));
        _extended += days;
    }

    private void ScheduleAhead()
    {
        var start = ChinaTime.At(Agenda.Workday(_world.Today, _dice.Between(0, 3)), _dice.Pick<TimeOnly>([new(9, 0), new(10, 0), new(13, 30), new(14, 30)]));
        var (place, mode) = Place();
        Schedule(start, place, mode);
    }

    /// <summary>A session that lies ahead of the day that is shown: its hour is found once all cases are told, since neither mediators nor rooms can be in two sessions at once.</summary>
    /// <param name="alone">Heard without the other side.</param>
    private void Schedule(DateTimeOffset start, string place, SessionMode mode, PartyId? alone = null)
    {
        if (_now >= _world.End) return;
        var ahead = _ahead = new SessionAhead(_body, [.. _assistant is { } other ? [_lead, other] : new[] { _lead }], start, place, mode, alone);
        Do(Desk, [], _ => ahead.Command);
    }

    private (string Place, SessionMode Mode) Place() => _form is ApplicationForm.Online && _dice.Chance(0.6) || _dice.Chance(0.08)
        ? (_cast.Tell(Phrases.Online, _dice), SessionMode.Online)
        : _dice.Chance(0.05) ? ("电话调解", SessionMode.Phone) : ($"{_body.Name}{_dice.Pick(Phrases.Rooms)}", SessionMode.OnSite);

    /// <summary>The day of the next session, so that those still to come fit into the term.</summary>
    private DateOnly NextSession(int left)
    {
        if (Has(Traits.Brisk)) return Agenda.Workday(Today, 1);
        var room = Agenda.Calendar.WorkingDaysBetween(Today, Due);
        if (Has(Traits.Slow) && left == 1 && Due > Today) return Agenda.Workday(Due, _dice.Between(1, 4));
        return Agenda.Workday(Today, _dice.Between(1, Math.Clamp((room - 1) / Math.Max(1, left), 1, 4)));
    }

    private void Meet(SessionResult result, int left)
    {
        var day = NextSession(left);
        var start = ChinaTime.At(day, _dice.Pick<TimeOnly>([new(9, 0), new(9, 30), new(13, 30), new(14, 0), new(14, 30)]));
        var end = start.AddMinutes(_dice.Between(8, 22) * 5);
        var (place, mode) = Place();
        string? id = null;
        if (_dice.Chance(0.94) || result is SessionResult.Adjourned)
        {
            if (start >= _world.End) Schedule(start, place, mode);
            else Do(Desk, new ScheduleSession(start, end, place, mode) { Played = true });
            id = $"s{++_sessions}";
            if (_dice.Chance(0.05) && !Has(Traits.Brisk) && day < Due && Moved(start) < _world.End)
            {
                (start, end) = (Moved(start), Moved(end));
                Do(Desk, new MoveSession(id, start, end, Reason: _dice.Pick<string>(["当事人临时无法到场，双方同意改期。", "调解室占用，另行安排。", "被申请人代理人出差，经申请人同意改期。"])) { Played = true });
            }
            else if (_dice.Chance(0.02) && !Has(Traits.Brisk) && start < _world.End)
            {
                Do(Desk, new CancelSession(id, "被申请人当日临时停电停产，双方同意另行安排。"));
                (start, end, id) = (Moved(start), Moved(end), null);
            }
        }
        _now = Max(_now, end.AddMinutes(_dice.Between(2, 9)).AddSeconds(_dice.Between(0, 59)));
        if (id is null) _sessions++;
        Do(Desk, Held(id, start, end, place, mode, result));
    }

    private DateTimeOffset Moved(DateTimeOffset at) => at.AddDays(Agenda.Workday(ChinaTime.DayOf(at), 1).DayNumber - ChinaTime.DayOf(at).DayNumber);

    private HoldSession Held(string? id, DateTimeOffset start, DateTimeOffset end, string place, SessionMode mode, SessionResult result)
    {
        var absent = result is SessionResult.Adjourned;
        Attendance[] attendance = [.. _cast.Signers.Select(p => new Attendance(p, !absent || p != _cast.Asked[0], Via(p)))];
        RecordSignature[] signatures = [.. attendance.Where(a => a.Present).Select(a => new RecordSignature(a.PartyId, a.Via.IsEmpty ? null : "g1"))];
        var offers = result is SessionResult.Continues or SessionResult.AgreementReached && _cast.Sum is not null && _dice.Chance(0.8) ? Offers() : [];
        _offers += offers.Count;
        var record = new SessionRecord(Statements(absent, result), absent ? [] : Undisputed(), result);
        return id is null
            ? new HoldSession(null, attendance, record, offers, true, signatures, StartsAt: start, EndsAt: end, Place: place, Mode: mode, IdentityChecked: true)
            : new HoldSession(id, attendance, record, offers, true, signatures, IdentityChecked: true);
    }

    private Personal Via(PartyId party) => Has(Traits.Agent) && party == _cast.EmployerId ? (Personal)_cast.Agent.Name : default;

    private List<Statement> Statements(bool absent, SessionResult result)
    {
        var mediator = $"调解员{_world.Roster.NameOf(_body, _lead)}";
        var (worker, employer) = (_cast.WorkerName, Has(Traits.Agent) ? $"{_cast.EmployerName}代理人{_cast.Agent.Name}" : _cast.EmployerName);
        var (applicant, respondent) = _cast.Dispute.ByEmployer ? (employer, worker) : (worker, employer);
        if (absent) return [new(mediator, "被申请人经两次通知未到场，电话无人接听，记录在案。"), new(applicant, "对方不来，请求终止调解，我去申请仲裁。")];

        List<Statement> statements;
        if (_met++ == 0)
        {
            var says = _cast.Tell(_cast.Dispute.Says, _dice, 2);
            statements = [new(mediator, _dice.Pick(Phrases.MediatorSays[..2])), new(applicant, says[0]), new(respondent, _cast.Tell(_cast.Dispute.Answers, _dice)), new(mediator, _dice.Pick(Phrases.MediatorSays[2..]))];
            if (says.Count > 1 && _dice.Chance(0.5)) statements.Add(new(applicant, says[1]));
        }
        else
        {
            var (fromWorker, fromEmployer) = (new Statement(worker, _dice.Pick(Phrases.WorkerGoesOn)), new Statement(employer, _dice.Pick(Phrases.EmployerGoesOn)));
            statements = [new(mediator, _dice.Pick(Phrases.MediatorGoesOn)), .. _cast.Dispute.ByEmployer ? new[] { fromEmployer, fromWorker } : [fromWorker, fromEmployer]];
            if (_dice.Chance(0.5)) statements.Add(new(mediator, _dice.Pick(Phrases.MediatorSays[2..])));
        }
        statements.Add(result switch
        {
            SessionResult.AgreementReached => new(mediator, "双方就处理方案达成一致，调解员宣读方案，双方表示无异议，同意制作调解协议。"),
            SessionResult.NoAgreement => new(mediator, $"{_failure.Text}调解员宣布终止调解，告知申请仲裁的权利和时效。"),
            _ => new(mediator, "双方同意各自核对数据后继续调解，下次会议时间另行通知。"),
        });
        return statements;
    }

    private List<Personal> Undisputed()
    {
        var facts = Phrases.Undisputed.Where(u => _cast.Circumstances.LeftOn is not null || !u.Contains("{l}")).ToArray();
        return [.. _cast.Tell(facts, _dice, _dice.Between(1, 3)).Select(u => (Personal)(_cast.Dispute.ByEmployer ? OtherWayRound(u) : u))];
    }

    /// <summary>The worker is the respondent here.</summary>
    private static string OtherWayRound(string text) => text.Replace("被申请人", "〇").Replace("申请人", "被申请人").Replace("〇", "申请人");

    /// <summary>What each side offers comes nearer to the other from session to session.</summary>
    private List<OfferEntry> Offers()
    {
        var sum = _cast.Sum!.Value;
        var apart = _asked - _bid;
        (_bid, _asked) = _asked == 0
            ? (sum * (decimal)_dice.Share(0.4, 0.6), sum * (decimal)_dice.Share(0.82, 0.98))
            : (_bid + apart * (decimal)_dice.Share(0.2, 0.4), _asked - apart * (decimal)_dice.Share(0.1, 0.4));
        decimal low = Rounded(_bid), high = Rounded(_asked);
        var (byPayer, byPayee) = (new OfferEntry(Payer, _cast.Tell(_cast.Dispute.ByEmployer ? Phrases.OffersToEmployer : Phrases.OffersByEmployer, _dice, low), low), new OfferEntry(Payee, _cast.Tell(_cast.Dispute.ByEmployer ? Phrases.AskedByEmployer : Phrases.OffersByWorker, _dice, high), high));
        return _dice.Chance(0.7) ? [byPayee, byPayer] : [byPayer];
    }

    /// <summary>The mediator hears one side alone; what it offers is known to nobody else until it is released.</summary>
    private void PrivateSession()
    {
        var start = ChinaTime.At(NextSession(3), new(_dice.Between(9, 10), _dice.Pick<int>([0, 15, 30])));
        var end = start.AddMinutes(_dice.Between(5, 9) * 5);
        var worker = _dice.Chance(0.4);
        var (party, name) = worker ? (_cast.WorkerId, _cast.WorkerName) : (_cast.EmployerId, _cast.EmployerName);
        var amount = Rounded(_asked > 0 ? _bid + (_asked - _bid) * (decimal)_dice.Share(0.4, 0.7) : (_cast.Sum ?? _cast.Circumstances.Wage) * (decimal)_dice.Share(0.6, 0.8));
        const string office = "调解员办公室（背靠背）";
        if (start >= _world.End) Schedule(start, office, SessionMode.OnSite, party);
        else Do(Desk, new ScheduleSession(start, end, office, SessionMode.OnSite, Private: true, [party]) { Played = true });
        _now = Max(_now, end.AddMinutes(4));
        var confided = worker
            ? _dice.Pick<string>(["家里等着用钱，如果能在本月拿到，数额可以再降一些，但请先不要告诉对方。", "我其实已经找到新工作，不想拖太久，底线可以再低一点。"])
            : _dice.Pick<string>(["公司内部批的额度比刚才说的高一些，如果对方不再提其他请求，可以加到这个数。", "账上确有困难，但老板同意以个人名义先垫付一部分，请先不要透露。"]);
        Do(Desk, new HoldSession($"s{++_sessions}", [new(party, true, Via(party))], new SessionRecord([new(name, confided)], [], SessionResult.Continues),
            [new(party, _cast.Tell(worker ? Phrases.OffersByWorker : Phrases.OffersByEmployer, _dice, amount), amount)], true, [new(party, Via(party).IsEmpty ? null : "g1")], Private: true));
        _offers++;
        if (Has(Traits.Released)) Do(Desk, new ReleaseOffer($"o{_offers}"));
    }

    private bool Withdraw()
    {
        Ends(Outcome.Withdrawn);
        Do(Desk, new WithdrawApplication(_dice.Chance(0.15), null, Today, _dice.Pick(Phrases.Withdrawals)));
        Archive(Outcome.Withdrawn);
        return false;
    }

    private bool Settle()
    {
        Wait(1, 3);
        var (reason, on) = (_dice.Pick(Phrases.Settlements), Today);
        Ends(Outcome.SettledWithdrawn);
        Do(Desk, [Paper(_dice.Pick<string>(["和解协议", "收条", "转账凭证"]), "双方已和解，款项结清。")], files => new WithdrawApplication(true, [files[0]], on, reason));
        Archive(Outcome.SettledWithdrawn);
        return false;
    }

    /// <summary>Every end without an agreement. False: what follows, follows here.</summary>
    private bool Fail()
    {
        switch (_spec.Ends)
        {
            case Outcome.SettledWithdrawn: return Settle();
            case Outcome.Withdrawn: return Withdraw();
            case Outcome.Terminated:
                Wait(1, 3);
                var ground = _dice.Pick(Enum.GetValues<TerminationGround>());
                Close(Outcome.Terminated, null, ground switch
                {
                    TerminationGround.Death => "申请人因病去世，其近亲属表示另行主张。",
                    TerminationGround.Deregistered => "被申请人已经市场监管部门核准注销，告知申请人变更主体后另行申请。",
                    _ => "同一争议已由劳动人事争议仲裁委员会裁决。",
                }, ground);
                break;
            // Nothing expires by a term that rests on days not settled yet.
            case Outcome.Expired when !Term.Provisional:
                WaitFor(Agenda.Workday(Due, _dice.Between(1, 2)));
                Close(Outcome.Expired, [new(FailureCode.TimeExpired)], default);
                break;
            case Outcome.Absent:
                Wait(1, 2);
                Close(Outcome.Absent, [new(FailureCode.PartyAbsent, _cast.Asked[0]), .. _dice.Chance(0.3) ? [new FailureReason(FailureCode.PartyNotReachable, _cast.Asked[0])] : Array.Empty<FailureReason>()], default);
                break;
            case Outcome.Stopped:
                Wait(1, 3);
                Close(Outcome.Stopped, [new(FailureCode.PartyWithdrew, _dice.Chance(0.8) ? _cast.Asked[0] : _cast.ApplicantId)], _dice.Pick(Phrases.Refusals));
                break;
            default:
                if (_sessions == 0) Meet(SessionResult.NoAgreement, 1);
                Wait(0, 1);
                Close(Outcome.NoAgreement, [new(_failure.Code, _failure.Code is FailureCode.EmployerInsolvent ? _cast.EmployerId : null)], _failure.Text);
                return Has(Traits.ReopenRequested | Traits.Reopened) ? Reopen() : false;
        }
        return false;
    }

    private void Close(Outcome outcome, IReadOnlyList<FailureReason>? reasons, Personal note, TerminationGround? ground = null)
    {
        Ends(outcome, outcome is Outcome.Expired ? Due : null);
        Do(Desk, new CloseCase(outcome, reasons, Today, ground, note));
        if (!Has(Traits.ReopenRequested | Traits.Reopened)) Archive(outcome);
    }

    private bool Reopen()
    {
        Wait(2, 5);
        Do(_body.Head, new RequestReopen("结案方式录入错误：双方会后已就余款达成一致，应恢复调解并制作协议。"));
        if (Has(Traits.ReopenRequested)) return false;
        Wait(1, 2);
        Do(_body.City, new ApproveReopen());
        _ended = null;
        Meet(SessionResult.AgreementReached, 1);
        return Agree();
    }

    private PartyId Payer => _cast.Dispute.ByEmployer ? _cast.WorkerId : _cast.EmployerId;
    private PartyId Payee => _cast.Dispute.ByEmployer ? _cast.EmployerId : _cast.WorkerId;

    private static decimal Rounded(decimal amount) => Math.Max(100, decimal.Round(amount / 100) * 100);
    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
