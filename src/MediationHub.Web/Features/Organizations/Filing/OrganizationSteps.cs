using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Web.Forms;

namespace MediationHub.Web.Features.Organizations.Filing;

/// <summary>The steps of an organization's filing and status, in the order in which they come.</summary>
public static class OrganizationSteps
{
    private const string Any = "—";

    private static readonly Dictionary<string, FieldKind> Inspected = new() { ["rectify"] = FieldKind.Lines, ["photos"] = FieldKind.TickList };

    private static readonly Dictionary<string, FieldKind> Closed = new() { ["rectified"] = FieldKind.YesNo, ["photos"] = FieldKind.TickList };

    private static readonly Dictionary<string, FieldKind> Items = new() { ["reasons"] = FieldKind.Lines, ["items"] = FieldKind.Lines };

    /// <summary>Kinds of the profile's fields; the rest is text.</summary>
    internal static readonly IReadOnlyDictionary<string, FieldKind> Profile = new Dictionary<string, FieldKind>
    {
        ["posted"] = FieldKind.YesNo,
        ["systems.registration"] = FieldKind.YesNo,
        ["systems.records"] = FieldKind.YesNo,
        ["systems.archives"] = FieldKind.YesNo,
        ["systems.statistics"] = FieldKind.YesNo,
        ["systems.reporting"] = FieldKind.YesNo,
        ["systems.screening"] = FieldKind.YesNo,
        ["coveredEmployers"] = FieldKind.Whole,
        ["premisesArea"] = FieldKind.Money,
        ["committee.workerMembers"] = FieldKind.Whole,
        ["committee.employerMembers"] = FieldKind.Whole,
        ["committee.unionChair"] = FieldKind.YesNo,
    };

    public static IReadOnlyList<RecordStep<Organization>> All { get; } =
    [
        Of<SubmitOrganization>("submit", "提交备案申请", "已提交备案申请，等待备案机关审查。", at => new(at.Today)) with { WaitsFor = ["organization-incomplete"] },
        Of<FileOrganization>("file", "准予备案", "已准予备案，备案号见页首。", at => new(at.Today)) with { About = "准予备案后，系统按报送单位和年度编发备案号。" },
        Of<ReturnOrganization>("return", "退回补正", "已退回补正。", at => new(at.Today, [Any])) with { Kinds = Items, About = "退回后，该组织补正材料，可以再次申请。" },
        Of<RefuseOrganization>("refuse", "不予备案", "已作出不予备案的决定。", at => new(at.Today, Any)) with { Grave = true, About = "不予备案后，本次申请终止，不能恢复。" },
        Of<ActivateOrganization>("activate", "启用", "已启用，可以接收案件。", at => new(at.Today)) with { About = "启用后，该组织可以接收案件。", WaitsFor = ["organization-incomplete"] },
        Of<ResumeOrganization>("resume", "恢复运行", "已恢复运行，可以接收案件。", at => new(at.Today)) with { WaitsFor = ["organization-incomplete"] },
        Of<ChangeOrganizationProfile>("change-profile", "变更信息", "信息已变更。", at => new(new() { Equipment = $"{Any}{at.Now.Ticks}" }), RecordStep.Under("changes", "on", "reason", "lateEntryReason")) with { Kinds = Profile },
        Of<AddProof>("add-proof", "补充备案材料", "备案材料已存入。", _ => new(ProofKind.Other, new(Any))) with { Takes = "fileId" },
        RecordStep.Of<Organization, WithdrawProof>("withdraw-proof", "撤下备案材料", "备案材料已撤下。", (o, _) => o.Proofs is [var first, ..] ? new(first.FileId, Any) : null) with { About = "撤下后不再作为备案依据，存入和撤下的经过保留在备案沿革中。" },
        RecordStep.Of<Organization, ListRooms>("list-rooms", "登记调解室", "调解室名单已更新。", (o, _) => new([.. o.Rooms, Any])) with { Kinds = new Dictionary<string, FieldKind> { ["rooms"] = FieldKind.Lines }, About = "登记后，安排会议可以从名单中选择调解室，同一时间同一间调解室不能重复安排；在名单以外的地点调解的，不占用调解室。" },
        Of<ListOrganization>("list", "列入公开名册", "已列入公开名册。", at => new(at.Today)),
        Of<UnlistOrganization>("unlist", "移出公开名册", "已移出公开名册。", at => new(at.Today, Any)),
        Of<RecordInspection>("record-inspection", "登记实地核查", "实地核查已登记。", at => new(at.Today, [], [], Any, [], [])) with { Kinds = Inspected, Several = ["photos"], About = "如实记录现场核查的情况。登记后不能修改；需要责令限期整改、暂停的，另行办理。" },
        RecordStep.Of<Organization, CloseInspection>("close-inspection", "整改复核", "整改复核已登记。", (o, at) => o.Inspections.FirstOrDefault(i => i.AwaitsRectification) is { } open ? new(open.Id, at.Today, true, Any, []) : null) with { Kinds = Closed, Several = ["photos"] },
        Of<OrderRectification>("order-rectification", "责令限期整改", "已责令限期整改，期间不能接收新案件。", at => new(at.Today, [Any], at.Today.AddDays(30))) with { Kinds = Items, Grave = true, About = "整改期间不能接收新案件，已受理的案件可以继续办结。" },
        Of<SuspendOrganization>("suspend", "暂停", "已暂停，期间不能接收新案件。", at => new(at.Today, Any)) with { Grave = true, About = "暂停期间不能接收新案件，已受理的案件可以继续办结。" },
        Of<DeregisterOrganization>("deregister", "注销", "已注销。", at => new(at.Today, Any)) with { Grave = true, About = "注销后不能恢复；案件档案继续保存。", WaitsFor = ["organization-has-open-cases"] },
    ];

    /// <summary>The steps that carry the filing on; the others stand beside it.</summary>
    public static bool LeadsOn(string name) => name is "submit" or "file" or "activate" or "resume";

    private static RecordStep<Organization> Of<TCommand>(string name, string text, string done, Func<Context, TCommand> attempt, Func<System.Text.Json.Nodes.JsonObject, System.Text.Json.Nodes.JsonObject>? shape = null)
        where TCommand : class, ICommand<Organization> => RecordStep.Of<Organization, TCommand>(name, text, done, (_, at) => attempt(at), shape);
}
