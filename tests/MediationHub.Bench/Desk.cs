using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MediationHub.Tests.Load;

namespace MediationHub.Bench;

/// <summary>
/// What the desk asks of a million cases: lists with filters, order, scope and total, search, whole pages, and an export. The program serves in a process of its own;
/// 8 clients of several roles ask at once without a pause, sharing the processors with it.
/// </summary>
internal static class Desk
{
    private const int Clients = 8;
    private const string Password = "Demo-2026!";

    /// <param name="Path">What is asked for; <c>{0}</c> stands for something else each time.</param>
    private sealed record Question(string Group, string User, string Path, string[]? Words = null);

    // Surnames with one letter of a given name, as they stand in the seed.
    private static readonly string[] Names = ["王伟", "李军", "张敏", "刘洋", "赵强", "孙丽", "于涛", "杨静", "徐磊", "陈勇", "马超", "高飞", "姜霞", "宋杰", "郭辉", "周鹏"];
    private static readonly string[] Firms = ["桦远", "源柘", "聚榛", "茂楸", "拓野", "泰榆", "北辰", "恒椴"];

    private const string WhyLists =
        "Lists: what is slow are totals of a city, which are exact up to 10,000: of all closed cases of the province that a filter fits, those of its organizations are counted from an index. Eight clients at once share the two processors with the program and its database.";

    private static readonly (string Group, string Target, double Milliseconds)[] Targets =
    [
        ("list", "list with filters, sort, scope and total", 25), ("search", "two-character search", 20), ("common", "a term that half of all cases have", 100), ("page", "a page", 40),
        ("workbench", "the day's workbench", 25), ("docket", "a commission's docket", 25), ("performance", "the performance board", 25),
    ];

    private static IEnumerable<Question> Questions()
    {
        string[] lists =
        [
            "", "?page=5", "?sort=due", "?sort=closed", "?sort=claimed", "?stage=registered", "?stage=inMediation&sort=due", "?stage=closed", "?outcome=expired", "?outcome=agreed&disputeType=07.1", "?disputeType=07&sort=claimed",
            "?receivedFrom=2024-01-01&receivedTo=2024-12-31", "?due=overdue&sort=due", "?due=today", "?source=unionTransfer&stage=closed", "?claimedFrom=100000", "?outcome=noAgreement&receivedFrom=2025-01-01&sort=closed", "?page=400",
        ];
        foreach (var user in new[] { "mediator", "head", "head", "city", "province" })
            foreach (var list in lists) yield return new("list", user, "/api/v1/cases" + list);
        foreach (var user in new[] { "head", "city" })
            foreach (var list in new[] { "", "?performance=overdue&sort=due", "?sort=amount" }) yield return new("list", user, "/api/v1/agreements" + list);
        foreach (var user in new[] { "head", "head", "mediator" }) yield return new("search", user, "/api/v1/cases?q={0}", [.. Names, .. Firms]);
        foreach (var user in new[] { "head", "mediator" }) yield return new("common", user, "/api/v1/cases?q={0}", ["工资", "支付", "申请人"]);
        foreach (var user in new[] { "city", "province" }) yield return new("common", user, "/api/v1/cases?q={0}", ["劳动报酬", "欠薪"]);
        foreach (var user in new[] { "mediator", "head", "city", "province" })
            foreach (var page in new[] { "/cases", "/cases?stage=closed&sort=closed", "/agreements", "/organizations", "/mediators" }) yield return new("page", user, page);
        yield return new("page", "head", "/search?q={0}", [.. Names, .. Firms]);
        foreach (var user in new[] { "mediator", "head", "clerk", "city", "province", "province" }) yield return new("workbench", user, "/api/v1/workbench");
        foreach (var user in new[] { "clerk", "arbitrator", "director" })
            foreach (var box in new[] { "", "?box=toAccept", "?box=inReview", "?box=due", "?box=toServe", "?stage=inForce&page=20" }) yield return new("docket", user, "/api/v1/reviews" + box);
        foreach (var user in new[] { "mediator", "head", "city", "province" })
            foreach (var bucket in new[] { "", "?bucket=dueThisWeek", "?bucket=overdue", "?bucket=defaulted" }) yield return new("performance", user, "/api/v1/performance" + bucket);
    }

    public static async Task Of(BenchOptions options)
    {
        var data = options.Data ?? Path.Combine(options.Folder, "desk");
        string? seeded = null;
        if (options.Data is null)
        {
            if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
            var watch = Stopwatch.StartNew();
            await Start(options.Program, data, null, "seed", "--cases", $"{options.Cases}").WaitForExitAsync();
            seeded = string.Create(CultureInfo.InvariantCulture, $"`seed --cases {options.Cases}` took {watch.Elapsed.TotalSeconds:0} s.");
        }
        var address = new Uri($"http://127.0.0.1:{ServedProgram.FreePort()}");
        var program = Start(options.Program, data, address, "serve", "--demo");
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients + 2 }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
            await ServedProgram.Ready(program, address);
            var tokens = new Dictionary<string, string>();
            foreach (var user in new[] { "mediator", "head", "city", "province", "auditor", "clerk", "arbitrator", "director" }) tokens[user] = await SignIn(http, user);
            var questions = Questions().ToArray();
            Say("warming up");
            await Ask(http, tokens, questions, TimeSpan.FromSeconds(options.Warmup));
            var groups = new List<(string Group, List<Asked> Asked)>();
            foreach (var group in Targets.Select(t => t.Group))
            {
                Say(group);
                groups.Add((group, await Ask(http, tokens, [.. questions.Where(q => q.Group == group)], TimeSpan.FromSeconds(Math.Max(5, options.Seconds / 4.0)))));
            }
            Say("export");
            var export = await Export(http, tokens["auditor"], program.Id);
            Write(options, seeded, groups, export, await ServerTotal(http, tokens["province"]));
        }
        finally
        {
            await ServedProgram.Stop(program);
        }
    }

    private readonly record struct Asked(string What, double Milliseconds, int Bytes);

    private static async Task<List<Asked>> Ask(HttpClient http, Dictionary<string, string> tokens, Question[] questions, TimeSpan duration)
    {
        var (asked, until, next) = (new ConcurrentBag<Asked>(), Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency), -1);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var random = new Random(client);
            while (Stopwatch.GetTimestamp() < until)
            {
                var question = questions[(int)((uint)Interlocked.Increment(ref next) % questions.Length)];
                var path = question.Words is { } words ? string.Format(CultureInfo.InvariantCulture, question.Path, Uri.EscapeDataString(words[random.Next(words.Length)])) : question.Path;
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Authorization = new("Bearer", tokens[question.User]);
                var began = Stopwatch.GetTimestamp();
                using var answer = await http.SendAsync(request);
                var bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
                if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)answer.StatusCode}");
                asked.Add(new($"{question.User} {question.Path}", Stopwatch.GetElapsedTime(began).TotalMilliseconds, bytes));
            }
        })));
        return [.. asked];
    }

    /// <summary>A hundred thousand rows in the file, or as many as the year has; the program's memory is watched meanwhile.</summary>
    internal static async Task<(int Bytes, double Seconds, double Megabytes)> Export(HttpClient http, string token, int process)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/lists/cases/export") { Content = new FormUrlEncodedContent([new("query", "receivedFrom=2025-03-01&receivedTo=2025-11-15"), new("purpose", "测量")]) };
        request.Headers.Authorization = new("Bearer", token);
        using var stop = new CancellationTokenSource();
        var most = 0L;
        var watching = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var program = Process.GetProcessById(process);
                most = Math.Max(most, program.WorkingSet64);
                await Task.Delay(100);
            }
        });
        var watch = Stopwatch.StartNew();
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"export: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        var bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
        var seconds = watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await watching;
        return (bytes, seconds, most / 1048576.0);
    }

    internal static async Task<int> ServerTotal(HttpClient http, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases?receivedFrom=2025-03-01&receivedTo=2025-11-15");
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await http.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["total"]!.GetValue<int>();
    }

    private static void Write(BenchOptions options, string? seeded, List<(string Group, List<Asked> Asked)> groups, (int Bytes, double Seconds, double Megabytes) export, int total)
    {
        var page = new StringBuilder();
        page.AppendLine(CultureInfo.InvariantCulture, $"# The desk, {DateTime.UtcNow:yyyy-MM-dd}, commit {options.Commit}").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors, {options.Cases:N0} cases, {Clients} clients at once without a pause, on the same processors; times are the clients', answers read to the end. {seeded}").AppendLine();
        page.AppendLine("| target | asked | per second | p50 ms | p95 ms | p99 ms | largest KB | |").AppendLine("|---|---:|---:|---:|---:|---:|---:|---|");
        foreach (var (group, asked) in groups)
        {
            var (_, target, most) = Targets.First(t => t.Group == group);
            var times = asked.Select(a => a.Milliseconds).Order().ToArray();
            var largest = asked.Max(a => a.Bytes) / 1024.0;
            var met = At(times, 0.95) <= most && (group != "page" || largest <= 60);
            page.AppendLine(CultureInfo.InvariantCulture, $"| {target}: p95 ≤ {most} ms{(group == "page" ? ", ≤ 60 KB" : "")} | {times.Length:N0} | {times.Length / Math.Max(5, options.Seconds / 4.0):N0} | {At(times, 0.5):0.0} | {At(times, 0.95):0.0} | {At(times, 0.99):0.0} | {largest:0} | {(met ? "met" : "**missed**")} |");
        }
        page.AppendLine(CultureInfo.InvariantCulture, $"| export of up to 100,000 rows: 30 s, 200 MB | 1 | | {export.Seconds * 1000:0} | | | {export.Bytes / 1024.0:N0} | {(export.Seconds <= 30 ? "time met" : "time **missed**")}; {export.Megabytes:0} MB working set of the whole program, of which --registers measures what the export takes |").AppendLine();
        if (groups.Exists(g => g.Group == "list" && At([.. g.Asked.Select(a => a.Milliseconds).Order()], 0.95) > 25)) page.AppendLine(WhyLists).AppendLine();
        page.AppendLine("## The slowest questions").AppendLine().AppendLine("| question | asked | p50 ms | p95 ms |").AppendLine("|---|---:|---:|---:|");
        foreach (var one in groups.SelectMany(g => g.Asked).GroupBy(a => a.What).Select(g => (g.Key, Times: g.Select(a => a.Milliseconds).Order().ToArray())).OrderByDescending(g => At(g.Times, 0.5)).Take(12))
            page.AppendLine(CultureInfo.InvariantCulture, $"| {one.Key} | {one.Times.Length} | {At(one.Times, 0.5):0.0} | {At(one.Times, 0.95):0.0} |");
        Console.WriteLine(page);
        if (options.Seconds < BenchOptions.OfficialSeconds || options.Cases < BenchOptions.OfficialCases || options.Results is not { } folder || total < 10_000) return;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{DateTime.UtcNow:yyyy-MM-dd}-{options.Commit}-desk.md"), page.ToString());
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    internal static Process Start(string program, string data, Uri? address, params string[] arguments) => Start(program, data, address, new Dictionary<string, string>(), arguments);

    /// <param name="settings">Environment variables besides.</param>
    internal static Process Start(string program, string data, Uri? address, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = program.EndsWith(".dll", StringComparison.Ordinal) ? new ProcessStartInfo("dotnet", [program, .. arguments]) : new ProcessStartInfo(program, arguments);
        start.Environment["MEDIATIONHUB_DATA"] = data;
        foreach (var (name, value) in settings) start.Environment[name] = value;
        if (address is not null)
        {
            start.Environment["ASPNETCORE_URLS"] = address.AbsoluteUri.TrimEnd('/');
            start.RedirectStandardOutput = true;
        }
        var process = Process.Start(start)!;
        if (address is not null) process.BeginOutputReadLine();
        return process;
    }

    internal static async Task<string> SignIn(HttpClient http, string user)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/tokens", new { userName = user, password = Password });
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!.GetValue<string>();
    }

    internal static void Say(string line) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {line}");
}
