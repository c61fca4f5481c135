using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Store.Accounts;
using MediationHub.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace MediationHub.Web.Demo;

/// <summary>How large the demo is, and which throw of the dice.</summary>
public sealed record DemoScale(int Cases = 6000, int Seed = 93);

/// <summary>
/// Jilin with its organizations, mediators and two years of cases, made at the first start of a demo: every one of them
/// through the real commands, by the people whose step it is, on days of their own.
/// </summary>
public static class DemoProvince
{
    /// <summary>The commission that the accounts of clerk, arbitrator and director belong to.</summary>
    public const string Commission = "demo-commission";

    internal const string Password = "Demo-2026!";

    public const string Accounts =
        """

        演示账号（密码均为 Demo-2026!，仅限本机体验，请勿录入真实信息）：
          mediator    调解员          湖畔街道调解中心：登记、受理、调解、记录签名、盖章、文书、结案、履行
          head        组织负责人      同上，另可指派、移送、决定回避，管理名册和本组织调解员账号
          city        市级人社局      长春市各组织：备案、退回、启用、暂停，批准重新开启；查阅案件须填写理由
          province    省级办公室      各组织及其成功率，金牌选树活动；查阅案件须填写理由
          auditor     审计            脱敏案件和查阅记录
          admin       系统管理员      账号；不接触案件
          clerk、arbitrator、director  长春市仲裁委立案、仲裁员、仲裁院院长：仲裁审查、委托调解、调解建议
          head2、county、expert  金牌选树：公主岭市河南街道调解中心负责人（申报）、公主岭市人社局（县级审核）、评审专家（评分；arbitrator、director 也是评审人）
        """;

    /// <summary>What a first start will play, made while its database is made: nothing of it is stored yet, nor law of its own. Null at any other start.</summary>
    internal static Task<DemoPlan>? PlanAhead(HubSettings settings)
    {
        if (!settings.Demo || settings.ConnectionString is not null || Directory.Exists(settings.DataFolder)) return null;
        var today = ChinaTime.DayOf(new HubClock(settings.ClockShift).GetUtcNow());
        return Task.Run(() => DemoPlan.Of(new World(today, new DemoScale().Seed, Law.BuiltIn.Calendar, Law.BuiltIn.Rules), new DemoScale().Cases));
    }

    /// <summary>Makes the demo where there is none yet; goes on with one that was broken off.</summary>
    /// <param name="say">Progress for whoever waits.</param>
    /// <param name="ahead">From <see cref="PlanAhead"/>.</param>
    /// <exception cref="SettingException">A demo of another day was broken off; the message says how to go on.</exception>
    /// <returns>Whether it was made now.</returns>
    internal static async Task<bool> Ensure(Installation installation, Action<string> say, DemoScale? size = null, Task<DemoPlan>? ahead = null)
    {
        var scale = size ?? new();
        var today = ChinaTime.DayOf(installation.Clock.GetUtcNow());
        var mark = Path.Combine(installation.Settings.DataFolder, "demo.unfinished");
        var begun = File.Exists(mark);
        if (!begun)
        {
            if (await installation.Accounts.Any())
            {
                // A demo made by an earlier version lacks accounts that came later.
                if (await installation.Aggregates.Find<Organization>(Body.DemoOrganization) is null) return false;
                foreach (var account in await People(installation))
                    if (await installation.Accounts.FindByNameAsync(account.UserName, default) is null) await installation.Accounts.CreateAsync(account, default);
                return false;
            }
            if (await installation.Aggregates.Find<Organization>(Body.DemoOrganization) is not null)
                throw new SettingException($"数据库中有未建完的演示数据，且找不到续建标记。请清空该数据库（或删除数据目录 {installation.Settings.DataFolder}）后重新启动。");
        }

        var wanted = string.Create(CultureInfo.InvariantCulture, $"{today:yyyy-MM-dd} {scale.Seed} {scale.Cases}");
        if (begun && await File.ReadAllTextAsync(mark) is var before && before != wanted)
            throw new SettingException($"上次的演示数据（截至 {before.Split(' ')[0]}）没有建完。请加 --today {before.Split(' ')[0]} 启动，接着建完；或删除数据目录 {installation.Settings.DataFolder} 后重新启动。");
        await File.WriteAllTextAsync(mark, wanted);
        say($"演示数据：截至 {today:yyyy-MM-dd}，种子 {scale.Seed}{(begun ? "，接着上次未完成的部分" : "")}……");

        var started = Stopwatch.StartNew();
        using (var playback = new Playback(installation, begun)) await Make(installation, ahead is not null && (await ahead).World.Today == today ? await ahead : PlanOf(installation, today, scale), playback, say, started);
        await using (var tables = installation.Store.Database.CreateCommand("analyze")) await tables.ExecuteNonQueryAsync();   // figures of so many new rows are asked for at once
        foreach (var account in await Staff(installation)) await installation.Accounts.CreateAsync(account, default);
        foreach (var account in await People(installation)) await installation.Accounts.CreateAsync(account, default);
        // After the accounts, since scorers are looked up among them.
        using (var playback = new Playback(installation, begun)) await Select(installation, today, scale, playback, say, started);
        File.Delete(mark);
        say($"演示数据已建成，用时 {started.Elapsed.TotalSeconds:0.0} 秒。");
        return true;
    }

    private static DemoPlan PlanOf(Installation installation, DateOnly today, DemoScale scale) => DemoPlan.Of(new World(today, scale.Seed, installation.Store.Calendar, installation.Store.Rules), scale.Cases);

    private static async Task Make(Installation installation, DemoPlan plan, Playback playback, Action<string> say, Stopwatch started)
    {
        await playback.Play(plan.Rosters);
        say($"  调解组织 {Bodies.All.Count} 个、调解员 {Bodies.All.Sum(b => b.Mediators)} 名（{started.Elapsed.TotalSeconds:0.0} 秒）");
        await playback.Play([.. plan.Cases.Select(c => c.Script)], done => say($"  案件 {done:N0}/{plan.Cases.Count:N0}（{started.Elapsed.TotalSeconds:0.0} 秒）"));
        await playback.Play([plan.Ends]);
        await playback.Play([BaseStories.Of(plan.World)]);
        var bridge = new BridgeStories(installation, plan.World);
        await playback.Play(bridge.Houses());
        await playback.Play(await bridge.Roads());
        await new EvidenceStories(installation, plan.World).Play();
        say($"  案件 {plan.Cases.Count:N0} 件，办理步骤 {playback.Commands:N0} 个（{started.Elapsed.TotalSeconds:0.0} 秒）");
        foreach (var refused in playback.Refused.Take(20)) say($"  未按计划办理：{refused}");
    }

    private static async Task Select(Installation installation, DateOnly today, DemoScale scale, Playback playback, Action<string> say, Stopwatch started)
    {
        var campaigns = await new SelectionStories(installation, new World(today, scale.Seed, installation.Store.Calendar, installation.Store.Rules)).Campaigns();
        await playback.Play(campaigns);
        say($"  选树活动 {campaigns.Count} 项，办理步骤 {playback.Commands:N0} 个（{started.Elapsed.TotalSeconds:0.0} 秒）");
        foreach (var refused in playback.Refused.Take(20)) say($"  未按计划办理：{refused}");
    }

    /// <summary>Everybody else who did something, so that histories tell names. Nobody knows their passwords; a head may give new ones.</summary>
    private static async Task<List<Account>> Staff(Installation installation)
    {
        var unknown = new PasswordHasher<Account>().HashPassword(new Account(), Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        var staff = new List<Account>();
        foreach (var body in Bodies.All)
        {
            var organization = (await installation.Aggregates.Find<Organization>(body.Id.Value))!.State;
            staff.Add(new() { UserName = body.Head.UserName, DisplayName = organization.HeadName!, Roles = ["head"], OrganizationId = body.Id.Value });
            for (var no = 1; no <= body.Mediators; no++)
            {
                if ((await installation.Aggregates.Find<Mediator>(body.MediatorIdOf(no).Value))?.State is { } mediator)
                    staff.Add(new() { UserName = body.ActorOf(no).UserName, DisplayName = mediator.Name!, Roles = ["mediator"], OrganizationId = body.Id.Value, MediatorId = mediator.Id.Value });
            }
        }
        staff.AddRange(Places.All.Select(p => new Account { UserName = Bodies.All.First(b => b.PlaceUnit == p.Unit).City.UserName, DisplayName = $"{p.City}人社局经办", Roles = ["city"], Unit = p.Unit }));
        staff.RemoveAll(a => a.UserName is "mediator" or "head" or "head2" or "city");
        foreach (var account in staff) (account.PasswordHash, account.SecurityStamp) = (unknown, Guid.NewGuid().ToString("N"));
        return staff;
    }

    /// <summary>The accounts that whoever tries the program signs in with.</summary>
    internal static async Task<Account[]> People(Installation installation)
    {
        var (organization, commission) = (Bodies.Demo.Id.Value, Commission);
        var (me, head) = (Bodies.Demo.MediatorIdOf(1).Value, (await installation.Aggregates.Find<Organization>(organization))!.State.HeadName);
        var name = (await installation.Aggregates.Find<Mediator>(me))!.State.Name;
        // An arbitrator of another city: no tie to whom Changchun nominates. A province that was filled for measuring has neither this one nor the county's organization.
        var elsewhere = Places.Of("220200");
        var expert = (await installation.Aggregates.Find<Domain.Commissions.Commission>(BridgeStories.CommissionOf(elsewhere).Value))?.State.Arbitrator(BridgeStories.ArbitratorOf(elsewhere, 1));
        var applicant = (await installation.Aggregates.Find<Organization>(Bodies.OfCounty.Id.Value))?.State;
        Account[] accounts =
        [
            new() { UserName = "mediator", DisplayName = name!, Roles = ["mediator"], OrganizationId = organization, MediatorId = me },
            new() { UserName = "head", DisplayName = head!, Roles = ["head"], OrganizationId = organization },
            new() { UserName = "clerk", DisplayName = "周立安", Roles = ["clerk"], CommissionId = commission },
            new() { UserName = "arbitrator", DisplayName = "韩明谦", Roles = ["arbitrator"], CommissionId = commission, ArbitratorId = "demo-arbitrator" },
            new() { UserName = "director", DisplayName = "沈国栋", Roles = ["director"], CommissionId = commission },
            new() { UserName = "city", DisplayName = "长春市人社局 高慧", Roles = ["city"], Unit = "220100" },
            .. applicant is null ? Array.Empty<Account>() : [new() { UserName = "head2", DisplayName = applicant.HeadName!, Roles = ["head"], OrganizationId = applicant.Id.Value }],
            new() { UserName = "county", DisplayName = "公主岭市人社局 白静", Roles = ["city"], Unit = Bodies.OfCounty.Unit },
            .. expert is null ? Array.Empty<Account>() : [new() { UserName = "expert", DisplayName = expert.Name!, Roles = ["arbitrator"], CommissionId = BridgeStories.CommissionOf(elsewhere).Value, ArbitratorId = expert.Id.Value }],
            new() { UserName = "province", DisplayName = "省三方办公室 宋远航", Roles = ["province"], Unit = "220000" },
            new() { UserName = "auditor", DisplayName = "审计 许正", Roles = ["auditor"] },
            new() { UserName = "admin", DisplayName = "系统管理员", Roles = ["admin"] },
        ];
        var hash = new PasswordHasher<Account>().HashPassword(new Account(), Password);   // one for all: the password is public, and hashing is slow on purpose
        foreach (var account in accounts)
        {
            account.PasswordHash = hash;
            account.SecurityStamp = Guid.NewGuid().ToString("N");
            account.MustChangePassword = false;
        }
        return accounts;
    }
}
