using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Selection;

/// <summary>Where a nomination stands.</summary>
public enum NominationStage
{
    Draft, OrgSubmitted, CountyChecked, PrefectureRecommended, ProvinceReceived, Qualified, Returned, Disqualified, Withdrawn, Scored, Shortlisted, NotSelected, InPublicity, Confirmed, RemovedOnObjection,
    Recommended, NationallyHonored, NotHonored, Revoked,
}

/// <summary>A scorer at one nomination, and whether anything stands in the way.</summary>
/// <param name="HasConflict">Null before it was declared.</param>
public sealed record AssignedScorer(Scorer Scorer, bool? HasConflict, Personal Statement)
{
    [JsonIgnore] public ScorerId Id => Scorer.Id;
}

/// <summary>That a score was corrected.</summary>
/// <param name="Before">The total that it had.</param>
/// <param name="SheetBefore">The signed sheet that it had.</param>
public sealed record ScoreCorrection(ScorerId ScorerId, decimal Before, decimal After, FileId? SheetBefore, Personal Reason, DateOnly On);

/// <summary>What an evaluation can lack.</summary>
public enum EvaluationLack { Qualification, Scores, ThirdScore, Visit }

/// <summary>One organization's way through one campaign: own application, county, prefecture, province, scores, publicity, decision.</summary>
public sealed record Nomination : IAggregate<Nomination>, IHoldsUnique, IOwnsFiles, IKeepsPapers
{
    public static string Stream => "nomination";
    public static Nomination Empty { get; } = new();

    public NominationId Id { get; init; }
    public CampaignId CampaignId { get; init; }
    public OrganizationId OrganizationId { get; init; }

    /// <summary>The organization's own region.</summary>
    public string Region { get; init; } = "";

    /// <summary>The reporting unit that nominates.</summary>
    public string Unit { get; init; } = "";

    public NominationStage Stage { get; init; }
    public NominationStatement Statement { get; init; } = null!;
    public DateOnly DraftedOn { get; init; }
    public DateOnly? SubmittedOn { get; init; }
    public CountyCheck? County { get; init; }
    public ImmutableList<LocalPublicity> LocalPublicities { get; init; } = [];
    public UnitRecommendation? Recommendation { get; init; }

    /// <summary>The day of the first recommendation: what was returned and mended comes in time by it.</summary>
    public DateOnly? FirstNominatedOn { get; init; }

    public DateOnly? ReceivedOn { get; init; }
    public Personal Substitution { get; init; }
    public Personal ReturnReason { get; init; }
    public SelectionMetrics? Metrics { get; init; }
    public IReadOnlyList<GateResult> Gates { get; init; } = [];
    public IReadOnlyList<GateKind> FailedGates { get; init; } = [];
    public IReadOnlyList<string> Vetoes { get; init; } = [];

    /// <summary>Why it was disqualified or withdrawn.</summary>
    public Personal EndReason { get; init; }

    public ImmutableList<SiteVisit> Visits { get; init; } = [];
    public ImmutableList<AssignedScorer> Scorers { get; init; } = [];
    public ImmutableList<ScoreGiven> Scores { get; init; } = [];
    public ImmutableList<ScoreCorrection> Corrections { get; init; } = [];
    /// <summary>Why the office had a third scorer decide although the two did not differ too much.</summary>
    public Personal Moderation { get; init; }

    public decimal? FinalScore { get; init; }
    public decimal? Spread { get; init; }
    public DateOnly? QualifiedOn { get; init; }

    /// <summary>The day of the stage it is at.</summary>
    public DateOnly? StageOn { get; init; }

    public ImmutableList<CasePaper> Papers { get; init; } = [];
    public int LateEntries { get; init; }

    [JsonIgnore] public bool Exists => Id.Value is not null;

    /// <summary>The organization can still change what it says.</summary>
    [JsonIgnore] public bool IsOpenToChange => Stage is NominationStage.Draft or NominationStage.Returned;

    /// <summary>How far its own evaluation has come, whatever list it was on.</summary>
    [JsonIgnore] public NominationStage EvaluatedTo => FinalScore is not null ? NominationStage.Scored : QualifiedOn is not null ? NominationStage.Qualified : NominationStage.ProvinceReceived;

    /// <summary>What its evaluation still lacks; nothing where it did not get that far, where it is out, or where everything is there.</summary>
    public IEnumerable<EvaluationLack> Lacks(CampaignStandards standards)
    {
        if (ReceivedOn is null || Stage is NominationStage.Returned or NominationStage.OrgSubmitted or NominationStage.CountyChecked or NominationStage.PrefectureRecommended || IsOut) yield break;
        if (QualifiedOn is null) yield return EvaluationLack.Qualification;
        else if (FinalScore is null) yield return NeedsThird(standards) ? EvaluationLack.ThirdScore : EvaluationLack.Scores;
        if (QualifiedOn is not null && Visits.IsEmpty) yield return EvaluationLack.Visit;
    }

    /// <summary>It went out for good, whatever the campaign decides.</summary>
    [JsonIgnore] public bool IsOut => Stage is NominationStage.Disqualified or NominationStage.Withdrawn;

    /// <summary>The unit has nominated it: the campaign's figures for it are frozen at the cut-off.</summary>
    [JsonIgnore] public bool IsNominated => Recommendation is not null && Stage is not (NominationStage.Withdrawn or NominationStage.Draft or NominationStage.OrgSubmitted or NominationStage.CountyChecked);

    /// <summary>Two scores that lie too far apart: a third person scores.</summary>
    public bool NeedsThird(CampaignStandards standards) => FinalScore is null && Scores.Count == 2 && (!Moderation.IsEmpty || Math.Abs(Scores[0].Total - Scores[1].Total) > standards.ScoreGap);

    public AssignedScorer? Assigned(ScorerId id) => Scorers.Find(s => s.Id == id);

    /// <summary>The scorers whose sheets this person enters: the own one, or, for the provincial office, those of scorers without an account.</summary>
    public IEnumerable<AssignedScorer> EnteredBy(Access.Actor actor) => Scorers.Where(s => Sheets.MayEnter(s, actor));

    /// <summary>Nobody sees another's score before the points stand; whoever scored sees the own one.</summary>
    public IEnumerable<ScoreGiven> ScoresFor(string userName) => FinalScore is not null ? Scores : Scores.Where(s => s.EnteredBy == userName || Assigned(s.ScorerId)?.Scorer.UserName == userName);

    /// <summary>Corrections of the scores that this person may see.</summary>
    public IEnumerable<ScoreCorrection> CorrectionsFor(string userName) => ScoresFor(userName).Select(s => s.ScorerId).ToHashSet() is var seen ? Corrections.Where(c => seen.Contains(c.ScorerId)) : [];

    /// <summary>An organization stands once in a campaign, and a place of a unit is given once.</summary>
    [JsonIgnore]
    public IEnumerable<UniqueValue> UniqueValues
    {
        get
        {
            if (!Exists || Stage is NominationStage.Withdrawn) yield break;
            yield return new("nomination", $"{CampaignId}|{OrganizationId}");
            if (Recommendation is { } recommendation) yield return new("nomination-place", $"{CampaignId}|{Unit}|{recommendation.Place}");
        }
    }

    [JsonIgnore]
    public IEnumerable<FileId> Files =>
    [
        .. Exists ? Statement.Files : [],
        .. Recommendation?.Seals.Select(s => s.FileId).OfType<FileId>() ?? [],
        .. Visits.SelectMany(v => v.Photos),
        .. Scores.Select(s => s.Sheet).Concat(Corrections.Select(c => c.SheetBefore)).OfType<FileId>().Distinct(),
        .. Papers.Select(p => p.PageId),
    ];

    public Nomination Evolve(DomainEvent happened) => happened switch
    {
        NominationDrafted e => this with { Id = e.Id, CampaignId = e.CampaignId, OrganizationId = e.OrganizationId, Region = e.Region, Unit = e.Unit, Statement = e.Statement, DraftedOn = e.On, Stage = NominationStage.Draft, StageOn = e.On },
        NominationStatementChanged e => this with { Statement = e.Statement },
        NominationSubmitted e => To(NominationStage.OrgSubmitted, e.On) with { SubmittedOn = e.On, ReturnReason = default, County = null },
        NominationCheckedByCounty e => To(NominationStage.CountyChecked, e.Check.On) with { County = e.Check },
        NominationPublishedLocally e => this with { LocalPublicities = LocalPublicities.Add(e.Publicity) },
        OrganizationNominated e => To(NominationStage.PrefectureRecommended, e.Recommendation.On) with { Recommendation = e.Recommendation, FirstNominatedOn = FirstNominatedOn ?? e.Recommendation.On },
        NominationReceived e => To(NominationStage.ProvinceReceived, e.On) with { ReceivedOn = e.On, Substitution = e.Substitution },
        NominationReturned e => To(NominationStage.Returned, e.On) with { ReturnReason = e.Reason },
        NominationWithdrawn e => To(NominationStage.Withdrawn, e.On) with { EndReason = e.Reason },
        NominationMetricsFrozen e => this with { Metrics = e.Metrics },
        NominationQualified e => To(NominationStage.Qualified, e.On) with { Gates = e.Gates, QualifiedOn = e.On },
        NominationDisqualified e => To(NominationStage.Disqualified, e.On) with { FailedGates = e.Gates, Vetoes = e.Vetoes, EndReason = e.Reason },
        NominationVerified e => this with { Visits = Visits.Add(e.Visit) },
        NominationScorerAssigned e => Assigned(e),
        NominationInterestDeclared e => this with { Scorers = [.. Scorers.Select(s => s.Id == e.ScorerId ? s with { HasConflict = e.HasConflict, Statement = e.Statement } : s)] },
        NominationScoreGiven e => this with { Scores = Scores.Add(e.Score) },
        NominationScoreCorrected e => Corrected(e),
        NominationScored e => To(NominationStage.Scored, e.On) with { FinalScore = e.Score, Spread = e.Spread },
        NominationShortlisted e => To(NominationStage.Shortlisted, e.On),
        NominationEvaluationResumed e => To(EvaluatedTo, e.On),
        NominationNotSelected e => To(NominationStage.NotSelected, e.On),
        NominationInPublicity e => To(NominationStage.InPublicity, e.On),
        NominationConfirmed e => To(NominationStage.Confirmed, e.On),
        NominationRemoved e => To(NominationStage.RemovedOnObjection, e.On),
        NominationRecommended e => To(NominationStage.Recommended, e.On),
        NominationNationallyHonored e => To(NominationStage.NationallyHonored, e.On),
        NominationNotHonored e => To(NominationStage.NotHonored, e.On),
        NominationPaperMade e => this with { Papers = Papers.Add(e.Paper) },
        NominationRevoked e => To(NominationStage.Revoked, e.On),
        EnteredLate => this with { LateEntries = LateEntries + 1 },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a nomination"),
    };

    /// <summary>With a reason, the two that stood wait for the third.</summary>
    private Nomination Assigned(NominationScorerAssigned e) => (e.Moderation.IsEmpty ? this : To(NominationStage.Qualified, e.On) with { Moderation = e.Moderation, FinalScore = null, Spread = null }) with { Scorers = Scorers.Add(new(e.Scorer, null, default)) };

    private Nomination Corrected(NominationScoreCorrected e) => (Stage is NominationStage.Scored ? To(NominationStage.Qualified, e.Score.On) : this) with
    {
        Scores = [.. Scores.Select(s => s.ScorerId == e.Score.ScorerId ? e.Score : s)],
        Corrections = Corrections.Add(new(e.Score.ScorerId, e.Before, e.Score.Total, Scores.Find(s => s.ScorerId == e.Score.ScorerId)?.Sheet, e.Reason, e.Score.On)),
        FinalScore = null,
        Spread = null,
    };

    private Nomination To(NominationStage stage, DateOnly on) => this with { Stage = stage, StageOn = on };
}

/// <summary>A command of a nomination that knows what is still missing for it.</summary>
public interface INominationCommand<TSelf> : ICommand<Nomination> where TSelf : INominationCommand<TSelf>
{
    static abstract string Name { get; }
    static abstract IEnumerable<Refusal> Missing(Nomination state, Context at);
}

/// <summary>What may be done with a nomination now.</summary>
public static class NominationGuide
{
    private static readonly (string Name, Type Type, Func<Nomination, Context, IEnumerable<Refusal>> Missing)[] Commands =
    [
        Of<ChangeNomination>(), Of<SubmitNomination>(), Of<CheckByCounty>(), Of<PublishLocally>(), Of<Nominate>(), Of<ReceiveNomination>(), Of<FreezeMetrics>(), Of<QualifyNomination>(), Of<ReturnNomination>(),
        Of<DisqualifyNomination>(), Of<WithdrawNomination>(), Of<VerifyOnSite>(), Of<AssignScorer>(), Of<DeclareInterest>(), Of<ScoreNomination>(), Of<CorrectScore>(),
    ];

    /// <summary>The records that every command and the guide look at; load them into the context.</summary>
    public static IEnumerable<StreamRef> Reads(Nomination state) => !state.Exists ? [] : [StreamRef.To<Campaign>(state.CampaignId.Value), StreamRef.To<Organization>(state.OrganizationId.Value)];

    public static IReadOnlyList<AllowedCommand> Allowed(Nomination state, Context at, Func<Type, bool> may) =>
        [.. from command in Commands where may(command.Type) let missing = command.Missing(state, at).ToList() select new AllowedCommand(command.Name, missing.Count == 0, [.. missing.Select(m => new Text(m.Chinese, m.English))])];

    private static (string, Type, Func<Nomination, Context, IEnumerable<Refusal>>) Of<TCommand>() where TCommand : INominationCommand<TCommand> => (TCommand.Name, typeof(TCommand), TCommand.Missing);

    internal static IEnumerable<Refusal> At(this Nomination state, params NominationStage[] stages)
    {
        if (!state.Exists) yield return NominationRefusals.Unknown;
        else if (!stages.Contains(state.Stage)) yield return NominationRefusals.WrongStage(state.Stage);
    }

    internal static Campaign CampaignOf(this Context at, Nomination state) => at.Find<Campaign>(state.CampaignId.Value) ?? throw new InvalidOperationException($"{state.Id} belongs to no campaign");

    internal static Organization OrganizationOf(this Context at, Nomination state) => at.Find<Organization>(state.OrganizationId.Value) ?? throw new InvalidOperationException($"{state.Id} nominates no organization");

    /// <summary>Active on a day: one that was suspended, has to put things right or is gone since it was nominated gets no further.</summary>
    internal static Refusal? NotActiveOn(DateOnly day, Nomination state, Context at) =>
        at.OrganizationOf(state) is var organization && organization.StatusOn(day) is not OrganizationStatus.Active and var status ? NominationRefusals.OrganizationNoLongerActive(organization.Name, status) : null;

    /// <summary>Active on every day of the window up to today, and now.</summary>
    internal static IEnumerable<Refusal> Standing(Organization organization, Campaign campaign, DateOnly today)
    {
        if (organization.Status is not OrganizationStatus.Active)
        {
            yield return NominationRefusals.OrganizationNotActive(organization.Name, organization.Status);
            yield break;
        }
        if (campaign is not { WindowFrom: { } from, WindowTo: { } to }) yield break;
        var end = to < today ? to : today;
        if (organization.StatusOn(from) is not OrganizationStatus.Active && from <= today) yield return NominationRefusals.NotActiveThroughout(organization.Name, from, organization.StatusOn(from), from, to);
        else if (organization.Periods.FirstOrDefault(p => p.From > from && p.From <= end && p.Status is not OrganizationStatus.Active) is { } gap) yield return NominationRefusals.NotActiveThroughout(organization.Name, gap.From, gap.Status, from, to);
    }
}
