using MediationHub.Documents;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Cases.Steps;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Papers;

/// <summary>Every paper that a case can make, in the order of the case.</summary>
public static class PaperRecipes
{
    public static IReadOnlyList<PaperRecipe> All { get; } =
    [
        new(PaperKind.Application, PaperStep.Intake, (m, _) => m.Application()),
        new(PaperKind.OralApplicationRecord, PaperStep.Intake, (m, _) => m.OralApplicationRecord())
        {
            Lead = "口头申请的当场记录，读给申请人听后由其签名。",
            Closed = m => m.Case.Form is ApplicationForm.Oral ? null : No("本案不是口头申请，没有口头申请笔录。", "The application was not oral."),
            Due = m => m.Case is { Form: ApplicationForm.Oral, RecordFileId: null } && m.Working && !m.Made(PaperKind.OralApplicationRecord),
        },
        new(PaperKind.RegistrationForm, PaperStep.Intake, (m, _) => m.RegistrationForm()) { Lead = "一页表格，入卷首页。" },
        new(PaperKind.ConsentInquiry, PaperStep.Intake, (m, ask) => m.ConsentInquiry(ask))
        {
            Lead = "向尚未答复的当事人征询是否同意调解，附回执。",
            Closed = m => m.Case.Stage is not (CaseStage.Registered or CaseStage.ConsentPending) ? No("征询只在受理前进行。", "Consent is asked before acceptance.")
                : m.Unanswered.Count == 0 ? No("各方都已答复，无需再征询。", "Every party has answered.") : null,
            Due = m => m.Case.ConsentAskedOn is not null && m.Case.Stage is CaseStage.ConsentPending && m.Unanswered.Any(p => !m.Made(PaperKind.ConsentInquiry, made => made.PartyId == p.Id)),
            Inputs =
            [
                Party("征询对象", c => c.Parties(p => p.Consent is null)),
                new("by", "答复期限", InputKind.Day) { Ahead = true, Hint = "不填的，按受理期限计算。" },
            ],
        },
        new(PaperKind.AcceptanceNotice, PaperStep.Intake, (m, _) => m.AcceptanceNotice())
        {
            Closed = m => m.Case.AcceptedOn is null ? No("案件尚未受理，受理后再制作受理通知书。", "The case is not accepted yet.") : null,
            Due = m => m.Case.AcceptedOn is not null && m.Working && !m.Made(PaperKind.AcceptanceNotice),
        },
        new(PaperKind.NonAcceptanceNotice, PaperStep.Intake, (m, _) => m.NonAcceptanceNotice())
        {
            Closed = m => m.Case.Stage is not CaseStage.NotAccepted && m.Case.RejectGround is null && m.Case.Outcome is not Outcome.RespondentRefused ? No("案件没有不予受理，无需制作不予受理通知书。", "The case was not refused.") : null,
            Due = m => m.Case.Stage is CaseStage.NotAccepted && !m.Made(PaperKind.NonAcceptanceNotice),
        },
        new(PaperKind.PowerOfAttorney, PaperStep.Intake, (m, ask) => m.PowerOfAttorney(ask))
        {
            Lead = "打印后由委托人签名或者盖章，再登记代理人；用人单位的附法定代表人身份证明书。",
            Closed = m => m.Case.IsOpen ? null : No("案件已经办结，不再委托代理人。", "The case has ended."),
            MustAsk = true,
            Asked = ["代理人", "委托人的法定代表人"],
            Inputs =
            [
                Party("委托人", c => c.Parties()),
                new("powers", "代理权限", InputKind.Radio, true) { Choices = _ => CaseText.Choices<AgentPowers>(CaseText.Chinese), Default = _ => "special", Hint = "代为承认、放弃、变更请求或者和解的，须特别授权。" },
                new("agentName", "代理人姓名", InputKind.Text, true), new("agentIdentity", "身份", InputKind.Text) { Hint = "例如：某某律师事务所律师、人力资源部经理。" },
                new("agentIdNumber", "证件号码", InputKind.Text) { Hint = "可不填，由代理人手写。" }, new("agentPhone", "电话", InputKind.Text),
            ],
        },
        new(PaperKind.RepresentativesElection, PaperStep.Intake, (m, ask) => m.RepresentativesElection(ask))
        {
            Lead = "集体争议推举代表人，每名劳动者签名。",
            Closed = m => m.Case.IsCollective(m.At.Rules.Settings.CollectiveThreshold.Value) ? null : No($"劳动者一方不足{m.At.Rules.Settings.CollectiveThreshold.Value}人，不需要推举代表人。", "The dispute is not collective."),
            Due = m => m.Case is { IsOpen: true, Representatives: null } && m.Case.Stage < CaseStage.AgreementDrafted && m.Case.IsCollective(m.At.Rules.Settings.CollectiveThreshold.Value) && !m.Made(PaperKind.RepresentativesElection),
            Inputs =
            [
                new("representatives", "代表人", InputKind.Ticks) { Choices = c => c.People, Defaults = c => c.Case.Representatives?.People.Select(p => p.Value) ?? [], Wide = true, Hint = "可不选，留出空行由劳动者当场填写。" },
                new("powers", "授权", InputKind.Radio, true) { Choices = _ => CaseText.Choices<AgentPowers>(CaseText.Chinese), Default = c => CaseText.Word(c.Case.Representatives?.Powers ?? AgentPowers.Special) },
            ],
        },

        new(PaperKind.SessionNotice, PaperStep.Mediation, (m, ask) => m.SessionNotice(ask))
        {
            Closed = m => m.Ahead.Count == 0 ? No("没有已安排的调解会议，请先安排会议。", "No session is scheduled.") : null,
            Due = m => m.Ahead.Any(s => !m.Made(PaperKind.SessionNotice, made => made.About == PaperModels.MomentOf(s))),
            Inputs =
            [
                new("sessionId", "会议", InputKind.Radio, true) { Choices = c => c.Scheduled, Default = c => c.Scheduled is [var first, ..] ? first.Value : null, Wide = true },
                new("partyId", "通知谁", InputKind.Select) { Choices = c => c.Parties(), Hint = "不选的，一份通知写给全部参会人员。" },
            ],
        },
        new(PaperKind.ExtensionConsent, PaperStep.Mediation, (m, ask) => m.ExtensionConsent(ask))
        {
            Lead = "期限届满前打印，各方签名后再登记延长。",
            Closed = m => ExtendTerm.Missing(m.Case, m.At).FirstOrDefault() is { } no ? no : m.Closing.Due < m.At.Today ? CaseRefusals.ExtensionAfterDue(m.Closing.Due) : null,
            MustAsk = true,
            Asked = ["延长天数", "新的期限届满日", "延长原因"],
            Inputs = [new("days", "延长的天数", InputKind.Number, true) { Unit = "日" }, new("reason", "延长原因", InputKind.LongText, true) { Hint = "接在“因”字后面，例如：双方正在核对考勤记录。" }],
        },
        new(PaperKind.SessionRecord, PaperStep.Mediation, (m, ask) => m.SessionRecord(ask))
        {
            Closed = m => m.Held.Count == 0 ? No("没有已召开并记录的调解会议，请先记录会议。", "No session has been held and recorded yet.") : null,
            Due = m => m.Working && m.Held.Any(s => !m.Made(PaperKind.SessionRecord, made => made.About is null ? made.At >= s.EndsAt : made.About == s.Id)),
            Inputs = [new("sessionId", "会议", InputKind.Radio, true) { Choices = c => [.. c.Case.Sessions.Where(s => s is { TookPlace: true, Private: false }).Reverse().Select(s => new Choice(s.Id, $"{ChinaTime.Show(s.StartsAt)} {s.Place}"))], Default = c => c.Case.Sessions.FindLast(s => s is { TookPlace: true, Private: false })?.Id, Wide = true },
                new("outside", "提供给其他机构的副本，隐去调解方案", InputKind.Tick) { Wide = true, Hint = "为达成协议所作的让步，未经各方同意不提供给仲裁委员会、人民法院等其他机构。" },
                new("concessionsAgreedBy", "同意一并提供调解方案的当事人", InputKind.Ticks) { Choices = c => c.People, Wide = true, Hint = "各方都同意的，副本才载明调解方案。" }],
        },
        new(PaperKind.MediationAgreement, PaperStep.Agreement, (m, _) => m.MediationAgreement())
        {
            Closed = m => m.Case is { Closing: not null, Concluded: null } ? No("案件结案时没有生效的书面协议，不制作调解协议书。", "The case ended without an agreement in writing.")
                : (m.Case.Draft ?? m.Case.Concluded) is null ? No("还没有拟定协议条款，请先拟定协议。", "There are no terms yet: draft the agreement first.") : null,
            Due = m => m.Working && (m.Case.Draft ?? m.Case.Concluded) is { } terms && !m.Made(PaperKind.MediationAgreement, made => made.About is null ? ChinaTime.DayOf(made.At) >= terms.DraftedOn : made.About == $"{terms.No}"),
        },

        new(PaperKind.TerminationNotice, PaperStep.Ending, (m, _) => m.TerminationNotice())
        {
            Closed = m => m.Expired is not null || m.Case.Outcome?.Class() is OutcomeClass.Failed || m.Case.Outcome is Outcome.Withdrawn or Outcome.Terminated ? null : No("调解没有终止，无需制作终止调解告知书。", "The mediation has not ended without agreement."),
            Due = m => (m.Expired is not null || (m.Case.Stage is CaseStage.Closed && (m.Case.Outcome?.Class() is OutcomeClass.Failed || m.Case.Outcome is Outcome.Terminated))) && !m.Made(PaperKind.TerminationNotice),
        },
        new(PaperKind.Withdrawal, PaperStep.Ending, (m, ask) => m.Withdrawal(ask))
        {
            Lead = "申请人签名后登记撤回，下半页由调解组织记录。",
            Closed = m => m.Case.Outcome is Outcome.Withdrawn or Outcome.SettledWithdrawn ? null : WithdrawApplication.Missing(m.Case, m.At).FirstOrDefault() is not null ? No("案件已经达成协议或者办结，不能撤回申请。", "The case is agreed or has ended.") : null,
            Due = m => m.Case.Stage is CaseStage.Closed && m.Case.Outcome is Outcome.Withdrawn or Outcome.SettledWithdrawn && !m.Made(PaperKind.Withdrawal),
            MustAsk = true,
            Inputs =
            [
                new("settled", "撤回的情形", InputKind.YesNo, true) { Choices = _ => [new("true", "双方已经和解"), new("false", "其他原因")], Default = c => c.Case.Outcome is { } outcome ? outcome is Outcome.SettledWithdrawn ? "true" : "false" : null, Wide = true },
                new("reason", "撤回原因", InputKind.LongText),
            ],
        },

        new(PaperKind.FollowUpRecord, PaperStep.Performance, (m, ask) => m.FollowUpRecord(ask))
        {
            Closed = m => m.Case.FollowUps.IsEmpty ? No("还没有登记回访，登记后再制作回访记录。", "No follow-up is recorded yet.") : null,
            Due = m => Enumerable.Range(1, m.Case.FollowUps.Count).Any(no => (m.Working || m.Case.FollowUps[no - 1].On >= m.Case.ArchivedOn) && !m.Made(PaperKind.FollowUpRecord, made => made.About == $"{no}")),
            Inputs = [new("followUpNo", "回访", InputKind.Radio, true) { Choices = c => [.. c.Case.FollowUps.Select((f, i) => new Choice($"{i + 1}", $"第 {i + 1} 次，{Display.Day(f.On)}")).Reverse()], Default = c => $"{c.Case.FollowUps.Count}" }],
        },
        new(PaperKind.PerformanceDemand, PaperStep.Performance, (m, ask) => m.PerformanceDemand(ask))
        {
            Lead = "向逾期不履行的一方催告，写明未履行的事项和对方的救济途径。",
            Closed = m => m.Case.InForce is null ? No("没有已生效的调解协议。", "No agreement is in force.") : m.Overdue.Count == 0 ? No("没有逾期未履行的协议事项，无需催告。", "Nothing is overdue.") : null,
            Due = m => m.Overdue.Any(l => !m.Made(PaperKind.PerformanceDemand, made => ChinaTime.DayOf(made.At) > l.DueOn)),
            Inputs = [Party("催告对象", c => c.Parties(p => c.Case.InForce?.Lines.Any(l => l.IsOverdue(c.At.Today) && c.Case.InForce.Terms.Any(t => t.No == l.TermNo && t.PayerId == p.Id)) is true)), new("by", "催告履行的期限", InputKind.Day) { Ahead = true, Hint = "不填的，自今日起五个工作日。" }],
        },
        new(PaperKind.PaymentOrderApplication, PaperStep.Performance, (m, ask) => m.PaymentOrderApplication(ask))
        {
            Lead = "用人单位逾期不支付的，由劳动者签名后持调解协议书向人民法院申请支付令。",
            Closed = m => m.Case.InForce is null ? No("没有已生效的调解协议。", "No agreement is in force.") : m.PaymentOrders.Count == 0 ? m.PaymentOrderBar : null,
            MustAsk = true,
            Asked = ["受理法院"],
            Inputs =
            [
                Party("申请支付令的劳动者", c => PaperModels.PaymentOrderChoices(c.Case, c.At)),
                new("court", "受理法院", InputKind.Text, true) { Hint = "有管辖权的基层人民法院，例如：长春市南关区人民法院。", Wide = true },
            ],
        },

        new(PaperKind.AddressConfirmation, PaperStep.Service, (m, ask) => m.AddressConfirmation(ask))
        {
            Lead = "当事人签名确认后上传登记，此后按该地址送达。",
            Closed = m => m.Case.Stage is CaseStage.Transferred ? CaseRefusals.Ended(m.Case.Stage) : null,
            MustAsk = true,
            Inputs = [Party("当事人", c => c.Parties(p => p.AddressConfirmation is null) is { Count: > 0 } open ? [.. open, .. c.Parties(p => p.AddressConfirmation is not null)] : c.Parties())],
        },
        new(PaperKind.ServiceReceipt, PaperStep.Service, (m, ask) => m.ServiceReceipt(ask))
        {
            Lead = "送达前打印备签，送达后可以连同送达情况再制作一份。",
            Closed = m => m.Served.Count == 0 ? No("还没有可以送达的文书，请先制作文书。", "There is no paper to serve yet.") : null,
            MustAsk = true,
            Inputs =
            [
                new("paperId", "送达的文书", InputKind.Select, true) { Choices = c => PapersToServe(c.Case), Default = c => PapersToServe(c.Case) is [var newest, ..] ? newest.Value : null, Wide = true },
                Party("受送达人", c => c.Parties()),
            ],
        },

        new(PaperKind.DossierCover, PaperStep.Dossier, (m, _) => m.DossierPaper(PaperKind.DossierCover)) { Closed = NotBound },
        new(PaperKind.DossierIndex, PaperStep.Dossier, (m, _) => m.DossierPaper(PaperKind.DossierIndex)) { Lead = "连同备考表；整卷导出时另编页次。", Closed = NotBound },
    ];

    private static Refusal? NotBound(PaperModels m) => m.Case.Closing is null ? No("案件尚未结案，结案后再制作卷宗封面和目录。", "The case is still open: its file is bound once it is closed.") : null;

    private static readonly Dictionary<PaperKind, PaperRecipe> ByKind = All.ToDictionary(r => r.Kind);

    public static PaperRecipe Of(PaperKind kind) => ByKind[kind];

    /// <summary>Whether a case makes this kind; the others are made from reviews, entrustments, recommendations and gold selections.</summary>
    public static bool Has(PaperKind kind) => ByKind.ContainsKey(kind);

    /// <summary>In which group a paper of the case is shown; one of another kind stands among the others.</summary>
    public static PaperStep StepOf(Domain.Cases.PaperKind kind) =>
        Enum.TryParse<PaperKind>(kind.ToString(), out var own) && ByKind.TryGetValue(own, out var recipe) ? recipe.Step : PaperStep.Other;

    public static string Chinese(this PaperStep step) => step switch
    {
        PaperStep.Intake => "申请与受理",
        PaperStep.Mediation => "调解",
        PaperStep.Agreement => "协议",
        PaperStep.Ending => "终止与撤回",
        PaperStep.Performance => "履行与回访",
        PaperStep.Service => "送达",
        PaperStep.Dossier => "卷宗",
        _ => "其他",
    };

    /// <summary>The papers of a case that are handed over to somebody, newest first.</summary>
    public static IReadOnlyList<Choice> PapersToServe(MediationCase c) =>
        [.. c.Papers.Where(IsServed).Reverse().Select(p => new Choice(p.Id, $"{p.Kind.Chinese()}（{ChinaTime.Show(p.At)}{(p.PartyId is { } id && c.Party(id) is { } party ? $"，{party.Name}" : "")}）"))];

    /// <summary>It is meant for somebody's hands.</summary>
    public static bool IsServed(CasePaper paper) => AudienceOf(paper.Kind) is not PaperAudience.Nobody;

    /// <summary>On whom a paper is to be served.</summary>
    public static IEnumerable<PartyId> Recipients(MediationCase c, CasePaper paper) =>
        AudienceOf(paper.Kind) is PaperAudience.Nobody ? []
        : paper.PartyId is { } one ? [one]
        : AudienceOf(paper.Kind) is PaperAudience.Applicants ? c.Applicants.Select(p => p.Id)
        : c.Parties.Select(p => p.Id);

    private static PaperAudience AudienceOf(Domain.Cases.PaperKind kind) => Enum.TryParse<PaperKind>(kind.ToString(), out var own) ? PaperForm.Of(own).Audience : PaperAudience.Nobody;

    private static StepField Party(string label, Func<StepContext, IReadOnlyList<Choice>> choices) =>
        new("partyId", label, InputKind.Radio, true) { Choices = choices, Default = c => choices(c) is [var first, ..] ? first.Value : null, Wide = true };

    private static Refusal No(string chinese, string english) => new("paper-not-possible", chinese, english);
}
