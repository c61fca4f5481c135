using MediationHub.Documents;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Papers;

/// <summary>A signature as it was drawn: a <c>data:</c> address of the picture, and its SHA-256 in lower-case hex.</summary>
public sealed record DrawnSignature(string Address, string Hash);

/// <summary>Makes a paper's model from a case as it stands: finished Chinese texts, nothing that was said in confidence.</summary>
/// <param name="Mediators">The case's mediators by id.</param>
/// <param name="Maker">The name of the person who makes the paper.</param>
public sealed partial record PaperModels(MediationCase Case, Organization Organization, IReadOnlyDictionary<MediatorId, Mediator> Mediators, Context At, string Maker)
{
    /// <summary>What the applicant drew on the screen under an oral application; null where there is none, or a picture too large to stand on a line.</summary>
    public DrawnSignature? Signature { get; init; }

    /// <summary>The arbitration commission that entrusted the case; null where none did.</summary>
    public string? EntrustedBy { get; init; }

    /// <summary>The organization still works on the case.</summary>
    public bool Working => Case.Stage is not (CaseStage.Transferred or CaseStage.Archived);

    /// <summary>The clock by which the case closes in time.</summary>
    public Clock Closing => CaseClocks.Closing(Case, At.Calendar, At.Rules);

    /// <summary>The case waits to be closed as expired: the notice of it is prepared before somebody confirms the closing.</summary>
    public Reminders.Expiry? Expired => Reminders.Expiry.Of(Case, At.Calendar, At.Rules, At.Today);

    /// <summary>Sessions that were held and recorded for all to read.</summary>
    public IReadOnlyList<Session> Held => [.. Case.Sessions.Where(s => s is { TookPlace: true, Private: false, Record: not null })];

    /// <summary>Whether such a paper was made before.</summary>
    public bool Made(PaperKind kind, Func<CasePaper, bool>? which = null) => Case.Papers.Exists(p => p.Kind.ToString() == kind.ToString() && (which is null || which(p)));

    public ApplicationPaper Application() => Headed(new ApplicationPaper
    {
        Date = Day(Case.ReceivedOn),
        Claims = Claims,
        Total = Case.Claims.Any(c => c.Amount is not null) ? Amount(Case.Claims.Sum(c => c.Amount ?? 0)) : null,
        Facts = Case.Facts,
        Elsewhere = Case.Elsewhere is { } elsewhere ? Cases.CaseText.Chinese(elsewhere) : null,
        Evidence = [.. Case.Evidence.Where(e => e is { Withdrawal: null, Visibility: EvidenceVisibility.AllParties }).Where(e => e.PartyId is null || Case.Party(e.PartyId.Value)?.Side is PartySide.Applicant).Select(e => new EvidenceText { Name = e.Title })],
        Signatures = [.. Case.Applicants.Select(p => new SignatureText { Role = "申请人", Name = p.Name, Manner = MannerOf(p) })],
    });

    public AcceptanceNoticePaper AcceptanceNotice()
    {
        // It says what held when the case was accepted: an extension came later, with a paper of its own.
        var clocks = CaseClocks.Of(Case with { Extensions = [] }, At.Calendar, At.Rules);
        var closing = clocks.Last(c => c.DrivesClosing);
        // A court's days take the place of those from which the parties are free.
        var release = clocks.LastOrDefault(c => c.Rule is "MED15R" or "ENT10") ?? closing;
        return Headed(new AcceptanceNoticePaper
        {
            Date = Day(Case.AcceptedOn!.Value),
            ReceivedOn = Case.Source is CaseSource.OwnInitiative ? null : Day(Case.ReceivedOn),
            AcceptedOn = Day(Case.AcceptedOn.Value),
            Mediators = MediatorTexts,
            EntrustedBy = EntrustedBy,
            ReleaseOn = Day(release.Due),
            CourtTerm = closing.Rule switch
            {
                "CRT30" => "人民法院委派调解的，调解期限为自本组织在调解平台接受委派之日起三十日",
                "CRT15" => "人民法院委托调解、适用普通程序的，调解期限为自本组织在调解平台接受委托之日起十五日",
                "CRT7" => "人民法院委托调解、适用简易程序的，调解期限为自本组织在调解平台接受委托之日起七日",
                _ => null,
            },
            DueOn = closing.Due == release.Due ? null : Day(closing.Due),
        });
    }

    public NonAcceptanceNoticePaper NonAcceptanceNotice() => Headed(new NonAcceptanceNoticePaper
    {
        Date = Day(Case.Closing!.On),
        ReceivedOn = Case.Source is CaseSource.OwnInitiative ? null : Day(Case.ReceivedOn),
        Grounds = [Case.Outcome is Outcome.RespondentRefused ? $"{string.Join('、', Case.Parties.Where(p => p.Consent is { Given: false }).Select(p => p.Name.Value))}不同意调解。" : $"{GroundText(Case.RejectGround).TrimEnd('。')}{ElsewhereText}。{BridgePaperModels.Sentence(Case.RejectReason)}"],
        Basis = Case.OrganizationType is OrganizationType.EnterpriseCommittee ? "《企业劳动争议协商调解规定》第二十二条" : null,
        Routes = RoutesFrom(Case.RejectGround),
    });

    /// <summary>Where the same dispute is decided or pending, as far as it was recorded and the reason does not name it; nothing where that is not the ground.</summary>
    private string ElsewhereText => Case is { RejectGround: RejectGround.AlreadyDecided or RejectGround.PendingInArbitration, Elsewhere: { Kind: not ElsewhereKind.None } known }
        && new[] { known.Body.Value, known.Number.Value, known.On is { } on ? Day(on) : null }.Where(part => !string.IsNullOrEmpty(part) && Case.RejectReason.Value?.Contains(part, StringComparison.Ordinal) is not true).ToArray() is { Length: > 0 } parts ? $"（{string.Join('，', parts)}）" : "";

    /// <summary>What is open to the applicant instead: no new arbitration where the dispute is decided or pending.</summary>
    private RoutesText RoutesFrom(RejectGround? ground) => ground switch
    {
        RejectGround.AlreadyDecided => new()
        {
            Arbitration = false,
            Others =
            [
                "仲裁裁决、判决或者调解书已经发生法律效力的，当事人应当按照规定的期限履行；一方当事人逾期不履行的，另一方当事人可以依法向人民法院申请执行（《中华人民共和国劳动争议调解仲裁法》第五十一条）。",
                "仲裁裁决尚未发生法律效力，当事人不服的，可以自收到裁决书之日起十五日内向人民法院提起诉讼（同法第四十八条、第五十条）；对终局裁决，用人单位可以自收到裁决书之日起三十日内依法申请撤销（同法第四十九条）。第一审判决尚未发生法律效力的，可以在判决书载明的期限内上诉。",
            ],
        },
        RejectGround.PendingInArbitration => new()
        {
            Arbitration = false,
            Others = Case.Elsewhere?.Kind switch
            {
                ElsewhereKind.PendingInArbitration => [InArbitration],
                ElsewhereKind.PendingInCourt => [InCourt],
                _ => [InArbitration, InCourt],
            },
        },
        RejectGround.OutOfScope => new()
        {
            Arbitration = false,
            LaborInspection = AboutWages,
            Others = ["属于劳动人事争议仲裁受理范围的事项，当事人可以依法申请仲裁（《中华人民共和国劳动争议调解仲裁法》第二条、第五条）；不属于的，可以依法向人民法院提起诉讼，或者请有关行政机关处理。"],
        },
        RejectGround.Duplicate => new() { LaborInspection = AboutWages, Others = ["该争议已经登记的，请在原案中参加调解、补充请求和证据。"] },
        RejectGround.NotCompetent => new() { LaborInspection = AboutWages, Others = ["当事人可以向有管辖权的其他调解组织申请调解。"] },
        _ => new() { LaborInspection = AboutWages },
    };

    private const string InArbitration = "该争议正在仲裁的，请在仲裁程序中主张权利。当事人愿意调解的，可以请仲裁委员会调解、出具调解建议书，或者在开庭前委托调解组织调解（《劳动人事争议仲裁办案规则》第六十九条、第七十条）。";
    private const string InCourt = "该争议正在诉讼的，请在诉讼程序中主张权利。当事人愿意调解的，可以请人民法院先行调解，或者由其委派、委托调解组织调解（《中华人民共和国民事诉讼法》第一百二十五条）。";

    /// <summary>The record of a session. A copy that leaves the organization holds what was offered only where every party agreed: a concession is not used against whoever made it (OP71).</summary>
    public PaperDraft SessionRecord(PaperRequest ask)
    {
        var sessionId = ask.SessionId;
        var withheld = ask.Outside is true && !CaseGuide.WhoSigns(Case).All(id => ask.ConcessionsAgreedBy?.Contains(id) is true);
        var session = sessionId is null ? Case.Sessions.FindLast(s => s is { TookPlace: true, Private: false }) : Case.Session(sessionId);
        if (session is not { TookPlace: true, Record: { } record }) return No("没有已召开并记录的调解会议，请先记录会议。", "No session has been held and recorded yet.");
        if (session.Private) return No("单独会谈的内容只由调解员掌握，不制作调解笔录。", "A private session has no record in writing for others.");

        var held = Case.Sessions.FindAll(s => s is { TookPlace: true, Private: false });
        var recorder = session.HeldBy is { } by && Mediators.TryGetValue(by, out var mediator) ? mediator.Name : default;
        return new(Headed(new SessionRecordPaper
        {
            Date = Day(ChinaTime.DayOf(session.StartsAt)),
            Session = held.Count > 1 ? $"第{ChineseNumber(held.IndexOf(session) + 1)}次" : null,
            StartsAt = Moment(session.StartsAt),
            EndsAt = Moment(session.EndsAt),
            Place = session.Place,
            Mode = session.Mode switch { SessionMode.OnSite => "现场", SessionMode.Online => "线上", _ => "电话" },
            Mediators = MediatorTexts,
            Recorder = recorder.IsEmpty ? (MediatorTexts is [var first, ..] ? first.Name : null) : recorder.Value,
            Attendees = [.. session.Attendance.Select(a => new AttendeeText { Role = RoleOf(a.PartyId), Name = NameOf(a.PartyId), Presence = a.Present ? a.Via.IsEmpty ? "到场" : $"到场（{a.Via}）" : "未到场" })],
            IdentityCheck = session.IdentityChecked ? "调解员核对了到场人员的身份及代理权限，到场各方无异议。" : "□调解员核对了到场人员的身份及代理权限，到场各方无异议。\n□其他情况：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿",
            Statements = [.. record.Statements.Select(s => new StatementText { By = SpeakerOf(s.By), Text = s.Text })],
            UndisputedFacts = [.. record.UndisputedFacts.Select(f => f.Value!)],
            Openness = session.PublicRequests is null ? null : "经各方当事人要求，本次调解公开进行",
            Withheld = withheld ? "本件供其他机构使用，不载当事人为达成协议提出的方案" : null,
            ReleasedOffers = withheld ? [] : [.. Case.Offers.Where(o => o.SessionId == session.Id && o.Open && (!o.Private || o.ReleasedAt is not null)).Select(o => new StatementText { By = $"{RoleOf(o.ByPartyId)}{NameOf(o.ByPartyId)}", Text = o.Amount.IsEmpty ? o.Text.Value : $"{o.Text}（{o.Amount} 元）" })],
            Result = record.Result switch
            {
                SessionResult.AgreementReached => "双方就本案争议达成调解协议，协议内容另行制作调解协议书。",
                SessionResult.NoAgreement => "双方未能达成协议。",
                SessionResult.Adjourned => "本次会议中止，另行通知再次调解的时间。",
                _ => "继续调解，另行安排下次调解。",
            },
            ReadBack = session.ReadBack ? "本笔录已当场宣读或者交由到场人员阅读，到场人员确认记录无误。" : "本笔录交由到场人员阅读核对。",
            Signatures =
            [
                .. session.Attendance.Where(a => a.Present).Select(a => new SignatureText { Role = RoleOf(a.PartyId), Name = NameOf(a.PartyId) }),
                .. MediatorsSign,
            ],
        }), About: ask.Outside is true ? $"{session.Id}/outside" : session.Id);
    }

    public PaperDraft MediationAgreement()
    {
        var agreement = (Case.Draft ?? Case.Concluded)!;
        return new(MediationAgreement(agreement), About: $"{agreement.No}");
    }

    private MediationAgreementPaper MediationAgreement(Agreement agreement)
    {
        SignatureText Signed(string role, PartyId id) => new()
        {
            Role = role,
            Name = NameOf(id),
            Manner = Case.Party(id) is { } party ? MannerOf(party) : "签名",
            SignedOn = agreement.Signatures.FirstOrDefault(s => s.PartyId == id) is { } s ? Day(ChinaTime.DayOf(s.SignedAt)) : null,
        };
        return Headed(new MediationAgreementPaper
        {
            Date = Day(agreement.EffectiveOn ?? agreement.DraftedOn),
            AcceptedOn = Day(Case.AcceptedOn ?? Case.ReceivedOn),
            Mediators = MediatorTexts,
            Claims = Claims,
            Facts = Case.Facts,
            Terms = [.. agreement.Terms.Select(t => new TermText { Text = TermSentence.Of(Case, t), Period = PeriodOf(t), Manner = t.Manner.IsEmpty ? "未作约定" : t.Manner.Value, Instalments = [.. t.Instalments.Select(i => new InstalmentText { DueOn = Day(i.DueOn), Amount = Amount(i.Amount) })] })],
            ReviewOpen = Case.IsReviewable(At.Rules),
            Signatures =
            [
                .. agreement.Signers.Select(id => Signed(RoleOf(id), id)),
                new SignatureText { Role = "调解员", Name = agreement.MediatorSignature?.MediatorId is { } by && Mediators.TryGetValue(by, out var mediator) ? mediator.Name : MediatorTexts is [var first, ..] ? first.Name : null, Manner = "签名", SignedOn = agreement.MediatorSignature is { } m ? Day(ChinaTime.DayOf(m.SignedAt)) : null },
            ],
        });
    }

    public TerminationNoticePaper TerminationNotice() => Headed(new TerminationNoticePaper
    {
        Date = Day(Case.Closing?.On ?? Expired!.Due),
        ReceivedOn = Case.Source is CaseSource.OwnInitiative ? null : Day(Case.ReceivedOn),
        AcceptedOn = Case.AcceptedOn is { } on ? Day(on) : null,
        EndedOn = Day(Case.Closing?.On ?? Expired!.Due),
        // The notice says that mediation ended, not what was said in it.
        Reasons =
        [
            (Case.Outcome ?? Outcome.Expired) switch
            {
                Outcome.NoAgreement => "经调解，双方未能达成协议。",
                Outcome.Expired => "调解期限届满，双方未达成协议，视为调解不成。",
                Outcome.Stopped => "调解中一方当事人不同意继续调解。",
                Outcome.Absent => "当事人经通知未到场参加调解。",
                Outcome.Withdrawn => "申请人撤回调解申请。",
                _ => "因法律规定的情形，本案终止调解。",
            },
        ],
        Routes = new RoutesText { LaborInspection = AboutWages },
        Signatures =
        [
            .. Case.Parties.Select(p => new SignatureText { Role = RoleOf(p.Id), Name = p.Name, Manner = MannerOf(p) }),
            .. MediatorsSign,
        ],
    });

    private bool AboutWages => Case.Claims.Any(c => At.Rules.DisputeTypes.IsWithinAny(c.Type, At.Rules.Settings.DirectSuitTypes.Value));

    private T Headed<T>(T paper) where T : PaperModel => paper with
    {
        Organization = Organization.Name,
        OrganizationPhone = Organization.Phone,
        OrganizationAddress = Organization.Address,
        CaseNumber = Case.Number,
        Applicants = [.. Case.Applicants.Select(Text)],
        Respondents = [.. Case.Respondents.Select(Text)],
        DisputeType = string.Join('、', Case.Claims.Select(c => c.Type).Prepend(Case.DisputeType).Distinct().Select(t => At.Rules.DisputeTypes.Find(t)?.Name ?? t).Distinct().Take(4)),
    };

    private IReadOnlyList<ClaimText> Claims => [.. Case.Claims.Select(c => new ClaimText { Text = c.Text.Value?.TrimEnd('。', '；', ';', '.'), Amount = c.Amount is { } amount ? Amount(amount) : null })];

    private IReadOnlyList<MediatorText> MediatorTexts =>
        [.. Case.Mediators.Where(m => Mediators.ContainsKey(m.MediatorId)).Select(m => new MediatorText { Name = Mediators[m.MediatorId].Name, Role = m.Role is MediatorRole.Lead ? "主持" : "协助" })];

    private IReadOnlyList<SignatureText> MediatorsSign => [.. MediatorTexts.Select(m => new SignatureText { Role = "调解员", Name = m.Name, Manner = "签名" })];

    internal static PartyText Text(Party p)
    {
        IReadOnlyList<AgentText> agents = [.. p.Agents.Select(a => new AgentText { Name = a.Name, Powers = a.Powers is AgentPowers.Special ? "特别授权" : "一般授权", Phone = a.Phone.Value })];
        if (p.Kind is PartyKind.Employer)
            return new EmployerText { Name = p.Name, Address = p.Address, Phone = p.Phone, Agents = agents, CreditCode = p.CreditCode, LegalRepresentative = p.LegalRepresentative, Post = p.LegalRepresentativePost };
        var resident = p.IdType is null or Domain.Parties.IdType.ResidentId && ResidentId.BornOn(p.IdNumber) is not null;
        return new PersonText
        {
            Name = p.Name,
            Address = p.Address,
            Phone = p.Phone,
            Agents = agents,
            Sex = (p.Gender ?? (resident ? ResidentId.SexOf(p.IdNumber) : null)) switch { Sex.Male => "男", Sex.Female => "女", _ => null },
            Birth = DateOnly.TryParse(p.BirthDate.Value, out var born) ? Day(born) : resident && ResidentId.BornOn(p.IdNumber) is { } on ? Day(on) : null,
            IdType = IdTypeText(p.IdType),
            IdNumber = p.IdNumber,
        };
    }

    private string RoleOf(PartyId id) => Case.Party(id)?.Side switch { PartySide.Applicant => "申请人", PartySide.Respondent => "被申请人", _ => "劳动者" };

    private string? NameOf(PartyId id) => Case.Party(id)?.Name.Value ?? Case.Members.FirstOrDefault(m => m.Id == id)?.Name.Value;

    private string? SpeakerOf(Personal by) => Case.Party(new(by.Value ?? "")) is { } party ? $"{RoleOf(party.Id)}{party.Name}" : by.Value;

    internal static string MannerOf(Party party) => party.Kind is PartyKind.Person ? "签名" : "签名或者盖章";

    private static string PeriodOf(Term t) => t.Instalments.Count > 0 ? $"分 {t.Instalments.Count} 期，至 {Day(t.Instalments[^1].DueOn)}" : t.DueOn is { } due ? $"{Day(due)}前" : "本协议生效之日";

    internal static AmountText Amount(decimal amount) => new() { Figures = Money.Format(amount), Capitals = ChineseAmount.Of(amount).Replace("人民币", "") };

    internal static string Day(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    private static string Moment(DateTimeOffset at)
    {
        var there = at.ToOffset(ChinaTime.Offset);
        return $"{there.Year}年{there.Month}月{there.Day}日{Hour(at)}";
    }

    private static string DayOfWeek(DateTimeOffset at) => $"星期{"日一二三四五六"[(int)at.ToOffset(ChinaTime.Offset).DayOfWeek]}";

    private static string Hour(DateTimeOffset at) => $"{at.ToOffset(ChinaTime.Offset).Hour}时{at.ToOffset(ChinaTime.Offset).Minute:00}分";

    internal static string ChineseNumber(int n) => n <= 10 ? "一二三四五六七八九十"[n - 1].ToString() : n.ToString();

    internal static string IdTypeText(IdType? type) => IdDocument.NameOf(type ?? IdType.ResidentId);

    private static string GroundText(RejectGround? ground) => ground switch
    {
        RejectGround.OutOfScope => "申请调解的事项不属于本组织的调解受理范围。",
        RejectGround.ApplicantRefused => "申请人不同意调解。",
        RejectGround.AlreadyDecided => "该争议已经仲裁裁决或者人民法院裁判。",
        RejectGround.PendingInArbitration => "该争议正在仲裁委员会或者人民法院处理中。",
        RejectGround.Duplicate => "该争议已在调解组织登记，属于重复申请。",
        RejectGround.NotCompetent => "该争议不属于本组织的管辖范围。",
        _ => "该申请不符合受理条件。",
    };

    private static PaperDraft No(string chinese, string english) => new Refusal("paper-not-possible", chinese, english);
}
