using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;

namespace MediationHub.Web.Demo;

/// <summary>A case of the plan with every step of its course.</summary>
/// <param name="Body">The organization that has it in the end.</param>
/// <param name="Ended">How and on which legal day it ended; null while it is open.</param>
internal sealed record ToldCase(CaseSpec Spec, Script Script, Body Body, (Outcome Outcome, DateOnly On)? Ended, SessionAhead? Ahead);

/// <summary>Tells one case from its receipt to its end, step by step on the days on which each would have been entered.</summary>
internal sealed partial class CaseStory
{
    private readonly World _world;
    private readonly CaseSpec _spec;
    private readonly Dice _dice;
    private readonly ScriptWriter _steps = new();
    private readonly CaseCast _cast;

    private Body _body;
    private int _lead;
    private string _stream;
    private DateTimeOffset _now;
    private DateTimeOffset _receivedAt;
    private DateOnly? _acceptedOn;
    private CaseSource _source;
    private ApplicationForm _form;
    private int _extended;
    private int? _assistant;
    private SessionAhead? _ahead;
    private (Outcome Outcome, DateOnly On)? _ended;

    private CaseStory(World world, CaseSpec spec)
    {
        (_world, _spec, _body, _stream) = (world, spec, spec.Body, spec.Id);
        _dice = new Dice(world.Seed, spec.Id);
        _lead = spec.Lead ?? _dice.Pick(world.Roster.MediatorsOn(_body, spec.ReceivedOn));
        _cast = new CaseCast(world, spec, new Dice(world.Seed, spec.Has(Traits.Duplicate) ? $"demo-case-{spec.No + 1:00000} cast" : $"{spec.Id} cast"));
    }

    public static ToldCase Tell(World world, CaseSpec spec)
    {
        var story = new CaseStory(world, spec);
        story.Tell();
        return new(spec, story._steps.Until(spec.Id, world.End), story._body, story._ended, story._ahead);
    }

    private DateOnly Today => ChinaTime.DayOf(_now);
    private Actor Desk => _body.ActorOf(_lead);
    private MediatorId Lead => _body.MediatorIdOf(_lead);

    /// <summary>Numbers run by organization and year.</summary>
    private string Series => $"case {_body.Key} {Today.Year}";

    private bool Has(Traits trait) => _spec.Has(trait);

    /// <summary>The mediation term as it stands.</summary>
    private Domain.Rulebook.Clock Term => _body.Type is OrganizationType.EnterpriseCommittee && _acceptedOn is { } accepted
        ? _world.Clock("MED15A", accepted, _extended)
        : _world.Clock("MED15R", _spec.ReceivedOn, _extended);

    private DateOnly Due => Term.Due;

    private void Tell()
    {
        Register();
        if (Has(Traits.Assigned)) Do(_body.Head, new AssignMediator(Lead, MediatorRole.Lead));
        if (_spec.Halt is CaseStage.Registered) return;
        if (!Intake()) return;
        if (_spec.Halt is CaseStage.ConsentPending) return;
        Accept();
        if (!Mediate()) return;
        AfterTheEnd();
    }

    private void Register()
    {
        (_source, _form) = SourceAndForm();
        var received = Agenda.Workday(_spec.ReceivedOn, 0) == _spec.ReceivedOn ? Agenda.SomeTime(_spec.ReceivedOn, _dice) : ChinaTime.At(_spec.ReceivedOn, new(_dice.Between(9, 20), _dice.Between(0, 59)));
        if (_form is ApplicationForm.Online && _dice.Chance(0.5)) received = ChinaTime.At(_spec.ReceivedOn, new(_dice.Between(17, 21), _dice.Between(0, 59)));
        _receivedAt = received.AddSeconds(-received.Second);
        _now = Agenda.After(received, _dice.Between(3, 25), _dice.Between(1, 59));
        if (Has(Traits.LateEntry)) _now = Agenda.SomeTime(Agenda.Workday(Today, _dice.Between(5, 7)), _dice);

        var register = new RegisterCase(
            new CaseId(_stream), _body.Id, _source, _form, _receivedAt, _cast.Applicants(Unidentified), _cast.Respondents(Unidentified), _cast.Dispute.Code, _cast.Claims,
            _cast.Facts, _cast.OccurredOn, _cast.KnewOn, _cast.Collective ? _cast.WorkersInvolved : null,
            LateEntryReason: Has(Traits.LateEntry) ? _dice.Pick(Phrases.LateEntries) : default(Personal), Elsewhere: AskedElsewhere ? new(ElsewhereKind.None) : null);
        if (_form is ApplicationForm.Oral && _dice.Chance(0.6))
            Do(Registrar(), [Paper("口头申请笔录", "经宣读，申请人确认无误并签名。")], files => register with { RecordFileId = files[0] }, Series);
        else Do(Registrar(), register, Series);

        if (!_cast.Collective) return;
        Do(Desk, new ImportMembers(_cast.Members));
        Do(Desk, [Paper("推选代表书", $"推选{_cast.Representatives.Count}名代表人参加调解，并同意其代为和解。")], files => new ChooseRepresentatives(_cast.Representatives, AgentPowers.Special, files[0]));
    }

    /// <summary>An oral applicant has not every paper at hand.</summary>
    private bool Unidentified => _form is ApplicationForm.Oral && _spec.No % 2 == 0 && !_cast.Collective;

    /// <summary>At some desks nobody asked yet whether the dispute is decided or pending; a commission or a court that hands over a case knows.</summary>
    private bool AskedElsewhere => _spec.No % 9 != 0 && _source is CaseSource.PartyApplication or CaseSource.OnlinePlatform or CaseSource.PetitionTransfer or CaseSource.UnionTransfer;

    /// <summary>Whoever is at the desk registers; after that a case that is given to somebody is that person's.</summary>
    private Actor Registrar() => _dice.Chance(0.3) ? _body.ActorOf(_dice.Pick(_world.Roster.MediatorsOn(_body, _spec.ReceivedOn))) : Desk;

    private (CaseSource, ApplicationForm) SourceAndForm()
    {
        var source = _spec.Source ?? _dice.Weighted(
            (CaseSource.PartyApplication, 72.0), (CaseSource.OnlinePlatform, 9), (CaseSource.PetitionTransfer, 5), (CaseSource.UnionTransfer, 3), (CaseSource.CommissionRecommended, 3),
            (CaseSource.CourtAssigned, 2.5), (CaseSource.CommissionEntrusted, 2), (CaseSource.OwnInitiative, 2), (CaseSource.CourtEntrusted, 1));
        var form = source is CaseSource.OnlinePlatform ? ApplicationForm.Online : _dice.Weighted((ApplicationForm.Written, 70.0), (ApplicationForm.Oral, 24), (ApplicationForm.Online, 6));
        return (source, _spec.Form ?? form);
    }

    /// <summary>From registration to the point where the case may be accepted. False where it ends before, or rests.</summary>
    private bool Intake()
    {
        if (Has(Traits.AddedParty) && _cast.Second is { } second)
        {
            Wait(0, 1);
            Do(Desk, new AddParty(_cast.OtherSide, second, "申请人补充提出实际用工单位，追加为当事人。"));
        }
        if (_spec.Ends is Outcome.Void && _spec.Halt is null)
        {
            Wait(0, 2);
            Ends(Outcome.Void);
            Do(Desk, new CloseCase(Outcome.Void, null, Today, Note: Has(Traits.Duplicate) ? "与已登记案件重复，登记作废。" : "登记错误：误将咨询事项登记为申请，登记作废。"));
            return false;
        }
        if (_spec.Ends is Outcome.NotAccepted && _spec.Halt is null)
        {
            Wait(0, 2);
            var ground = _spec.Ground ?? _dice.Pick(Enum.GetValues<RejectGround>());
            Ends(Outcome.NotAccepted);
            Do(Desk, new RejectCase(ground, Phrases.RejectReason(ground), Today));
            Archive(Outcome.NotAccepted);
            return false;
        }
        if (_dice.Chance(0.7) || _spec.Halt is CaseStage.ConsentPending)
        {
            Wait(0, 1);
            Do(Desk, new AskConsent(Today));
        }
        if (Has(Traits.TransferDeclined) && _spec.TransferTo is { } asked)
        {
            Do(_body.Head, new TransferCase(asked.Id, _dice.Pick(Phrases.Transfers)));
            Wait(0, 1);
            Do(asked.Head, new DeclineTransfer(_dice.Pick(Phrases.TransferDeclines)));
        }
        if (_spec.Halt is CaseStage.ConsentPending && _dice.Chance(0.5)) return Rests();

        Wait(0, 1);
        if (_spec.Ends is Outcome.RespondentRefused && _spec.Halt is null)
        {
            Ends(Outcome.RespondentRefused);
            Do(Desk, new RecordConsent(_cast.Asked[0], false, Today, _dice.Pick(Phrases.Refusals)));
            Archive(Outcome.RespondentRefused);
            return false;
        }
        foreach (var party in _source is CaseSource.OwnInitiative ? _cast.All : _cast.Asked) Do(Desk, new RecordConsent(party, true, Today));
        if (_spec.Halt is CaseStage.ConsentPending) return Rests();
        if (_spec.Ends is Outcome.Withdrawn && _spec.Halt is null && _dice.Chance(0.4)) return Withdraw();
        return Transfer();
    }

    private bool Rests()
    {
        if (!Has(Traits.TransferPending) || _spec.TransferTo is not { } to) return false;
        Do(_body.Head, new TransferCase(to.Id, _dice.Pick(Phrases.Transfers)));
        return false;
    }

    private bool Transfer()
    {
        if (_spec.TransferTo is not { } to || Has(Traits.TransferDeclined)) return true;
        Do(_body.Head, new TransferCase(to.Id, _dice.Pick(Phrases.Transfers)));
        if (Has(Traits.TransferPending)) return false;

        Wait(0, 1);
        var taken = $"{_spec.Id}-2";
        Do(to.Head, new AcceptTransfer(new CaseId(taken)), $"case {to.Key} {Today.Year}");
        (_stream, _body, _lead) = (taken, to, _dice.Pick(_world.Roster.MediatorsOn(to, _spec.ReceivedOn)));
        return true;
    }

    private void Accept()
    {
        var left = Agenda.Calendar.WorkingDaysBetween(Today, _world.Clock("ACC3", _spec.ReceivedOn).Due);
        if (Has(Traits.LateAcceptance)) Wait(left + 1, left + 3);
        else if (!Has(Traits.Brisk)) Wait(0, Math.Min(1, left));
        Do(Desk, new AcceptCase(Lead, Today));
        _acceptedOn = ChinaTime.DayOf(_steps.Steps[^1].At);
        if (Has(Traits.Assisted) && Other() is { } other)
        {
            _assistant = other;
            Do(_body.Head, new AssignMediator(_body.MediatorIdOf(other), MediatorRole.Assisting));
        }
        if (Has(Traits.Agent)) AppointAgent();
        if (_dice.Chance(0.38)) AddEvidence(_cast.ApplicantId);
        if (_dice.Chance(0.1)) AddEvidence(_cast.Asked[0]);
        if (_dice.Chance(0.04) && !_cast.Collective && _cast.Claims.Count > 1)
            Do(Desk, new ChangeClaims([.. _cast.Claims.Take(_cast.Claims.Count - 1)], Reason: "申请人当面确认放弃其中一项请求。"));
    }

    private void AppointAgent()
    {
        var (party, name, phone) = _cast.Agent;
        Do(Desk, [Paper("授权委托书", "委托权限：特别授权，代为承认、放弃、变更请求，进行和解，签署调解协议。")], files => new AppointAgent(party, name, AgentPowers.Special, files[0], phone));
    }

    private void AddEvidence(PartyId party)
    {
        var title = _dice.Pick(_cast.Dispute.Evidence);
        Do(Desk, [Paper(title, "当事人提交，复印件与原件核对一致。")], files => new AddEvidence(files[0], title, party));
    }

    /// <summary>Another mediator of the organization who may take part that day; null where there is none.</summary>
    private int? Other() => _world.Roster.MediatorsOn(_body, _spec.ReceivedOn).Where(no => no != _lead).Select(no => (int?)no).FirstOrDefault();

    private Agenda Agenda => _world.Agenda;

    private DemoFile Paper(string title, params string[] lines) => new($"{title}.pdf", [title, _body.Name, .. lines, $"{Today:yyyy年M月d日}"]);

    private void Do(Actor actor, ICommand<MediationCase> command, string? series = null) => Do(actor, [], _ => command, series);

    private void Do(Actor actor, IReadOnlyList<DemoFile> files, Func<IReadOnlyList<FileId>, ICommand<MediationCase>> command, string? series = null)
    {
        _steps.Add(_stream, _now, actor, files, command, series);
        _now = Agenda.After(_now, _dice.Between(2, 14), _dice.Between(1, 59));
    }

    /// <summary>Notes how the case ends, with the command that follows; it counts only if that comes before the day that is shown.</summary>
    private void Ends(Outcome outcome, DateOnly? on = null)
    {
        if (_now < _world.End) _ended = (outcome, on ?? Today);
    }

    /// <summary>Goes on after some working days.</summary>
    private void Wait(int least, int most)
    {
        var days = Has(Traits.Brisk) ? least : _dice.Between(least, most);
        _now = days == 0 ? Agenda.After(_now, _dice.Between(10, 70), _dice.Between(1, 59)) : Agenda.SomeTime(Agenda.Workday(Today, days), _dice);
    }

    /// <summary>Goes on at that day, or now where it has come already.</summary>
    private void WaitFor(DateOnly day)
    {
        var then = Agenda.SomeTime(Agenda.Workday(day, 0), _dice);
        if (then > _now) _now = then;
    }
}
