using MediationHub.Domain.Cases;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Papers;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Cases.Steps;

public static partial class CaseSteps
{
    private static IEnumerable<CaseStep> Service() =>
    [
        new("confirm-address", "登记送达地址确认", "送达地址已确认，此后按该地址送达。", "papers", StepGroup.Service)
        {
            Lead = "当事人在送达地址确认书上签名后登记。确认的地址对当事人有约束力：按该地址邮寄被退回的，退回之日视为送达。", Button = "登记确认", Page = "service", Papers = [PaperKind.AddressConfirmation],
            Fields = [
                new("partyId", "当事人", InputKind.Radio, true) { Choices = c => c.Parties(), Default = c => (c.Case.Parties.Find(p => p.AddressConfirmation is null) ?? c.Case.Parties[0]).Id.Value, Wide = true },
                new("address", "送达地址", InputKind.Text, true) { Wide = true }, new("recipient", "收件人或者代收人", InputKind.Text), new("phone", "联系电话", InputKind.Text),
                new("channel", "同意电子送达的渠道", InputKind.Select) { Choices = _ => CaseText.Choices<ElectronicChannel>(CaseText.Chinese), Hint = "没有书面同意电子送达的，不选。" },
                new("account", "电子送达的号码或者地址", InputKind.Text), On("签名日期"),
                new("fileId", "已签名的送达地址确认书", InputKind.File, true) { Hint = OneFileHint, Wide = true }],
        },
        new("serve-on-the-spot", "当场送达", "已登记当场送达。", "papers", StepGroup.Service)
        {
            Lead = "各方在场签收的，一次登记。签收的送达回证可以拍照上传。", Button = "登记签收", Page = "service", Papers = [PaperKind.ServiceReceipt],
            Fields = [
                Paper(),
                new("parties", "已签收的当事人", InputKind.Ticks, true) { Choices = c => c.Parties(), Defaults = NotServed, Wide = true },
                On("签收日期"), Proof("送达回证"), new("note", "说明", InputKind.LongText) { Wide = true }],
        },
        new("record-service", "登记送达", "送达情况已登记。", "papers", StepGroup.Service)
        {
            Lead = "每一次送达尝试和结果都分别登记，按哪一天算送达由系统说明。", Page = "service", Papers = [PaperKind.ServiceReceipt],
            Fields = [
                Paper(),
                new("partyId", "受送达人", InputKind.Select, true) { Choices = c => c.Parties(), Default = c => c.Query["partyId"].FirstOrDefault() ?? (NotServed(c).ToList() is [var only] ? only : null) },
                new("method", "送达方式", InputKind.Select, true) { Choices = _ => CaseText.Choices<ServiceMethod>(CaseText.Chinese), Default = c => Standing(c) is { Ways: [var first, ..] } ? CaseText.Word(first) : null, Advice = c => Standing(c)?.Advice is { } advice ? CaseText.FullWidth(advice.Chinese) : null },
                new("result", "结果", InputKind.Select, true) { Choices = _ => CaseText.Choices<ServiceResult>(CaseText.Chinese) },
                On("日期") with { Hint = "邮寄的填回执上注明的日期，电子送达的填到达日期，公告的填发出公告的日期。" },
                Proof("送达凭证", $"送达回证、邮寄回单、截图等；留置、张贴的须有照片或者录像截图。{FileHint}"), new("note", "说明", InputKind.LongText) { Wide = true, Hint = "公告送达的，写明其他方式无法送达的原因。" }],
        },
    ];

    private static StepField Paper() => new("paperId", "文书", InputKind.Select, true) { Choices = c => PaperRecipes.PapersToServe(c.Case), Default = PaperOf, Wide = true };

    private static string? PaperOf(StepContext c) => c.Query["paperId"].FirstOrDefault() ?? (PaperRecipes.PapersToServe(c.Case) is [var newest, ..] ? newest.Value : null);

    /// <summary>Those on whom the paper is to be served and is not yet.</summary>
    private static IEnumerable<string> NotServed(StepContext c) =>
        c.Case.Papers.Find(p => p.Id == PaperOf(c)) is not { } paper ? []
        : PaperRecipes.Recipients(c.Case, paper).Where(id => ServiceStanding.Of(c.Case, paper.Id, id, c.At.Calendar, c.Rules).Counting is null).Select(id => id.Value);

    private static ServiceStanding? Standing(StepContext c) =>
        c.Query["partyId"].FirstOrDefault() is { Length: > 0 } party && PaperOf(c) is { } paper ? ServiceStanding.Of(c.Case, paper, new(party), c.At.Calendar, c.Rules) : null;
}
