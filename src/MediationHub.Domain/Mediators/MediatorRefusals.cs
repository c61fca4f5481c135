using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>Why a step in a mediator's roster entry is refused.</summary>
public static class MediatorRefusals
{
    public static Refusal Dismissed => new(
        "mediator-dismissed",
        "该调解员已从名册解聘，不能再办理聘任等事项。请另行选聘其他调解员。",
        "This mediator was dismissed from the roster. Choose another mediator.",
        "人民调解法第十五条");

    public static Refusal Suspended => new(
        "mediator-suspended",
        "该调解员处于暂停期间，不能聘任或续聘。请先解除暂停。",
        "This mediator is suspended. Lift the suspension before appointing or renewing.");

    public static Refusal NotAppointed => new(
        "mediator-not-appointed",
        "该调解员在有关调解组织没有聘任记录。请先办理聘任。",
        "This mediator holds no appointment there. Appoint the mediator first.");

    public static Refusal NotCertified(DateOnly day) => new(
        "mediator-not-certified",
        $"聘期应在取得调解员证之后、证件有效期内开始，{day:yyyy-MM-dd}没有有效的调解员证。请先登记发证，或调整聘期起始日。",
        $"A term begins while a certificate is valid, and none is on {day:yyyy-MM-dd}. Record the certificate first, or move the first day.");

    public static Refusal CertificateNumberUsed(string number) => new(
        "certificate-number-used",
        $"调解员证号{number}已经使用过，证号不得重复使用。请核对后填写新证的证号。",
        $"The certificate number {number} was used already and is never used again. Enter the new certificate's own number.");

    public static Refusal Backdated(int workingDays) => new(
        "appointment-backdated",
        $"聘期起始日不得早于今日之前{workingDays}个工作日，不能以倒签聘期补正已经进行的调解。请从今日或以后的日期起聘。",
        $"A term cannot begin more than {workingDays} working days ago: an appointment does not cover mediation that took place without one. Let it begin today or later.");

    public static Refusal AlreadyAppointed(Appointment term) => new(
        "mediator-already-appointed",
        $"该调解员在本组织已有{term.From:yyyy-MM-dd}至{term.Until:yyyy-MM-dd}的聘期，聘期不得重叠。期满继续聘任的，请办理续聘。",
        $"There is a term here from {term.From:yyyy-MM-dd} to {term.Until:yyyy-MM-dd} already. Renew it instead of appointing twice.");

    public static Refusal OrganizationNotYours => new(
        "organization-not-yours",
        "该调解组织不在您的管辖范围内，不能导入其调解员。请由有管辖权的办公室导入。",
        "This organization is not within your region: its own office imports its mediators.");

    public static Refusal OrganizationEnded => new(
        "organization-ended",
        "该调解组织已注销或未获备案，不能聘任调解员。请选择其他调解组织。",
        "This organization was deregistered or refused and cannot appoint mediators. Choose another one.");

    public static Refusal NotOnItsStaff(string host) => new(
        "mediator-not-on-staff",
        $"企业劳动争议调解委员会的调解员应为本企业职工，其工作单位须为“{host}”。请核对该调解员的工作单位。",
        $"Mediators of an enterprise committee are staff of the enterprise ({host}). Check the mediator's employer.",
        "企业劳动争议协商调解规定第十八条");

    public static Refusal TermLongOver(DateOnly until) => new(
        "appointment-expired",
        $"聘期已于{until:yyyy-MM-dd}届满，不能倒签续聘。请自今日起重新聘任。",
        $"The term ended on {until:yyyy-MM-dd} and cannot be renewed backwards. Appoint the mediator anew from today.");

    public static Refusal NotAssessed(int year) => new(
        "assessment-missing",
        $"续聘前应完成{year}年度考核。请先登记{year}年度考核结果。",
        $"The assessment of {year} comes before a renewal. Record it first.",
        "企业劳动争议协商调解规定第十九条");

    public static Refusal Incompetent(int year) => new(
        "assessment-failed",
        $"该调解员{year}年度考核不称职，不能续聘。聘期届满后请另行聘任调解员。",
        $"The assessment of {year} found the mediator incompetent. Appoint another one when the term ends.",
        "企业劳动争议协商调解规定第十九条");
}
