using MediationHub.Domain.Access;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Selection;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Selection;
using MediationHub.Web.Features.Selection;
using MediationHub.Web.Tests.Api;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MediationHub.Web.Tests.Selection;

/// <summary>Campaigns that stand at a certain point, each with one nomination of the hub's first organization: every step by its own person, on a day of its own.</summary>
public static class RunningCampaigns
{
    private static readonly DateOnly Today = DateOnly.Parse(Calls.Today);

    /// <summary>An organization without closings is let in by the notice's own words.</summary>
    private static readonly CampaignStandards Standards = CampaignStandards.BuiltIn with
    {
        Target = 1,
        BelowTarget = "新建组织可以放宽",
        Minimum = 0,
        MinimumByType = [],
        Gates = [.. CampaignStandards.BuiltIn.Gates.Where(g => g.Kind is GateKind.SixSystems or GateKind.Mediators or GateKind.NoVeto)],
    };

    /// <summary>One open for nominations, one that is scored, one in publicity with an objection open, one sent to the national office.</summary>
    public static async Task<IReadOnlyList<(string Campaign, string Nomination)>> Make(RunningHub hub)
    {
        await hub.Services.GetServices<IHostedService>().OfType<SelectionWatch>().Single().StopAsync(default);
        await Experts(hub);
        var made = new List<(string, string)>();
        foreach (var (until, batch) in new[] { "open", "scoring", "publicity", "sent" }.Select((u, i) => (u, i + 1))) made.Add(await Make(hub, until, batch));
        return made;
    }

    /// <summary>Two who score, of a commission elsewhere: nobody of the unit that nominates does.</summary>
    public static async Task Experts(RunningHub hub)
    {
        await using var scope = hub.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        foreach (var name in new[] { "expert1", "expert2" })
        {
            if (await users.FindByNameAsync(name) is not null) continue;
            var made = await users.CreateAsync(new() { UserName = name, DisplayName = name, Roles = ["director"], CommissionId = "commission-2", MustChangePassword = false, SecurityStamp = Guid.NewGuid().ToString("N") }, RunningHub.Password);
            Assert.True(made.Succeeded, string.Join(";", made.Errors.Select(e => e.Code)));
        }
    }

    private static async Task<(string Campaign, string Nomination)> Make(RunningHub hub, string until, int batch)
    {
        var (id, own) = (NewId.Next("g"), NewId.Next("k"));
        var cutOff = until is "open" ? Today.AddDays(20) : Today.AddDays(-60);
        var notice = new CampaignNotice("关于开展选树工作的通知", "吉三方〔2026〕1号", ["省人社厅", "省总工会"], Today.AddDays(-100));
        await On("province", -99, id, new DraftCampaign(new(id), $"吉林省金牌调解组织选树第{batch}批", "220000", Today.Year, batch, notice, 1));
        await On("province", -99, id, new ChangeStandards(Standards, "通知另有规定"));
        await On("province", -99, id, new StateDate(CampaignDateKind.CutOff, cutOff, "各地按期报送", notice.Number));
        foreach (var (kind, on) in new[] { (CampaignDateKind.WindowFrom, Today.AddDays(-300)), (CampaignDateKind.WindowTo, Today.AddDays(-110)), (CampaignDateKind.NominationFrom, Today.AddDays(-80)), (CampaignDateKind.CutOff, cutOff) })
            await On("province", -99, id, new ConfirmDate(kind, on, notice.Number));
        await On("province", -99, id, new SetQuota("220100", 1, 1));
        await On("province", -98, id, new PublishCampaign(Today.AddDays(-98)));
        await On("province", -80, id, new OpenNomination());
        await On("head", -75, own, new DraftNomination(new(own), new(id), new(RunningHub.Organization), new("一案一策。", "欠薪案。", "市优秀调解组织", "李主任", "13800000002", [])));
        await On("head", -75, own, new SubmitNomination(true));
        if (until is "open") return (id, own);

        await On("city", -74, own, new Nominate(1, [.. Standards.Seals.Select(s => new RecommendationSeal(s, Today.AddDays(-74)))], "同意。", Today.AddDays(-74)));
        await On("province", -73, own, new ReceiveNomination(Today.AddDays(-73)));
        await Held(hub, cutOff.AddDays(1), () => hub.Services.GetRequiredService<SelectionDeadlines>().Run());
        await On("province", -58, id, new BeginEvaluation(Today.AddDays(-58)));
        foreach (var scorer in new[] { "expert1", "expert2" }) await On("province", -58, id, new AppointScorer(scorer));
        await On("province", -57, own, new QualifyNomination(true));
        await On("province", -55, own, new VerifyOnSite(Today.AddDays(-55), [new("赵一", "省人社厅"), new("钱二", "省总工会")], [.. Enum.GetValues<Dimension>().Select(d => new DimensionPoints(d, 10, "符合要求"))], "台账齐全。"));
        foreach (var scorer in new[] { "e1", "e2" }) await On("province", -54, own, new AssignScorer(new(scorer)));
        foreach (var who in new[] { "expert1", "expert2" }) await On(who, -53, own, new DeclareInterest(false));
        var sheet = ScoreSheet.Of(Standards, (await hub.Installation.Aggregates.Find<Nomination>(own))!.State.Metrics!).Select(m => new ItemPoints(m.ItemId, m.Points ?? 1)).ToList();
        await On("expert1", -52, own, new ScoreNomination(sheet));
        await On("expert1", -51, own, new CorrectScore([.. sheet.Select(i => i.ItemId is "B3" ? i with { Points = 2 } : i)], "复看卷宗后更正。"));
        if (until is "scoring") return (id, own);

        await On("expert2", -51, own, new ScoreNomination(sheet));
        var publicity = until is "publicity" ? 0 : -40;
        await On("province", publicity, id, new ShortlistNominations([new(own)]));
        await On("province", publicity, id, new StartPublicity(Today.AddDays(publicity), "省厅网站", "省三方办公室", "0431-88690000"));
        await On("province", publicity, id, new RaiseObjection(new(own), "王某某", "13800000001", "听说收费。", Today.AddDays(publicity)));
        if (until is "publicity") return (id, own);

        await On("province", -30, id, new ResolveObjection(1, false, "没有收费。", "不成立。", Today.AddDays(-30)));
        await On("province", -29, id, new DecideCampaign([new(own)], "三方会议第3次", "吉三方〔2026〕5号", Today.AddDays(-29)));
        await On("province", -28, id, new RecommendToNational("吉三方函〔2026〕9号", "国三方收〔2026〕77号", Today.AddDays(-28)));
        return (id, own);

        async Task On<TState>(string user, int days, string record, ICommand<TState> command) where TState : class, IAggregate<TState>
        {
            var actor = (await hub.Installation.Accounts.FindByNameAsync(user, default))!.ToActor();
            Answer<TState>? answer = null;
            await Held(hub, Today.AddDays(days), async () => answer = await hub.Installation.Aggregates.Send(record, command, new Request(actor)));
            Assert.True(answer!.Kind is AnswerKind.Done, $"{user}: {command}: {answer.Kind} {answer.Refusal?.Chinese}");
        }
    }

    private static async Task Held(RunningHub hub, DateOnly day, Func<Task> work)
    {
        hub.Installation.Clock.Hold(ChinaTime.At(day, new(10, 0)));
        try { await work(); }
        finally { hub.Installation.Clock.Hold(null); }
    }
}
