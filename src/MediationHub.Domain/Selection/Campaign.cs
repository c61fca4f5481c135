using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Selection;

/// <summary>Where a campaign stands.</summary>
public enum CampaignStage
{
    Drafted,
    Published,
    NominationOpen,
    NominationClosed,
    Evaluation,
    Shortlisted,
    Publicity,

    /// <summary>A publicity during which an objection is not answered yet.</summary>
    ObjectionHandling,

    Decided,
    RecommendedToNational,
    Tracking,
    Ended,

    /// <summary>A campaign of earlier years of which only the notice is known.</summary>
    OnRecord,
}

/// <summary>A gold selection 金牌选树: notice, standards, quotas and dates as data, and the way from nomination to the list for the national office.</summary>
public sealed record Campaign : IAggregate<Campaign>, IHoldsUnique, IOwnsFiles, IKeepsPapers
{
    public static string Stream => "campaign";
    public static Campaign Empty { get; } = new();

    public CampaignId Id { get; init; }
    public string Name { get; init; } = "";

    /// <summary>The province (GB/T 2260).</summary>
    public string Unit { get; init; } = "";

    public int Year { get; init; }
    public int Batch { get; init; }
    public CampaignStage Stage { get; init; }
    public CampaignNotice Notice { get; init; } = null!;

    /// <summary>Null for a campaign of which only the notice is known.</summary>
    public CampaignStandards? Standards { get; init; }

    /// <summary>How many are to be chosen.</summary>
    public int Target { get; init; }

    /// <summary>Percent; null where the notice says nothing.</summary>
    public int? SuccessTarget { get; init; }

    /// <summary>Further words of the notice.</summary>
    public IReadOnlyList<NoticeText> Texts { get; init; } = [];

    /// <summary>What the notice says of its days, contradictions included.</summary>
    public ImmutableList<DateStatement> DateStatements { get; init; } = [];

    public ImmutableDictionary<CampaignDateKind, ConfirmedDate> Dates { get; init; } = ImmutableDictionary<CampaignDateKind, ConfirmedDate>.Empty;
    public ImmutableList<Quota> Quotas { get; init; } = [];
    public ImmutableList<SpecialApproval> Approvals { get; init; } = [];
    public ImmutableList<Scorer> Scorers { get; init; } = [];
    public IReadOnlyList<ShortlistPlace> Shortlist { get; init; } = [];
    public DateOnly? ShortlistedOn { get; init; }
    public ImmutableList<Publicity> Publicities { get; init; } = [];
    public ImmutableList<Objection> Objections { get; init; } = [];
    public CampaignDecision? Decision { get; init; }
    public NationalRecommendation? Recommendation { get; init; }
    public NationalResult? Result { get; init; }
    public ImmutableList<HonorRevocation> Revocations { get; init; } = [];
    public DateOnly? DraftedOn { get; init; }
    public DateOnly? PublishedOn { get; init; }
    public DateOnly? OpenedOn { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public DateOnly? EvaluationOn { get; init; }
    public DateOnly? EndedOn { get; init; }
    public Personal Summary { get; init; }
    public ImmutableList<CasePaper> Papers { get; init; } = [];
    public int LateEntries { get; init; }

    [JsonIgnore] public bool Exists => Id.Value is not null;
    [JsonIgnore] public DateOnly? WindowFrom => On(CampaignDateKind.WindowFrom);
    [JsonIgnore] public DateOnly? WindowTo => On(CampaignDateKind.WindowTo);
    [JsonIgnore] public DateOnly? NominationFrom => On(CampaignDateKind.NominationFrom);
    [JsonIgnore] public DateOnly? CutOff => On(CampaignDateKind.CutOff);

    public DateOnly? On(CampaignDateKind kind) => Dates.GetValueOrDefault(kind)?.On;

    /// <summary>Standards may no longer change.</summary>
    [JsonIgnore] public bool StandardsFixed => Stage is not (CampaignStage.Drafted or CampaignStage.Published);

    /// <summary>Everybody may know of it.</summary>
    [JsonIgnore] public bool IsPublic => Exists && Stage is not CampaignStage.Drafted;

    public Quota? QuotaOf(string unit) => Quotas.Find(q => q.Unit == unit);

    /// <summary>What was approved for an organization besides the rule.</summary>
    public bool ApprovedLate(OrganizationId organization) => Approvals.Exists(a => a.OrganizationId == organization && a.Late);

    /// <inheritdoc cref="ApprovedLate"/>
    public bool ApprovedOverQuota(OrganizationId organization) => Approvals.Exists(a => a.OrganizationId == organization && a.OverQuota);

    public Scorer? Scorer(ScorerId id) => Scorers.Find(s => s.Id == id);

    [JsonIgnore] public IEnumerable<Objection> OpenObjections => Objections.Where(o => o.Reply is null);

    /// <summary>Left the list because an objection held.</summary>
    public bool Removed(NominationId id) => Objections.Exists(o => o.NominationId == id && o.Reply is { Upheld: true });

    /// <summary>Still takes scores, visits and findings for this nomination: during the evaluation, and until the list is made public for what is not on it.</summary>
    public bool Evaluates(NominationId id) => Stage is CampaignStage.Evaluation || (Stage is CampaignStage.Shortlisted && !IsShortlisted(id));

    public bool IsShortlisted(NominationId id) => Shortlist.Any(p => p.NominationId == id);

    public bool IsRevoked(NominationId id) => Revocations.Exists(r => r.NominationId == id);

    /// <summary>The provincial publicity that runs or ran last.</summary>
    [JsonIgnore] public Publicity? ProvincePublicity => Publicities.FindLast(p => p.Level is PublicityLevel.Province);
    [JsonIgnore] public Publicity? NationalPublicity => Publicities.FindLast(p => p.Level is PublicityLevel.National);

    /// <summary>One campaign for each province, year and batch.</summary>
    [JsonIgnore]
    public IEnumerable<UniqueValue> UniqueValues => Exists ? [new("campaign", $"{Unit}|{Year}|{Batch}|{(Stage is CampaignStage.OnRecord ? "record" : "live")}")] : [];

    [JsonIgnore]
    public IEnumerable<FileId> Files => [.. Papers.Select(p => p.PageId), .. Objections.SelectMany(o => o.Proof), .. Decision?.Minutes is { } minutes ? [minutes] : Array.Empty<FileId>(), .. Recommendation?.ReceiptFile is { } receipt ? [receipt] : Array.Empty<FileId>()];

    public Campaign Evolve(DomainEvent happened) => happened switch
    {
        CampaignDrafted e => this with { Id = e.Id, Name = e.Name, Unit = e.Unit, Year = e.Year, Batch = e.Batch, Notice = e.Notice, Stage = CampaignStage.Drafted, DraftedOn = e.On, Standards = e.Standards, Target = e.Standards.Target, SuccessTarget = e.Standards.SuccessTarget },
        CampaignRecorded e => this with { Id = e.Id, Name = e.Name, Unit = e.Unit, Year = e.Year, Batch = e.Batch, Notice = e.Notice, Stage = CampaignStage.OnRecord, DraftedOn = e.On, Target = e.Target, SuccessTarget = e.SuccessTarget, Texts = e.Texts, DateStatements = [.. e.Dates] },
        CampaignStandardsChanged e => this with { Standards = e.Standards, Target = e.Standards.Target, SuccessTarget = e.Standards.SuccessTarget },
        CampaignDateStated e => this with { DateStatements = DateStatements.Add(e.Statement) },
        CampaignDateConfirmed e => this with { Dates = Dates.SetItem(e.Confirmed.Kind, e.Confirmed) },
        CampaignQuotaSet e => this with { Quotas = [.. Quotas.Where(q => q.Unit != e.Quota.Unit), e.Quota] },
        CampaignPublished e => this with { Stage = CampaignStage.Published, PublishedOn = e.On },
        NominationOpened e => this with { Stage = CampaignStage.NominationOpen, OpenedOn = e.On },
        SpecialApprovalRecorded e => this with { Approvals = Approvals.Add(e.Approval) },
        NominationClosed e => this with { Stage = CampaignStage.NominationClosed, ClosedOn = e.On },
        EvaluationBegun e => this with { Stage = CampaignStage.Evaluation, EvaluationOn = e.On },
        ScorerAppointed e => this with { Scorers = Scorers.Add(e.Scorer) },
        CampaignShortlisted e => this with { Stage = CampaignStage.Shortlisted, Shortlist = e.Places, ShortlistedOn = e.On },
        PublicityStarted e => this with { Publicities = Publicities.Add(e.Publicity), Stage = e.Publicity.Level is PublicityLevel.Province ? CampaignStage.Publicity : Stage },
        PublicityEnded e => this with { Publicities = [.. Publicities.Select(p => p.No == e.No ? p with { EndedOn = e.On } : p)] },
        ObjectionRaised e => this with { Objections = Objections.Add(e.Objection with { Number = e.Number }), Stage = Stage is CampaignStage.Publicity ? CampaignStage.ObjectionHandling : Stage },
        ObjectionResolved e => Resolved(e),
        CampaignDecided e => this with { Stage = CampaignStage.Decided, Decision = e.Decision },
        CampaignRecommended e => this with { Stage = CampaignStage.RecommendedToNational, Recommendation = e.Recommendation },
        NationalResultRecorded e => this with { Stage = CampaignStage.Tracking, Result = e.Result },
        CampaignHonorRevoked e => this with { Revocations = Revocations.Add(e.Revocation) },
        CampaignPaperMade e => this with { Papers = Papers.Add(e.Paper) },
        CampaignEnded e => this with { Stage = CampaignStage.Ended, EndedOn = e.On, Summary = e.Summary },
        EnteredLate => this with { LateEntries = LateEntries + 1 },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a campaign"),
    };

    private Campaign Resolved(ObjectionResolved e)
    {
        var next = this with { Objections = [.. Objections.Select(o => o.Number == e.Number ? o with { Reply = e.Reply } : o)] };
        return Stage is CampaignStage.ObjectionHandling && !next.OpenObjections.Any() ? next with { Stage = CampaignStage.Publicity } : next;
    }
}

/// <summary>A command of a campaign that knows what is still missing for it.</summary>
public interface ICampaignCommand<TSelf> : ICommand<Campaign> where TSelf : ICampaignCommand<TSelf>
{
    static abstract string Name { get; }
    static abstract IEnumerable<Refusal> Missing(Campaign state, Context at);
}

/// <summary>What may be done with a campaign now.</summary>
public static class CampaignGuide
{
    private static readonly (string Name, Type Type, Func<Campaign, Context, IEnumerable<Refusal>> Missing)[] Commands =
    [
        Of<ChangeStandards>(), Of<StateDate>(), Of<ConfirmDate>(), Of<SetQuota>(), Of<PublishCampaign>(), Of<OpenNomination>(), Of<ApproveSpecially>(), Of<CloseNomination>(), Of<BeginEvaluation>(), Of<AppointScorer>(),
        Of<ShortlistNominations>(), Of<StartPublicity>(), Of<RaiseObjection>(), Of<ResolveObjection>(), Of<DecideCampaign>(), Of<RecommendToNational>(), Of<RecordNationalResult>(), Of<RevokeHonor>(), Of<EndCampaign>(),
    ];

    public static IReadOnlyList<AllowedCommand> Allowed(Campaign state, Context at, Func<Type, bool> may) =>
        [.. from command in Commands where may(command.Type) let missing = command.Missing(state, at).ToList() select new AllowedCommand(command.Name, missing.Count == 0, [.. missing.Select(m => new Text(m.Chinese, m.English))])];

    private static (string, Type, Func<Campaign, Context, IEnumerable<Refusal>>) Of<TCommand>() where TCommand : ICampaignCommand<TCommand> => (TCommand.Name, typeof(TCommand), TCommand.Missing);

    internal static IEnumerable<Refusal> At(this Campaign state, params CampaignStage[] stages)
    {
        if (!state.Exists) yield return CampaignRefusals.Unknown;
        else if (state.Stage is CampaignStage.OnRecord) yield return CampaignRefusals.OnRecord;
        else if (!stages.Contains(state.Stage)) yield return CampaignRefusals.WrongStage(state.Stage);
    }
}
