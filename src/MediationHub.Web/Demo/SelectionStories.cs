using MediationHub.Domain.Access;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Selection;
using MediationHub.Store.Selection;
using MediationHub.Web.Hosting;

namespace MediationHub.Web.Demo;

/// <summary>
/// Gold selection in the demo: last year's campaign up to its national result, this year's in publicity with an objection open, one being evaluated, one open for nominations.
/// Each of the campaign's people finds something to do: of those evaluated, one waits for each scorer; of those open, one waits for the county, and one organization has yet to apply.
/// Whom the units nominate follows from what the demo's own cases come to: the cases have been played before, and the real commands decide.
/// </summary>
internal sealed class SelectionStories(Installation installation, World world)
{
    private const string Province = "220000";
    private static readonly Actor Office = new("province", new HashSet<Role> { Role.Province }, Unit: Province);
    private static readonly Actor Judge = new("arbitrator", new HashSet<Role> { Role.Arbitrator }, Commission: new(DemoProvince.Commission), ArbitratorId: "demo-arbitrator");
    private static readonly Actor Expert = new("expert", new HashSet<Role> { Role.Arbitrator }, Commission: BridgeStories.CommissionOf(Places.Of("220200")), ArbitratorId: BridgeStories.ArbitratorOf(Places.Of("220200"), 1).Value);
    private static readonly Actor Director = new("director", new HashSet<Role> { Role.Director }, Commission: new(DemoProvince.Commission));
    private static readonly Actor Reader = new("public", new HashSet<Role> { Role.Party });

    private readonly HashSet<string> _chosen = [];
    private readonly ClosedByType _closed = new();

    private enum End { Open, Evaluation, Publicity, Result }

    /// <summary>The campaigns, each a script of its own.</summary>
    public async Task<IReadOnlyList<Script>> Campaigns()
    {
        var (today, year) = (world.Today, world.Today.Year);
        return
        [
            await Campaign("1", $"吉林省{year - 1}年金牌劳动人事争议调解组织选树", year - 1, 1, 10, world.From.AddDays(1), today.AddMonths(-14), 230, End.Result),
            await Campaign("2", $"吉林省{year}年金牌劳动人事争议调解组织选树（第一批）", year, 1, 6, today.AddMonths(-15), today.AddMonths(-3), 3, End.Publicity),
            await Campaign("3", $"吉林省{year}年金牌劳动人事争议调解组织选树（第二批）", year, 2, 4, today.AddMonths(-14), today.AddMonths(-2), 0, End.Evaluation),
            await Campaign("4", $"吉林省{year + 1}年金牌劳动人事争议调解组织选树", year + 1, 1, 10, today.AddMonths(-12), today.AddMonths(-1), 0, End.Open),
        ];
    }

    /// <param name="ago">So many working days before the day that is shown the publicity began, or would begin.</param>
    private async Task<Script> Campaign(string key, string name, int year, int batch, int target, DateOnly from, DateOnly to, int ago, End end)
    {
        var steps = new ScriptWriter();
        var dice = new Dice(world.Seed, $"campaign {key}");
        var id = new CampaignId($"demo-campaign-{key}");
        var lead = end is End.Open ? -45 : 0;
        DateOnly Ago(int days) => world.Agenda.WorkdayBefore(world.Today, Math.Max(1, ago + days + lead));
        DateTimeOffset At(int days, int hour, int minute = 0) => ChinaTime.At(Ago(days), new(hour, minute));
        void Run(int days, int hour, int minute, ICommand<Campaign> command) => steps.Add(id.Value, At(days, hour, minute), Office, command);

        var cutOff = end is End.Open ? world.Agenda.Workday(world.Today, 20) : Ago(30);
        var notice = new CampaignNotice($"关于开展{year}年金牌劳动人事争议调解组织选树工作的通知", $"吉三方〔{Ago(62).Year}〕{dice.Between(3, 30)}号", ["吉林省人力资源和社会保障厅", "吉林省总工会", "吉林省企业联合会/吉林省企业家协会", "吉林省工商业联合会"], Ago(62));
        Run(61, 9, 5, new DraftCampaign(id, name, Province, year, batch, notice, target));
        Run(61, 9, 20, new StateDate(CampaignDateKind.CutOff, cutOff, $"各地于{cutOff:yyyy年M月d日}前将推荐材料报省协调劳动关系三方办公室", notice.Number));
        foreach (var (kind, on, i) in new[] { (CampaignDateKind.WindowFrom, from, 0), (CampaignDateKind.WindowTo, to, 1), (CampaignDateKind.NominationFrom, Ago(52), 2), (CampaignDateKind.CutOff, cutOff, 3) }) Run(61, 9, 30 + i, new ConfirmDate(kind, on, notice.Number));
        foreach (var (unit, i) in Regions.BuiltIn.ReportingUnits(Province).Select((u, i) => (u, i))) Run(61, 10, i, new SetQuota(unit.Code, unit.Code switch { "220100" => 3, "220200" or "222400" => 2, _ => 1 }, unit.Code is "220100" ? 1 : 0));
        Run(60, 9, 0, new PublishCampaign(Ago(60)));
        Run(52, 8, 30, new OpenNomination());

        var standards = CampaignStandards.BuiltIn with { Target = target };
        var nominees = await Nominees(key, id, standards, from, to);
        foreach (var (n, i) in nominees.Select((n, i) => (n, i))) Apply(steps, n, id, i, At, Ago, end, dice);
        if (end is End.Open) return steps.Until($"campaign {key}", world.End);

        steps.Add(id.Value, ChinaTime.At(cutOff.AddDays(1), new(0, 1)), Actor.System, new CloseNomination());
        foreach (var (n, i) in nominees.Select((n, i) => (n, i))) steps.Add(n.Id.Value, ChinaTime.At(cutOff.AddDays(1), new(0, 2, i)), Actor.System, new FreezeMetrics());
        Run(26, 9, 0, new BeginEvaluation(Ago(26)));
        Run(26, 9, 10, new AppointScorer("arbitrator"));
        Run(26, 9, 11, new AppointScorer("director"));
        Run(26, 9, 12, new AppointScorer(Name: "周启明", Employer: "吉林省劳动关系研究会"));
        Run(26, 9, 13, new AppointScorer("expert"));
        Run(26, 9, 14, new AppointScorer(Name: "郑文博", Employer: "吉林大学法学院"));
        var totals = nominees.Select((n, i) => (n, Total: Evaluate(steps, n, standards, i, At, Ago, end, dice))).ToList();
        var listed = totals.Where(t => t.Total is not null).OrderByDescending(t => t.Total).Select(t => t.n).ToList();
        if (end is End.Evaluation || listed.Count == 0) return steps.Until($"campaign {key}", world.End);

        Run(1, 15, 0, new ShortlistNominations([.. listed.Select(n => n.Id)], "依评分由高到低。"));
        Run(0, 9, 0, new StartPublicity(Ago(0), "吉林省人力资源和社会保障厅门户网站", "吉林省协调劳动关系三方办公室", "0431-88690000"));
        steps.Add(id.Value, At(-1, 10, 12), Reader, new RaiseObjection(listed[^1].Id, Names.Name(listed[^1].Body.Place, dice), Numbers.Mobile(dice), "该组织名册公示栏长期没有更新，有的调解员已经离任。", Ago(-1)));
        if (end is End.Publicity)
        {
            if (listed.Count > 1) steps.Add(id.Value, At(-1, 14, 40), Reader, new RaiseObjection(listed[0].Id, Names.Name(listed[0].Body.Place, dice), Numbers.Mobile(dice), "听说该组织代写材料要收费，请核实。", Ago(-1)));
            Run(-2, 9, 40, new ResolveObjection(1, false, "到现场核对名册公示栏，离任人员已于一个月前更换，与系统名册一致。", "经核查，名册公示内容与在聘人员一致，异议不成立。", Ago(-2)));
            return steps.Until($"campaign {key}", world.End);
        }

        var upheld = listed.Count > target;
        Run(-3, 10, 0, new ResolveObjection(1, upheld, upheld ? "现场核对，公示栏中有两名已离任人员未更换，申报材料与实际不符。" : "现场核对，名册公示栏已更新。", upheld ? "异议成立，该组织退出本批名单。" : "经核查，异议不成立。", Ago(-3)));
        var chosen = listed.Where(n => !upheld || n.Id != listed[^1].Id).Take(target).ToList();
        Run(-8, 14, 30, new DecideCampaign([.. chosen.Select(n => n.Id)], "省协调劳动关系三方第四十一次会议", $"吉三方〔{Ago(-8).Year}〕{dice.Between(31, 60)}号", Ago(-8)));
        Run(-12, 10, 0, new RecommendToNational($"吉三方函〔{Ago(-12).Year}〕{dice.Between(5, 20)}号", "国家协调劳动关系三方办公室收文回执第0417号", Ago(-12)));
        Run(-70, 9, 30, new RecordNationalResult([.. chosen.Take(3).Select(n => n.Id)], "国家协调劳动关系三方办公室公告", Ago(-70)));
        return steps.Until($"campaign {key}", world.End);
    }

    /// <param name="Metrics">What the record comes to in the window.</param>
    private sealed record Nominee(NominationId Id, Body Body, int Place, SelectionMetrics Metrics, bool Direct);

    /// <summary>
    /// For each unit the best of those that pass every gate, as many as it has places; nobody who was chosen in another campaign of the demo. The organization whose county can be signed in as
    /// stays free for whoever tries the open campaign.
    /// </summary>
    private async Task<IReadOnlyList<Nominee>> Nominees(string key, CampaignId id, CampaignStandards standards, DateOnly from, DateOnly to)
    {
        var window = Domain.Selection.Campaign.Empty with
        {
            Id = id,
            Dates = Domain.Selection.Campaign.Empty.Dates.SetItem(CampaignDateKind.WindowFrom, new(CampaignDateKind.WindowFrom, from, "", default, "", from)).SetItem(CampaignDateKind.WindowTo, new(CampaignDateKind.WindowTo, to, "", default, "", from)),
        };
        var asked = Bodies.All.Where(b => b is { Course: OrganizationStatus.Active, HadCases: true } && b != Bodies.Demo && (key is "1" || b != Bodies.OfCounty) && (key is "1" or "4" || b != Bodies.BeforeCounty) && !_chosen.Contains(b.Key)).ToList();
        var passing = new SelectionMetrics?[asked.Count];
        await Parallel.ForAsync(0, asked.Count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) => passing[i] = await Passing(asked[i]));
        var found = asked.Zip(passing, (body, metrics) => (Body: body, Metrics: metrics!)).Where(f => f.Metrics is not null).Select(f => (f.Body, f.Metrics, Points: ScoreSheet.Of(standards, f.Metrics).Sum(m => m.Points ?? 0))).ToList();
        var nominees = new List<Nominee>();
        foreach (var unit in found.GroupBy(f => f.Body.PlaceUnit).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            // The campaign that is evaluated leaves some for the one after.
            var places = key is "1" ? (unit.Key switch { "220100" => 3, "220200" or "222400" => 2, _ => 1 }) : 1;
            foreach (var (pick, i) in unit.OrderByDescending(f => key is "4" && f.Body == Bodies.BeforeCounty).ThenByDescending(f => f.Points).Take(places).Select((p, i) => (p, i)))
                nominees.Add(new(new($"demo-nomination-{key}-{pick.Body.Key}"), pick.Body, i + 1, pick.Metrics, pick.Body.Unit == pick.Body.PlaceUnit));
        }
        // Last year's may be nominated again only when all of them have had their turn: not in the demo.
        if (key is not "1") foreach (var n in nominees) _chosen.Add(n.Body.Key);
        return nominees;

        async Task<SelectionMetrics?> Passing(Body body)
        {
            if ((await installation.Aggregates.Find<Organization>(body.Id.Value))?.State is not { } house || house.StatusOn(from) is not OrganizationStatus.Active || house.Periods.Any(p => p.From > from && p.Status is not OrganizationStatus.Active)) return null;
            return await SelectionReadings.Of(installation.Store, installation.Aggregates, body.Id.Value, window, default, _closed) is { House.Dismissed: 0 } metrics && ScoreSheet.Gates(standards, metrics).All(g => g.Met) ? metrics : null;
        }
    }

    private void Apply(ScriptWriter steps, Nominee n, CampaignId id, int i, Func<int, int, int, DateTimeOffset> at, Func<int, DateOnly> ago, End end, Dice dice)
    {
        var statement = new NominationStatement(
            $"{n.Body.Name}坚持预防为主、调解优先，推行首问负责和一案一策，与仲裁机构建立定期会商和文书互认机制；对欠薪、工伤等争议开通快速调解通道，统计期内办结争议{n.Metrics.Figures.Closed}件，调解成功{n.Metrics.Figures.Succeeded}件。组织调解员按季度集中研讨典型案例，定期到用工集中的企业开展用工体检和法律宣传，把争议化解在萌芽状态。",
            "某企业因订单减少拖欠二十余名职工两个月工资，接到申请当日进厂了解情况，促成分期支付协议并申请仲裁审查确认，协议全部按期履行。", dice.Chance(0.4) ? "市级劳动关系和谐单位" : null, Names.Name(n.Body.Place, dice), Numbers.Mobile(dice), []);
        steps.Add(n.Id.Value, at(50, 9, i), n.Body.Head, new DraftNomination(n.Id, id, n.Body.Id, statement));
        steps.Add(n.Id.Value, at(49, 10, i), n.Body.Head, new SubmitNomination(true));
        // Where nominations are still open, some wait for their county and some for their unit.
        if (end is End.Open && (i % 3 == 0 || n.Body == Bodies.BeforeCounty)) return;
        if (!n.Direct) steps.Add(n.Id.Value, at(47, 9, i), n.Body.County, new CheckByCounty(Regions.BuiltIn.NameOf(n.Body.Unit) + "人力资源和社会保障局", "材料齐全，情况属实，同意推荐。", ago(47)));
        if (end is End.Open && i % 3 == 1) return;
        steps.Add(n.Id.Value, at(46, 14, i), n.Body.City, new Nominate(n.Place, [.. CampaignStandards.BuiltIn.Seals.Select(s => new RecommendationSeal(s, ago(46)))], "三方会商一致，同意推荐。", ago(46)));
        if (end is not End.Open) steps.Add(n.Id.Value, at(44, 9, i), Office, new ReceiveNomination(ago(44)));
    }

    /// <returns>The points that stand; null where scoring is not finished.</returns>
    private decimal? Evaluate(ScriptWriter steps, Nominee n, CampaignStandards standards, int i, Func<int, int, int, DateTimeOffset> at, Func<int, DateOnly> ago, End end, Dice dice)
    {
        steps.Add(n.Id.Value, at(25, 9, i), Office, new QualifyNomination(true, "经查无一票否决情形。"));
        if (end is End.Evaluation && i % 4 == 3) return null;
        steps.Add(n.Id.Value, at(20, 10, i), Office, new VerifyOnSite(ago(20), [new("宋远航", "省三方办公室"), new("丁立群", "吉林省总工会")],
            [.. Enum.GetValues<Dimension>().Select(d => new DimensionPoints(d, Math.Floor(standards.PointsOf(d) * dice.Between(78, 96) / 100m), default))], "制度上墙，台账与系统一致；抽看卷宗，文书齐全。"));
        // Nobody scores whom the unit of the own commission nominates. Of those that are being evaluated one waits for each scorer.
        Actor[] free = [.. new[] { Director, Judge, Expert }.Where(a => n.Body.PlaceUnit != (a == Expert ? "220200" : "220100"))];
        var wanted = (i % 5) switch { 0 => Expert, 1 => Judge, 2 => Director, _ => null };
        var waits = end is not End.Evaluation || wanted is null ? null : free.Contains(wanted) ? wanted : free[^1];
        var last = waits ?? (free.Contains(Judge) ? Judge : Expert);
        // Where only one account is free, a scorer without one comes first.
        var before = free.FirstOrDefault(a => a != last && a != Expert);
        foreach (var (scorer, s) in new[] { last, before }.Select((a, s) => (a, s)))
        {
            steps.Add(n.Id.Value, at(18, 9 + s, i), Office, new AssignScorer(IdOf(scorer), scorer is null ? "不是同一人。" : default(Personal)));
            steps.Add(n.Id.Value, at(17, 9 + s, i), scorer ?? Office, new DeclareInterest(false, "与被推荐组织没有利益关系。", scorer is null ? IdOf(null) : null));
        }
        var strict = i == 2;
        var (first, second) = (Sheet(standards, n, dice, 0), Sheet(standards, n, dice, strict ? 3 : 0));
        steps.Add(n.Id.Value, at(15, 14, i), before ?? Office, new ScoreNomination(second, Comment: "材料与记录相符。", ScorerId: before is null ? IdOf(null) : null));
        if (waits is not null) return null;
        steps.Add(n.Id.Value, at(14, 14, i), last, new ScoreNomination(first, Comment: "办案质量较好，文书规范。"));
        var (a, b) = (first.Sum(x => x.Points), second.Sum(x => x.Points));
        if (Math.Abs(a - b) <= standards.ScoreGap) return (a + b) / 2;
        if (end is End.Evaluation) return null;
        steps.Add(n.Id.Value, at(12, 9, i), Office, new AssignScorer(IdOf(null, third: true), "不是同一人。"));
        steps.Add(n.Id.Value, at(11, 9, i), Office, new DeclareInterest(false, "与被推荐组织没有利益关系。", IdOf(null, third: true)));
        var third = Sheet(standards, n, dice, 0);
        steps.Add(n.Id.Value, at(10, 9, i), Office, new ScoreNomination(third, ScorerId: IdOf(null, third: true), Comment: "两份评分差距主要在制度落实，经复看材料评定。"));
        return ScoreSheet.Final([a, b, third.Sum(x => x.Points)]);

        // In the order in which they are appointed; whoever decides between two is none of them.
        static ScorerId IdOf(Actor? scorer, bool third = false) => new(scorer == Judge ? "e1" : scorer == Director ? "e2" : scorer == Expert ? "e4" : third ? "e5" : "e3");
    }

    /// <param name="less">So many points fewer for some of what the record measures.</param>
    private static IReadOnlyList<ItemPoints> Sheet(CampaignStandards standards, Nominee n, Dice dice, decimal less)
    {
        var machine = ScoreSheet.Of(standards, n.Metrics).ToDictionary(m => m.ItemId);
        return [.. standards.Items.Select(item => machine[item.Id].Points is not { } points ? new ItemPoints(item.Id, Math.Floor(item.Points * dice.Between(70, 100) / 100m * 2) / 2)
            : less > 0 && item.Dimension is Dimension.Institution or Dimension.Profession && points >= less ? new ItemPoints(item.Id, points - less, "现场查看落实情况与记录有差距") : new ItemPoints(item.Id, points))];
    }
}
