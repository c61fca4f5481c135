using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Parties;

namespace MediationHub.Domain.Commissions;

/// <summary>Enter an arbitrator with the certificate into the commission's roster (LMA 20).</summary>
/// <param name="ArbitratorId">Given by the caller; accounts are bound to it.</param>
/// <param name="From">The first day of the appointment.</param>
/// <param name="MediatorId">The same person in the roster of mediators: nobody reviews an agreement made before themselves.</param>
public sealed record AppointArbitrator(
    ArbitratorId ArbitratorId, Personal Name, string CertificateNumber, DateOnly From, bool FullTime = true, ArbitratorQualification? Qualification = null,
    Personal IdNumber = default, Personal Phone = default, Personal Employer = default, MediatorId? MediatorId = null) : ICommand<Commission>
{
    public IEnumerable<StreamRef> Reads(Commission state) => MediatorId is { Value: not null } mediator ? [StreamRef.To<Mediator>(mediator.Value)] : [];

    public Decision Decide(Commission state, Context at)
    {
        var arbitrator = new Arbitrator(ArbitratorId, Name, TextRules.Code(CertificateNumber), FullTime, From, Qualification, IdDocument.Normalize(IdNumber), Parties.Phone.Normalize(Phone), Employer, MediatorId);
        if (state.Arbitrator(ArbitratorId) == arbitrator) return Decision.Nothing;
        if (!state.Exists) return CommissionRefusals.Unknown;

        var problems = new Problems();
        if (ArbitratorId.Value is null or { Length: 0 or > 64 } || !ArbitratorId.Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            problems.Add("arbitratorId", "仲裁员代码应为不超过64位的字母、数字或连字符。", "The arbitrator's id has at most 64 letters, digits or hyphens.");
        problems.RequireText("name", Name, TextRules.Longest.Name, "请填写仲裁员姓名。", "Enter the arbitrator's name.");
        problems.RequireText("certificateNumber", CertificateNumber, 64, "请填写仲裁员证号。", "Enter the number of the certificate.");
        if (From == default) problems.Add("from", "请填写聘任日期。", "Enter the day of appointment.");
        else if (From > at.Today.AddYears(1)) problems.Add("from", "聘任日期过远，请核对年份。", "The day lies too far ahead; check the year.");
        if (Qualification is { } word && !Enum.IsDefined(word)) problems.Add("qualification", "请选择列出的选项。", "Choose one of the listed words.");
        if (!IdNumber.IsEmpty) problems.Add("idNumber", IdDocument.Check(IdType.ResidentId, arbitrator.IdNumber!, at.Today));
        if (!Phone.IsEmpty) problems.Add("phone", Parties.Phone.Check(arbitrator.Phone));
        problems.Add("employer", TextRules.Check(Employer, TextRules.Longest.Name));
        if (MediatorId is { Value: not null } mediator && at.Find<Mediator>(mediator.Value) is null) problems.Add("mediatorId", "没有这名调解员，请核对。", "There is no such mediator; check the id.");
        if (problems.ToRefusal() is { } invalid) return invalid;

        if (state.Arbitrators.Exists(a => a.Id != ArbitratorId && a.LeftOn is null && a.CertificateNumber == arbitrator.CertificateNumber)) return KernelRefusals.Taken("arbitrator-certificate");
        return new ArbitratorAppointed(arbitrator);
    }
}
