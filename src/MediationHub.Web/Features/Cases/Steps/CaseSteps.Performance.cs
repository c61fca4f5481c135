using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Components;
using MediationHub.Web.Forms;

namespace MediationHub.Web.Features.Cases.Steps;

public static partial class CaseSteps
{
    private static Dictionary<string, FieldKind> LineKinds => new() { ["termNo"] = FieldKind.Whole, ["instalmentNo"] = FieldKind.Whole };

    private static IEnumerable<CaseStep> Performance() =>
    [
        new("record-payment", "登记付款", "付款已登记。", "agreement", StepGroup.Performance)
        {
            Lead = "付款不超过应付数额；按期支付的，选择对应的期次。",
            Fields = [Line("付款事项", l => l.Outstanding > 0),
                new("amount", "付款金额", InputKind.Money, true) { Default = c => c.Case.InForce?.Lines.Where(l => l.Outstanding > 0).OrderBy(l => l.DueOn).FirstOrDefault() is { } line ? line.Outstanding.ToString("0.00") : null },
                On("付款日期", "paidOn"), Proof("付款凭证")],
            Prepare = Lined, FieldOf = OfLine, Kinds = LineKinds,
        },
        new("record-performance", "登记履行", "履行情况已登记。", "agreement", StepGroup.Performance)
        {
            Fields = [Line("履行事项", l => l is { Owed: null, PerformedOn: null }), On("履行日期"), Proof("履行凭证")],
            Prepare = Lined, FieldOf = OfLine, Kinds = LineKinds,
        },
        new("confirm-receipt", "登记收到确认", "已登记权利人的收到确认。", "agreement", StepGroup.Performance)
        {
            Fields = [Line("确认事项", l => l.ConfirmedOn is null && (l.Paid > 0 || l.PerformedOn is not null)), On("确认日期"), new("fileId", "收条或者确认书", InputKind.File) { Hint = OneFileHint, Wide = true }],
            Prepare = Lined, FieldOf = OfLine, Kinds = LineKinds,
        },
        new("follow-up", "登记回访", "回访已登记。", "agreement", StepGroup.Performance)
        {
            Fields = [On("回访日期"),
                new("outcome", "回访结果", InputKind.Radio) { Choices = _ => CaseText.Choices<FollowUpOutcome>(CaseText.Chinese), Wide = true },
                new("partyId", "回访对象", InputKind.Radio) { Choices = c => [.. c.Case.Parties.Select(p => new Choice(p.Id.Value, $"{p.Side.Chinese()} {p.Name}"))], Hint = "询问满意度的，请选择回访了哪一方；该方自行评价的，以其评价为准。", Wide = true },
                new("satisfaction", "满意度", InputKind.Radio) { Choices = _ => [new("5", "非常满意"), new("4", "满意"), new("3", "一般"), new("2", "不满意"), new("1", "非常不满意")], Wide = true },
                new("notes", "回访情况", InputKind.LongText, true) { Wide = true }, new("nextStep", "后续安排", InputKind.LongText) { Wide = true },
                new("nextOn", "下次回访日期", InputKind.Day) { Ahead = true, Hint = "填写后列入工作台，到期提示；登记下一次回访后自动销去。" }],
            Kinds = new Dictionary<string, FieldKind> { ["satisfaction"] = FieldKind.Whole },
        },
        new("mark-default", "登记未履行", "已登记未履行，可以告知权利人救济途径。", "agreement", StepGroup.Performance)
        {
            Lead = "履行期限届满次日起，仍未履行的可以登记。",
            Fields = [Line("未履行事项", l => l.PerformedOn is null), On("登记日期"), Reason("原因", required: false)],
            Prepare = Lined, FieldOf = OfLine, Kinds = LineKinds,
        },
        new("start-remedy", "登记救济途径", "救济途径已登记。", "agreement", StepGroup.Performance)
        {
            Lead = "一方逾期不履行协议的，权利人可以依法选择下列途径；只列出对本案逾期事项适用的途径。",
            Fields = [
                new("kind", "途径", InputKind.Radio, true) { Choices = c => [.. Remedies.Of(c.Case, c.At).Where(w => w.Open).Select(w => new Choice(CaseText.Word(w.Kind), w.AfterOrder ? $"{w.Kind.Chinese()}（督促程序终结后）" : w.Kind.Chinese(), w.Basis))], Advice = NotOpen, Wide = true },
                new("termNo", "涉及条款", InputKind.Select) { Choices = c => [.. (c.Case.InForce?.Terms ?? []).Select(t => new Choice($"{t.No}", $"第 {t.No} 项：{t.Kind.Chinese()}{(t.Amount is { } a ? $" {Money.Format(a)} 元" : "")}"))], Hint = "不选的，按最先逾期的条款登记。" },
                On("日期"),
                new("orderEndedOn", "督促程序终结日期", InputKind.Day) { Shown = c => c.Case.Remedies.Exists(r => r.Kind is RemedyKind.PaymentOrder), Hint = "支付令被法院裁定终结督促程序后直接起诉的，填写裁定日期。" },
                new("note", "说明", InputKind.LongText) { Wide = true }],
            Kinds = LineKinds,
        },
        new("record-ruling", "登记对协议的裁判", "裁判已登记。", "agreement", StepGroup.Performance)
        {
            Lead = "人民法院或者仲裁委员会认定协议无效、撤销协议，或者人民法院裁定确认协议的，裁判生效后登记。被认定无效或者撤销的协议不再履行，期限和救济途径随之终止，不计入净成功率。",
            Fields = [
                new("kind", "裁判结果", InputKind.Radio, true) { Choices = _ => CaseText.Choices<RulingKind>(CaseText.Chinese), Wide = true },
                new("body", "作出裁判的机关", InputKind.Radio, true) { Choices = _ => CaseText.Choices<RulingBody>(CaseText.Chinese), Default = _ => CaseText.Word(RulingBody.Court) },
                new("bodyName", "机关名称", InputKind.Text, true), new("documentNo", "文书号", InputKind.Text, true) { Hint = "如“（2026）吉0102民初123号”。" },
                On("生效日期"), new("proof", "裁判文书", InputKind.Files, true) { Wide = true, Hint = FileHint }, new("note", "说明", InputKind.LongText) { Wide = true }],
        },
        new("withdraw-ruling", "撤销裁判登记", "裁判登记已撤销，协议恢复登记前的状态。", "agreement", StepGroup.Performance)
        {
            Lead = "登记有误，或者该裁判已被改判、撤销的，撤销登记；原登记仍保留在案件记录中。",
            Others = "由组织负责人办理。", Button = "确认撤销", Fields = [Reason("撤销理由")],
        },
    ];

    /// <summary>What the law does not open for this case, each with its reason.</summary>
    private static string? NotOpen(StepContext c) =>
        Remedies.Of(c.Case, c.At).Where(w => !w.Open).Select(w => $"{w.Kind.Chinese()}：{CaseText.FullWidth(w.Why!.Chinese)}（{w.Basis}）").ToList() is { Count: > 0 } shut ? $"不适用的途径——{string.Join(" ", shut)}" : null;

    private static StepField Line(string label, Func<PerformanceLine, bool> which) =>
        new("_line", label, InputKind.Radio, true) { Choices = c => c.Lines(which), Default = c => c.Lines(which) is [var first, ..] ? first.Value : null, Wide = true };

    /// <summary><c>1.2</c> becomes the term and the instalment.</summary>
    private static FormValues Lined(FormValues form, StepContext c)
    {
        var values = form.Copy();
        var parts = (form["_line"] ?? "").Split('.');
        values.Remove("_line");
        values["termNo"] = parts[0];
        if (parts.Length > 1) values["instalmentNo"] = parts[1];
        return values;
    }

    private static string OfLine(string field) => field is "termNo" or "instalmentNo" ? "_line" : field;
}
