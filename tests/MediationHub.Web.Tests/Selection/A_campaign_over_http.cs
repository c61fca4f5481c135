using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Domain.Access;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Selection;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Store.Selection;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Selection;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Bridge;
using MediationHub.Web.Tests.Intake;
using MediationHub.Web.Tests.Performance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MediationHub.Web.Tests.Selection;

/// <summary>A whole campaign by its different people. What belongs to earlier days is entered on those days; the watch over the calendar is stopped and run by hand, so that nothing depends on the minute.</summary>
public class A_campaign_over_http(RunningHub hub) : IClassFixture<RunningHub>, IAsyncLifetime
{
    private static int _campaigns;
    private static readonly DateOnly Today = DateOnly.Parse(Calls.Today);
    private static readonly DateOnly CutOff = Today.AddDays(-60);

    /// <summary>No case is needed for it: an organization without closings is let in by the notice's own words.</summary>
    private static readonly CampaignStandards Standards = CampaignStandards.BuiltIn with
    {
        Target = 1,
        BelowTarget = "新建组织可以放宽",
        Minimum = 0,
        MinimumByType = [],
        Gates = [.. CampaignStandards.BuiltIn.Gates.Where(g => g.Kind is GateKind.SixSystems or GateKind.Mediators or GateKind.NoVeto)],
    };

    public async Task InitializeAsync()
    {
        using var province = await hub.Client("province");
        await province.Until("/api/v1/campaigns?stage=onRecord", now => now["total"]!.GetValue<int>() == 6);
        await hub.Services.GetServices<IHostedService>().OfType<SelectionWatch>().Single().StopAsync(default);
        await RunningCampaigns.Experts(hub);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Goes_from_the_notice_to_the_national_list()
    {
        var campaign = await Evaluated(RunningHub.Organization);
        using var province = await hub.Client("province");
        using var head = await hub.Client("head");
        using var auditor = await hub.Client("auditor");
        using var stranger = await hub.Client(null);
        var nomination = (await province.Get($"/api/v1/campaigns/{campaign}/nominations"))["items"]![0]!.AsObject();
        var path = $"/api/v1/campaigns/{campaign}/nominations/{nomination["id"]}";
        Assert.Equal("scored", nomination.Word("stage"));

        await On("province", -40, campaign, new ShortlistNominations([new(nomination.Word("id"))]));
        await On("province", -40, campaign, new StartPublicity(Today.AddDays(-40), "省厅网站", "省三方办公室", "0431-88690000"));
        // Anybody objects on the page, without an account and under a real name.
        var page = await stranger.GetStringAsync($"/publicity/{campaign}");
        Assert.Contains("长春市南关区桃源街道劳动争议调解中心", page);
        await On("public", -39, campaign, new RaiseObjection(new(nomination.Word("id")), "王某某", "13800000001", "听说收费。", Today.AddDays(-39)));

        // During publicity nothing is decided, nor while an objection is open.
        var decide = new { chosen = new[] { nomination.Word("id") }, meeting = "三方会议第3次", document = "吉三方〔2026〕5号", on = Calls.Today };
        Assert.Equal("objection-open", (await Refused(province, campaign, "decide", decide)).Word("code"));
        // Its sheet shows who objected covered, and is the office's alone.
        var papers = $"/api/v1/campaigns/{campaign}/papers";
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Conflict), ((await province.Post(papers, new { kind = "objectionSheet", number = 7 })).Status, (await province.Post(papers, new { kind = "decisionNotice" })).Status));
        await Post(province, campaign, "resolve-objection", new { number = 1, upheld = false, finding = "经查没有收费。", reply = "不成立。", on = Calls.Today });
        Assert.Equal("decided", (await Post(province, campaign, "decide", decide)).Word("stage"));
        await head.Until(path, now => now.Word("stage") == "confirmed");
        await Honors(campaign, honors => honors.Any(h => h.Level is HonorLevel.Province));
        // The public reads it in the roster as well.
        Assert.True((await Answer("city", 0, RunningHub.Organization, new ListOrganization(Today))).Kind is not AnswerKind.Refused);
        Assert.Contains("吉三方〔2026〕5号", await stranger.GetStringAsync($"/roster/{RunningHub.Organization}"));

        var sheet = await Made(new { kind = "objectionSheet", number = 1 });
        var sheetText = await province.GetStringAsync(sheet);
        Assert.Contains("王**", sheetText);
        Assert.DoesNotContain("王某某", sheetText);
        Assert.Contains("经查没有收费。", sheetText);
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync(sheet)).StatusCode);
        var announced = await head.GetStringAsync(await Made(new { kind = "decisionNotice" }));
        foreach (var text in new[] { "吉三方〔2026〕5号", "三方会议第3次", "长春市南关区桃源街道劳动争议调解中心" }) Assert.Contains(text, announced);
        Assert.Contains("报送推荐名单的函", await province.GetStringAsync(await Made(new { kind = "nationalLetter" })));   // drawn up before it has a number

        await Post(province, campaign, "recommend", new { document = "吉三方函〔2026〕9号", receipt = "国三方收〔2026〕77号", on = Calls.Today });
        Assert.Contains("登记国家级公示", await province.GetStringAsync($"/campaigns/{campaign}/do/start-publicity"));
        var letter = await Made(new { kind = "nationalLetter" });
        Assert.Contains("吉三方函〔2026〕9号", await province.GetStringAsync(letter));
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync(letter)).StatusCode);
        var card = await province.GetStringAsync($"/campaigns/{campaign}");
        foreach (var kind in new[] { "objectionSheet", "decisionNotice", "nationalLetter" }) Assert.Contains($"value=\"{kind}\"", card);
        await Post(province, campaign, "start-publicity", new { from = Calls.Today, place = "人社部网站", contact = "国家三方办公室", phone = "010-84200000", level = "national" });
        Assert.Equal("publicity-running", (await Refused(province, campaign, "record-national-result", new { honored = new[] { nomination.Word("id") }, document = "国家公告", on = Calls.Today })).Word("code"));
        foreach (var told in new[] { "人社部网站", "010-84200000" }) Assert.Contains(told, await stranger.GetStringAsync($"/publicity/{campaign}"));
        await On("province", 20, campaign, new RecordNationalResult([new(nomination.Word("id"))], "国家公告", Today.AddDays(20)));
        await head.Until(path, now => now.Word("stage") == "nationallyHonored");
        await On("province", 21, campaign, new RevokeHonor(new(nomination.Word("id")), RevocationGround.Fraud, "统计造假", "吉三方〔2026〕12号", Today.AddDays(21)));
        await head.Until(path, now => now.Word("stage") == "revoked");
        await Honors(campaign, honors => honors.Count == 2 && honors.All(h => h.RevokedOn is not null));
        // The record says why it was taken back; the public reads only what holds.
        Assert.Contains("撤销：弄虚作假，吉三方〔2026〕12号", await province.GetStringAsync($"/organizations/{RunningHub.Organization}"));
        Assert.DoesNotContain("吉三方〔2026〕5号", await stranger.GetStringAsync($"/roster/{RunningHub.Organization}"));
        await On("province", 22, campaign, new EndCampaign("总结。", Today.AddDays(22)));

        // Who objected, and what was found, is for the office alone; the auditor reads no names.
        Assert.Contains("王某某", await province.GetStringAsync($"/api/v1/campaigns/{campaign}"));
        foreach (var other in new[] { head, auditor }) Assert.DoesNotContain("王某某", await other.GetStringAsync($"/api/v1/campaigns/{campaign}"));
        Assert.DoesNotContain("王某某", await stranger.GetStringAsync($"/publicity/{campaign}"));
        Assert.DoesNotContain("李主任", await auditor.GetStringAsync(path));
        Assert.Contains("quota", (await province.GetStringAsync($"/api/v1/campaigns/{campaign}/history")));

        async Task<string> Made(object request)
        {
            var (status, paper, _) = await province.Post(papers, request);
            Assert.True(status is HttpStatusCode.Created, paper.ToJsonString());
            return paper["html"]!.GetValue<string>();
        }
    }

    /// <summary>A published campaign is everybody's to read; who scores in it is known to its own office, and masked to the auditor.</summary>
    [Theory]
    [InlineData("province", "220000", "周评审（省劳动人事争议研究会）"), InlineData("auditor", null, "周**（省劳动人事争议研究会）"), InlineData("province", "460000", null), InlineData("city", "220000", null)]
    public void Names_its_scorers_to_its_own_office(string role, string? unit, string? told)
    {
        var campaign = Campaign.Empty with { Id = new("g1"), Unit = "220000" };
        var reader = new Actor("reader", new HashSet<Role> { Enum.Parse<Role>(role, ignoreCase: true) }, Unit: unit);
        var appointed = new ScorerAppointed(new(new("e1"), "周评审", "省劳动人事争议研究会", null, null, null, null, Today));
        Assert.Equal(told, MediationHub.Web.Features.Selection.SelectionHistory.Of(reader, campaign, new Dictionary<string, string>())(appointed));
    }

    [Fact]
    public async Task Takes_five_objections_from_one_place_and_then_says_when_to_come_again()
    {
        var campaign = await Evaluated(RunningHub.Organization);
        using var province = await hub.Client("province");
        var nomination = (await province.Get($"/api/v1/campaigns/{campaign}/nominations"))["items"]![0]!.AsObject().Word("id");
        await On("province", 0, campaign, new ShortlistNominations([new(nomination)]));
        await On("province", 0, campaign, new StartPublicity(Today, "省厅网站", "省三方办公室", "0431-88690000"));
        using var stranger = Pages.Stranger(hub);
        var page = $"/publicity/{campaign}";
        for (var n = 1; n <= 5; n++) Assert.Equal((n, HttpStatusCode.Found), (n, (await stranger.Send(page, page, Objection($"王某{n}"))).Status));

        var (status, text, _) = await stranger.Send(page, page, Objection("王某六"));

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        foreach (var said in new[] { "15 分钟后", "0431-88690000", "王某六", "听说收费。" }) Assert.Contains(said, text);
        Assert.Equal(5, (await hub.Installation.Aggregates.Find<Campaign>(campaign))!.State.Objections.Count);
        // The office enters what comes in writing, as before.
        await Post(province, campaign, "raise-objection", new { nominationId = nomination, name = "王某七", contact = "13800000007", text = "来信反映。", on = Calls.Today });

        Dictionary<string, string> Objection(string name) => new() { ["nominationId"] = nomination, ["name"] = name, ["contact"] = "13800000001", ["text"] = "听说收费。" };
    }

    /// <summary>What is left blank on a form is left out of its body: an application half filled in was refused, and a visit without a word on each dimension.</summary>
    [Fact]
    public void Reads_a_form_that_is_filled_in_so_far()
    {
        Assert.Null(Read<NewNomination>("""{"organizationId":"org-1","statement":{"practices":"一案一策。"}}"""));
        Assert.Null(Read<VerifyOnSite>("""{"on":"2026-07-08","verifiers":[],"dimensions":[{"dimension":"support","points":12}],"summary":"台账齐全。"}"""));
        Assert.Null(Read<RaiseObjection>("""{"nominationId":"k1","contact":"13800000001"}"""));

        static Problem? Read<T>(string body) where T : class => Body.Of(System.Text.Encoding.UTF8.GetBytes(body)).As<T>().Problem;
    }

    /// <summary>Two scores are independent: each scorer sees and corrects the own one alone until both are in. After that both see both, and neither moves; a third decides, with the office's reason on record.</summary>
    [Fact]
    public async Task Lets_a_scorer_correct_the_own_score_until_the_other_is_in_and_shows_each_the_others_only_then()
    {
        var campaign = await Evaluated(RunningHub.Organization, "expert1");
        using var arbitrator = await hub.Client("expert1");
        using var director = await hub.Client("expert2");
        using var head = await hub.Client("head");
        using var province = await hub.Client("province");
        var nomination = (await province.Get($"/api/v1/campaigns/{campaign}/nominations"))["items"]![0]!.AsObject().Word("id");
        var (path, page) = ($"/api/v1/campaigns/{campaign}/nominations/{nomination}", $"/nominations/{nomination}");
        var before = await arbitrator.Get(path);
        var sheet = Sheet((await hub.Installation.Aggregates.Find<Nomination>(nomination))!.State);
        var changed = sheet.Select(i => i.ItemId is "D3" ? i with { Points = 3 } : i).ToList();
        Assert.Single(before["scores"]!.AsArray());
        using var unknown = await arbitrator.GetAsync($"/campaigns/{campaign}?tab=nonsense");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("活动内容", WebUtility.HtmlDecode(await unknown.Content.ReadAsStringAsync()));
        foreach (var other in new[] { director, province })
        {
            Assert.Empty((await other.Get(path))["scores"]!.AsArray());
            Assert.DoesNotContain(before["scores"]![0]!["total"]!.GetValue<decimal>().ToString("0.00"), (await other.GetStringAsync(page)).Replace(Standing(before), ""));
        }
        Assert.Contains("更正的理由", await arbitrator.GetStringAsync($"{page}/do/correct-score"));
        Assert.Equal(HttpStatusCode.BadRequest, (await arbitrator.Post($"{path}/correct-score", new { items = changed }, Version(before))).Status);
        Assert.Equal("score-missing", (await director.Post($"{path}/correct-score", new { items = changed, reason = "更正" }, Version(before))).Body.Word("code"));

        var (status, after, _) = await arbitrator.Post($"{path}/correct-score", new { items = changed, reason = "漏看经费材料。" }, Version(before));
        Assert.True(status is HttpStatusCode.OK, after.ToJsonString());
        var correction = after["corrections"]!.AsArray().Single()!;
        Assert.Equal(2m, correction["after"]!.GetValue<decimal>() - correction["before"]!.GetValue<decimal>());
        foreach (var other in new[] { director, province, head })
            foreach (var where in new[] { path, page }) Assert.DoesNotContain("漏看经费材料。", await other.GetStringAsync(where));

        await On("expert2", -53, nomination, new DeclareInterest(false));
        await On("expert2", -52, nomination, new ScoreNomination(sheet));
        Assert.All(new[] { await arbitrator.Get(path), await director.Get(path), await province.Get(path) }, n => Assert.Equal(2, n["scores"]!.AsArray().Count));
        Assert.Contains("漏看经费材料。", await province.GetStringAsync(page));
        foreach (var where in new[] { path, page }) Assert.DoesNotContain("漏看经费材料。", await head.GetStringAsync(where));
        foreach (var scorer in new[] { arbitrator, director })
        {
            var late = await scorer.Post($"{path}/correct-score", new { items = sheet.Select(i => i.ItemId is "D3" ? i with { Points = 2 } : i), reason = "看了对方的" }, Version(await scorer.Get(path)));
            Assert.Equal((HttpStatusCode.Conflict, "scores-compared"), (late.Status, late.Body.Word("code")));
            Assert.DoesNotContain($"{page}/do/correct-score", await scorer.GetStringAsync(page));
        }

        // The office has a third decide, and says why.
        var stands = await province.Get(path);
        Assert.Contains("由第三人评分的理由", await province.GetStringAsync($"{page}/do/assign-scorer"));
        await On("province", -51, campaign, new AppointScorer(null, "周评审", "省劳动人事争议研究会"));
        var third = (await hub.Installation.Aggregates.Find<Campaign>(campaign))!.State.Scorers[^1].Id;
        Assert.Equal(HttpStatusCode.BadRequest, (await province.Post($"{path}/assign-scorer", new { scorerId = third.Value }, Version(stands))).Status);
        await On("province", -50, nomination, new AssignScorer(third, Moderation: "评审人书面说明经费一项看错。"));
        stands = await province.Get(path);
        Assert.Equal(("qualified", true, "评审人书面说明经费一项看错。"), (stands.Word("stage"), stands["needsThird"]!.GetValue<bool>(), stands.Word("moderation")));
        Assert.Null(stands["finalScore"]);
        Assert.Contains("决定由第三人评分", await province.GetStringAsync(page));
        await On("province", -50, nomination, new DeclareInterest(false, ScorerId: third));
        await On("province", -49, nomination, new ScoreNomination(sheet, ScorerId: third));
        Assert.Equal(3, (await arbitrator.Get(path))["scores"]!.AsArray().Count);

        // Whose sheet the office entered is said where the office reads it, and nowhere the organization does.
        const string entered = "周评审（省劳动人事争议研究会），由办公室录入";
        Assert.Contains(entered, await province.GetStringAsync(page));
        Assert.Contains("周评审（省劳动人事争议研究会）", await province.GetStringAsync($"/campaigns/{campaign}?tab=history"));
        foreach (var where in new[] { page, $"/campaigns/{campaign}?tab=history" }) Assert.DoesNotContain("周评审", await head.GetStringAsync(where));

        // What the machine gives may have the same digits.
        static string Standing(JsonObject n) => n["machine"]!.AsArray().Sum(m => m!["points"]?.GetValue<decimal>() ?? 0).ToString("0.00");
    }

    /// <summary>Of agreements whose last due day has passed, also where the window goes on.</summary>
    [Fact]
    public async Task Measures_no_performance_before_its_day()
    {
        var id = NewId.Next("g");
        await On("province", -99, id, Draft(id, new CampaignNotice("选树通知", "吉三方〔2026〕2号", ["省人社厅"], Today.AddDays(-100)), 1));
        foreach (var (kind, on) in new[] { (CampaignDateKind.WindowFrom, Today.AddDays(-300)), (CampaignDateKind.WindowTo, Today.AddDays(30)) }) await On("province", -99, id, new ConfirmDate(kind, on, "吉三方〔2026〕2号"));
        var before = await Read();

        await PastAgreements.Of(hub, "李一明", Today.AddDays(-1));
        await PastAgreements.Of(hub, "李二明", Today.AddDays(6));

        var after = await Read();
        Assert.Equal((before.Effective + 2, before.PerformanceDue + 1), (after.Effective, after.PerformanceDue));

        async Task<SelectionFigures> Read() =>
            (await SelectionReadings.Of(hub.Installation.Store, hub.Installation.Aggregates, RunningHub.Organization, (await hub.Installation.Aggregates.Find<Campaign>(id))!.State, default))!.Figures;
    }

    [Fact]
    public async Task Shows_no_scorer_the_others_points_before_both_are_in()
    {
        var (campaign, nomination) = await Qualified(RunningHub.Organization);
        using var arbitrator = await hub.Client("expert1");
        using var director = await hub.Client("expert2");
        using var province = await hub.Client("province");
        foreach (var scorer in new[] { "e1", "e2" }) await On("province", -50, nomination, new AssignScorer(new(scorer)));
        foreach (var who in new[] { "expert1", "expert2" }) await On(who, -49, nomination, new DeclareInterest(false));
        var path = $"/api/v1/campaigns/{campaign}/nominations/{nomination}";
        var sheet = Sheet((await hub.Installation.Aggregates.Find<Nomination>(nomination))!.State);

        var bad = await arbitrator.Post($"{path}/score", new { items = sheet.Select((i, n) => n == 0 ? i with { Points = 12.5m } : i) }, Version(await arbitrator.Get(path)));
        Assert.Equal(HttpStatusCode.BadRequest, bad.Status);
        Assert.Contains("0至12分", bad.Body["errors"]!["items[0].points"]![0]!.GetValue<string>());
        var given = await arbitrator.Post($"{path}/score", new { items = sheet }, Version(await arbitrator.Get(path)));
        Assert.Equal(HttpStatusCode.OK, given.Status);
        Assert.Single(given.Body["scores"]!.AsArray());
        foreach (var other in new[] { director, province }) Assert.Empty((await other.Get(path))["scores"]!.AsArray());
        Assert.DoesNotContain("评分人意见甲", await director.GetStringAsync($"/nominations/{nomination}"));
        await director.Post($"{path}/score", new { items = sheet, comment = "评分人意见甲" }, Version(await director.Get(path)));
        Assert.Equal(2, (await arbitrator.Get(path))["scores"]!.AsArray().Count);
        Assert.Equal(0m, (await province.Get(path))["spread"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Freezes_the_figures_after_the_cut_off_by_itself_and_never_again()
    {
        var (campaign, nomination) = await Received(RunningHub.Organization);
        var deadlines = hub.Services.GetRequiredService<SelectionDeadlines>();
        await At(CutOff, () => deadlines.Run());
        Assert.Equal(CampaignStage.NominationOpen, (await hub.Installation.Aggregates.Find<Campaign>(campaign))!.State.Stage);
        await At(CutOff.AddDays(1), () => deadlines.Run());
        var frozen = (await hub.Installation.Aggregates.Find<Nomination>(nomination))!.State.Metrics!;
        Assert.Equal(("closing", 1), (frozen.Definition.Id, frozen.Definition.Version));

        using var province = await hub.Client("province");
        var path = $"/api/v1/campaigns/{campaign}/nominations/{nomination}";
        var again = await province.Post($"{path}/freeze-metrics", new { }, Version(await province.Get(path)));
        Assert.Equal((HttpStatusCode.Conflict, "metrics-frozen"), (again.Status, again.Body.Word("code")));

        // A correction of a day within the window: the frozen figures stand, and the difference is shown.
        await using (var corrected = hub.Installation.Store.Database.CreateCommand($"insert into counters (organization, day, counter, n) values ('{RunningHub.Organization}', '{Today.AddDays(-200):yyyy-MM-dd}', 'succeeded', 1) on conflict (organization, day, counter) do update set n = counters.n + 1")) await corrected.ExecuteNonQueryAsync();
        var shown = await province.Get(path);
        Assert.Equal(0, shown["metrics"]!["figures"]!["succeeded"]!.GetValue<int>());
        Assert.Contains(shown["changes"]!.AsArray(), c => c!["name"]!.GetValue<string>() == "调解成功" && c["frozen"]!.GetValue<string>() == "0件" && c["now"]!.GetValue<string>() == "1件");
        await using (var undo = hub.Installation.Store.Database.CreateCommand($"delete from counters where organization = '{RunningHub.Organization}' and day = '{Today.AddDays(-200):yyyy-MM-dd}' and counter = 'succeeded'")) await undo.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task Refuses_what_comes_late_over_quota_or_from_elsewhere()
    {
        var campaign = await Opened();
        using var province = await hub.Client("province");
        using var othercity = await hub.Client("othercity");
        var c = await province.Get($"/api/v1/campaigns/{campaign}");
        Assert.Equal("standards-fixed", (await Refused(province, campaign, "change-standards", new { standards = c["standards"]!.DeepClone().With("target", 3), reason = "调整" })).Word("code"));
        var elsewhere = await province.Post($"/api/v1/campaigns/{campaign}/set-quota", new { unit = "460100", places = 1, reserves = 0, reason = "海口" }, Version(c));
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.Status);
        Assert.Contains("不属于吉林省", elsewhere.Body["errors"]!["unit"]![0]!.GetValue<string>());

        var id = NewId.Next("k");
        await On("head", -70, id, new DraftNomination(new(id), new(campaign), new(RunningHub.Organization), Statement));
        await On("head", -70, id, new SubmitNomination(true));
        var over = await Answer("city", -69, id, new Nominate(3, Seals(-69), "同意。", Today.AddDays(-69)));
        Assert.Equal("nomination-over-quota", over.Refusal!.Code);
        // Today the cut-off is long over.
        using var city = await hub.Client("city");
        var path = $"/api/v1/campaigns/{campaign}/nominations/{id}";
        var late = await city.Post($"{path}/nominate", new { place = 1, seals = Seals(0), opinion = "同意。", on = Calls.Today }, Version(await city.Get(path)));
        Assert.Equal((HttpStatusCode.Conflict, "nomination-late"), (late.Status, late.Body.Word("code")));
        // For another unit it does not exist, nor under another campaign.
        Assert.Equal(HttpStatusCode.NotFound, (await othercity.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync($"/api/v1/campaigns/g-record-jl-2021/nominations/{id}")).StatusCode);
        // The same organization applies once.
        var twice = NewId.Next("k");
        Assert.Equal("nomination-exists", (await Answer("head", -70, twice, new DraftNomination(new(twice), new(campaign), new(RunningHub.Organization), Statement))).Refusal!.Code);
        await On("head", -70, id, new WithdrawNomination("下次再报"));
    }

    [Fact]
    public async Task Refuses_a_scorer_of_the_nominated_organization_and_one_of_its_mediators()
    {
        var (campaign, nomination) = await Qualified(RunningHub.Organization);
        foreach (var user in new[] { "head", "mediator" }) Assert.Equal("scorer-of-nominated-organization", (await Answer("province", -50, campaign, new AppointScorer(user))).Refusal!.Code);
        Assert.Equal("scorer-of-deciding-office", (await Answer("province", -50, campaign, new AppointScorer("province"))).Refusal!.Code);
        await On("province", -50, campaign, new AppointScorer(Name: "王调解", Employer: "某律师事务所"));
        var scorers = (await hub.Installation.Aggregates.Find<Campaign>(campaign))!.State.Scorers;
        Assert.Equal("scorer-may-mediate-there", (await Answer("province", -49, nomination, new AssignScorer(scorers.Single(s => s.UserName == null && s.Employer == "某律师事务所").Id))).Refusal!.Code);
    }

    [Fact]
    public async Task Refuses_a_scorer_of_the_units_own_commission_and_of_another_nominated_organization()
    {
        var (campaign, nomination) = await Qualified(RunningHub.Organization, async campaign =>
        {
            // Appointed before anybody was nominated, and competing since.
            foreach (var user in new[] { "arbitrator", "otherhead" }) await On("province", -79, campaign, new AppointScorer(user));
            await Other(campaign);
        });
        var scorers = (await hub.Installation.Aggregates.Find<Campaign>(campaign))!.State.Scorers;
        Assert.Equal("scorer-of-nominating-unit", (await Answer("province", -49, nomination, new AssignScorer(scorers.Single(s => s.UserName == "arbitrator").Id))).Refusal!.Code);
        var competes = (await Answer("province", -49, nomination, new AssignScorer(scorers.Single(s => s.UserName == "otherhead").Id))).Refusal!;
        Assert.Equal("scorer-of-nominated-organization", competes.Code);
        Assert.Contains("吉林市船营区北京路街道劳动争议调解中心", competes.Chinese);
    }

    /// <summary>The office was not told that the list throws out for good whom nobody had scored yet.</summary>
    [Fact]
    public async Task Draws_up_no_list_in_silence_over_what_is_not_evaluated_and_goes_on_evaluating_it()
    {
        var other = "";
        var (campaign, nomination) = await Qualified(RunningHub.Organization, async campaign => other = await Other(campaign));
        await On("province", -57, other, new QualifyNomination(true));
        await Evaluate(campaign, nomination, "expert1", "expert2");
        using var province = await hub.Client("province");

        var refused = await Refused(province, campaign, "shortlist", new { nominations = new[] { nomination } });
        Assert.Equal("evaluation-unfinished", refused.Word("code"));
        Assert.Contains("吉林市船营区北京路街道劳动争议调解中心（评分未完成、未实地核查）", refused.Word("detail"));
        var form = await province.GetStringAsync($"/campaigns/{campaign}/do/shortlist");
        foreach (var said in new[] { "还有 1 项推荐没有完成评审", "name=\"unscoredReason\"", $"/nominations/{other}" }) Assert.Contains(said, form);

        await On("province", -45, campaign, new ShortlistNominations([new(nomination)], UnscoredReason: "先行公示"));
        Assert.Contains("先行公示", await province.GetStringAsync($"/campaigns/{campaign}?tab=history"));
        await On("province", -44, campaign, new AppointScorer("arbitrator"));
        await On("province", -44, campaign, new AppointScorer("director"));
        await Evaluate(campaign, other, "arbitrator", "director", from: -44);
        await On("province", -40, campaign, new ShortlistNominations([new(nomination), new(other)]));
        await province.Until($"/api/v1/campaigns/{campaign}/nominations/{other}", now => now.Word("stage") == "shortlisted");
    }

    /// <summary>A paper of a past day says what was public on that day.</summary>
    [Fact]
    public async Task Prints_the_publicity_as_it_was_though_an_objection_held_since()
    {
        var other = "";
        var (campaign, nomination) = await Qualified(RunningHub.Organization, async campaign => other = await Other(campaign));
        await On("province", -57, other, new QualifyNomination(true));
        await Evaluate(campaign, nomination, "expert1", "expert2");
        foreach (var scorer in new[] { "arbitrator", "director" }) await On("province", -56, campaign, new AppointScorer(scorer));
        await Evaluate(campaign, other, "arbitrator", "director");
        await On("province", -40, campaign, new ShortlistNominations([new(other), new(nomination)]));
        await On("province", -40, campaign, new StartPublicity(Today.AddDays(-40), "省厅网站", "省三方办公室", "0431-88690000"));
        await On("public", -39, campaign, new RaiseObjection(new(other), "王某某", "13800000001", "听说收费。", Today.AddDays(-39)));
        await On("province", -38, campaign, new ResolveObjection(1, true, "属实。", "异议成立。", Today.AddDays(-38)));

        using var province = await hub.Client("province");
        var (status, paper, _) = await province.Post($"/api/v1/campaigns/{campaign}/papers", new { kind = "publicityNotice" });
        Assert.True(status is HttpStatusCode.Created, paper.ToJsonString());
        var text = await province.GetStringAsync(paper["html"]!.GetValue<string>());
        Assert.InRange(text.IndexOf("吉林市船营区北京路街道劳动争议调解中心", StringComparison.Ordinal), 1, text.IndexOf("长春市南关区桃源街道劳动争议调解中心", StringComparison.Ordinal) - 1);
    }

    /// <summary>A whole form ended in “此项必填”.</summary>
    [Fact]
    public async Task Says_at_once_that_the_places_are_used_up_and_that_the_cut_off_is_over()
    {
        var campaign = await Opened();
        var id = NewId.Next("k");
        await On("head", -75, id, new DraftNomination(new(id), new(campaign), new(RunningHub.Organization), Statement));
        await On("head", -75, id, new SubmitNomination(true));
        await On("province", -74, campaign, new SetQuota("220100", 0, 1, "压减"));
        using var otherhead = await hub.Client("otherhead");
        var late = await otherhead.GetStringAsync($"/campaigns/{campaign}/apply");
        foreach (var said in new[] { "现在不能办理", "逾期推荐须由省三方办公室先行记录特别批准" }) Assert.Contains(said, late);
        Assert.DoesNotContain("<textarea", late);
        var taken = NewId.Next("k");
        await using (var place = hub.Installation.Store.Database.CreateCommand($"insert into nomination_rows (id, version, campaign_id, organization_id, region, unit, stage, place, reserve, frozen, scorers, scores) values ('{taken}', 1, '{campaign}', 'org-x', '220100', '220100', 'prefectureRecommended', 1, true, false, '{{}}', 0)")) await place.ExecuteNonQueryAsync();
        Assert.Equal("nomination-quota-used", (await Answer("city", -73, id, new Nominate(0, [], default, default))).Refusal!.Code);
        await using (var undo = hub.Installation.Store.Database.CreateCommand($"delete from nomination_rows where id = '{taken}'")) await undo.ExecuteNonQueryAsync();
    }

    /// <summary>What was demanded as a reason, and what a change came to, stands in the history.</summary>
    [Fact]
    public async Task Tells_in_its_history_what_changed_and_why()
    {
        var campaign = await Opened();
        await On("province", -79, campaign, new StateDate(CampaignDateKind.CutOff, CutOff, "各地按期报送推荐材料", "通知第三条"));
        await On("province", -78, campaign, new SetQuota("220100", 2, 1, "上年工作突出"));
        using var province = await hub.Client("province");
        var history = WebUtility.HtmlDecode(await province.GetStringAsync($"/campaigns/{campaign}?tab=history"));
        foreach (var said in new[] { "成功率放宽由 无 改为 新建组织可以放宽", "删去门槛：", "理由：通知另有规定", "各地按期报送推荐材料", "通知第三条", "理由：上年工作突出" }) Assert.Contains(said, history);
    }

    [Fact]
    public async Task Refuses_a_suspended_organization()
    {
        var campaign = await Opened();
        await On("othercity", -71, RunningHub.OtherOrganization, new SuspendOrganization(Today.AddDays(-71), "改造"));
        var id = NewId.Next("k");
        var answer = await Answer("otherhead", -70, id, new DraftNomination(new(id), new(campaign), new(RunningHub.OtherOrganization), Statement));
        Assert.Equal("organization-not-active", answer.Refusal!.Code);
        Assert.Contains("暂停", answer.Refusal.Chinese);
        await On("othercity", -69, RunningHub.OtherOrganization, new ResumeOrganization(Today.AddDays(-69), "完成"));
    }

    [Fact]
    public async Task Shows_earlier_notices_with_both_of_their_dates_and_nothing_else()
    {
        using var head = await hub.Client("head");
        var record = await head.Get("/api/v1/campaigns/g-record-jl-2022");
        Assert.Equal(("onRecord", 10), (record.Word("stage"), record["target"]!.GetValue<int>()));
        Assert.Equal([null, "2022-09-30"], record["dateStatements"]!.AsArray().Select(d => d!["on"]?.GetValue<string>()));
        Assert.Empty(record["quotas"]!.AsArray());
        Assert.Contains("每年9月底前", await head.GetStringAsync("/campaigns/g-record-jl-2022"));
    }

    [Fact]
    public async Task Is_led_through_its_pages()
    {
        var (campaign, nomination) = await Qualified(RunningHub.Organization);
        foreach (var user in new[] { "province", "city", "head", "auditor", "expert1" })
        {
            using var client = await hub.Client(user);
            foreach (var path in new[] { "/campaigns", $"/campaigns/{campaign}", $"/campaigns/{campaign}?tab=standards", $"/campaigns/{campaign}?tab=nominations" })
                Assert.Equal((user, path, HttpStatusCode.OK), (user, path, (await client.GetAsync(path)).StatusCode));
            Assert.Equal((user, user is "expert1" ? HttpStatusCode.NotFound : HttpStatusCode.OK), (user, (await client.GetAsync($"/nominations/{nomination}")).StatusCode));
        }
        using var province = await hub.Client("province");
        foreach (var step in new[] { "shortlist", "approve-specially", "appoint-scorer" }) Assert.Equal((step, HttpStatusCode.OK), (step, (await province.GetAsync($"/campaigns/{campaign}/do/{step}")).StatusCode));
        foreach (var step in new[] { "verify-on-site", "assign-scorer", "disqualify" }) Assert.Equal((step, HttpStatusCode.OK), (step, (await province.GetAsync($"/nominations/{nomination}/do/{step}")).StatusCode));
        await On("province", -50, nomination, new AssignScorer(new("e1")));
        await On("expert1", -49, nomination, new DeclareInterest(false));
        using var arbitrator = await hub.Client("expert1");
        Assert.Contains("独立评分", await arbitrator.GetStringAsync($"/nominations/{nomination}/do/score"));
        Assert.Contains($"/nominations/{nomination}", await arbitrator.GetStringAsync("/campaigns"));
        // A scorer with an account declares and scores alone: the office is led on to the second scorer.
        Assert.DoesNotContain("/do/declare-interest", await province.GetStringAsync($"/nominations/{nomination}"));
        Assert.Contains("/do/assign-scorer", await province.GetStringAsync($"/nominations/{nomination}"));
        Assert.Equal(HttpStatusCode.OK, (await province.GetAsync("/campaigns/new")).StatusCode);
    }

    /// <summary>“此项应为数字，不加引号” named neither the item nor what it takes.</summary>
    [Theory]
    [InlineData("abc", "请填写 0 至 12 之间的分数，最多两位小数。"), InlineData("", "请填写 0 至 12 之间的分数，最多两位小数。"), InlineData("12.5", "应在0至12分之间"), InlineData("3.333", "最多两位小数"), InlineData("1", "与系统计算的12分不同，请填写理由")]
    public async Task Names_the_item_and_what_it_takes_where_a_score_is_wrong(string points, string says)
    {
        var (_, nomination) = await Qualified(RunningHub.Organization);
        await On("province", -50, nomination, new AssignScorer(new("e1")));
        await On("expert1", -49, nomination, new DeclareInterest(false));
        using var pages = await Intake.Pages.SignedIn(hub, "expert1");
        var path = $"/nominations/{nomination}/do/score";
        var sheet = Sheet((await hub.Installation.Aggregates.Find<Nomination>(nomination))!.State).ToDictionary(i => i.ItemId);
        var form = new Dictionary<string, string> { ["bonus"] = "0" };
        foreach (var (item, i) in Standards.Items.GroupBy(i => i.Dimension).SelectMany(g => g).Select((item, i) => (item, i)))
            (form[$"items[{i}].itemId"], form[$"items[{i}].points"]) = (item.Id, item.Id is "A1" ? points : $"{sheet[item.Id].Points}");
        var (status, text, _) = await pages.Send(path, path, form);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        var field = says.EndsWith("理由", StringComparison.Ordinal) ? "reason" : "points";
        var line = System.Text.RegularExpressions.Regex.Match(text, $"<a href=\"#(f-items-0--{field})\">([^<]*)</a>");
        Assert.Contains("A1 六项制度", line.Groups[2].Value);
        Assert.Contains(says, line.Groups[2].Value);
        Assert.Matches($"id=\"{line.Groups[1].Value}\"[^>]*aria-invalid=\"true\"", text);
        Assert.DoesNotContain("不加引号", text);
    }

    /// <summary>“不加引号” is said to programs; and nothing stands at a place before the first.</summary>
    [Theory]
    [InlineData("abc", "此项应为整数，请重新填写。"), InlineData("-1", "名额应在0至200之间。")]
    public async Task Says_of_a_quota_what_a_form_takes(string places, string says)
    {
        var campaign = await Opened();
        using var pages = await Intake.Pages.SignedIn(hub, "province");
        var path = $"/campaigns/{campaign}/do/set-quota";
        var (status, text, _) = await pages.Send(path, path, new() { ["unit"] = "222400", ["places"] = places, ["reserves"] = "0", ["reason"] = "调整" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(says, text);
        Assert.DoesNotContain("不加引号", text);
        Assert.DoesNotContain("第0名", text);
    }

    /// <summary>At each step one person's day names it, and nobody else's does.</summary>
    [Fact]
    public async Task Calls_whoever_must_act_at_the_workbench()
    {
        var (campaign, id) = (await Opened(), NewId.Next("k"));
        await On("head", -75, id, new DraftNomination(new(id), new(campaign), new(RunningHub.Organization), Statement));
        await Waits(-75, ("head", "submit"));
        await Runs(-75, null);
        await On("head", -75, id, new SubmitNomination(true));
        await Waits(-74, ("city", "nominate"));
        await On("city", -74, id, new Nominate(1, Seals(-74), "同意。", Today.AddDays(-74)));
        await Waits(-73, ("province", "receive"));
        await On("province", -73, id, new ReceiveNomination(Today.AddDays(-73)));
        await Waits(-73);
        await At(CutOff.AddDays(1), () => hub.Services.GetRequiredService<SelectionDeadlines>().Run());
        await Runs(-58, "begin-evaluation");
        await On("province", -58, campaign, new BeginEvaluation(Today.AddDays(-58)));
        foreach (var scorer in new[] { "expert1", "expert2" }) await On("province", -58, campaign, new AppointScorer(scorer));
        await Waits(-57, ("province", "qualify"));
        await Runs(-57, null);
        await On("province", -57, id, new QualifyNomination(true));
        await Waits(-57, ("province", "assign-scorer"));
        foreach (var scorer in new[] { "e1", "e2" }) await On("province", -54, id, new AssignScorer(new(scorer)));
        await Waits(-54, ("province", "verify-on-site"), ("expert1", "declare-interest"), ("expert2", "declare-interest"));
        await On("province", -54, id, new VerifyOnSite(Today.AddDays(-54), [new("赵一", "省人社厅"), new("钱二", "省总工会")], [.. Enum.GetValues<Dimension>().Select(d => new DimensionPoints(d, 10, default))], "台账齐全。"));
        await On("expert1", -53, id, new DeclareInterest(false));
        await Waits(-53, ("expert1", "score"), ("expert2", "declare-interest"));
        using (var expert = await hub.Client("expert1")) Assert.Contains($"/nominations/{id}/do/score", await expert.GetStringAsync("/workbench"));
        await On("expert1", -52, id, new ScoreNomination(Sheet((await hub.Installation.Aggregates.Find<Nomination>(id))!.State)));
        await Waits(-52, ("expert2", "declare-interest"));
        await Runs(-52, null);

        // And each step of the campaign itself, on the day on which it is due.
        await On("expert2", -51, id, new DeclareInterest(false));
        await On("expert2", -51, id, new ScoreNomination(Sheet((await hub.Installation.Aggregates.Find<Nomination>(id))!.State)));
        await Waits(-50);
        await Runs(-50, "shortlist");
        await On("province", -50, campaign, new ShortlistNominations([new(id)]));
        await Runs(-50, "start-publicity");
        await On("province", -50, campaign, new StartPublicity(Today.AddDays(-50), "省厅网站", "省三方办公室", "0431-88690000"));
        await Runs(-49, null);
        await Runs(-20, "decide");
        using (var province = await hub.Client("province")) Assert.Contains($"/campaigns/{campaign}/do/decide", await province.GetStringAsync("/workbench"));

        async Task Runs(int days, string? command)
        {
            foreach (var user in new[] { "head", "city", "province", "expert1", "clerk" })
            {
                var actor = (await hub.Installation.Accounts.FindByNameAsync(user, default))!.ToActor();
                IReadOnlyList<Features.Workbench.WaitingCampaign> waiting = [];
                await At(Today.AddDays(days), async () => waiting = await hub.Services.GetRequiredService<Features.Workbench.SelectionWaits>().Campaigns(actor, default));
                Assert.Equal((user, days, user is "province" ? command : null), (user, days, waiting.FirstOrDefault(w => w.CampaignId == campaign)?.Command));
            }
        }

        async Task Waits(int days, params (string User, string Command)[] expected)
        {
            foreach (var user in new[] { "head", "otherhead", "city", "othercity", "province", "expert1", "expert2", "arbitrator", "clerk" })
            {
                var actor = (await hub.Installation.Accounts.FindByNameAsync(user, default))!.ToActor();
                IReadOnlyList<Features.Workbench.WaitingNomination> waiting = [];
                await At(Today.AddDays(days), async () => waiting = await hub.Services.GetRequiredService<Features.Workbench.SelectionWaits>().Of(actor, default));
                Assert.Equal((user, expected.FirstOrDefault(e => e.User == user).Command), (user, waiting.FirstOrDefault(w => w.NominationId == id)?.Command));
            }
        }
    }

    [Fact]
    public async Task Names_every_item_that_is_no_score_at_once()
    {
        var (_, nomination) = await Qualified(RunningHub.Organization);
        await On("province", -50, nomination, new AssignScorer(new("e1")));
        await On("expert1", -49, nomination, new DeclareInterest(false));
        using var pages = await Intake.Pages.SignedIn(hub, "expert1");
        var path = $"/nominations/{nomination}/do/score";
        var form = new Dictionary<string, string> { ["bonus"] = "0" };
        foreach (var (item, i) in Standards.Items.GroupBy(i => i.Dimension).SelectMany(g => g).Select((item, i) => (item, i))) (form[$"items[{i}].itemId"], form[$"items[{i}].points"]) = (item.Id, i switch { 0 => "", 2 => "abc", 4 => "99", _ => "1" });
        var (status, text, _) = await pages.Send(path, path, form);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["f-items-0--points", "f-items-2--points", "f-items-4--points"], System.Text.RegularExpressions.Regex.Matches(text, "<a href=\"#(f-items-[0-9]+--points)\"").Select(m => m.Groups[1].Value));
    }

    /// <summary>It looked chosen while everybody could still object.</summary>
    [Fact]
    public void Stands_at_the_publicity_while_it_runs()
    {
        var n = new Nomination { Stage = NominationStage.InPublicity, Region = "220100", Unit = "220100", SubmittedOn = Today, Recommendation = new("220100", 1, false, false, false, "同意。", [], [], "city", Today), ReceivedOn = Today, QualifiedOn = Today, FinalScore = 88 };
        Assert.Equal("公示", SelectionLook.Steps(n).Single(s => s.State is Web.Components.StepState.Current).Text);
    }

    /// <summary>Each a batch of its own, nine to a year.</summary>
    private static DraftCampaign Draft(string id, CampaignNotice notice, int target)
    {
        var n = Interlocked.Increment(ref _campaigns);
        return new(new(id), "选树", "220000", Today.Year - (n / 9), (n % 9) + 1, notice, target);
    }

    private static readonly NominationStatement Statement = new("一案一策。", "欠薪案。", null, "李主任", "13800000002", []);

    private static IReadOnlyList<RecommendationSeal> Seals(int days) => [.. Standards.Seals.Select(s => new RecommendationSeal(s, Today.AddDays(days)))];

    private static IReadOnlyList<ItemPoints> Sheet(Nomination n) => [.. ScoreSheet.Of(Standards, n.Metrics!).Select(m => new ItemPoints(m.ItemId, m.Points ?? 1))];

    /// <summary>The organization's own record follows its nomination by a reaction, in the server's own time; it is asked again until it is so.</summary>
    private async Task Honors(string campaign, Func<List<OrganizationHonor>, bool> holds)
    {
        var give = DateTime.UtcNow.AddSeconds(30);
        for (; ; await Task.Delay(50))
        {
            var honors = (await hub.Installation.Aggregates.Find<Organization>(RunningHub.Organization, int.MaxValue))!.State.Honors.Where(h => h.CampaignId.Value == campaign).ToList();
            if (holds(honors)) return;
            Assert.True(DateTime.UtcNow < give, string.Join("; ", honors));
        }
    }

    private async Task<string> Opened()
    {
        var id = NewId.Next("g");
        var notice = new CampaignNotice("选树通知", "吉三方〔2026〕1号", ["省人社厅"], Today.AddDays(-100));
        await On("province", -99, id, Draft(id, notice, 1));
        await On("province", -99, id, new ChangeStandards(Standards, "通知另有规定"));
        foreach (var (kind, on) in new[] { (CampaignDateKind.WindowFrom, Today.AddDays(-300)), (CampaignDateKind.WindowTo, Today.AddDays(-110)), (CampaignDateKind.NominationFrom, Today.AddDays(-80)), (CampaignDateKind.CutOff, CutOff) })
            await On("province", -99, id, new ConfirmDate(kind, on, notice.Number));
        foreach (var unit in new[] { "220100", "220200" }) await On("province", -99, id, new SetQuota(unit, 1, 1));
        await On("province", -98, id, new PublishCampaign(Today.AddDays(-98)));
        await On("province", -80, id, new OpenNomination());
        return id;
    }

    private async Task<(string Campaign, string Nomination)> Received(string organization, Func<string, Task>? meanwhile = null)
    {
        var (campaign, id) = (await Opened(), NewId.Next("k"));
        if (meanwhile is not null) await meanwhile(campaign);
        await On("head", -75, id, new DraftNomination(new(id), new(campaign), new(organization), Statement));
        await On("head", -75, id, new SubmitNomination(true));
        await On("city", -74, id, new Nominate(1, Seals(-74), "同意。", Today.AddDays(-74)));
        await On("province", -73, id, new ReceiveNomination(Today.AddDays(-73)));
        return (campaign, id);
    }

    /// <summary>The other organization, nominated by its own unit and received.</summary>
    private async Task<string> Other(string campaign)
    {
        var id = NewId.Next("k");
        await On("otherhead", -75, id, new DraftNomination(new(id), new(campaign), new(RunningHub.OtherOrganization), Statement));
        await On("otherhead", -75, id, new SubmitNomination(true));
        await On("othercity", -74, id, new Nominate(1, Seals(-74), "同意。", Today.AddDays(-74)));
        await On("province", -73, id, new ReceiveNomination(Today.AddDays(-73)));
        return id;
    }

    private async Task Evaluate(string campaign, string nomination, string one, string two, int from = -55)
    {
        await On("province", from, nomination, new VerifyOnSite(Today.AddDays(from), [new("赵一", "省人社厅"), new("钱二", "省总工会")], [.. Enum.GetValues<Dimension>().Select(d => new DimensionPoints(d, 10, default))], "台账齐全。"));
        var scorers = (await hub.Installation.Aggregates.Find<Campaign>(campaign))!.State.Scorers;
        var sheet = Sheet((await hub.Installation.Aggregates.Find<Nomination>(nomination))!.State);
        foreach (var who in new[] { one, two })
        {
            await On("province", from + 1, nomination, new AssignScorer(scorers.Single(s => s.UserName == who).Id));
            await On(who, from + 2, nomination, new DeclareInterest(false));
            await On(who, from + 3, nomination, new ScoreNomination(sheet));
        }
    }

    private async Task<(string Campaign, string Nomination)> Qualified(string organization, Func<string, Task>? meanwhile = null)
    {
        var (campaign, id) = await Received(organization, meanwhile);
        await At(CutOff.AddDays(1), () => hub.Services.GetRequiredService<SelectionDeadlines>().Run());
        await On("province", -58, campaign, new BeginEvaluation(Today.AddDays(-58)));
        foreach (var scorer in new[] { "expert1", "expert2" }) await On("province", -58, campaign, new AppointScorer(scorer));
        await On("province", -57, id, new QualifyNomination(true));
        return (campaign, id);
    }

    private async Task<string> Evaluated(string organization, params string[] scored)
    {
        var (campaign, id) = await Qualified(organization);
        await On("province", -55, id, new VerifyOnSite(Today.AddDays(-55), [new("赵一", "省人社厅"), new("钱二", "省总工会")], [.. Enum.GetValues<Dimension>().Select(d => new DimensionPoints(d, 10, default))], "台账齐全。"));
        foreach (var scorer in new[] { "e1", "e2" }) await On("province", -54, id, new AssignScorer(new(scorer)));
        var sheet = Sheet((await hub.Installation.Aggregates.Find<Nomination>(id))!.State);
        foreach (var who in scored.Length > 0 ? scored : ["expert1", "expert2"])
        {
            await On(who, -53, id, new DeclareInterest(false));
            await On(who, -52, id, new ScoreNomination(sheet));
        }
        return campaign;
    }

    /// <summary>A command that must be done, by the person's own account, so many days from today.</summary>
    private async Task<Stored<TState>> On<TState>(string user, int days, string id, ICommand<TState> command) where TState : class, IAggregate<TState>
    {
        var answer = await Answer(user, days, id, command);
        Assert.True(answer.Kind is AnswerKind.Done, $"{user}: {command}: {answer.Kind} {answer.Refusal?.Chinese}");
        return answer.Stored!;
    }

    private async Task<Answer<TState>> Answer<TState>(string user, int days, string id, ICommand<TState> command) where TState : class, IAggregate<TState>
    {
        var actor = user is "public" ? new Actor("public", new HashSet<Role> { Role.Party }) : (await hub.Installation.Accounts.FindByNameAsync(user, default))!.ToActor();
        Answer<TState> answer = null!;
        await At(Today.AddDays(days), async () => answer = await hub.Installation.Aggregates.Send(id, command, new Request(actor)));
        return answer;
    }

    private async Task At(DateOnly day, Func<Task> work)
    {
        hub.Installation.Clock.Hold(ChinaTime.At(day, new(10, 0)));
        try { await work(); }
        finally { hub.Installation.Clock.Hold(null); }
    }

    private static async Task<JsonObject> Post(HttpClient client, string campaign, string command, object body)
    {
        var (status, answer, _) = await client.Post($"/api/v1/campaigns/{campaign}/{command}", body, Version(await client.Get($"/api/v1/campaigns/{campaign}")));
        Assert.True(status is HttpStatusCode.OK, $"{command}: {(int)status} {answer["detail"]}");
        return answer;
    }

    private static async Task<JsonObject> Refused(HttpClient client, string campaign, string command, object body)
    {
        var (status, answer, _) = await client.Post($"/api/v1/campaigns/{campaign}/{command}", body, Version(await client.Get($"/api/v1/campaigns/{campaign}")));
        Assert.Equal(HttpStatusCode.Conflict, status);
        return answer;
    }

    private static int Version(JsonObject shown) => shown["version"]!.GetValue<int>();
}

file static class Json
{
    public static JsonNode With(this JsonNode node, string name, int value)
    {
        node[name] = value;
        return node;
    }
}
