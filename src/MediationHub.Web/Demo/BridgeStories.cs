using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Web.Hosting;

namespace MediationHub.Web.Demo;

/// <summary>
/// The bridge to arbitration in the demo: a commission for each reporting unit, and at that of 长春 reviews, entrustments and recommendations at every stage.
/// Reviews are told of agreements that the cases of the demo have made; what is open lies on the last working days.
/// </summary>
internal sealed class BridgeStories(Installation installation, World world)
{
    private const string Arbitrator = "demo-arbitrator";
    private static readonly CommissionId House = new(DemoProvince.Commission);
    private static readonly Actor Clerk = new("clerk", new HashSet<Role> { Role.Clerk }, Commission: House);
    private static readonly Actor Judge = new("arbitrator", new HashSet<Role> { Role.Arbitrator }, Commission: House, ArbitratorId: Arbitrator);
    private static readonly Actor Director = new("director", new HashSet<Role> { Role.Director }, Commission: House);

    private readonly HashSet<string> _taken = [];

    /// <summary>The commissions, from the first of the shown years on.</summary>
    public IReadOnlyList<Script> Houses() =>
    [
        .. Places.All.Select(place =>
        {
            var (steps, id, dice) = (new ScriptWriter(), CommissionOf(place), new Dice(world.Seed, $"commission {place.Unit}"));
            var body = Bodies.All.First(b => b.PlaceUnit == place.Unit);
            var at = ChinaTime.At(world.Agenda.Workday(world.From, 0), new(9, 0));
            steps.Add(id.Value, at, body.City, Establishing(place, dice));
            for (var no = 1; no <= 3; no++)
            {
                var arbitrator = ArbitratorOf(place, no);
                var who = arbitrator.Value == Arbitrator ? "韩明谦" : Names.Name(place, dice);
                steps.Add(id.Value, at.AddMinutes(10 * no), body.City, new AppointArbitrator(arbitrator, who, $"{place.Unit}-Z{no:000}", ChinaTime.DayOf(at), no < 3, Phone: Numbers.Mobile(dice)));
            }
            // The commission whose recommendations are shown records what came in, on the third of the month after.
            for (var month = new DateOnly(world.Today.Year, world.Today.Month, 1).AddMonths(-2); id == House && month.AddMonths(1) <= world.Today; month = month.AddMonths(1))
            {
                var day = month.AddMonths(1).AddDays(2);
                if (day < world.Today && day > ChinaTime.DayOf(at)) steps.Add(id.Value, ChinaTime.At(day, new(9, 30)), Clerk, new CountApplications(month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), dice.Between(4, 7), dice.Between(1, 2)));
            }
            return new Script($"commission {place.Unit}", steps.Steps);
        }),
    ];

    /// <summary>The commission of a reporting unit.</summary>
    public static CommissionId CommissionOf(Place place) => place.Unit is "220100" ? House : new($"{DemoProvince.Commission}-{place.Unit.ToLowerInvariant()}");

    public static ArbitratorId ArbitratorOf(Place place, int no) => new(CommissionOf(place) == House && no == 1 ? Arbitrator : $"arbitrator-{place.Unit.ToLowerInvariant()}-{no}");

    public static EstablishCommission Establishing(Place place, Dice dice)
    {
        var name = place.City is "长白山" ? "长白山保护开发区" : place.City;
        return new(CommissionOf(place), new()
        {
            Code = $"ZC-{place.Unit}", Name = $"{name}劳动人事争议仲裁委员会", Level = CommissionLevel.City, Unit = place.Unit, InstituteName = $"{name}劳动人事争议仲裁院",
            Address = place.Office(dice), Phone = Numbers.Landline(place.AreaCode, dice), DirectorName = CommissionOf(place) == House ? "沈国栋" : Names.Name(place, dice), SealName = $"{name}劳动人事争议仲裁委员会",
        });
    }

    /// <summary>Reviews, entrustments and recommendations; the cases have been played before.</summary>
    public async Task<IReadOnlyList<Script>> Roads()
    {
        var agreements = await Agreements();
        List<Script?> roads =
        [
            Review("01", agreements, 2, joined: null, road => { }),
            Review("02", agreements, 3, joined: 2, road => { }),
            Review("03", agreements, 1, joined: 1, road => { }),
            Review("04", agreements, 1, joined: 1, road => { }, late: true),
            Review("05", agreements, 4, joined: 3, road => road.Accept(2)),
            Review("06", agreements, 5, joined: 4, road => road.Accept(3).Assign(3).Ask(2)),
            Review("07", agreements, 5, joined: 5, road => road.Accept(4).Assign(3).Do(1, 15, Judge, new ExtendReview("协议涉及社会保险补缴，须向社保经办机构核实缴费记录。"))),
            Review("08", agreements, 4, joined: 4, road => road.Accept(3).Assign(3).Do(1, 16, Judge, new RefuseReview([new(5, "第一项只写“尽快支付”，未写明履行期限。")], Ago(1)))),
            Review("09", agreements, 9, joined: 8, road => road.Accept(7).Assign(7).Do(4, 14, Judge, new ExtendReview("一方当事人在外地，询问须另行安排。")).Do(3, 9, Director, new ApproveRequest())),
            Review("10", agreements, 6, joined: 5, road => road.Accept(4).Assign(4).Letter(2).Sign(1, 1)),
            Review("11", agreements, 6, joined: 6, road => road.Accept(5).Assign(4).Letter(1)),
            Review("12", agreements, 5, joined: 4, road => road.Do(2, 10, Clerk, new DeclineReview(2, "用人单位所在地和合同履行地均不在本委管辖区域。", Ago(2)))),
            .. new[] { 16, 24, 38, 55, 80, 120, 170 }.Select((ago, i) => Review($"2{i}", agreements, ago, ago - 1, road => road.Accept(ago - 2).Assign(ago - 2).Ask(ago - 3).Letter(ago - 5).Sign(ago - 6, int.MaxValue))),
            Review("31", agreements, 30, 29, road => road.Accept(28).Assign(28).Do(26, 15, Judge, new RefuseReview([new(3, "工资表签名与申请人笔迹明显不符，疑似事后补签。")], Ago(26))).Do(25, 10, Director, new ApproveRequest())),
            Review("32", agreements, 44, 43, road => road.Accept(42).Assign(42).Do(41, 11, road.Desk, new WithdrawReview(road.First, "双方已经当场履行完毕，不再需要调解书。", Ago(41)))),
            Review("33", agreements, 66, 65, road => road.Accept(64).Assign(64).Letter(61).Do(60, 15, Clerk, new ServeLetter(road.First, ServiceMethod.Direct, ServiceResult.Refused, Ago(60), Note: "当事人表示需要再考虑，拒绝签收。"))),
        ];
        roads.AddRange(Entrustments());
        roads.AddRange(Recommendations());
        return [.. roads.OfType<Script>()];
    }

    private DateOnly Ago(int workdays) => world.Agenda.WorkdayBefore(world.Today, workdays);

    private DateTimeOffset At(int ago, int hour, int minute = 0) => ChinaTime.At(Ago(ago), new(hour, minute));

    /// <summary>Agreements in force at 长春's organizations that may be reviewed, the demo organization's and the newest in front.</summary>
    private async Task<IReadOnlyList<MediationCase>> Agreements()
    {
        var organizations = Bodies.All.Where(b => b.PlaceUnit is "220100" && b.HadCases).Select(b => b.Id.Value).ToArray();
        await using var connection = await installation.Store.Database.OpenConnectionAsync();
        var ids = (await connection.QueryAsync<string>(
            "select c.id from case_rows c join agreement_rows a on a.case_id = c.id where c.organization_id = any(@organizations) and a.status = 'effective' and a.effective_on > @since order by (c.organization_id = 'demo-org') desc, a.effective_on desc, c.id limit 1500",
            new { organizations, since = world.Today.AddDays(-300) })).ToList();
        var found = new List<MediationCase>(ids.Count);
        foreach (var id in ids)
            if ((await installation.Aggregates.Find<MediationCase>(id))?.State is { InForce: { Supplement: false }, Supplement: null } c && c.IsReviewable(world.Rules)) found.Add(c);
        return found;
    }

    /// <summary>A review of an agreement that took effect a few days before the application, or too long before it; null where there is none.</summary>
    private Script? Review(string key, IReadOnlyList<MediationCase> agreements, int applied, int? joined, Action<Road> tell, bool late = false)
    {
        var day = Ago(applied);
        if (agreements.FirstOrDefault(c => !_taken.Contains(c.Id.Value) && c.InForce!.EffectiveOn!.Value is var from && (late ? from < day.AddDays(-22) && from > day.AddDays(-70) : from < day && from >= day.AddDays(-12))) is not { } c) return null;
        _taken.Add(c.Id.Value);
        var road = new Road(this, $"demo-review-{key}", c);
        road.Do(applied, 9, road.Desk, new ApplyForReview(new(road.Id), c.Id, road.First, At(applied, 9), House)
        {
            Commissions = [new(House, "长春市劳动人事争议仲裁委员会", ["220100"])],
        });
        if (joined is { } ago)
        {
            foreach (var (signer, i) in c.InForce!.Signers.Skip(1).Select((s, i) => (s, i))) road.Do(ago, 9, road.Desk, new JoinReview(signer, At(ago, 9, 30 + i % 20)), 30 + i % 20);
            tell(road);
        }
        return new(road.Id, road.Steps);
    }

    private IEnumerable<Script> Entrustments()
    {
        var (mine, other) = (Bodies.Demo, Bodies.All.First(b => b.Key is "cc03"));
        yield return Entrust("01", mine, 1, consents: 1, entrusted: false, (_, _) => { });
        yield return Entrust("02", mine, 2, consents: 2, entrusted: false, (_, _) => { });
        yield return Entrust("03", mine, 2, consents: 2, entrusted: true, (_, _) => { });
        yield return Entrust("04", mine, 5, consents: 2, entrusted: true, (steps, id) => steps.Add(id, At(3, 10), mine.Head, new AcceptEntrustment(Ago(3)), "bridge"));
        yield return Entrust("05", other, 4, consents: 2, entrusted: true, (steps, id) => steps.Add(id, At(2, 10), other.Head, new DeclineEntrustment("近期在办案件已满，难以在十个工作日内办结。")));
        foreach (var (key, ago, settles) in new[] { ("06", 22, true), ("07", 40, false), ("08", 70, true) })
            yield return Entrust(key, other, ago, consents: 2, entrusted: true, (steps, id) =>
            {
                var c = LinkedCase.IdFor(Entrustment.Stream, id).Value;
                steps.Add(id, At(ago - 3, 10), other.Head, new AcceptEntrustment(Ago(ago - 3)), "bridge");
                steps.Add(c, At(ago - 3, 11), other.Head, new AcceptCase(other.MediatorIdOf(1), Ago(ago - 3)));
                if (settles) steps.Add<MediationCase>(c, At(ago - 6, 15), other.Head, [new("和解协议.pdf", "和解协议", "双方就工资支付达成和解，当场履行完毕。")], files => new WithdrawApplication(true, files, Ago(ago - 6), "双方自行和解。"));
                else steps.Add(c, At(ago - 6, 15), other.Head, new CloseCase(Outcome.Stopped, [new(FailureCode.PartyWithdrew, new("r1"))], Ago(ago - 6)));
                steps.Add(id, At(ago - 7, 9), other.Head, new ReturnResult(Ago(ago - 7), ["双方对入职时间和月工资标准没有争议。"]));
                // The one that came back last still waits for the tribunal.
                if (key is not "06") steps.Add(id, At(ago - 9, 14), Clerk, new RecordDisposition(settles ? DispositionKind.ApplicationWithdrawn : DispositionKind.HearingResumed, Ago(ago - 9)));
            });
    }

    private Script Entrust(string key, Body body, int ago, int consents, bool entrusted, Action<ScriptWriter, string> rest)
    {
        var (id, dice, steps) = ($"demo-entrustment-{key}", new Dice(world.Seed, $"entrustment {key}"), new ScriptWriter());
        var (worker, employer) = Sides(dice);
        steps.Add(id, At(ago, 9), Clerk, new ProposeEntrustment(new(id), House, body.Id, $"长劳人仲案字〔{Ago(ago).Year}〕第{dice.Between(100, 999)}-{key}号", [worker], [employer], "07.1", [new("07.1", "支付拖欠的工资", dice.Between(40, 300) * 100m)], "申请人称被申请人自三个月前起未足额支付工资，被申请人认可欠薪，对数额有异议。"));
        if (consents > 0) steps.Add(id, At(ago, 10), Clerk, new RecordEntrustmentConsent(new("a1"), Ago(ago)));
        if (consents > 1) steps.Add(id, At(ago, 11), Clerk, new RecordEntrustmentConsent(new("r1"), Ago(ago)));
        if (entrusted) steps.Add(id, At(ago, 14), Clerk, new EntrustDispute(Ago(ago)), "bridge");
        rest(steps, id);
        return new(id, [.. steps.Steps.Where(s => s.At < world.End)]);
    }

    private IEnumerable<Script> Recommendations()
    {
        var (mine, other) = (Bodies.Demo, Bodies.All.First(b => b.Key is "cc03"));
        yield return Recommend("01", 1, (_, _) => { });
        yield return Recommend("02", 2, (steps, id) => steps.Add(id, At(1, 10), Clerk, new DeliverRecommendation(Ago(1))));
        yield return Recommend("03", 4, (steps, id) =>
        {
            steps.Add(id, At(3, 10), Clerk, new DeliverRecommendation(Ago(3)));
            steps.Add(id, At(2, 15), Clerk, new RecordReply(true, Ago(2), mine.Id), "bridge");
        });
        yield return Recommend("04", 6, (steps, id) =>
        {
            steps.Add(id, At(5, 10), Clerk, new DeliverRecommendation(Ago(5)));
            steps.Add(id, At(4, 15), Clerk, new RecordReply(false, Ago(4)));
        });
        yield return Recommend("05", 18, (steps, id) =>
        {
            steps.Add(id, At(17, 10), Clerk, new DeliverRecommendation(Ago(17)));
            steps.Add(id, At(13, 9), Clerk, new ResumeAcceptance("申请人逾期未答复，视为不同意调解。", Ago(13)));
        });
        yield return Recommend("06", 26, (steps, id) =>
        {
            var c = LinkedCase.IdFor(Recommendation.Stream, id).Value;
            steps.Add(id, At(25, 10), Clerk, new DeliverRecommendation(Ago(25)));
            steps.Add(id, At(24, 15), Clerk, new RecordReply(true, Ago(24), other.Id), "bridge");
            steps.Add<MediationCase>(c, At(20, 15), other.Head, [new("和解协议.pdf", "和解协议", "双方就工资支付达成和解。")], files => new WithdrawApplication(true, files, Ago(20), "双方自行和解。"));
        });

        Script Recommend(string key, int ago, Action<ScriptWriter, string> rest)
        {
            var (id, dice, steps) = ($"demo-recommendation-{key}", new Dice(world.Seed, $"recommendation {key}"), new ScriptWriter());
            var (worker, employer) = Sides(dice);
            steps.Add(id, At(ago, 9), Clerk, new IssueRecommendation(new(id), House, $"收〔{Ago(ago).Year}〕第{dice.Between(100, 999)}-{key}号", Ago(ago), [worker], [employer], "07.1", [new("07.1", "支付拖欠的工资", dice.Between(40, 300) * 100m)],
                "申请人称被申请人拖欠两个月工资。", [mine.Id, other.Id]), "bridge");
            rest(steps, id);
            return new(id, steps.Steps);
        }
    }

    private (PartyDetails Worker, PartyDetails Employer) Sides(Dice dice)
    {
        var place = Places.Of("220100");
        var human = Names.Human(place, world.Today.AddYears(-20), dice, 38);
        var firm = dice.Pick(world.EmployersOf(place));
        return (new() { Kind = PartyKind.Person, Name = human.Name, IdType = Domain.Parties.IdType.ResidentId, IdNumber = human.IdNumber, Phone = Numbers.Mobile(dice), Address = place.Home(dice) },
            new() { Kind = PartyKind.Employer, Name = firm.Name, CreditCode = firm.Details.CreditCode, Address = place.Office(dice), Phone = Numbers.Landline(place.AreaCode, dice) });
    }

    /// <summary>The course of one review, day by day.</summary>
    private sealed class Road(BridgeStories stories, string id, MediationCase c)
    {
        private readonly ScriptWriter _steps = new();

        public string Id => id;
        public IReadOnlyList<Step> Steps => _steps.Steps;
        public PartyId First => c.InForce!.Signers[0];

        /// <summary>The head of the organization records what the parties do.</summary>
        public Actor Desk => Bodies.All.First(b => b.Id == c.OrganizationId).Head;

        public Road Do(int ago, int hour, Actor actor, ICommand<Review> command, int minute = 0)
        {
            _steps.Add(id, stories.At(ago, hour, minute), actor, command, command is AcceptReview ? "bridge" : null);
            return this;
        }

        public Road Accept(int ago) => Do(ago, 10, Clerk, new AcceptReview(stories.Ago(ago)));
        public Road Assign(int ago) => Do(ago, 11, Director, new AssignReviewer(new(Arbitrator)));
        public Road Ask(int ago) => Do(ago, 14, Judge, new RecordInquiry([First], "问：协议是否自愿签署？答：是自愿的，内容经调解员逐项说明。", stories.Ago(ago)));
        public Road Letter(int ago) => Do(ago, 16, Judge, new MakeLetter(stories.At(ago, 15, 30)));

        /// <summary>So many of the signers sign for the letter.</summary>
        public Road Sign(int ago, int signers)
        {
            foreach (var (signer, i) in c.InForce!.Signers.Take(signers).Select((s, i) => (s, i))) Do(ago, 9, Clerk, new ServeLetter(signer, ServiceMethod.Direct, ServiceResult.Signed, stories.Ago(ago)), i % 50);
            return this;
        }
    }
}
