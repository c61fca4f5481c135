using System.Collections.Frozen;
using System.Text.Json.Nodes;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases.Register;
using MediationHub.Web.Forms;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Cases.Steps;

/// <summary>Every command of a case as a page.</summary>
public static partial class CaseSteps
{
    private static readonly FrozenDictionary<string, CaseStep> ByName = Steps().ToFrozenDictionary(s => s.Name);

    /// <summary>In the order in which they are offered.</summary>
    public static IReadOnlyList<CaseStep> All { get; } = [.. Steps()];

    /// <summary>The notices of the case page by the name in <c>?done=</c>.</summary>
    public static IReadOnlyDictionary<string, string> Notices { get; } =
        new Dictionary<string, string>(All.ToDictionary(s => s.Name, s => s.Done)) { ["handed-over"] = "案件已受理，并已交由您指定的调解员主办。您不是本案调解员，因此列表中不再显示本案；需要继续参与的，请联系组织负责人指派。", ["nothing-corrected"] = "提交的内容与登记的相同，没有作出更正。" };

    public static CaseStep? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The way that most cases go, for which what is still missing is told.</summary>
    public static readonly IReadOnlyList<string> MainRoad = [RecordConsent.Name, AcceptCase.Name, ScheduleSession.Name, HoldSession.Name, DraftAgreement.Name, SignAgreement.Name, SealAgreement.Name, CloseCase.Name, ArchiveCase.Name];

    /// <summary>Whether a person may give this command to this case: by role, and as the organization that works on it.</summary>
    public static bool MayGive(Actor actor, string command, MediationCase c) => Policy.May(actor, CaseCommands.TypeOf(command)) && command switch
    {
        "accept-transfer" or "decline-transfer" => c.Transfer?.To == actor.Organization,
        "approve-reopen" => true,
        "place-hold" or "lift-hold" => c.OrganizationId == actor.Organization || actor.Organization is null,
        _ => c.OrganizationId == actor.Organization,
    };

    public static string GroupTitle(StepGroup group) => group switch
    {
        StepGroup.Acceptance => "征询与受理",
        StepGroup.Particulars => "当事人与请求",
        StepGroup.File => "证据与卷宗",
        StepGroup.Mediators => "调解员",
        StepGroup.Mediation => "调解与期限",
        StepGroup.Agreement => "调解协议",
        StepGroup.Ending => "结案与移送",
        StepGroup.Performance => "履行",
        _ => "送达",
    };

    private static IEnumerable<CaseStep> Steps() => [.. Acceptance(), .. Particulars(), .. OfTheFile(), .. OfMediators(), .. Mediation(), .. OfAgreement(), .. Ending(), .. Performance(), .. Service()];

    private static StepField On(string label, string path = "on") => new(path, label, InputKind.Day, true) { Default = c => c.Today };

    private static StepField Reason(string label, bool required = true) => new("reason", label, InputKind.LongText, required) { Wide = true };

    private static StepField Proof(string label, string? hint = null) => new("proof", label, InputKind.Files) { Wide = true, Hint = hint ?? FileHint };

    private const string FileHint = "可选多个文件：PDF、JPG、PNG、DOCX、XLSX，每个不超过 20 MB。";
    private const string OneFileHint = "PDF、JPG、PNG、DOCX、XLSX，不超过 20 MB。";

    /// <summary>One request of each party that was ticked, of the same day.</summary>
    private static JsonObject Requests(JsonObject body)
    {
        var (parties, on) = (body["parties"]?.AsArray() ?? [], body["on"]);
        JsonNode[] requests = [.. parties.Select(p => new JsonObject { ["partyId"] = p?.DeepClone(), ["on"] = on?.DeepClone() })];
        body.Remove("parties");
        body.Remove("on");
        body["requests"] = new JsonArray(requests);
        return body;
    }

    private static IEnumerable<CaseStep> Acceptance() =>
    [
        new("ask-consent", "登记征询意见", "已登记征询日期。", "overview", StepGroup.Acceptance)
        {
            Lead = "调解须各方自愿。向被申请人发出征询后登记日期，收到答复再登记意见。",
            Papers = [PaperKind.ConsentInquiry], Fields = [On("征询日期")],
        },
        new("record-consent", "登记当事人意见", "已登记当事人意见。", "overview", StepGroup.Acceptance)
        {
            Lead = "各方均同意后才能受理。受理前有一方不同意调解的，案件不予受理，并书面告知申请人。",
            Fields =
            [
                new("partyId", "当事人", InputKind.Radio, true) { Choices = c => c.Parties(p => p.Consent is null) is { Count: > 0 } asked ? asked : c.Parties(p => !p.Consents) is { Count: > 0 } refused ? refused : c.Parties(p => p.Consent is { ByApplication: false }), Default = c => c.Parties(p => p.Consent is null) is [var first, ..] ? first.Value : null },
                new("consents", "答复", InputKind.YesNo, true) { Choices = _ => [new("true", "同意调解"), new("false", "不同意调解")] },
                On("答复日期"),
                Reason("不同意的理由", required: false) with { Hint = "不同意调解时填写，可不填。" },
            ],
        },
        new("accept", "受理", "案件已受理，调解期限正在计算。", "overview", StepGroup.Acceptance)
        {
            Lead = "属于受理范围、各方均同意的，收到申请后 3 个工作日内受理并指定主办调解员。超过期限仍可受理，系统会如实记录。",
            Button = "确认受理",
            Fields =
            [
                new("mediatorId", "主办调解员", InputKind.Mediator, true) { Default = c => c.Roster.Chosen?.Value, Hint = "只列出聘期内可以办案的调解员。" },
                On("受理日期"),
                new("elsewhere.kind", "同一争议的裁决、诉讼情况", InputKind.Elsewhere, true) { Shown = c => c.Case.ElsewhereUnasked },
            ],
            Kinds = ElsewhereFields.Days, Prepare = ElsewhereFields.Fitting, Instead = new Dictionary<string, string> { ["dispute-elsewhere"] = RejectCase.Name },
        },
        new("reject", "不予受理", "已登记不予受理。", "papers", StepGroup.Acceptance)
        {
            Lead = "不予受理的，应当书面告知申请人理由和其他解决途径。登记后请制作不予受理通知书。",
            Button = "确认不予受理", Ends = true,
            Fields =
            [
                new("ground", "不予受理的情形", InputKind.Radio, true) { Choices = _ => CaseText.Choices<RejectGround>(CaseText.Chinese), Wide = true },
                Reason("具体理由"), On("决定日期"),
                new("elsewhere.kind", "同一争议的裁决、诉讼情况", InputKind.Elsewhere) { Shown = c => c.Case.ElsewhereUnasked },
            ],
            Kinds = ElsewhereFields.Days, Prepare = ElsewhereFields.Fitting, Needs = (values, _) => ElsewhereFields.Needs(values),
            Propose = (values, on) =>
            {
                if ((on.Case with { Elsewhere = ElsewhereFields.Read(values) ?? on.Case.Elsewhere }).BarredBy is not { } elsewhere) return;
                values["ground"] ??= CaseText.Word(elsewhere.Kind is ElsewhereKind.Decided ? RejectGround.AlreadyDecided : RejectGround.PendingInArbitration);
                values["reason"] ??= $"同一争议{elsewhere.Chinese()}。";
            },
        },
    ];

    private static IEnumerable<CaseStep> OfMediators() =>
    [
        new("assign-mediator", "指派调解员", "已指派调解员。", "overview", StepGroup.Mediators)
        {
            Lead = "指派新的主办调解员后，原主办不再办理本案；协办调解员可以有多名。",
            Others = "由组织负责人指派。",
            Fields =
            [
                new("mediatorId", "调解员", InputKind.Mediator, true) { Hint = "只列出聘期内可以办案的调解员。" },
                new("role", "分工", InputKind.Radio, true) { Choices = _ => CaseText.Choices<MediatorRole>(CaseText.Chinese), Default = c => c.Case.Lead is null ? "lead" : "assisting" },
            ],
        },
        new("request-recusal", "登记回避申请", "已登记回避申请，请负责人决定。", "overview", StepGroup.Mediators)
        {
            Lead = "当事人申请调解员回避的，在负责人作出决定前暂停调解。",
            Fields = [new("mediatorId", "被申请回避的调解员", InputKind.Radio, true) { Choices = c => c.CaseMediators, Default = c => c.Case.Mediators.Count == 1 ? c.Case.Lead?.Value : null }, Reason("申请理由")],
        },
        new("decide-recusal", "决定回避申请", "已作出回避决定。", "overview", StepGroup.Mediators)
        {
            Lead = "准许回避的，该调解员退出本案，请另行指派主办调解员。",
            Others = "由组织负责人决定。",
            Fields =
            [
                new("granted", "决定", InputKind.YesNo, true) { Choices = _ => [new("true", "准许回避"), new("false", "不予准许")] },
                Reason("理由", required: false),
            ],
        },
    ];

    private static IEnumerable<CaseStep> Mediation() =>
    [
        new("schedule-session", "安排调解会议", "调解会议已安排，请通知参会人员。", "mediation", StepGroup.Mediation)
        {
            Lead = "共同会谈须通知双方；只与一方沟通的，请勾选单独会谈。",
            Fields = [.. SessionTimes(c => StepContext.Written(ChinaTime.At(c.NextWorkingDay, new(9, 0))), c => StepContext.Written(ChinaTime.At(c.NextWorkingDay, new(11, 0)))),
                new("mode", "方式", InputKind.Radio, true) { Choices = _ => CaseText.Choices<SessionMode>(CaseText.Chinese), Default = _ => "onSite" },
                new("place", "地点或者会议链接", InputKind.Text, true) { Advice = c => Rooms(c) is { Count: > 0 } rooms ? $"本组织的调解室：{string.Join('、', rooms)}。" : null, Default = c => c.Case.Sessions.FindLast(s => s.Mode is SessionMode.OnSite)?.Place ?? (Rooms(c) is [var first, ..] ? first : $"{c.OrganizationName}调解室") },
                new("private", "单独会谈（背靠背）", InputKind.Tick) { Hint = "会谈内容和方案只由本案调解员掌握。" },
                new("attendees", "参会人员", InputKind.Ticks) { Choices = c => c.People, Defaults = c => c.Case.Parties.Select(p => p.Id.Value), Wide = true },
                new("holdId", "预留的时段", InputKind.Hidden),
            ],
        },
        new("move-session", "会议改期", "会议已改期，请重新通知参会人员。", "mediation", StepGroup.Mediation)
        {
            Fields = [
                new("sessionId", "会议", InputKind.Radio, true) { Choices = c => c.Scheduled, Default = c => c.Scheduled is [var only] ? only.Value : null, Wide = true },
                .. SessionTimes(c => Moved(c) is { } s ? StepContext.Written(s.StartsAt) : null, c => Moved(c) is { } s ? StepContext.Written(s.EndsAt) : null),
                new("place", "新的地点或者链接", InputKind.Text) { Hint = "不变的可不填。" },
                new("mode", "新的方式", InputKind.Select) { Choices = _ => CaseText.Choices<SessionMode>(CaseText.Chinese), Hint = "不变的可不选。" },
                Reason("改期原因", required: false)],
        },
        new("open-session", "公开进行调解", "本次调解将公开进行。", "mediation", StepGroup.Mediation)
        {
            Lead = "调解不公开进行，双方当事人均要求公开的除外（企业劳动争议协商调解规定第二十四条）。须登记各方的要求；一方撤回要求的，恢复不公开。",
            Fields = [
                new("sessionId", "会议", InputKind.Radio, true) { Choices = NotPublic, Default = c => NotPublic(c) is [var only] ? only.Value : null, Wide = true },
                new("parties", "要求公开的当事人", InputKind.Ticks, true) { Choices = c => c.People, Wide = true }, On("提出要求的日期"),
                new("fileId", "书面要求", InputKind.File) { Hint = OneFileHint, Wide = true }],
            Shape = Requests, FieldOf = field => !field.StartsWith("requests", StringComparison.Ordinal) ? field : field.EndsWith(".on", StringComparison.Ordinal) ? "on" : "parties",
        },
        new("close-session", "恢复不公开", "本次调解不公开进行。", "mediation", StepGroup.Mediation)
        {
            Lead = "一方撤回公开的要求的，调解不公开进行。",
            Fields = [
                new("sessionId", "会议", InputKind.Radio, true) { Choices = c => [.. c.Case.Sessions.Where(s => s is { Status: SessionStatus.Scheduled, PublicRequests: not null }).Select(s => new Choice(s.Id, $"{ChinaTime.Show(s.StartsAt)} {s.Place}"))], Default = c => c.Case.Sessions.Find(s => s is { Status: SessionStatus.Scheduled, PublicRequests: not null })?.Id, Wide = true },
                new("partyId", "撤回要求的当事人", InputKind.Radio, true) { Choices = c => c.Parties() }, Reason("理由", required: false)],
        },
        new("cancel-session", "取消会议", "会议已取消，请通知参会人员。", "mediation", StepGroup.Mediation)
        {
            Fields = [new("sessionId", "会议", InputKind.Radio, true) { Choices = c => c.Scheduled, Default = c => c.Scheduled is [var only] ? only.Value : null, Wide = true }, Reason("取消原因")],
        },
        new("hold-session", "记录调解会议", "会议记录已保存。", "mediation", StepGroup.Mediation)
        {
            Lead = "会议须有笔录才能结束。临时举行的会议也在这里登记实际时间。",
            Button = "保存会议记录", KeepsDraft = true, Form = typeof(HoldSessionForm), Kinds = HoldSessionForm.Kinds, Incidental = HoldSessionForm.Incidental,
            Propose = HoldSessionForm.Propose, Needs = HoldSessionForm.Needs, Prepare = HoldSessionForm.Prepare, Shape = HoldSessionForm.Shape, FieldOf = HoldSessionForm.FieldOf,
        },
        new("release-offer", "公开方案", "方案已公开，可以告知对方。", "mediation", StepGroup.Mediation)
        {
            Lead = "单独会谈中的方案经提出方同意后才公开。公开后其他当事人和查阅案件的人员都能看到。",
            Fields = [new("offerId", "要公开的方案", InputKind.Radio, true) { Choices = c => c.Confidant ? [.. c.Case.Offers.Where(o => !o.Open).Select(o => new Choice(o.Id, $"{c.NameOf(o.ByPartyId)}：{(o.Amount.IsEmpty ? "" : $"{o.Amount} 元 ")}{o.Text}"))] : [], Wide = true }],
        },
        new("extend", "延长调解期限", "调解期限已延长。", "mediation", StepGroup.Mediation)
        {
            Lead = "须各方在原期限届满前（含当日）签字同意。", Papers = [PaperKind.ExtensionConsent],
            Form = typeof(ExtendForm), Kinds = ExtendForm.Kinds, WithFiles = true, Propose = ExtendForm.Propose, Needs = ExtendForm.Needs,
        },
        new("suspend", "中止调解", "案件已中止。", "overview", StepGroup.Mediation)
        {
            Lead = "仅在等待送达或者鉴定、且各方同意时中止。中止不停止法定调解期限的计算。", Others = "由组织负责人办理。",
            Fields = [
                new("ground", "中止事由", InputKind.Radio, true) { Choices = _ => CaseText.Choices<SuspensionGround>(CaseText.Chinese) }, On("中止日期"),
                new("agreedBy", "已同意中止的当事人", InputKind.Ticks, true) { Choices = c => c.Parties(), Wide = true }, Reason("具体原因")],
        },
        new("resume", "恢复调解", "案件已恢复调解。", "mediation", StepGroup.Mediation)
        {
            Lead = "中止的原因消除后恢复调解。", Others = "由组织负责人办理。", Fields = [On("恢复日期")],
        },
    ];

    /// <summary>Sessions ahead that may be made public.</summary>
    private static IReadOnlyList<Choice> NotPublic(StepContext c) => [.. c.Case.Sessions.Where(s => s is { Status: SessionStatus.Scheduled, Private: false, PublicRequests: null }).Select(s => new Choice(s.Id, $"{ChinaTime.Show(s.StartsAt)} {s.Place}"))];

    private static IReadOnlyList<string> Rooms(StepContext c) => c.At.Find<Organization>(c.Case.OrganizationId.Value)?.Rooms ?? [];

    /// <summary>The session that is to be moved: the one that was chosen on the page before, or the only one there is.</summary>
    private static Session? Moved(StepContext c) =>
        c.Case.Sessions.FindAll(s => s.Status is SessionStatus.Scheduled) is var ahead && c.Query["sessionId"].FirstOrDefault() is { Length: > 0 } chosen ? ahead.Find(s => s.Id == chosen) : ahead is [var only] ? only : null;

    private static IEnumerable<StepField> SessionTimes(Func<StepContext, string?> starts, Func<StepContext, string?> ends) =>
        [new("startsAt", "开始时间", InputKind.Moment, true) { Default = starts }, new("endsAt", "结束时间", InputKind.Moment, true) { Default = ends }];

    private static IEnumerable<CaseStep> OfAgreement() =>
    [
        new("draft-agreement", "拟定调解协议", "协议条款已拟定，请各方签署。", "agreement", StepGroup.Agreement)
        {
            Lead = "逐项填写谁在何时向谁履行什么，系统据此生成协议文字。重新拟定后，原稿上的签名不再有效。",
            Button = "保存协议条款", KeepsDraft = true, Form = typeof(DraftAgreementForm), Kinds = DraftAgreementForm.Kinds, Incidental = DraftAgreementForm.Incidental,
            Propose = DraftAgreementForm.Propose, Needs = DraftAgreementForm.Needs, Prepare = DraftAgreementForm.Prepare,
            FieldOf = field => field is "terms" ? "terms[0].kind" : field,
        },
        new("sign-agreement", "登记签名", "签名已登记。", "agreement", StepGroup.Agreement)
        {
            Lead = "当事人先签名或者盖章，调解员后签名，最后加盖调解组织印章。",
            Form = typeof(SignForm), WithFiles = true, Kinds = SignForm.Kinds, Propose = SignForm.Propose, Needs = SignForm.Needs, Prepare = SignForm.Prepare,
            FieldOf = field => field is "signer.partyId" or "signer.mediatorId" or "signer.agentId" ? "signer" : field,
        },
        new("seal-agreement", "加盖印章", "协议已盖章并生效。", "agreement", StepGroup.Agreement)
        {
            Lead = "盖章后协议即生效，对各方具有约束力，不能再修改。",
            Button = "确认盖章", Fields = [new("sealedAt", "盖章时间", InputKind.Moment, true) { Default = c => c.Now }],
        },
    ];

    private static IEnumerable<CaseStep> Ending() =>
    [
        new("close", "结案", "案件已结案。", "overview", StepGroup.Ending)
        {
            Lead = "按实际结果选择结案方式；结案后履行、送达和回访照常登记。",
            Button = "确认结案", Form = typeof(CloseForm), WithFiles = true, Kinds = CloseForm.Kinds, Incidental = CloseForm.Incidental, Propose = CloseForm.Propose, Needs = CloseForm.Needs, Prepare = CloseForm.Prepare,
        },
        new("withdraw", "撤回申请", "申请已撤回，案件结案。", "overview", StepGroup.Ending)
        {
            Lead = "双方和解并提交凭证的，按和解撤回统计；没有凭证的，按一般撤回统计，不计入成功率。",
            Button = "确认撤回", Ends = true, Papers = [PaperKind.Withdrawal],
            Fields = [
                new("settled", "撤回的情形", InputKind.YesNo, true) { Choices = _ => [new("true", "双方已经和解"), new("false", "其他原因")], Wide = true },
                On("撤回日期"), Proof("和解凭证", $"和解协议、付款凭证等。{FileHint}"), Reason("撤回原因", required: false)],
        },
        new("transfer", "移送其他调解组织", "已提出移送，等待对方组织答复。", "overview", StepGroup.Ending)
        {
            Lead = "对方接收后，案件在对方组织重新编号，收到申请的时间不变；此前会谈中的陈述和方案不随案移送。", Others = "由组织负责人办理。",
            Button = "提出移送", Fields = [new("organizationId", "接收组织", InputKind.Select, true) { Choices = c => c.Receivers, Wide = true }, Reason("移送理由")],
        },
        new("accept-transfer", "接收移送", "案件已接收，已在本组织编号。", "overview", StepGroup.Ending)
        {
            Lead = "接收后案件在本组织重新编号，收到申请的时间不变，期限继续计算。", Others = "等待接收组织的负责人答复。", Button = "确认接收",
        },
        new("decline-transfer", "退回移送", "已退回移送，案件仍由原组织办理。", "overview", StepGroup.Ending)
        {
            Others = "等待接收组织的负责人答复。", Fields = [Reason("退回理由")],
        },
        new("split", "拆分案件", "案件已拆分，新案件见下方“相关案件”。", "overview", StepGroup.Ending)
        {
            Lead = "几名申请人的争议需要分别处理的，将其中一部分申请人和请求拆为新案。新案另编案号，收到申请的时间、各方意见、受理和延期不变；被申请人在两案中均为当事人，此前会谈中的陈述和方案留在原案。",
            Others = "由组织负责人办理。", Button = "确认拆分", Ends = true,
            Fields = [
                new("partyIds", "拆出的申请人", InputKind.Ticks, true) { Choices = c => c.Parties(p => p.Side is PartySide.Applicant), Wide = true },
                new("_members", "随申请人拆出的名单中的劳动者", InputKind.Ticks) { Choices = c => [.. c.Case.Members.Select(m => new Choice(m.Id.Value, m.Name.Value ?? ""))], Shown = c => c.Case.Members.Count > 0 && CaseGuide.WorkerSide(c.Case) is PartySide.Applicant, Wide = true, Hint = "请求一并拆出的劳动者逐人勾选，没有勾选的留在原案；已推选为代表人的不能拆出。" },
                new("claimNos", "随案拆出的请求", InputKind.Ticks, true) { Choices = c => [.. c.Case.Claims.Select(x => new Choice($"{x.No}", $"{x.No}. {x.Text}{(x.Amount is { } amount ? $"（{Money.Format(amount)} 元）" : "")}"))], Wide = true },
                Reason("拆分理由")],
            Prepare = (form, _) =>
            {
                var values = form.Copy();
                values.Put("partyIds", [.. form.All("partyIds"), .. form.All("_members")]);
                return values;
            },
            Shape = body =>
            {
                if (body["claimNos"] is System.Text.Json.Nodes.JsonArray chosen)
                    body["claimNos"] = new System.Text.Json.Nodes.JsonArray([.. chosen.Select(no => (System.Text.Json.Nodes.JsonNode?)(int.TryParse(no?.ToString(), out var number) ? number : 0))]);
                return body;
            },
        },
        new("merge", "并入先收到的案件", "案件已并入本案，由本案继续办理。", "overview", StepGroup.Ending)
        {
            Lead = "与本组织先收到的案件有相同当事人、宜一并处理的，将本案并入该案。当事人、请求、名单和证据随案并入，期限按该案计算，争议只统计一次；此前会谈中的陈述和方案留在本案卷宗。并入后不能撤回。",
            Others = "由组织负责人办理。", Button = "确认并入", Ends = true,
            Fields = [new("intoCaseId", "并入的案件", InputKind.Radio, true) { Choices = c => c.MergeTargets, Default = c => c.MergeTargets is [var only] ? only.Value : null, Wide = true, Hint = "只列出本组织收到在先、同一方有相同当事人的未结案件。" }, Reason("合并理由")],
        },
        new("archive", "归档", "案件已归档。", "dossier", StepGroup.Ending)
        {
            Lead = "结案文书齐全后归档；已签名的原件请上传扫描件，同类文书以扫描件为准。",
            Button = "确认归档", Ends = true, Form = typeof(ArchiveForm), WithFiles = true, Incidental = ["scans[].kind"], Propose = ArchiveForm.Propose,
            Kinds = new Dictionary<string, FieldKind> { ["on"] = FieldKind.Day },
            Needs = (v, _) => Enumerable.Range(0, v.Rows("scans")).Where(i => v[$"scans[{i}].kind"] is null).Select(i => ($"scans[{i}].kind", "请选择文书种类。")),
        },
        new("request-reopen", "申请重新开启", "已申请重新开启，等待上级批准。", "overview", StepGroup.Ending)
        {
            Lead = "仅限归档前发现登记笔误或者欺诈的情形，由市（州）三方办公室批准。", Others = "由组织负责人申请。", Button = "提交申请",
            Fields = [new("ground", "情形", InputKind.Radio, true) { Choices = _ => CaseText.Choices<ReopenGround>(CaseText.Chinese) }, Reason("理由")],
        },
        new("approve-reopen", "批准重新开启", "案件已重新开启。", "overview", StepGroup.Ending)
        {
            Lead = "批准后案件回到调解阶段，各处统计随之更正。", Others = "由市（州）三方办公室批准。", Button = "批准",
        },
    ];
}
