using MediationHub.Domain.Cases;
using MediationHub.Web.Components;
using MediationHub.Web.Forms;

namespace MediationHub.Web.Features.Cases.Steps;

public static partial class CaseSteps
{
    /// <summary>Evidence, and what becomes of the file.</summary>
    private static IEnumerable<CaseStep> OfTheFile() =>
    [
        new("add-evidence", "登记证据", "证据已登记。", "evidence", StepGroup.File)
        {
            Lead = "可以一次上传多个文件，也可以用手机直接拍照。照片中的拍摄地点等附带信息会自动去除，只保留画面和拍摄时间。",
            Form = typeof(EvidenceForm), Kinds = EvidenceForm.Kinds, WithFiles = true, Propose = EvidenceForm.Propose, Needs = EvidenceForm.Needs, Prepare = EvidenceForm.Prepare,
            FieldOf = field => field is "fileId" || field.StartsWith("also", StringComparison.Ordinal) ? "_files" : field,
        },
        new("change-evidence", "修改证据说明", "证据说明已修改。", "evidence", StepGroup.File)
        {
            Lead = "只修改名称、证明目的和可见范围，文件本身不变；文件传错的，请撤回后重新登记。",
            Button = "保存",
            Fields =
            [
                new("evidenceId", "证据", InputKind.Select, true) { Choices = StandingEvidence, Default = c => Asked(c)?.Id },
                new("title", "证据名称", InputKind.Text, true) { Default = c => Asked(c)?.Title },
                new("partyId", "提交人", InputKind.Select) { Choices = c => c.Parties(), Hint = "调解员自行收集的可不选。", Default = c => Asked(c)?.PartyId?.Value },
                new("purpose", "证明目的", InputKind.LongText) { Default = c => Asked(c)?.Purpose, Wide = true },
                new("visibility", "可见范围", InputKind.Radio, true) { Choices = _ => Visibilities, Default = c => CaseText.Word(Asked(c)?.Visibility ?? EvidenceVisibility.AllParties), Wide = true },
                new("businessSecret", "涉及商业秘密", InputKind.Tick) { Default = c => Asked(c)?.BusinessSecret is true ? "true" : null, Hint = "只供办案组织打开，其他机关只看到名称。" },
            ],
        },
        new("withdraw-evidence", "撤回证据", "证据已撤回，仍保留在卷宗中。", "evidence", StepGroup.File)
        {
            Lead = "登记错误的证据可以撤回。撤回后不再作为本案证据，但文件和撤回原因保留在副卷，不删除。",
            Button = "确认撤回", Ends = true,
            Fields = [new("evidenceId", "证据", InputKind.Select, true) { Choices = StandingEvidence, Default = c => Asked(c)?.Id }, Reason("撤回原因")],
        },
        new("add-scan", "补充扫描件", "扫描件已存入卷宗。", "dossier", StepGroup.File)
        {
            Lead = "只有纸质签名原件的材料，扫描后存入卷宗；归档检查按文书种类认可。",
            Fields =
            [
                new("kind", "材料种类", InputKind.Select, true) { Choices = _ => CaseText.Choices<PaperKind>(CaseText.Chinese), Default = c => c.Query["kind"].ToString() },
                new("title", "名称", InputKind.Text) { Hint = "种类名称已能说明的，可不填。" },
                new("fileId", "扫描件", InputKind.File, true) { Hint = OneFileHint, Wide = true },
            ],
        },
        new("place-hold", "冻结销毁", "已冻结，保管期限届满也不会销毁。", "dossier", StepGroup.File)
        {
            Lead = "仲裁、诉讼、监察或者审计还需要本卷宗的，冻结后不得列入销毁清册。",
            Others = "由组织负责人或者市（州）三方办公室办理。", Button = "确认冻结", Fields = [Reason("冻结理由")],
        },
        new("lift-hold", "解除冻结", "已解除冻结。", "dossier", StepGroup.File)
        {
            Lead = "解除后按保管期限处理。办公室设置的冻结由办公室解除。",
            Others = "由设置冻结的一方解除。", Button = "确认解除", Fields = [Reason("解除理由")],
        },
    ];

    internal static readonly IReadOnlyList<Choice> Visibilities = CaseText.Choices<EvidenceVisibility>(CaseText.Chinese);

    private static IReadOnlyList<Choice> StandingEvidence(StepContext on) =>
        [.. on.Case.Evidence.Where(e => e.Withdrawal is null && e.MayBeReadBy(on.Actor, on.Case)).Select(e => new Choice(e.Id, e.Title.ToString()))];

    private static Evidence? Asked(StepContext on) =>
        on.Case.Evidence.Find(e => e.Id == on.Query["evidenceId"].ToString() && e.Withdrawal is null && e.MayBeReadBy(on.Actor, on.Case));
}
