using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Why an organization's step is refused.</summary>
public static class OrganizationRefusals
{
    /// <summary>Where name, mediator, posted rules and systems are asked for.</summary>
    public const string RulesForOrganizations = "吉人社联〔2020〕93号四(二)1";

    /// <summary>Something is missing; every item is named.</summary>
    public static Refusal Incomplete(string step, string stepEnglish, IReadOnlyCollection<Text> missing, string? basis = null) => new(
        "organization-incomplete",
        $"该组织尚不具备{step}条件，请先补齐：{string.Join("、", missing.Select(m => m.Chinese))}。",
        $"The organization cannot {stepEnglish} yet. It lacks {string.Join(", ", missing.Select(m => m.English))}.",
        basis);

    public static Refusal AlreadyExamined(Organization state) => new(
        "organization-already-examined",
        state.Status is OrganizationStatus.Refused or OrganizationStatus.Deregistered
            ? $"该组织{NameOf(state.Status)}，不能再提交备案申请。确需设立的，请重新登记组织信息后申请。"
            : $"该组织{NameOf(state.Status)}，无需再次申请。备案事项有变动的，请办理变更备案。",
        $"The organization is {English(state.Status)} and cannot apply for filing again. Record a change filing, or a new organization where this one has ended.");

    public static Refusal NotUnderExamination(Organization state) => new(
        "organization-not-under-examination",
        $"只有已提交的备案申请可以备案、退回补正或不予备案，该组织现{NameOf(state.Status)}。请由该组织先提交备案申请。",
        $"Only a submitted application can be filed, returned or refused; the organization is {English(state.Status)}. It has to apply first.");

    public static Refusal NotFiled(Organization state) => new(
        "organization-not-filed",
        $"只有已备案、尚未启用的组织可以启用，该组织现{NameOf(state.Status)}。请先办理备案；暂停或整改中的组织请使用“恢复”。",
        $"Only a filed organization that was never active can be activated; this one is {English(state.Status)}. File it first, or resume one that is suspended or rectifying.");

    public static Refusal NotActive(Organization state) => new(
        "organization-not-active",
        $"只有启用中的组织可以责令整改或暂停，该组织现{NameOf(state.Status)}。请核对组织状态后再办理。",
        $"Only an active organization can be suspended or ordered to put things right; this one is {English(state.Status)}. Check its status first.");

    public static Refusal NotInterrupted(Organization state) => new(
        "organization-not-interrupted",
        $"只有暂停或整改中的组织可以恢复，该组织现{NameOf(state.Status)}。首次接收案件请使用“启用”。",
        $"Only a suspended or rectifying organization can resume; this one is {English(state.Status)}. Use activation for the first time.");

    public static Refusal NotStanding(Organization state) => new(
        "organization-not-standing",
        $"只有已备案且未注销的组织可以办理此项，该组织现{NameOf(state.Status)}。请先完成备案。",
        $"This is open to organizations on file and not deregistered; this one is {English(state.Status)}. Have it filed first.");

    public static Refusal Ended(Organization state) => new(
        "organization-ended",
        $"该组织{NameOf(state.Status)}，不能再补充备案材料。",
        $"The organization is {English(state.Status)}: its filing takes no more proofs.");

    public static Refusal ProofMissing => new(
        "proof-not-found",
        "没有这份备案材料，或者已经撤下。请刷新页面后核对。",
        "There is no such proof, or it was taken back already. Look at the filing again.");

    public static Refusal InspectionUnknown { get; } = new(
        "inspection-not-found",
        "没有这次实地核查，请刷新页面后核对。",
        "There is no such inspection: look at the organization again.");

    public static Refusal NothingToRectify { get; } = new(
        "nothing-to-rectify",
        "没有等待复核的整改：核查时未提出整改，或者已经复核。",
        "No inspection waits for this: nothing was asked for, or it was looked at already.");

    public static Refusal HasOpenCases(int count) => new(
        "organization-has-open-cases",
        $"该组织还有{count}件未结案件，请先将其办结或移送其他调解组织，再办理注销。",
        $"The organization has {count} open cases. Close them or transfer them to another organization before it is deregistered.");

    public static Refusal UnderExamination => new(
        "organization-under-examination",
        "备案申请正在审查，组织信息暂不能修改。需要修改的，请先由备案机关退回补正。",
        "The application for filing is being examined and cannot be changed meanwhile. Have it returned for correction first.");

    public static Refusal IdentityIsFiled => new(
        "organization-identity-filed",
        "组织编码、组织类型和行政区划一经备案不能修改。确需变动的，请注销后重新申请备案。",
        "Code, type and region stay as filed. Where they must change, deregister the organization and file it anew.");

    private static string NameOf(OrganizationStatus status) => status switch
    {
        OrganizationStatus.Draft => "为草稿",
        OrganizationStatus.Submitted => "已提交备案申请",
        OrganizationStatus.Returned => "已被退回补正",
        OrganizationStatus.Refused => "已被决定不予备案",
        OrganizationStatus.Filed => "已备案",
        OrganizationStatus.Active => "已启用",
        OrganizationStatus.Rectifying => "正在限期整改",
        OrganizationStatus.Suspended => "已暂停",
        _ => "已注销",
    };

    private static string English(OrganizationStatus status) => status switch
    {
        OrganizationStatus.Draft => "a draft",
        OrganizationStatus.Refused => "refused",
        _ => status.ToString().ToLowerInvariant(),
    };
}
