using MediationHub.Domain.Cases;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>An organization began its application 申报.</summary>
/// <param name="Region">The organization's own region: a county, or the reporting unit itself.</param>
/// <param name="Unit">The reporting unit that nominates it.</param>
[Wire("nomination.drafted/1")]
public sealed record NominationDrafted(NominationId Id, CampaignId CampaignId, OrganizationId OrganizationId, string Region, string Unit, NominationStatement Statement, DateOnly On) : DomainEvent;

[Wire("nomination.statement-changed/1")]
public sealed record NominationStatementChanged(NominationStatement Statement, DateOnly On) : DomainEvent;

/// <summary>The organization applied, and stands for the truth of what it says 承诺.</summary>
[Wire("nomination.submitted/1")]
public sealed record NominationSubmitted(DateOnly On, string By) : DomainEvent;

[Wire("nomination.checked-by-county/1")]
public sealed record NominationCheckedByCounty(CountyCheck Check) : DomainEvent;

/// <summary>It was made public in its county or by its unit, before it was nominated.</summary>
[Wire("nomination.published-locally/1")]
public sealed record NominationPublishedLocally(LocalPublicity Publicity) : DomainEvent;

/// <summary>The reporting unit nominated it, with the seals of the four bodies.</summary>
[Wire("nomination.nominated/1")]
public sealed record OrganizationNominated(UnitRecommendation Recommendation) : DomainEvent;

/// <param name="Substitution">Why a reserve comes in; empty for the others.</param>
[Wire("nomination.received/1")]
public sealed record NominationReceived(DateOnly On, Personal Substitution) : DomainEvent;

[Wire("nomination.returned/1")]
public sealed record NominationReturned(Personal Reason, string By, DateOnly On) : DomainEvent;

[Wire("nomination.withdrawn/1")]
public sealed record NominationWithdrawn(Personal Reason, string By, DateOnly On) : DomainEvent;

/// <summary>What the record said when nominations closed. It never changes again.</summary>
[Wire("nomination.metrics-frozen/1")]
public sealed record NominationMetricsFrozen(SelectionMetrics Metrics) : DomainEvent;

[Wire("nomination.qualified/1")]
public sealed record NominationQualified(IReadOnlyList<GateResult> Gates, Personal Note, DateOnly On) : DomainEvent;

/// <param name="Gates">The gates that are not passed.</param>
/// <param name="Vetoes">Ids of the vetoes that hold.</param>
[Wire("nomination.disqualified/1")]
public sealed record NominationDisqualified(IReadOnlyList<GateKind> Gates, IReadOnlyList<string> Vetoes, Personal Reason, DateOnly On) : DomainEvent;

[Wire("nomination.verified-on-site/1")]
public sealed record NominationVerified(SiteVisit Visit) : DomainEvent;

[Wire("nomination.scorer-assigned/1")]
public sealed record NominationScorerAssigned(Scorer Scorer, DateOnly On, string By, Personal Moderation = default) : DomainEvent;

/// <summary>A scorer said whether anything stands in the way.</summary>
[Wire("nomination.interest-declared/1")]
public sealed record NominationInterestDeclared(ScorerId ScorerId, bool HasConflict, Personal Statement, DateOnly On) : DomainEvent;

[Wire("nomination.score-given/1")]
public sealed record NominationScoreGiven(ScoreGiven Score) : DomainEvent;

/// <summary>A scorer corrected the own sheet before the shortlist was drawn up; points that stood do not stand any more until they are reckoned anew.</summary>
/// <param name="Score">The whole sheet as it is now.</param>
/// <param name="Before">The total that it had.</param>
[Wire("nomination.score-corrected/1")]
public sealed record NominationScoreCorrected(ScoreGiven Score, decimal Before, Personal Reason) : DomainEvent;

/// <summary>Enough scores are in: these points stand.</summary>
/// <param name="Spread">Between the highest and the lowest.</param>
[Wire("nomination.scored/1")]
public sealed record NominationScored(decimal Score, decimal Spread, int Scorers, DateOnly On) : DomainEvent;

[Wire("nomination.shortlisted/1")]
public sealed record NominationShortlisted(DateOnly On) : DomainEvent;

/// <summary>The list is drawn up without it, and not public yet: it stands again where its own evaluation has come to.</summary>
[Wire("nomination.evaluation-resumed/1")]
public sealed record NominationEvaluationResumed(DateOnly On) : DomainEvent;

[Wire("nomination.not-selected/1")]
public sealed record NominationNotSelected(DateOnly On) : DomainEvent;

[Wire("nomination.in-publicity/1")]
public sealed record NominationInPublicity(DateOnly On) : DomainEvent;

/// <summary>Chosen 选定.</summary>
[Wire("nomination.confirmed/1")]
public sealed record NominationConfirmed(DateOnly On) : DomainEvent;

[Wire("nomination.removed-on-objection/1")]
public sealed record NominationRemoved(DateOnly On) : DomainEvent;

[Wire("nomination.recommended/1")]
public sealed record NominationRecommended(DateOnly On) : DomainEvent;

[Wire("nomination.nationally-honored/1")]
public sealed record NominationNationallyHonored(DateOnly On) : DomainEvent;

[Wire("nomination.not-honored/1")]
public sealed record NominationNotHonored(DateOnly On) : DomainEvent;

/// <param name="Model">What it was made from; the log keeps it, the state does not.</param>
[Wire("nomination.paper-made/1")]
public sealed record NominationPaperMade(CasePaper Paper, Personal Model) : DomainEvent;

[Wire("nomination.revoked/1")]
public sealed record NominationRevoked(DateOnly On) : DomainEvent;

/// <summary>What an organization says of itself in the application form 申报表; figures come from the record.</summary>
/// <param name="Practices">Main practices and results 主要做法与成效, at most 1,500 characters.</param>
/// <param name="Cases">Typical cases, without names.</param>
/// <remarks>A draft may be kept before everything is filled in: what is missing is asked for when it is handed in.</remarks>
public sealed record NominationStatement(Personal Practices = default, Personal Cases = default, string? Awards = null, Personal ContactName = default, Personal ContactPhone = default, [property: MayBeLeftOut] IReadOnlyList<FileId> Files = null!);

/// <param name="Office">The county's office, by its full name.</param>
public sealed record CountyCheck(string Office, Personal Opinion, string By, DateOnly On);

public enum LocalLevel { County, Prefecture }

/// <param name="Until">The last day: rule PUBN from the day after it began.</param>
public sealed record LocalPublicity(LocalLevel Level, DateOnly From, int Days, DateOnly Until, string Place, string Contact, Personal Outcome);

/// <summary>The seal of one of the bodies on the recommendation.</summary>
public sealed record RecommendationSeal(string Body, DateOnly On, FileId? FileId = null);

/// <param name="Points">Given by the nominating unit for one item.</param>
public sealed record ItemPoints(string ItemId, decimal Points, Personal Reason = default);

/// <param name="Place">Which of the unit's places it takes, from 1.</param>
/// <param name="Reserve">Beyond the places, within the reserves 候补.</param>
/// <param name="Late">Nominated after the cut-off, by special approval.</param>
/// <param name="OverQuota">Beyond places and reserves, by special approval.</param>
public sealed record UnitRecommendation(string Unit, int Place, bool Reserve, bool Late, bool OverQuota, Personal Opinion, [property: MayBeLeftOut] IReadOnlyList<RecommendationSeal> Seals, [property: MayBeLeftOut] IReadOnlyList<ItemPoints> SelfScores, string By, DateOnly On);

/// <param name="Name">Of one of the people who verified.</param>
public sealed record Verifier(Personal Name, string Employer);

/// <param name="Points">At most what the items of the dimension give together.</param>
public sealed record DimensionPoints(Dimension Dimension, decimal Points, Personal Finding = default);

/// <summary>What people saw on site 实地核查.</summary>
public sealed record SiteVisit(DateOnly On, [property: MayBeLeftOut] IReadOnlyList<Verifier> Verifiers, [property: MayBeLeftOut] IReadOnlyList<DimensionPoints> Dimensions, Personal Summary, [property: MayBeLeftOut] IReadOnlyList<FileId> Photos);

/// <param name="EnteredBy">The user name of whoever entered it: the scorer, or the office from the signed sheet.</param>
/// <param name="Sheet">The signed sheet.</param>
public sealed record ScoreGiven(ScorerId ScorerId, [property: MayBeLeftOut] IReadOnlyList<ItemPoints> Items, decimal Bonus, Personal BonusReason, Personal Comment, decimal Total, string EnteredBy, FileId? Sheet, DateOnly On);
