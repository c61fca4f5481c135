using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Samplings;

/// <summary>A sample of an organization's ended cases was drawn; from all that stands here anybody can draw it again.</summary>
[Wire("sampling.drawn/1")]
public sealed record SampleDrawn(SamplingId Id, OrganizationId OrganizationId, string Unit, DateOnly From, DateOnly To, Draw Draw, int Checklist, Personal Reason, DateOnly On, string By) : DomainEvent;

/// <summary>The papers of one sampled case were scored; a later score takes the place of an earlier one.</summary>
[Wire("sampling.scored/1")]
public sealed record PapersScored(PaperScore Score) : DomainEvent;

/// <summary>Every sampled case is scored and the result stands.</summary>
/// <param name="Average">Points of 100, to two places.</param>
[Wire("sampling.finished/1")]
public sealed record SamplingFinished(DateOnly On, decimal Average) : DomainEvent;

/// <summary>The sampling ended without a result.</summary>
[Wire("sampling.abandoned/1")]
public sealed record SamplingAbandoned(DateOnly On, Personal Reason) : DomainEvent;
