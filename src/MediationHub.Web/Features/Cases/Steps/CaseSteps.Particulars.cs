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
            Lead = "从电子表格中复制后粘贴，一人一行，依次为：姓名、身份证号、电话、请求、金额、是否同意（是或者否）。后面的列可以没有；已在名单中的人会更新，不会重复。",
            Fields = [new("_list", "名单", InputKind.LongText, true) { Wide = true, Hint = "列与列之间用制表符（从电子表格复制时自带）或者逗号分隔。" }],
            Prepare = (v, _) => MemberList.Read(v), Kinds = MemberList.Kinds,
            FieldOf = field => field.StartsWith("members", StringComparison.Ordinal) ? "_list" : field, LineOf = MemberList.LineOf,
        },
    ];

    /// <summary>The list of workers as it was pasted, row by row.</summary>
    private static class MemberList
    {
        private static readonly string[] Columns = ["name", "idNumber", "phone", "claim", "amount", "consents"];

        public static readonly IReadOnlyDictionary<string, FieldKind> Kinds = new Dictionary<string, FieldKind> { ["members[].amount"] = FieldKind.Money, ["members[].consents"] = FieldKind.YesNo };

        /// <summary>Which of the people listed an error is about.</summary>
        public static string LineOf(string field) => field.Split('[', ']') is ["members", var row, ..] && int.TryParse(row, out var at) ? $"第 {at + 1} 人：" : "";

        public static FormValues Read(FormValues form)
        {
            var values = form.Copy();
            values.Remove("_list");
            var row = 0;
            foreach (var line in (form["_list"] ?? "").Split('\n').Select(l => l.Trim('\r', ' ')).Where(l => l.Length > 0))
            {
                var cells = line.Split(line.Contains('\t') ? ['\t'] : [',', '，']);
                if (cells[0].Trim() is "姓名") continue;
                foreach (var (cell, i) in cells.Take(Columns.Length).Select((cell, i) => (cell.Trim(), i)))
                    if (cell.Length > 0) values[$"members[{row}].{Columns[i]}"] = Columns[i] is "consents" ? cell is "是" or "同意" or "true" ? "true" : cell is "否" or "不同意" or "false" ? "false" : cell : cell;
                row++;
            }
            return values;
        }
    }
}
