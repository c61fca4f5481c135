using MediationHub.Documents;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Features.Cases;

namespace MediationHub.Web.Features.Papers;

public sealed partial record PaperModels
{
    /// <summary>The registration form is one page: what does not fit stands in the application.</summary>
    private const int FormParties = 2, FormClaims = 5, FormFacts = 120;

    /// <summary>So many lines for workers who are not named in the case; beyond that the list is made in parts.</summary>
    private const int MostBlankLines = 100;

    /// <summary>Parties who have not said whether they want mediation.</summary>
    public IReadOnlyList<Party> Unanswered => [.. Case.Parties.Where(p => p.Consent is null)];

    public OralApplicationRecordPaper OralApplicationRecord() => Headed(new OralApplicationRecordPaper
    {
        Date = Day(Case.ReceivedOn),
        StartsAt = Moment(Case.Oral?.RecordedAt ?? Case.ReceivedAt),
        Place = Case.Oral is { Place: { IsEmpty: false } place } ? place : Organization.Name,
        Recorder = Recorder,
        Answers = [.. (Case.Oral?.Answers ?? []).Select(a => new OralAnswerText { Question = a.Question, Answer = a.Answer })],
        Claims = Claims,
        Facts = Case.Facts,
        Elsewhere = Case.Elsewhere?.Chinese(),
        KnewOn = Case.KnewOn is { } knew ? Day(knew) : null,
        Evidence = [.. Case.Evidence.Where(e => e.PartyId is null || Case.Party(e.PartyId.Value)?.Side is PartySide.Applicant).Select(e => new EvidenceText { Name = e.Title })],
        Signatures = [.. Case.Applicants.Select((p, i) => new SignatureText { Role = "申请人", Name = p.Name, Manner = MannerOf(p), Drawn = i == 0 ? Signature?.Address : null, DrawnHash = i == 0 ? Signature?.Hash : null, SignedOn = i == 0 && Signature is not null ? Day(ChinaTime.DayOf(Case.Oral!.RecordedAt)) : null }), new SignatureText { Role = "记录人", Name = Recorder, Manner = "签名" }],
    });

    /// <summary>Who took an oral application down.</summary>
    private string Recorder => Case.Oral?.Recorder.Value ?? Maker;

    public RegistrationFormPaper RegistrationForm()
    {
        var facts = TextRules.Clean(Case.Facts).ReplaceLineEndings("");
        var whole = Case.Applicants.Count() <= FormParties && Case.Respondents.Count() <= FormParties && Case.Claims.Count <= FormClaims;
        var form = Headed(new RegistrationFormPaper
        {
            Date = Day(Case.RegisteredOn),
            Source = Case.Source.Chinese(),
            Form = Case.Form.Chinese(),
            ReceivedAt = Moment(Case.ReceivedAt),
            RegisteredOn = Day(Case.RegisteredOn),
            Claims = [.. Claims.Take(FormClaims)],
            More = whole ? null : $"申请人{Case.Applicants.Count()}名、被申请人{Case.Respondents.Count()}名、请求{Case.Claims.Count}项，未列出的见调解申请书。",
            Total = TotalClaimed,
            Facts = facts.Length > FormFacts ? facts[..FormFacts] + "……（详见调解申请书）" : facts,
            Workers = $"{Case.WorkersInvolved}人{(Case.IsCollective(At.Rules.Settings.CollectiveThreshold.Value) ? "（集体争议）" : "")}",
            Mediators = MediatorTexts,
            AcceptedOn = Case.AcceptedOn is { } accepted ? Day(accepted) : null,
            DueOn = Case.AcceptedOn is null ? null : Day(Closing.Due),
            Outcome = Case.Outcome?.Chinese(),
            ClosedOn = Case.Closing is { } closing ? Day(closing.On) : null,
            Registrar = Maker,
        });
        return form with { Applicants = [.. form.Applicants.Take(FormParties)], Respondents = [.. form.Respondents.Take(FormParties)] };
    }

    public PaperDraft ConsentInquiry(PaperRequest ask)
    {
        var party = ask.PartyId is { } id ? Case.Party(id)! : Unanswered[0];
        if (party.Consent is not null) return No("该当事人已经答复，无需再征询。", "This party has answered.");
        var due = At.Rules.Clock("ACC3", Case.ReceivedOn, At.Calendar).Due;
        return new(Headed(new ConsentInquiryPaper
        {
            Date = Day(At.Today),
            Addressee = party.Name,
            ReceivedOn = Case.Source is CaseSource.OwnInitiative ? null : Day(Case.ReceivedOn),
            Claims = Claims,
            ReplyBy = Day(ask.By ?? (due >= At.Today ? due : At.Calendar.AddWorkingDays(At.Today, At.Rules.Limit("ACC3").Count))),
        }), party.Id);
    }

    public PaperDraft PowerOfAttorney(PaperRequest ask)
    {
        var party = PartyOf(ask) ?? Case.Parties[0];
        // An agent who was appointed before is asked for by name; a new one is only named here.
        var known = ask.AgentName is null ? party.Agents is [.., var last] ? last : null : party.Agents.FirstOrDefault(a => a.Name.Value == ask.AgentName.Trim());
        var powers = ask.Powers ?? known?.Powers ?? AgentPowers.Special;
        return new(Headed(new PowerOfAttorneyPaper
        {
            Date = Day(At.Today),
            Role = RoleOf(party.Id),
            Principal = Text(party),
            Opponents = string.Join('、', Case.Parties.Where(p => p.Side != party.Side).Select(p => p.Name.Value)),
            Agent = new AgentText { Name = ask.AgentName ?? known?.Name.Value, Identity = ask.AgentIdentity, Powers = powers.Chinese(), Phone = ask.AgentPhone ?? known?.Phone.Value },
            AgentIdNumber = ask.AgentIdNumber ?? known?.IdNumber.Value,
            Special = powers is AgentPowers.Special,
        }), party.Id);
    }

    public RepresentativesElectionPaper RepresentativesElection(PaperRequest ask)
    {
        var number = At.Rules.Settings.Representatives.Value;
        var side = CaseGuide.WorkerSide(Case);
        WorkerText[] workers =
        [
            .. Case.Parties.Where(p => p.Side == side && p.Kind is PartyKind.Person).Select(p => new WorkerText { Name = p.Name, IdNumber = p.IdNumber, Phone = p.Phone }),
            .. Case.Members.Select(m => new WorkerText { Name = m.Name, IdNumber = m.IdNumber, Phone = m.Phone }),
        ];
        var people = ask.Representatives is { Count: > 0 } named ? named : Case.Representatives?.People ?? [];
        var powers = ask.Powers ?? Case.Representatives?.Powers ?? AgentPowers.Special;
        var paper = Headed(new RepresentativesElectionPaper
        {
            Date = Day(At.Today),
            Representatives = [.. people.Select(id => Case.Party(id) is { } p ? new WorkerText { Name = p.Name, IdNumber = p.IdNumber, Phone = p.Phone } : Case.Members.Where(m => m.Id == id).Select(m => new WorkerText { Name = m.Name, IdNumber = m.IdNumber, Phone = m.Phone }).FirstOrDefault() ?? new WorkerText())],
            Number = $"{number.Min}至{number.Max}",
            BlankRepresentatives = people.Count > 0 ? [] : [.. Enumerable.Range(1, number.Max).Select(n => $"{n}")],
            Special = powers is AgentPowers.Special,
            Workers = workers,
            BlankWorkers = [.. Enumerable.Range(workers.Length + 1, Math.Clamp(Case.WorkersInvolved - workers.Length, 0, MostBlankLines)).Select(n => $"{n}")],
            Involved = $"{Math.Max(Case.WorkersInvolved, workers.Length)}人",
        });
        // The paper names the other side as respondents, whichever side applied.
        return side is PartySide.Applicant ? paper : paper with { Applicants = paper.Respondents, Respondents = paper.Applicants };
    }

    private AmountText? TotalClaimed => Case.Claims.Any(c => c.Amount is not null) ? Amount(Case.Claims.Sum(c => c.Amount ?? 0)) : null;

    private Party? PartyOf(PaperRequest ask) => ask.PartyId is { } id ? Case.Party(id) : null;
}
