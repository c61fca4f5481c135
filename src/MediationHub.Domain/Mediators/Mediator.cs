using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>Where a mediator stands on a day.</summary>
public enum MediatorStatus { Nominated, Certified, Appointed, Expired, Suspended, Dismissed, Left }

/// <summary>Why a mediator is dismissed: the four of PML 15 (likewise O17 §35), and what O17 §19 calls unable to serve.</summary>
public enum DismissalGround { Bias, InsultedParty, TookBenefits, LeakedSecrets, UnableToServe, Other }

/// <summary>优秀, 称职, 基本称职, 不称职.</summary>
public enum AssessmentGrade { Excellent, Competent, BasicallyCompetent, Incompetent }

/// <param name="On">The day of issue.</param>
/// <param name="ValidUntil">The last valid day; null where it does not end.</param>
public sealed record Certificate(string Number, string Issuer, DateOnly On, DateOnly? ValidUntil)
{
    public bool ValidOn(DateOnly day) => On <= day && !(day > ValidUntil);
}

/// <summary>A term at one organization, both days included.</summary>
/// <param name="EndedOn">The day of dismissal or leaving; from then on it holds no more.</param>
public sealed record Appointment(OrganizationId Organization, DateOnly From, DateOnly Until, DateOnly? EndedOn = null)
{
    public bool HoldsOn(DateOnly day) => From <= day && day <= Until && !(day >= EndedOn);

    /// <summary>Nobody ended it, and it holds on that day or later.</summary>
    public bool RunsOn(DateOnly day) => EndedOn is null && Until >= day;
}

/// <param name="LiftedOn">The first day of mediating again; null while it lasts.</param>
public sealed record Suspension(DateOnly From, DateOnly? LiftedOn = null)
{
    public bool HoldsOn(DateOnly day) => From <= day && !(day >= LiftedOn);
}

/// <param name="On">The last day of the training.</param>
public sealed record Training(DateOnly On, decimal Hours, string Topic);

public sealed record Assessment(int Year, AssessmentGrade Grade, Personal Comment);

/// <summary>A mediator 调解员: person, certificate, appointments with terms, training, assessments.</summary>
public sealed record Mediator : IAggregate<Mediator>, IHoldsUnique
{
    public static string Stream => "mediator";
    public static Mediator Empty { get; } = new();

    public MediatorId Id { get; init; }
    public Personal Name { get; init; }
    public Personal IdNumber { get; init; }
    public MediatorProfile Profile { get; init; } = new();
    public DateOnly? NominatedOn { get; init; }

    /// <summary>Each list is in the order in which it was entered.</summary>
    public IReadOnlyList<Certificate> Certificates { get; init; } = [];

    public IReadOnlyList<Appointment> Appointments { get; init; } = [];
    public IReadOnlyList<Suspension> Suspensions { get; init; } = [];
    public IReadOnlyList<Training> Trainings { get; init; } = [];
    public IReadOnlyList<Assessment> Assessments { get; init; } = [];

    /// <summary>Dismissed from the roster: no organization may appoint the person again under this entry.</summary>
    public DateOnly? DismissedOn { get; init; }

    /// <summary>Left the last organization on this day; null again once appointed anew.</summary>
    public DateOnly? LeftOn { get; init; }

    /// <summary>The import that last brought something; null where it was all entered by hand.</summary>
    public string? ImportId { get; init; }

    /// <summary>How many entries were made late.</summary>
    public int LateEntries { get; init; }

    public bool Exists => Id != default;

    /// <summary>Appointed to the organization on that day, certified, neither suspended nor dismissed.</summary>
    public bool MayMediateAt(OrganizationId organization, DateOnly on) =>
        AppointmentAt(organization, on) is not null && CertifiedOn(on) && !SuspendedOn(on);

    /// <summary>The term that holds at an organization on a day, or null.</summary>
    public Appointment? AppointmentAt(OrganizationId organization, DateOnly on) =>
        Appointments.FirstOrDefault(a => a.Organization == organization && a.HoldsOn(on));

    /// <summary>Terms that hold on a day or later and that nobody ended, at one organization or (with null) anywhere.</summary>
    public IEnumerable<Appointment> Running(OrganizationId? organization, DateOnly day) =>
        Appointments.Where(a => (organization is null || a.Organization == organization) && a.RunsOn(day));

    /// <summary>Dismissal or leaving ended a term already, at one organization or (with null) anywhere.</summary>
    public bool WasEndedAt(OrganizationId? organization) =>
        Appointments.Any(a => (organization is null || a.Organization == organization) && a.EndedOn is not null);

    /// <summary>The last term at an organization that nobody ended, past or to come; null where there is none.</summary>
    public Appointment? LastTermAt(OrganizationId organization) =>
        Appointments.Where(a => a.Organization == organization && a.EndedOn is null).MaxBy(a => a.Until);

    /// <summary>Last terms that run out within the days given, so that someone renews them in time.</summary>
    public IEnumerable<Appointment> TermsEnding(DateOnly from, DateOnly until) =>
        Appointments.Where(a => a.EndedOn is null && a.Until >= from && a.Until <= until && a == LastTermAt(a.Organization));

    public bool CertifiedOn(DateOnly day) => Certificates.Any(c => c.ValidOn(day));
    public bool SuspendedOn(DateOnly day) => Suspensions.Any(s => s.HoldsOn(day));
    public Assessment? AssessmentOf(int year) => Assessments.FirstOrDefault(a => a.Year == year);
    public decimal TrainingHoursIn(int year) => Trainings.Where(t => t.On.Year == year).Sum(t => t.Hours);

    /// <summary>Where the mediator stands on a legal day; terms and certificates run out by themselves.</summary>
    public MediatorStatus StatusOn(DateOnly day) =>
        day >= DismissedOn ? MediatorStatus.Dismissed
        : day >= LeftOn ? MediatorStatus.Left
        : SuspendedOn(day) ? MediatorStatus.Suspended
        : Appointments.Any(a => a.HoldsOn(day)) ? MediatorStatus.Appointed
        : Appointments.Any(a => a.Until < day && a.EndedOn is null) ? MediatorStatus.Expired
        : Certificates.Any(c => c.On <= day) ? MediatorStatus.Certified
        : MediatorStatus.Nominated;

    /// <summary>A certificate number is never used again, not even after the certificate ran out.</summary>
    public IEnumerable<UniqueValue> UniqueValues => Certificates.Select(c => new UniqueValue("mediator-certificate", c.Number));

    public Mediator Evolve(DomainEvent happened) => happened switch
    {
        MediatorNominated e => Now(e.Profile) with { Id = e.Id, NominatedOn = e.On },
        MediatorProfileChanged e => Now(e.Profile),
        MediatorCertified e => this with { Certificates = [.. Certificates, e.Certificate] },
        MediatorAppointed e => this with { Appointments = [.. Appointments, new(e.Organization, e.From, e.Until)], LeftOn = null },
        AppointmentRenewed e => this with { Appointments = [.. Appointments, new(e.Organization, e.From, e.Until)] },
        MediatorSuspended e => this with { Suspensions = [.. Suspensions, new(e.On)] },
        SuspensionLifted e => this with { Suspensions = [.. Suspensions.Select(s => s.LiftedOn is null ? s with { LiftedOn = e.On } : s)] },
        MediatorDismissed e => Ended(e.Organization, e.On) with { DismissedOn = e.Organization is null ? e.On : DismissedOn },
        MediatorLeft e => Ended(e.Organization, e.On) is var left && left.Running(null, e.On).Any() ? left : left with { LeftOn = e.On },
        TrainingRecorded e => this with { Trainings = [.. Trainings, e.Training] },
        MediatorAssessed e => this with { Assessments = [.. Assessments.Where(a => a.Year != e.Year), new(e.Year, e.Grade, e.Comment)] },
        MediatorImported e => this with { ImportId = e.Source.ImportId },
        EnteredLate => this with { LateEntries = LateEntries + 1 },
        _ => this,
    };

    private Mediator Now(MediatorProfile profile) => this with { Profile = profile, Name = profile.Name, IdNumber = profile.IdNumber };

    private Mediator Ended(OrganizationId? organization, DateOnly on) => this with
    {
        Appointments = [.. Appointments.Select(a => Running(organization, on).Contains(a) ? a with { EndedOn = on } : a)],
    };
}
