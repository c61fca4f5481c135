using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>Record a mediator's certificate 发证: the first, or the next one under a number of its own.</summary>
/// <param name="On">The day of issue.</param>
public sealed record CertifyMediator(string CertificateNumber, string Issuer, DateOnly On, DateOnly? ValidUntil = null, Personal LateEntryReason = default) : ICommand<Mediator>
{
    public Decision Decide(Mediator state, Context at)
    {
        Certificate certificate = new(TextRules.Code(CertificateNumber), TextRules.Clean(Issuer), On, ValidUntil);
        if (state.Certificates.Contains(certificate)) return Decision.Nothing;
        if (state.DismissedOn is not null) return MediatorRefusals.Dismissed;
        if (state.Certificates.Any(c => c.Number == certificate.Number)) return MediatorRefusals.CertificateNumberUsed(certificate.Number);

        var problems = new Problems();
        problems.RequireText("certificateNumber", certificate.Number, 50, "请填写调解员证号。", "Enter the number of the certificate.");
        problems.RequireText("issuer", certificate.Issuer, TextRules.Longest.Name, "请填写发证机关。", "Enter who issued the certificate.");
        var adultOn = state.Profile.BornOn?.AddYears(18);
        var late = at.CheckDay(problems, this, "on", On, state.Certificates is [.., var last] ? last.On : adultOn, LateEntryReason);
        if (ValidUntil <= On) problems.Add("validUntil", "有效期截止日应晚于发证日期。", "The last valid day lies after the day of issue.");

        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new MediatorCertified(certificate), late);
    }
}
