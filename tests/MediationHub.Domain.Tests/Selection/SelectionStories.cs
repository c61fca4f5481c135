using MediationHub.Domain.Access;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Selection;
using MediationHub.Domain.Tests.Kernel;

namespace MediationHub.Domain.Tests.Selection;

/// <summary>One campaign of Jilin in 2026: window 2025, nominations 3 to 30 June, evaluation in July, publicity 20 to 27 July.</summary>
internal static class SelectionStories
{
    public static readonly CampaignId Id = new("g1");
    public static readonly NominationId First = new("k1");
    public static readonly NominationId Second = new("k2");
    public static readonly OrganizationId House = new("org-1");

    public static readonly Actor Province = new("province", new HashSet<Role> { Role.Province }, Unit: "220000");
    public static readonly Actor City = new("city", new HashSet<Role> { Role.City }, Unit: "220100");
    public static readonly Actor County = new("county", new HashSet<Role> { Role.City }, Unit: "220184");
    public static readonly Actor Head = new("head", new HashSet<Role> { Role.Head }, House);
    public static readonly Actor Expert = new("expert", new HashSet<Role> { Role.Arbitrator }, Commission: new("commission-1"));
    public static readonly Actor OtherExpert = new("other", new HashSet<Role> { Role.Director }, Commission: new("commission-1"));

    public static readonly CampaignStandards Standards = CampaignStandards.BuiltIn with { Target = 1 };
    public static readonly CampaignNotice Notice = new("关于开展2026年金牌劳动人事争议调解组织选树工作的通知", "吉人社联〔2026〕8号", ["吉林省人力资源和社会保障厅"], Day("2026-05-20"));

    public static readonly CampaignDrafted Drafted = new(Id, "吉林省2026年选树", "220000", 2026, 1, Notice, Standards, Day("2026-05-21"));
    public static readonly CampaignQuotaSet Places = new(new("220100", 1, 1), null, default, "province", Day("2026-05-22"));
    public static readonly Scorer Account = new(new("e1"), "韩明谦", "长春市仲裁委", "expert", null, null, null, Day("2026-07-02"));
    public static readonly Scorer OtherAccount = new(new("e2"), "沈国栋", "长春市仲裁委", "other", null, null, null, Day("2026-07-02"));
    public static readonly Scorer Declared = new(new("e3"), "周教授", "吉林大学", null, null, null, null, Day("2026-07-02"));

    public static DateOnly Day(string day) => DateOnly.Parse(day);

    public static CampaignDateConfirmed Confirmed(CampaignDateKind kind, string on) => new(new(kind, Day(on), Notice.Number, default, "province", Day("2026-05-21")));

    public static IReadOnlyList<DomainEvent> Ready =>
    [
        Drafted, Confirmed(CampaignDateKind.WindowFrom, "2025-01-01"), Confirmed(CampaignDateKind.WindowTo, "2025-12-31"), Confirmed(CampaignDateKind.NominationFrom, "2026-06-03"), Confirmed(CampaignDateKind.CutOff, "2026-06-27"), Places,
    ];

    public static IReadOnlyList<DomainEvent> Published => [.. Ready, new CampaignPublished(Day("2026-05-25"))];
    public static IReadOnlyList<DomainEvent> Open => [.. Published, new NominationOpened(Day("2026-06-03"))];
    public static IReadOnlyList<DomainEvent> Closed => [.. Open, new NominationClosed(Day("2026-06-28"))];
    public static IReadOnlyList<DomainEvent> Evaluating => [.. Closed, new EvaluationBegun(Day("2026-07-01")), new ScorerAppointed(Account), new ScorerAppointed(OtherAccount), new ScorerAppointed(Declared)];
    public static ShortlistPlace PlaceOf(NominationId id) => new(id, new($"org-{id.Value[1..]}"), $"第{id.Value[1..]}调解中心", "220100", 88m);
    public static IReadOnlyList<DomainEvent> Shortlisted => [.. Evaluating, new CampaignShortlisted([PlaceOf(First), PlaceOf(Second)], default, Day("2026-07-17"))];

    /// <summary>Monday, 20 July; five working days end on Monday, 27 July.</summary>
    public static readonly Publicity FiveDays = new(1, PublicityLevel.Province, Day("2026-07-20"), 5, Day("2026-07-27"), false, "省厅网站", "省三方办公室", "0431-88690000");

    public static IReadOnlyList<DomainEvent> InPublicity => [.. Shortlisted, new PublicityStarted(FiveDays)];
    public static readonly Objection Doubt = new(First, "王某某", "13800000001", "该中心收取费用。", [], Day("2026-07-21"));
    public static IReadOnlyList<DomainEvent> Doubted => [.. InPublicity, new ObjectionRaised(Id, Doubt, 1)];
    public static IReadOnlyList<DomainEvent> Decided => [.. InPublicity, new CampaignDecided(new([Second], "三方会议第3次", "吉三方〔2026〕5号", null, Day("2026-07-28")))];
    public static IReadOnlyList<DomainEvent> Sent => [.. Decided, new CampaignRecommended(new([Second], "吉三方函〔2026〕9号", "国三方收〔2026〕77号", null, Day("2026-08-03")))];

    public static Campaign CampaignAfter(IEnumerable<DomainEvent> events) => events.Aggregate(Campaign.Empty, (state, happened) => state.Evolve(happened));

    /// <summary>Filed and active since 2024, in 公主岭市.</summary>
    public static Organization Active { get; } = new DomainEvent[]
    {
        new OrganizationDrafted(House, new() { Code = "CC-01", Name = "公主岭市河南街道劳动争议调解中心", Type = OrganizationType.TownshipCenter, Unit = "220184" }),
        new OrganizationFiled(Day("2024-03-01"), "220100", "长春", 1), new OrganizationActivated(Day("2024-03-04")),
    }.Aggregate(Organization.Empty, (state, happened) => state.Evolve(happened));

    public static SelectionFigures Figures(long succeeded, long closed) => new(succeeded, 0, closed - succeeded, closed, closed, 20, 8, 4, 4, 20, 18, closed, 100000m, 80000m, 3, 2, 50m);

    public static SelectionMetrics Metrics(long succeeded = 45, long closed = 60) => new(
        Day("2025-01-01"), Day("2025-12-31"), RuleSet.BuiltIn.Settings.Definition("closing")!.Kept, 4711, new(2026, 6, 28, 0, 1, 0, TimeSpan.FromHours(8)), Figures(succeeded, closed),
        new(OrganizationType.TownshipCenter, 21, 6, 3, true, true, true, 80m, 3, 2, 2, 60m, 0), new(new(10, 88m), new(12, 90m), new(Day("2025-11-03"), 100m)));

    public static readonly NominationStatement Statement = new("调解前移，一案一策。", "某餐饮企业欠薪争议。", null, "李主任", "13800000002", []);
    public static readonly NominationDrafted Begun = new(First, Id, House, "220184", "220100", Statement, Day("2026-06-04"));
    public static readonly NominationSubmitted Submitted = new(Day("2026-06-05"), "head");
    public static readonly NominationCheckedByCounty Checked = new(new("公主岭市人力资源和社会保障局", "属实，同意。", "county", Day("2026-06-08")));
    public static IReadOnlyList<RecommendationSeal> Seals => [.. Standards.Seals.Select(s => new RecommendationSeal(s, Day("2026-06-10")))];
    public static readonly UnitRecommendation Recommendation = new("220100", 1, false, false, false, "同意推荐。", Seals, [], "city", Day("2026-06-10"));

    public static IReadOnlyList<DomainEvent> UntilChecked => [Begun, Submitted, Checked];
    public static IReadOnlyList<DomainEvent> UntilNominated => [.. UntilChecked, new OrganizationNominated(Recommendation)];
    public static IReadOnlyList<DomainEvent> UntilReceived => [.. UntilNominated, new NominationReceived(Day("2026-06-12"), default)];
    public static IReadOnlyList<DomainEvent> UntilFrozen => [.. UntilReceived, new NominationMetricsFrozen(Metrics())];
    public static IReadOnlyList<DomainEvent> UntilQualified => [.. UntilFrozen, new NominationQualified([], default, Day("2026-07-02"))];
    public static IReadOnlyList<DomainEvent> WithScorers =>
    [
        .. UntilQualified, new NominationScorerAssigned(Account, Day("2026-07-03"), "province"), new NominationScorerAssigned(OtherAccount, Day("2026-07-03"), "province"),
        new NominationInterestDeclared(Account.Id, false, default, Day("2026-07-03")), new NominationInterestDeclared(OtherAccount.Id, false, default, Day("2026-07-03")),
    ];

    public static readonly SiteVisit Visit = new(Day("2026-07-08"), [new("赵一", "省人社厅"), new("钱二", "省总工会")], [.. Enum.GetValues<Dimension>().Select(d => new DimensionPoints(d, 10, default))], "制度上墙，台账齐全。", []);

    /// <summary>As the record gives them, and <paramref name="others"/> of the points for what only people can judge.</summary>
    public static IReadOnlyList<ItemPoints> Sheet(decimal others = 2, decimal less = 0)
    {
        var machine = ScoreSheet.Of(Standards, Metrics()).ToDictionary(m => m.ItemId);
        return [.. Standards.Items.Select(i => machine[i.Id].Points is { } p ? new ItemPoints(i.Id, i.Id is "A1" ? p - less : p, i.Id is "A1" && less > 0 ? "制度文本不全" : default(Personal)) : new ItemPoints(i.Id, others))];
    }

    public static ScoreGiven Given(Scorer scorer, decimal total) => new(scorer.Id, Sheet(), 0, default, default, total, scorer.UserName ?? "province", null, Day("2026-07-09"));

    public static Story<Campaign> GivenCampaign(IEnumerable<DomainEvent> events) => Story<Campaign>.Given(events).By(Province).Knowing(House.Value, Active);

    public static Story<Nomination> GivenNomination(IEnumerable<DomainEvent> events, IEnumerable<DomainEvent>? campaign = null) =>
        Story<Nomination>.Given(events).On("2026-06-10").By(City).Knowing<Campaign>(Id.Value, campaign ?? Open).Knowing(House.Value, Active);
}
