using System.Text.Json.Serialization;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>A campaign was drawn up from a notice; nobody outside the office sees it yet.</summary>
/// <param name="Unit">The province (GB/T 2260).</param>
[Wire("campaign.drafted/1")]
public sealed record CampaignDrafted(CampaignId Id, string Name, string Unit, int Year, int Batch, CampaignNotice Notice, CampaignStandards Standards, DateOnly On) : DomainEvent;

/// <summary>What the notices say of an earlier campaign, and nothing else: no nomination and no result of it is known to this program.</summary>
[Wire("campaign.recorded/1")]
public sealed record CampaignRecorded(CampaignId Id, string Name, string Unit, int Year, int Batch, CampaignNotice Notice, int Target, int? SuccessTarget, IReadOnlyList<NoticeText> Texts, IReadOnlyList<DateStatement> Dates, DateOnly On) : DomainEvent;

[Wire("campaign.standards-changed/1")]
public sealed record CampaignStandardsChanged(CampaignStandards Standards, Personal Reason, DateOnly On) : DomainEvent;

/// <summary>What the notice says of a date, in its own words. Several may contradict each other.</summary>
[Wire("campaign.date-stated/1")]
public sealed record CampaignDateStated(DateStatement Statement) : DomainEvent;

/// <summary>A person settled which day holds.</summary>
[Wire("campaign.date-confirmed/1")]
public sealed record CampaignDateConfirmed(ConfirmedDate Confirmed) : DomainEvent;

/// <summary>How many organizations a reporting unit may nominate.</summary>
/// <param name="Before">What was set before; null where nothing was.</param>
[Wire("campaign.quota-set/1")]
public sealed record CampaignQuotaSet(Quota Quota, Quota? Before, Personal Reason, string By, DateOnly On) : DomainEvent;

[Wire("campaign.published/1")]
public sealed record CampaignPublished(DateOnly On) : DomainEvent;

/// <summary>Organizations may apply; from now on the standards are fixed.</summary>
[Wire("campaign.nomination-opened/1")]
public sealed record NominationOpened(DateOnly On) : DomainEvent;

/// <summary>The office lets one organization be nominated late or beyond its unit's places.</summary>
[Wire("campaign.special-approval-recorded/1")]
public sealed record SpecialApprovalRecorded(SpecialApproval Approval) : DomainEvent;

/// <summary>The cut-off is over.</summary>
[Wire("campaign.nomination-closed/1")]
public sealed record NominationClosed(DateOnly On) : DomainEvent;

[Wire("campaign.evaluation-begun/1")]
public sealed record EvaluationBegun(DateOnly On) : DomainEvent;

[Wire("campaign.scorer-appointed/1")]
public sealed record ScorerAppointed(Scorer Scorer) : DomainEvent;

/// <param name="UnscoredReason">Why the list was drawn up although the evaluation of others was not finished; empty where all of them were.</param>
[Wire("campaign.shortlisted/1")]
public sealed record CampaignShortlisted(IReadOnlyList<ShortlistPlace> Places, Personal Note, DateOnly On, Personal UnscoredReason = default) : DomainEvent;

[Wire("campaign.publicity-started/1")]
public sealed record PublicityStarted(Publicity Publicity) : DomainEvent;

/// <summary>The last day of a publicity is over.</summary>
[Wire("campaign.publicity-ended/1")]
public sealed record PublicityEnded(int No, DateOnly On) : DomainEvent;

/// <param name="Number">Within the campaign, from 1; 0 until the store has given it.</param>
[Wire("campaign.objection-raised/1")]
public sealed record ObjectionRaised(CampaignId CampaignId, Objection Objection, int Number = 0) : DomainEvent, INumbered
{
    [JsonIgnore]
    public string Series => $"objection|{CampaignId}";
    public DomainEvent Numbered(int number) => this with { Number = number };
}

[Wire("campaign.objection-resolved/1")]
public sealed record ObjectionResolved(int Number, ObjectionReply Reply) : DomainEvent;

[Wire("campaign.decided/1")]
public sealed record CampaignDecided(CampaignDecision Decision) : DomainEvent;

[Wire("campaign.recommended/1")]
public sealed record CampaignRecommended(NationalRecommendation Recommendation) : DomainEvent;

[Wire("campaign.national-result-recorded/1")]
public sealed record NationalResultRecorded(NationalResult Result) : DomainEvent;

/// <summary>An honor of this campaign was taken back 撤销.</summary>
[Wire("campaign.honor-revoked/1")]
public sealed record CampaignHonorRevoked(HonorRevocation Revocation) : DomainEvent;

/// <param name="Model">What it was made from; the log keeps it, the state does not.</param>
[Wire("campaign.paper-made/1")]
public sealed record CampaignPaperMade(CasePaper Paper, Personal Model) : DomainEvent;

[Wire("campaign.ended/1")]
public sealed record CampaignEnded(Personal Summary, DateOnly On) : DomainEvent;

/// <summary>The notice that a campaign rests on.</summary>
/// <param name="Issuers">The bodies that sign it.</param>
/// <param name="Address">Where it can be read; null where it is on paper.</param>
public sealed record CampaignNotice(string Title, string Number, IReadOnlyList<string> Issuers, DateOnly IssuedOn, string? Address = null);

/// <summary>Words of the notice with the place where they stand.</summary>
public sealed record NoticeText(string Clause, string Quote);

/// <summary>The days that a campaign turns on.</summary>
public enum CampaignDateKind
{
    /// <summary>First day of the window that figures are taken over.</summary>
    WindowFrom,

    /// <summary>Last day of that window.</summary>
    WindowTo,

    NominationFrom,

    /// <summary>The last day on which a unit may nominate: a calendar date, it rolls to no working day.</summary>
    CutOff,
}

/// <param name="On">The day that the words name; null where they leave it open.</param>
/// <param name="Quote">The notice's own words.</param>
/// <param name="Source">Where they stand.</param>
public sealed record DateStatement(CampaignDateKind Kind, DateOnly? On, string Quote, string Source, string? Note = null);

/// <param name="Reason">Why this day, where the notice says it in another way or not at all.</param>
/// <param name="By">The user name of the person.</param>
public sealed record ConfirmedDate(CampaignDateKind Kind, DateOnly On, string Source, Personal Reason, string By, DateOnly ConfirmedOn);

/// <param name="Unit">The reporting unit.</param>
/// <param name="Reserves">Further places 候补 that come in only in the place of another.</param>
public sealed record Quota(string Unit, int Places, int Reserves);

/// <param name="Late">May be nominated after the cut-off.</param>
/// <param name="OverQuota">May be nominated beyond the unit's places.</param>
/// <param name="Document">The document that approves it.</param>
public sealed record SpecialApproval(OrganizationId OrganizationId, bool Late, bool OverQuota, string Document, Personal Reason, string By, DateOnly On);

/// <summary>An expert 评审专家: somebody with an account, or a person declared by name.</summary>
/// <param name="UserName">The account that scores; null where the office enters the signed sheet.</param>
/// <param name="OrganizationId">The organization of the account, or the declared one: it is not scored by its own.</param>
/// <param name="MediatorId">The same person in the roster of mediators.</param>
/// <param name="Unit">The reporting unit or province of the account.</param>
public sealed record Scorer(ScorerId Id, Personal Name, string Employer, string? UserName, OrganizationId? OrganizationId, MediatorId? MediatorId, string? Unit, DateOnly On);

/// <summary>A nomination on the shortlist.</summary>
/// <param name="Score">The points that stand.</param>
public sealed record ShortlistPlace(NominationId NominationId, OrganizationId OrganizationId, string Name, string Unit, decimal Score);

public enum PublicityLevel { Province, National }

/// <param name="Due">The last day, by rule PUBN from the day after it began.</param>
/// <param name="Provisional">It runs past the last loaded year.</param>
/// <param name="Contact">Where objections are taken.</param>
/// <param name="Days">Working days.</param>
public sealed record Publicity(int No, PublicityLevel Level, DateOnly From, int Days, DateOnly Due, bool Provisional, string Place, string Contact, string Phone)
{
    public DateOnly? EndedOn { get; init; }
}

/// <summary>An objection under a real name.</summary>
/// <param name="Name">Who objects: a person's or a body's real name.</param>
public sealed record Objection(NominationId NominationId, Personal Name, Personal Contact, Personal Text, [property: MayBeLeftOut] IReadOnlyList<FileId> Proof, DateOnly On)
{
    public int Number { get; init; }
    public ObjectionReply? Reply { get; init; }
}

/// <param name="Upheld">The objection holds: the organization leaves the list.</param>
public sealed record ObjectionReply(bool Upheld, Personal Finding, Personal Reply, string By, DateOnly On);

/// <param name="Meeting">The tripartite meeting that decided.</param>
/// <param name="Document">The document that announces it.</param>
public sealed record CampaignDecision([property: MayBeLeftOut] IReadOnlyList<NominationId> Chosen, string Meeting, string Document, FileId? Minutes, DateOnly On);

/// <param name="Document">The letter's number.</param>
/// <param name="Receipt">The receipt of the national office.</param>
public sealed record NationalRecommendation([property: MayBeLeftOut] IReadOnlyList<NominationId> Nominations, string Document, string Receipt, FileId? ReceiptFile, DateOnly On);

public sealed record NationalResult([property: MayBeLeftOut] IReadOnlyList<NominationId> Honored, string Document, DateOnly On);

/// <summary>Why an honor is taken back.</summary>
public enum RevocationGround { Fraud, MajorIncident, Closure }

public sealed record HonorRevocation(NominationId NominationId, RevocationGround Ground, Personal Reason, string Document, DateOnly On);
