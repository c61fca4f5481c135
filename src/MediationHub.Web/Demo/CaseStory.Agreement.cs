using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Web.Demo;

internal sealed partial class CaseStory
{
    private List<TermEntry> _terms = [];
    private DateOnly _effectiveOn;
    private bool _hasAgreement;

    /// <summary>From the parties' yes to the closing.</summary>
    private bool Agree()
    {
        if (Unidentified && !_identified)
        {
            Do(Desk, new CorrectCase(_cast.Identified(), "当事人补交身份证件和营业执照复印件，补充登记证件号码。"));
            _identified = true;
        }
        if (_spec.Ends is Outcome.AgreedOral && _spec.Halt is null) return AgreeOrally();

        _terms = Terms();
        Do(Desk, new DraftAgreement([.. _terms]));
        if (_spec.Halt is CaseStage.AgreementDrafted)
        {
            if (_spec.No % 3 != 0) Sign(_cast.Signers[0]);
            return false;
        }
        if (_dice.Chance(0.15)) Wait(1, 2);
        SignAndSeal();
        _hasAgreement = true;
        if (_spec.Halt is CaseStage.AgreementEffective) return false;

        if (_dice.Chance(0.3)) Wait(1, 2);
        var partial = _spec.Ends is Outcome.Partial;
        Ends(partial ? Outcome.Partial : Outcome.Agreed);
        Do(Desk, new CloseCase(partial ? Outcome.Partial : Outcome.Agreed, partial ? [new(FailureCode.PositionsApart)] : null, Today,
            Note: partial ? "其余请求双方未能达成一致，告知申请人可就未处理部分申请仲裁。" : default(Personal)));
        return true;
    }

    private void SignAndSeal()
    {
        foreach (var signer in _cast.Signers) Sign(signer);
        Do(Desk, new SignAgreement(new Signer(MediatorId: Lead), _now));
        _effectiveOn = Today;
        Do(Desk, new SealAgreement(_now));
    }

    private void Sign(PartyId party) => Do(Desk, new SignAgreement(new Signer(party, AgentId: Has(Traits.Agent) && party == _cast.EmployerId ? "g1" : null), _now));

    private bool AgreeOrally()
    {
        var (on, amount) = (Today, _cast.Sum is { } sum ? Rounded(sum * (decimal)_dice.Share(0.7, 1)) : (decimal?)null);
        Ends(Outcome.AgreedOral);
        var text = amount is { } paid ? $"被申请人当场以现金（转账）支付{Money.Format(paid)}元，申请人出具收条。" : "被申请人当场出具证明材料并交付申请人。";
        Do(Desk, [Paper(amount is null ? "交接单" : "收条", text)], files => new CloseCase(Outcome.AgreedOral, null, on, Performance: new ImmediatePerformance(text, amount, [files[0]])));
        Archive(Outcome.AgreedOral);
        return false;
    }

    private List<TermEntry> Terms()
    {
        var terms = new List<TermEntry>();
        if (_cast.Sum is { } sum)
        {
            var agreed = Rounded(_asked > 0 ? _bid + (_asked - _bid) * (decimal)_dice.Share(0.3, 0.9) : sum * (decimal)_dice.Share(0.55, 1));
            if (_cast.WorkersInvolved > 1) terms.AddRange(PaymentsToEach(agreed));
            else terms.Add(Payment(Payee, agreed, Has(Traits.Instalments) ? _dice.Pick<int>([2, 2, 3, 3, 4, 6]) : 1));
        }
        if (_cast.Sum is null || _dice.Chance(0.2)) terms.Add(Act());
        return terms;
    }

    /// <summary>To several workers, each by name, on one day.</summary>
    private IEnumerable<TermEntry> PaymentsToEach(decimal agreed)
    {
        var due = FirstDue();
        return _cast.Workers.Zip(_cast.Shares).Select(w => new TermEntry(TermKind.Payment, Payer, w.First, decimal.Round(agreed * w.Second), DueOn: due, Manner: "由工资专户代发"));
    }

    private DateOnly FirstDue() => Has(Traits.DueToday) ? _world.Today : Today.AddDays(_dice.Pick<int>([3, 5, 7, 10, 10, 15, 15, 20, 30]));

    private TermEntry Payment(PartyId payee, decimal amount, int parts)
    {
        var first = FirstDue();
        var manner = _cast.Dispute.ByEmployer ? Phrases.Manners[0] : _dice.Pick(Phrases.Manners);
        var entry = new TermEntry(TermKind.Payment, Payer, payee, amount, DueOn: first, Manner: manner, BankAccount: manner.StartsWith("银行", StringComparison.Ordinal) ? $"户名{(_cast.Dispute.ByEmployer ? _cast.EmployerName : _cast.WorkerName)}，账号{Numbers.BankAccount(_dice)}" : default(Personal), Text: _dice.Pick(Phrases.PaymentTails));
        if (parts == 1 || amount < 300 * parts) return entry;
        var each = decimal.Round(amount / parts / 100) * 100;
        return entry with { DueOn = null, Instalments = [.. Enumerable.Range(0, parts).Select(i => new InstalmentEntry(i < parts - 1 ? each : amount - each * (parts - 1), first.AddMonths(i)))] };
    }

    /// <summary>Something else than money.</summary>
    private TermEntry Act()
    {
        var due = Today.AddDays(_dice.Between(5, 30));
        var (kind, text) = _cast.Dispute.Code switch
        {
            "09" => (TermKind.SocialInsurance, _cast.Tell(["补缴{t}养老、医疗、失业保险费，单位应缴部分由被申请人承担，个人部分由申请人承担", "按实际工资补足{t}社会保险缴费基数差额", "办理{t}社会保险补缴，并出具参保证明"], _dice)),
            "01" => (TermKind.ContractAct, _cast.Tell(["确认自{h}起存在劳动关系，补签书面劳动合同", "出具在职证明并补办用工备案，确认入职日期为{h}"], _dice)),
            "02" or "03" or "05" => (TermKind.ContractAct, _cast.Tell(["恢复申请人原工作岗位和工资标准，继续履行劳动合同", "订立书面劳动合同并交付申请人一份", "自次月起按{w}的标准计发工资"], _dice)),
            "04.1" or "06" => (TermKind.ContractAct, "撤回解除（辞退）通知，按协商一致解除办理，出具解除劳动合同证明"),
            "08" => (TermKind.Other, "自次月起调整排班，保证申请人每周至少休息一日"),
            "16" when _dice.Chance(0.3) => (TermKind.Apology, ""),
            _ => (TermKind.DocumentHandover, _dice.Pick<string>(["解除劳动合同证明书一份、社会保险关系转移手续一套", "离职证明原件一份", "解除劳动合同证明书一份、人事档案转递通知单一份", "职业资格证书原件及工资收入证明"])),
        };
        return new TermEntry(kind, _cast.EmployerId, _cast.WorkerId, DueOn: due, Text: text);
    }

    /// <summary>What follows the agreement or the end: performance, calling back, the archive.</summary>
    private void AfterTheEnd()
    {
        if (Has(Traits.Supplement) && _terms is [{ Kind: TermKind.Payment } first, ..]) Supplement(first);
        var acts = new List<(DateOnly On, Action Do)>();
        var performed = true;
        for (var no = 1; no <= _terms.Count; no++)
        {
            var term = _terms[no - 1];
            if (term.Instalments is { } parts) for (var i = 0; i < parts.Count; i++) performed &= Perform(acts, no, i + 1, parts[i].Amount, parts[i].DueOn, last: i == parts.Count - 1);
            else performed &= Perform(acts, no, null, term.Amount, term.DueOn!.Value, last: no == 1);
        }
        if (_hasAgreement && _dice.Chance(0.65))
        {
            var (satisfaction, notes, next) = (_dice.Weighted((5, 5.0), (4, 4.0), (3, 1.2), (2, 0.3)), _dice.Pick(Phrases.FollowUps), _dice.Pick(Phrases.NextSteps));
            acts.Add((Agenda.Workday(_effectiveOn, _dice.Between(6, 25)), () =>
            {
                // Only what can still lie ahead is promised: nobody goes on to play a second visit.
                DateOnly? again = !performed && Today.AddDays(12) is var then && then > _world.Today ? then : null;
                Do(Desk, new FollowUpCase(Today, notes, satisfaction, next, Outcome: satisfaction > 3 || performed ? FollowUpOutcome.OnTrack : FollowUpOutcome.Delayed, NextOn: again, PartyId: _cast.WorkerId));
            }
            ));
        }
        // Dice of their own, so that nothing else falls otherwise.
        var said = new Dice(_world.Seed, $"{_spec.Id} satisfaction");
        if (_ended is { } ended && said.Chance(0.35))
        {
            foreach (var party in said.Chance(0.4) ? new[] { _cast.WorkerId, _cast.EmployerId } : [_cast.WorkerId])
            {
                int Points() => said.Weighted((5, 6.0), (4, 4.0), (3, 1.0), (2, 0.3), (1, 0.1));
                Personal comment = said.Chance(0.25) ? said.Pick(Phrases.Opinions) : null;
                var answer = new AnswerSatisfaction(party, Points(), Points(), Points(), Points(), Points(), comment);
                acts.Add((Agenda.Workday(ended.On, said.Between(1, 12)), () => Do(Actor.ByLink(new CaseId(_stream), party), answer)));
            }
        }
        foreach (var (on, act) in acts.OrderBy(a => a.On))
        {
            WaitFor(on);
            act();
        }
        if (performed) Archive(_spec.Ends is Outcome.Partial ? Outcome.Partial : Outcome.Agreed);
    }

    private void Supplement(TermEntry first)
    {
        Wait(1, 2);
        _terms = [first with { Instalments = null, Amount = first.Amount, DueOn = (first.DueOn ?? first.Instalments![0].DueOn).AddDays(25), Text = "双方协商一致，将原协议约定的付款期限顺延，其余条款不变" }, .. _terms.Skip(1)];
        Do(Desk, new DraftAgreement([.. _terms], Supplement: true));
        SignAndSeal();
    }

    /// <summary>Plans what becomes of one line. False where it stays open.</summary>
    private bool Perform(List<(DateOnly On, Action Do)> acts, int term, int? instalment, decimal? amount, DateOnly due, bool last)
    {
        if (Has(Traits.DueToday)) return false;
        if (last && Has(Traits.Overdue | Traits.Default))
        {
            if (Has(Traits.Default)) Default(acts, term, instalment, due);
            else if (amount is { } owed && _dice.Chance(0.4)) Pay(acts, term, instalment, Rounded(owed / 3) < owed ? Rounded(owed / 3) : owed / 2, due, "部分付款凭证");
            return false;
        }
        var on = Has(Traits.PaidLate) && last ? due.AddDays(_dice.Between(1, 16)) : due.AddDays(-_dice.Weighted((0, 4.0), (1, 3), (2, 2), (5, 1)));
        if (on < _effectiveOn) on = _effectiveOn;
        if (amount is not { } money) acts.Add((Entered(on), () => Do(Desk, new RecordPerformance(term, Late(on)))));
        else
        {
            var entered = Pay(acts, term, instalment, money, on, "银行转账回单");
            if (_dice.Chance(_cast.WorkersInvolved > 1 ? 0.1 : 0.5)) acts.Add((Entered(entered), () => Do(Desk, new ConfirmReceipt(term, Today, instalment))));
        }
        return true;
    }

    /// <returns>The day on which it is entered.</returns>
    private DateOnly Pay(List<(DateOnly On, Action Do)> acts, int term, int? instalment, decimal amount, DateOnly on, string proof)
    {
        var late = _dice.Chance(0.015);
        var entered = late ? Agenda.Workday(on, _dice.Between(5, 8)) : Entered(on);
        Personal reason = late ? _dice.Pick(Phrases.LateEntries) : null;
        var withProof = _dice.Chance(0.12);
        acts.Add((entered, () =>
        {
            var paidOn = late ? on : Late(on);
            if (withProof) Do(Desk, [Paper(proof, $"付款金额{Money.Format(amount)}元")], files => new RecordPayment(term, amount, paidOn, [files[0]], instalment, reason));
            else Do(Desk, new RecordPayment(term, amount, paidOn, null, instalment, reason));
        }
        ));
        return entered;
    }

    private void Default(List<(DateOnly On, Action Do)> acts, int term, int? instalment, DateOnly due)
    {
        var marked = Agenda.Workday(due, _dice.Between(2, 8));
        acts.Add((marked, () => Do(Desk, new MarkDefault(term, Today, instalment, _dice.Pick(Phrases.Overdue)))));
        var kind = _terms[term - 1].Kind is not TermKind.Payment || _cast.Dispute.ByEmployer || !_cast.Dispute.Code.StartsWith("07", StringComparison.Ordinal) ? RemedyKind.Arbitration
            : _dice.Pick<RemedyKind>([RemedyKind.PaymentOrder, RemedyKind.LabourInspection, RemedyKind.Arbitration]);
        if (_dice.Chance(0.7)) acts.Add((Agenda.Workday(marked, _dice.Between(1, 6)), () => Do(Desk, new StartRemedy(kind, term, Today, "已告知申请人救济途径，申请人自行办理。"))));
    }

    /// <summary>The day on which the desk hears of something done on that day.</summary>
    private DateOnly Entered(DateOnly on) => Agenda.Workday(on, _dice.Between(0, 2));

    /// <summary>The day itself, or today where it had to wait so long that it would be a late entry.</summary>
    private DateOnly Late(DateOnly on) => Agenda.Calendar.WorkingDaysBetween(on, Today) > _world.Rules.Settings.LateEntryWorkingDays.Value ? Today : on;

    /// <summary>Some weeks later the file is closed, where it is put away at all: with one scan of the whole file.</summary>
    private void Archive(Outcome outcome)
    {
        if (!Has(Traits.Archived)) return;
        WaitFor(Agenda.Workday(Today, _dice.Between(15, 60)));
        List<PaperKind> kinds = [_source is CaseSource.PartyApplication or CaseSource.OnlinePlatform ? PaperKind.Application : PaperKind.RegistrationForm];
        if (_acceptedOn is not null) kinds.Add(PaperKind.AcceptanceNotice);
        if (_sessions > 0) kinds.Add(PaperKind.SessionRecord);
        if (outcome is Outcome.Agreed or Outcome.Partial) kinds.Add(PaperKind.MediationAgreement);
        if (outcome is Outcome.NoAgreement or Outcome.Expired or Outcome.Stopped or Outcome.Absent or Outcome.Terminated) kinds.Add(PaperKind.TerminationNotice);
        if (outcome is Outcome.Withdrawn or Outcome.SettledWithdrawn) kinds.Add(PaperKind.Withdrawal);
        if (outcome is Outcome.NotAccepted or Outcome.RespondentRefused) kinds.Add(PaperKind.NonAcceptanceNotice);
        var on = Today;
        Do(Desk, [Paper("卷宗扫描件", "按一案一卷装订，材料齐全。")], files => new ArchiveCase(on, [.. kinds.Select(k => new ArchivedScan(k, files[0]))]));
    }
}
