using System.Diagnostics;
using MediationHub.Domain.Access;
using MediationHub.Store.Accounts;
using MediationHub.Store.Amendments;
using MediationHub.Store.Keys;
using MediationHub.Store.Maintenance;
using MediationHub.Web.Demo;
using MediationHub.Web.Features.Accounts;
using MediationHub.Web.Features.Rankings;
using MediationHub.Web.Features.Registers;
using Microsoft.AspNetCore.Identity;

namespace MediationHub.Web.Hosting;

/// <summary>What the program does: <c>mediationhub [serve|seed|verify|rebuild|recompute|import|export|backup|restore|admin] …</c>.</summary>
public static class Verbs
{
    private const string Usage =
        """
        用法:mediationhub [动词]
          serve [--demo] [--today yyyy-MM-dd]   启动服务(默认)
          seed --cases <件数> [--seed <种子>]     用十年的虚构案件填充空数据库,供测量和演示
          verify                                逐条核验日志、锚、台账与计数
          rebuild                               由日志重新生成台账与计数
          recompute                             法律数据修订后,重算在办案件的期限
          recompute --from <日> --to <日> [--unit <地区>] [--type <组织类型>] [--definition <口径>] [--json]
                                                只凭日志重算成功率和排名,数字与页面、接口一致
          import <登记册> <文件> --as <账号> [--check]           导入登记册(organizations、mediators、ledger);--check 只检查
          export <登记册> <文件.xlsx|.csv> --as <账号> --purpose <用途>   导出登记册
          backup <文件夹> --keys <另一文件夹>     备份数据库、文件和锚,安装密钥另存;服务可照常运行
          restore <备份> --keys <密钥文件>       恢复到空的数据目录
          admin create <用户名> <姓名>           建立系统管理员账号,打印初始密码
          admin reset <用户名>                   重置密码,打印初始密码
          admin rotate-key                      更换安装密钥并重新封装各案件密钥
        环境变量:ASPNETCORE_URLS、MEDIATIONHUB_DATA、ConnectionStrings__Hub、MEDIATIONHUB_KEY、MEDIATIONHUB_CHROMIUM、MEDIATIONHUB_TEMPLATES,
          其余设置和提醒的发送方式见 README
        """;

    /// <param name="runtime">Where records live while it serves; left out: in this process.</param>
    public static async Task<int> Run(string[] arguments, Func<IConfiguration, HubRuntime>? runtime = null)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        if (arguments is ["help", ..] || arguments.Any(a => a is "--help" or "-h"))
        {
            Console.WriteLine(Usage);
            return 0;
        }
        var configuration = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();
        var verb = arguments.FirstOrDefault(a => !a.StartsWith('-')) is { } first && arguments[0] == first ? first : "serve";
        var rest = arguments.Length > 0 && arguments[0] == verb ? arguments[1..] : arguments;
        try
        {
            switch (verb)
            {
                case "serve": return await Serve(HubSettings.From(configuration, rest), runtime?.Invoke(configuration) ?? HubRuntime.Embedded);
                case "seed": return await Seed(configuration, rest);
                case "verify": return await Verify(configuration, rest);
                case "rebuild": return await Rebuild(configuration, rest);
                case "recompute" when RankingVerb.IsAsked(rest): return await RankingVerb.Run(await Open(configuration, []), rest);
                case "recompute": return await Recompute(configuration, rest);
                case "admin": return await Admin(configuration, rest);
                case "backup": return await BackupVerbs.Backup(HubSettings.From(configuration, []), rest, Say);
                case "restore": return await BackupVerbs.Restore(HubSettings.From(configuration, []), rest, Say);
                case "import" or "export": return await Registers(configuration, verb, rest);
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }
        catch (Exception e) when (e is SettingException or InvalidDataException or BackupException or Store.Postgres.PrivatePostgresException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static async Task<int> Serve(HubSettings settings, HubRuntime runtime)
    {
        var started = Stopwatch.GetTimestamp();
        settings.NeedFreeAddresses();
        var plan = DemoProvince.PlanAhead(settings);
        await using var installation = await Installation.Open(settings, Say);
        await runtime.Prepare(installation, Say);
        await using var app = HubApplication.Build(installation, runtime);
        var fresh = settings.Demo && await DemoProvince.Ensure(installation, Say, ahead: plan);
        if (!settings.Demo && !await installation.Accounts.Any()) Say("还没有任何账号。请先运行:mediationhub admin create <用户名> <姓名>");

        await app.StartAsync();
        if (fresh) await DemoDesk.Show(installation, new Uri(app.Urls.First()), Say, app.Lifetime.ApplicationStopping);
        Say($"已就绪({Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} 秒):{string.Join(" ", app.Urls)}");
        if (settings.Demo) Say(DemoProvince.Accounts);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static async Task<int> Seed(IConfiguration configuration, string[] rest)
    {
        var (cases, seed, others) = (0, 93, new List<string>());
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == "--cases" && i + 1 < rest.Length && int.TryParse(rest[i + 1], out cases)) i++;
            else if (rest[i] == "--seed" && i + 1 < rest.Length && int.TryParse(rest[i + 1], out seed)) i++;
            else others.Add(rest[i]);
        }
        if (cases is < 100 or > 5_000_000) throw new SettingException("请写明件数(100 至 5,000,000),例如:mediationhub seed --cases 1000000");
        await using var installation = await Open(configuration, others);
        await SeedProvince.Run(installation, cases, seed, Say);
        return 0;
    }

    private static async Task<int> Verify(IConfiguration configuration, string[] rest)
    {
        await using var installation = await Open(configuration, rest);
        var started = Stopwatch.GetTimestamp();
        var report = await Verification.Run(installation.Store, installation.Aggregates, installation.AnchorFile, Progress("已核验"));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.Error.WriteLine();
        foreach (var finding in report.Findings) Console.WriteLine($"✗ {finding}");
        Console.WriteLine($"{(report.Clean ? "完好" : "有问题")}:{report.Streams:N0} 条记录,{report.Events:N0} 条事件,{report.Rows:N0} 行台账,{report.Counters:N0} 个计数,{report.Anchors} 个锚,{seconds:0.0} 秒({report.Events / Math.Max(seconds, 0.001):N0} 条/秒)");
        return report.Clean ? 0 : 1;
    }

    private static async Task<int> Rebuild(IConfiguration configuration, string[] rest)
    {
        await using var installation = await Open(configuration, rest);
        var started = Stopwatch.GetTimestamp();
        var events = await Rebuilding.Run(installation.Store, Progress("已重放"));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.Error.WriteLine();
        Console.WriteLine($"已由 {events:N0} 条事件重新生成台账与计数,{seconds:0.0} 秒({events / Math.Max(seconds, 0.001):N0} 条/秒)");
        return 0;
    }

    private static async Task<int> Recompute(IConfiguration configuration, string[] rest)
    {
        await using var installation = await Open(configuration, rest);
        var started = Stopwatch.GetTimestamp();
        var done = await Recomputation.Run(installation.Store, at => Console.Error.Write($"\r已重算 {at.Done:N0} / {at.Total:N0} 个期限"));
        var law = installation.Store.Law.Current;
        Console.Error.WriteLine();
        Console.WriteLine($"按日历第 {law.Calendar.Edition} 版、规则库第 {law.Rules.Version} 版重算:{done.Done:N0} 个期限、{done.Cases:N0} 行台账有变,{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} 秒");
        return 0;
    }

    private static async Task<int> Registers(IConfiguration configuration, string verb, string[] rest)
    {
        string? Given(string name) => Array.IndexOf(rest, name) is var at and >= 0 && at + 1 < rest.Length ? rest[at + 1] : null;
        var words = rest.Where((r, i) => !r.StartsWith('-') && (i == 0 || rest[i - 1] is not ("--as" or "--purpose"))).ToArray();
        if (words is not [var kind, var path] || Given("--as") is not { } user || (verb is "export" && Given("--purpose") is null))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }
        await using var installation = await Open(configuration, []);
        await using var app = HubApplication.Build(installation);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
        try
        {
            return verb is "import"
                ? await RegisterVerbs.Import(app.Services, kind, path, user, rest.Contains("--check"), Say, stop.Token)
                : await RegisterVerbs.Export(app.Services, kind, path, user, Given("--purpose")!, Say, stop.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine();
            Console.WriteLine("已停止。已导入的行保留；服务启动后会接着导入，也可以在登记册页面取消。");
            return 1;
        }
    }

    private static async Task<int> Admin(IConfiguration configuration, string[] rest)
    {
        var words = rest.Where(r => !r.StartsWith('-')).ToArray();
        await using var installation = await Open(configuration, [.. rest.Where(r => r.StartsWith('-'))]);
        if (words is ["rotate-key"])
        {
            var wrapped = await KeyRotation.Run(installation.Store, installation.Store.Keys.Rotate());
            Console.WriteLine($"已更换安装密钥,重新封装 {wrapped:N0} 个案件与文件密钥。请立即备份新的密钥文件,并重启各节点。");
            return 0;
        }
        await using var app = HubApplication.Build(installation);
        await using var scope = app.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var actor = new Actor("admin-verb", new HashSet<Role> { Role.Admin });
        switch (words)
        {
            case ["create", var userName, var displayName]:
                var (account, password, problem) = await desk.Create(actor, new(userName, displayName, ["admin"]));
                if (account is null) throw new SettingException(problem!.Errors?.Values.SelectMany(t => t).FirstOrDefault()?.Chinese ?? problem.Detail.Chinese);
                Console.WriteLine($"已建立系统管理员 {userName},初始密码:{password}(首次登录须修改)");
                return 0;
            case ["reset", var userName]:
                if (await desk.Find(actor, userName) is not { } known) throw new SettingException($"没有账号 {userName}。");
                var (fresh, no) = await desk.ResetPassword(actor, known, null);
                if (fresh is null) throw new SettingException(no!.Detail.Chinese);
                Console.WriteLine($"{userName} 的新初始密码:{fresh}(首次登录须修改)");
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    /// <summary>Opens whatever the data folder holds, demo or not: these verbs show nothing to the outside.</summary>
    private static Task<Installation> Open(IConfiguration configuration, IReadOnlyList<string> rest) => Installation.Open(HubSettings.From(configuration, rest), Say, asItIs: true);

    /// <summary>Tells twice a second.</summary>
    private static Action<long> Progress(string what)
    {
        var (watch, told) = (System.Diagnostics.Stopwatch.StartNew(), -1L);
        return done =>
        {
            if (watch.ElapsedMilliseconds / 500 == told) return;
            told = watch.ElapsedMilliseconds / 500;
            Console.Error.Write($"\r{what} {done:N0} 条事件");
        };
    }

    private static void Say(string line) => Console.WriteLine(line);
}
