using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>A person was proposed as a mediator, with the qualities of LMA 11 confirmed.</summary>
[Wire("mediator.nominated/1")]
public sealed record MediatorNominated(MediatorId Id, MediatorProfile Profile, DateOnly On) : DomainEvent;

/// <summary>What is known about the mediator was changed or corrected, and why.</summary>
[Wire("mediator.profile-changed/1")]
public sealed record MediatorProfileChanged(MediatorProfile Profile, Personal Reason) : DomainEvent;

/// <summary>A mediator's certificate 调解员证 was issued, the first or the next one.</summary>
[Wire("mediator.certified/1")]
public sealed record MediatorCertified(Certificate Certificate) : DomainEvent;

/// <summary>Appointed 聘任 to an organization for a term, both days included.</summary>
[Wire("mediator.appointed/1")]
public sealed record MediatorAppointed(OrganizationId Organization, DateOnly From, DateOnly Until) : DomainEvent;

/// <summary>Appointed for another term that begins the day after the last one 续聘.</summary>
[Wire("mediator.renewed/1")]
public sealed record AppointmentRenewed(OrganizationId Organization, DateOnly From, DateOnly Until) : DomainEvent;

[Wire("mediator.suspended/1")]
public sealed record MediatorSuspended(DateOnly On, Personal Reason) : DomainEvent;

[Wire("mediator.suspension-lifted/1")]
public sealed record SuspensionLifted(DateOnly On) : DomainEvent;

/// <summary>Dismissed 解聘 by one organization, or with null from the roster altogether. Mediates no more from this day on.</summary>
[Wire("mediator.dismissed/1")]
public sealed record MediatorDismissed(OrganizationId? Organization, DismissalGround Ground, Personal Reason, DateOnly On) : DomainEvent;

/// <summary>Left one organization, or with null all of them. Mediates no more from this day on.</summary>
[Wire("mediator.left/1")]
public sealed record MediatorLeft(OrganizationId? Organization, DateOnly On, Personal Reason) : DomainEvent;

/// <summary>Took part in a training that ended on this day.</summary>
[Wire("mediator.training-recorded/1")]
public sealed record TrainingRecorded(Training Training) : DomainEvent;

/// <summary>The yearly assessment 年度考核; a later one of the same year corrects it and says why.</summary>
[Wire("mediator.assessed/1")]
public sealed record MediatorAssessed(int Year, AssessmentGrade Grade, Personal Comment, Personal CorrectionReason) : DomainEvent;

/// <summary>What follows was taken over from another register. Certificate and term are history then, also where they began long ago.</summary>
[Wire("mediator.imported/1")]
public sealed record MediatorImported(ImportSource Source) : DomainEvent;
