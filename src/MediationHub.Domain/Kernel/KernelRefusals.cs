namespace MediationHub.Domain.Kernel;

/// <summary>Refusals that are the same for every kind of record.</summary>
public static class KernelRefusals
{
    /// <summary>A file is named that nobody uploaded, or that belongs to another record.</summary>
    public static readonly Refusal FileUnknown = Refusal.Invalid("fileId", "没有这个文件，或者它已属于其他记录，请重新上传后再试。", "There is no such file, or another record has it: upload it again.");

    /// <summary>The record's key is gone: nothing can be added to it any more.</summary>
    public static readonly Refusal Destroyed = new("record-destroyed", "该记录已依保管期限销毁，只保留编号和统计数据，不能再办理。", "The record was destroyed at the end of its retention period; only its number and figures remain.");

    /// <summary>A value that must be unique is held by another record.</summary>
    public static Refusal Taken(string scope) => scope switch
    {
        "organization-code" => new("organization-code-taken", "已有使用同一组织编码的调解组织，请核对编码，或先办理原组织的注销。", "Another active organization has this code: check it, or deregister the other one first."),
        "mediator-certificate" => new("certificate-number-taken", "该调解员证号已登记在其他调解员名下，请核对证号。", "This certificate number belongs to another mediator: check it."),
        "mediator-id" => new("mediator-already-registered", "该证件号码的调解员已登记，请直接办理聘任。", "A mediator with this ID number is registered already: appoint that one."),
        "destruction-case" => new("case-on-another-list", "所选案件中有的已列入另一份尚未办结的销毁清册，请刷新后重新选择。", "One of the cases stands on another destruction list that is not finished; choose again."),
        "commission-code" => new("commission-code-taken", "已有使用同一代码的仲裁委员会，请核对代码。", "Another commission has this code: check it."),
        "arbitrator-certificate" => new("certificate-number-taken", "该仲裁员证号已登记在其他仲裁员名下，请核对证号。", "This certificate number belongs to another arbitrator: check it."),
        "review-agreement" => new("agreement-under-review", "该协议已经申请仲裁审查，同一协议不能同时申请两次，请在原申请上办理。", "The agreement has been applied for already; go on with that application.", "劳动人事争议仲裁办案规则第七十四条"),
        "entrusted-arbitration" => new("entrusted-already", "该仲裁案件已经委托调解，同一争议不能委托两次，请核对仲裁案号。", "This arbitration is entrusted already; the same dispute is entrusted once.", "劳动人事争议仲裁办案规则第七十条"),
        "recommended-arbitration" => new("recommended-already", "该仲裁申请已经发过调解建议书，请在原建议书上办理。", "A recommendation was issued for this application already; go on with that one.", "劳动人事争议仲裁办案规则第六十九条"),
        "arbitration-in-mediation" => new("arbitration-in-mediation", "该仲裁案件正在委托调解或者建议调解，同一争议不重复调解，请在原有的委托或者建议上办理。", "The arbitration is entrusted, or mediation is recommended in it: the same dispute is mediated once. Go on with that record.", "劳动人事争议仲裁办案规则第六十九条、第七十条"),
        "campaign" => new("campaign-exists", "本省该年度该批次的选树活动已经建立，请在原活动上办理，或者更换批次。", "There is a campaign of this province, year and batch already; go on with it, or choose another batch."),
        "nomination" => new("nomination-exists", "该组织在本次活动中已有申报，请在原申报上办理。", "The organization stands in this campaign already; go on with that nomination."),
        "base-list-turn" => new("base-lists-at-once", "另一个单位的名册刚刚登记，请核对后再次保存。", "Another unit's list was entered this moment; check and save again."),
        "nomination-place" => new("nomination-place-taken", "该推荐排序已被本单位的另一家组织占用，请更换排序或者先撤回。", "The unit has given this place to another organization; choose another place, or withdraw that one first."),
        _ => new("value-taken", "该编号已被其他记录使用，请核对后重新填写。", "Another record has this number: check it and enter it again."),
    };
}

/// <summary>A state that owns files: they are reached only through it.</summary>
public interface IOwnsFiles
{
    IEnumerable<FileId> Files { get; }
}
