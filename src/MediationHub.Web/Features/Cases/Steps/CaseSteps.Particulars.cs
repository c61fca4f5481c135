using MediationHub.Domain.Cases;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases.Register;
using MediationHub.Web.Forms;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Cases.Steps;

public static partial class CaseSteps
{
    private static IEnumerable<CaseStep> Particulars() =>
    [
        new("correct", "更正登记内容", "登记内容已更正，更正原因已记录。", "overview", StepGroup.Particulars)
        {
            Lead = "只填需要更正的项目，其余保持不变。协议生效后只能更正当事人的联系方式。",
            Button = "保存更正", Form = typeof(CorrectForm), Kinds = CorrectForm.Kinds, Propose = CorrectForm.Propose, Needs = CorrectForm.Needs, Prepare = CorrectForm.Prepare, Shape = CorrectForm.Shape,
            FieldOf = field => field.StartsWith("fields.", StringComparison.Ordinal) ? field["fields.".Length..] : field,
        },
        new("note-limitation", "登记时效中断、中止事由", "时效事由已登记，仲裁时效已重新计算。", "overview", StepGroup.Particulars)
        {
            Lead = "申请调解以外的中断事由，自当日起时效重新计算；不可抗力等中止事由，其间时效停止计算（调解仲裁法第二十七条第二款、第三款）。仅用于提示，不影响调解。",
            Fields = [
                new("kind", "事由", InputKind.Radio, true) { Choices = _ => CaseText.Choices<LimitationCauseKind>(CaseText.Chinese), Wide = true },
                On("发生日期") with { Hint = "协商未成的，填写协商终止之日：对方拒绝、五日内不回应的第五日，或者约定的协商期限届满之日（企业劳动争议协商调解规定第十条、第三十一条）。" }, new("until", "中止事由消除日期", InputKind.Day) { Hint = "只有不可抗力等中止事由填写；尚未消除的不填。" },
                new("proof", "证明材料", InputKind.Files, true) { Wide = true, Hint = FileHint }, new("note", "说明", InputKind.LongText) { Wide = true }],
        },
        new("strike-limitation", "撤销时效事由登记", "登记已撤销，仲裁时效已重新计算。", "overview", StepGroup.Particulars)
        {
            Lead = "登记有误的，撤销登记；原登记仍保留在案件记录中。", Button = "确认撤销",
            Fields = [
                new("causeId", "事由", InputKind.Radio, true) { Choices = c => [.. c.Case.LimitationCauses.Select(l => new Choice(l.Id, $"{l.Kind.Chinese()}，{l.On:yyyy-MM-dd}"))], Wide = true }, Reason("撤销理由")],
        },
        new("change-claims", "变更请求", "调解请求已变更。", "overview", StepGroup.Particulars)
        {
            Lead = "拟定协议前可以增加、减少或者修改调解请求。",
            Form = typeof(ChangeClaimsForm), Kinds = ClaimFields.Kinds, Incidental = ClaimFields.Incidental, Propose = ChangeClaimsForm.Propose, Needs = (v, _) => ClaimFields.Needs(v),
        },
        new("add-party", "追加当事人", "已追加当事人，请征询其意见。", "overview", StepGroup.Particulars)
        {
            Lead = "追加的被申请人同样须征询意见。劳务派遣争议，派遣单位和用工单位为共同当事人。",
            Form = typeof(AddPartyForm), Kinds = PartyFields.KindsOf("party"), Propose = (v, _) => { v["side"] = "respondent"; v["party.kind"] = "employer"; },
            Needs = (v, _) => v["side"] is null ? [("side", "请选择在哪一方。")] : v["party.kind"] is null ? [("party.kind", "请选择自然人或者用人单位。")] : [],
            Prepare = (v, _) => PartyFields.Fitting(v, "party"),
        },
        new("remove-party", "撤去当事人", "已撤去当事人。", "overview", StepGroup.Particulars)
        {
            Lead = "申请人和被申请人各至少保留一名。", Button = "确认撤去", Ends = true,
            Fields = [new("partyId", "当事人", InputKind.Radio, true) { Choices = c => c.Parties() }, Reason("原因")],
        },
        new("appoint-agent", "登记代理人", "代理人已登记。", "overview", StepGroup.Particulars)
        {
            Lead = "每名当事人最多委托两名代理人；代为和解、签署协议须有特别授权。", Papers = [PaperKind.PowerOfAttorney],
            Fields = [
                new("partyId", "委托人", InputKind.Radio, true) { Choices = c => c.Parties() },
                new("powers", "代理权限", InputKind.Radio, true) { Choices = _ => CaseText.Choices<AgentPowers>(CaseText.Chinese), Hint = "代为承认、放弃、变更请求或者和解的，须特别授权。" },
                new("name", "代理人姓名", InputKind.Text, true), new("phone", "电话", InputKind.Text), new("idNumber", "证件号码", InputKind.Text),
                new("fileId", "授权委托书", InputKind.File, true) { Hint = OneFileHint, Wide = true }],
        },
        new("choose-representatives", "登记推选的代表人", "代表人已登记。", "overview", StepGroup.Particulars)
        {
            Lead = "劳动者一方十人以上并有共同请求的，可以推举三至五名代表人参加调解。", Papers = [PaperKind.RepresentativesElection],
            Fields = [
                new("representatives", "代表人", InputKind.Ticks, true) { Choices = c => c.People, Defaults = c => c.Case.Representatives?.People.Select(p => p.Value) ?? [], Wide = true },
                new("powers", "授权", InputKind.Radio, true) { Choices = _ => [new("special", "特别授权（被代表的劳动者同意其代为和解）"), new("general", "一般授权")], Default = _ => "special", Wide = true },
                new("fileId", "推选书", InputKind.File) { Hint = OneFileHint, Wide = true }],
        },
        new("import-members", "录入集体争议名单", "名单已录入。", "overview", StepGroup.Particulars)
        {
            Lead = "劳动者一方人数较多的，名单可以从电子表格导入，逐人记录请求、金额和是否同意。", Button = "录入名单", Form = typeof(ImportMembersForm), WithFiles = true,
            Kinds = ImportMembersForm.Kinds, Propose = ImportMembersForm.Propose, Needs = ImportMembersForm.Needs, Prepare = ImportMembersForm.Prepare,
            FieldOf = ImportMembersForm.FieldOf, LineOf = MemberList.LineOf,
        },
        new("remove-member", "从名单移出", "已从集体争议名单移出。", "overview", StepGroup.Particulars)
        {
            Lead = "误列或者不再参加调解的劳动者，写明原因后移出。推选的代表人须先更换；涉及人数有变化的，另在“更正登记内容”中更正。", Button = "确认移出", Ends = true,
            Fields = [new("memberId", "移出的劳动者", InputKind.Select, true) { Choices = c => [.. c.Case.Members.Select(m => new Choice(m.Id.Value, m.Name.Value ?? ""))], Default = c => c.Query["member"].FirstOrDefault(), Wide = true }, Reason("原因")],
        },
    ];
}
