using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Mediators;

/// <summary>A term at an organization as another register has it, both days included.</summary>
public sealed record ImportedTerm(OrganizationId OrganizationId, DateOnly From, DateOnly Until);

/// <summary>
/// Take over a mediator from another register with certificate and term, or of a known one what differs. A term that began long ago is history
/// only where the same import brings the person: for someone known it is a backdated appointment, and refused as one.
/// </summary>
/// <param name="CertificateNumber">Null where the register names none.</param>
/// <param name="CertifiedOn">The day of issue; where the register names none, the first day of the term, or today.</param>
/// <param name="TrainingHours">All hours so far; taken over with a new person only.</param>
public sealed record ImportMediator(
    MediatorId Id, MediatorProfile Profile, string? CertificateNumber, string? Issuer, DateOnly? CertifiedOn, DateOnly? ValidUntil,
    ImportedTerm? Term, decimal? TrainingHours, ImportSource Source) : ICommand<Mediator>
{
    public const string UnknownIssuer = "原登记册未载明";
    public const string TrainingTopic = "登记册导入的历史学时";

    public IEnumerable<StreamRef> Reads(Mediator state) => Term is { } term ? [StreamRef.To<Organization>(term.OrganizationId.Value)] : [];

    public Decision Decide(Mediator state, Context at)
    {
        if (state.DismissedOn is not null) return MediatorRefusals.Dismissed;

        var profile = state.Exists ? state.Profile.With(Profile.Cleaned()) : Profile.Cleaned();
        var problems = new Problems();
        if (!state.Exists || profile != state.Profile) profile.Check(problems, at);
        var certificate = NewCertificate(state, at, problems);
        var term = NewTerm(state);
        if (term is not null) CheckTerm(state, certificate, term, profile, at, problems);
        if (TrainingHours is <= 0 or > 2000) problems.Add("trainingHours", "培训学时应大于0、不超过2000。", "The training hours are more than 0 and at most 2,000.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (term is not null && AgainstTerm(state, profile, at) is { } refusal) return refusal;

        DomainEvent?[] brought =
        [
            !state.Exists ? new MediatorNominated(Id, profile, at.Today) : profile == state.Profile ? null : new MediatorProfileChanged(profile, Source.Reason),
            certificate is null ? null : new MediatorCertified(certificate),
            term is null ? null : new MediatorAppointed(term.OrganizationId, term.From, term.Until),
            !state.Exists && TrainingHours is { } hours ? new TrainingRecorded(new Training(at.Today, hours, TrainingTopic)) : null,
        ];
        if (brought.All(e => e is null)) return Decision.Nothing;
        // The first event of a stream says who it is about; behind it stands where it came from.
        return state.Exists ? Decision.Of([new MediatorImported(Source), .. brought]) : Decision.Of([brought[0], new MediatorImported(Source), .. brought[1..]]);
    }

    private Certificate? NewCertificate(Mediator state, Context at, Problems problems)
    {
        var number = TextRules.Code(CertificateNumber);
        if (number.Length == 0 || state.Certificates.Any(c => c.Number == number)) return null;
        var on = CertifiedOn ?? (Term is { } term && term.From < at.Today ? term.From : at.Today);
        problems.Add("certificateNumber", TextRules.Check(number, 50));
        problems.Add("issuer", TextRules.Check(Issuer, TextRules.Longest.Name));
        if (on > at.Today) problems.Add("certifiedOn", "发证日期不得晚于今日。", "The day of issue must not lie in the future.");
        if (ValidUntil <= on) problems.Add("validUntil", "有效期截止日应晚于发证日期。", "The last valid day lies after the day of issue.");
        return new Certificate(number, Issuer is { Length: > 0 } ? TextRules.Clean(Issuer) : UnknownIssuer, on, ValidUntil);
    }

    /// <summary>Null where it stands there already.</summary>
    private ImportedTerm? NewTerm(Mediator state) =>
        Term is { } term && !state.Appointments.Any(a => a.Organization == term.OrganizationId && a.From == term.From && a.Until == term.Until) ? term : null;

    private static void CheckTerm(Mediator state, Certificate? certificate, ImportedTerm term, MediatorProfile profile, Context at, Problems problems)
    {
        if (at.Find<Organization>(term.OrganizationId.Value) is null) problems.Add("organization", "没有这个调解组织，请先导入或登记该组织。", "There is no such organization: import or record it first.");
        problems.CheckTerm(term.From, term.Until, at);
        if (certificate?.ValidOn(term.From) is not true && !state.CertifiedOn(term.From))
            problems.Add("certificateNumber", "填写了聘期的，须有聘期起始日有效的调解员证：请填写证号，或核对发证日期。", "A term needs a certificate that is valid on its first day: enter its number, or check its day.");
        if (profile.BornOn is { } born && term.From < born.AddYears(18)) problems.Add("term", "聘期起始时未满十八周岁，请核对聘期或出生年月。", "The term begins before the age of 18.");
    }

    private Refusal? AgainstTerm(Mediator state, MediatorProfile profile, Context at)
    {
        var organization = at.Find<Organization>(Term!.OrganizationId.Value)!;
        if ((at.Actor.Is(Role.City) || at.Actor.Is(Role.Province)) && !Rulebook.Regions.BuiltIn.IsWithin(organization.Unit, at.Actor.Unit)) return MediatorRefusals.OrganizationNotYours;
        if (organization.Status is OrganizationStatus.Refused or OrganizationStatus.Deregistered) return MediatorRefusals.OrganizationEnded;
        if (state.SuspendedOn(at.Today)) return MediatorRefusals.Suspended;
        if (state.Exists && state.ImportId != Source.ImportId && Terms.Backdated(Term.From, at)) return MediatorRefusals.Backdated(at.Rules.Settings.LateEntryWorkingDays.Value);
        if (state.Appointments.FirstOrDefault(a => a.Organization == Term.OrganizationId && a.EndedOn is null && a.From <= Term.Until && Term.From <= a.Until) is { } overlapping)
            return MediatorRefusals.AlreadyAppointed(overlapping);
        return organization is { Type: OrganizationType.EnterpriseCommittee, Profile.HostName: { } host } && host != profile.Employer.Value ? MediatorRefusals.NotOnItsStaff(host) : null;
    }
}
