using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Satisfaction;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Bridge;
using MediationHub.Web.Tests.Selection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace MediationHub.Journeys;

/// <summary>
/// axe-core on every kind of page that links lead to, for every identity, at the desk's width and the phone's. Pages are looked at a few at a time: the program, the browser and the check
/// each wait for the others.
/// </summary>
public partial class Every_page(Site site, ITestOutputHelper output) : IClassFixture<Site>
{
    [AxeJourneys]
    [InlineData("mediator"), InlineData("head"), InlineData("clerk"), InlineData("arbitrator"), InlineData("director"), InlineData("expert1"), InlineData("city"), InlineData("province"), InlineData("auditor"), InlineData("admin")]
    public async Task Has_no_serious_accessibility_fault(string user)
    {
        string[] begin =
        [
            "/deadlines?rule=MED15R&from=2026-09-20", "/", .. site.Cases.Select(c => $"/cases/{c}"),
            .. user is "head" or "city" or "province" or "auditor" ? ["/alerts", "/rankings?list=insufficient", $"/rankings/{RunningHub.Organization}", "/rankings/what-if?minimum=1", "/periods/balance"] : Array.Empty<string>(),
            .. user is "head" or "city" or "province" or "auditor" or "arbitrator" or "director" or "expert1" ? site.Selection : [],
            .. user is "mediator" ? site.PhonePages() : [], .. user is "city" or "province" or "admin" ? [] : site.Bridge,
        ];
        var waiting = new ConcurrentQueue<string>(begin);
        var looked = new ConcurrentDictionary<string, string>();
        await site.SeveralPages(user, async page =>
        {
            if (!waiting.TryDequeue(out var address)) return false;
            // The same case's page shows other things at another stage.
            var key = CasePage().IsMatch(address) ? address : KindOf(address);
            if (!looked.TryAdd(key, address)) return true;
            await site.Look(page, address, key, user);
            foreach (var link in await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href^=\"/\"], a[href^=\"?\"]')].map(a => a.pathname + a.search)"))
                if (!Elsewhere().IsMatch(link) && !looked.ContainsKey(KindOf(link))) waiting.Enqueue(link);
            return true;
        });
        Passed(user, [.. looked.Values]);
        Assert.InRange(looked.Count, 15, 1_000);   // fewer would mean that the links are not found
    }

    /// <summary>A step has its page, whether or not any other leads to it at these stages.</summary>
    [AxeJourneys]
    [InlineData("head")]
    public async Task Of_a_step_has_no_serious_accessibility_fault(string user)
    {
        var steps = new ConcurrentQueue<CaseStep>(CaseSteps.All);
        await site.SeveralPages(user, async page =>
        {
            if (!steps.TryDequeue(out var step)) return false;
            foreach (var c in site.Cases)
            {
                // The first case at whose stage the step can be done.
                var address = $"/cases/{c}/do/{step.Name}";
                await page.GotoAsync(address);
                if (await page.Locator("main .form-end").CountAsync() == 0 && c != site.Cases[^1]) continue;
                await site.Look(page, address, KindOf(address), user);
                break;
            }
            return true;
        });
        Passed(user, [.. CaseSteps.All.Select(s => $"…/do/{s.Name}")]);
    }

    /// <summary>What a party comes to without an account: the sign-in, the short form by its link or by the code on paper, and where anybody objects.</summary>
    [AxeJourneys]
    [InlineData("nobody")]
    public async Task Open_to_anybody_has_no_serious_accessibility_fault(string user)
    {
        string[] addresses = ["/sign-in", "/satisfaction", $"/satisfaction/{site.Token}", "/publicity", .. site.Published.Select(c => $"/publicity/{c}")];
        var page = await site.Browser.Anonymous();
        await page.SetViewportSizeAsync(Site.Desk, Site.Height);
        foreach (var address in addresses) await site.Look(page, address, address, user);
        Passed(user, addresses);
    }

    private void Passed(string user, string[] addresses)
    {
        output.WriteLine($"{addresses.Length} pages of {user}: {string.Join(", ", addresses)}");
        var faults = site.FaultsOf(user);
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    /// <summary>The page behind an address, whatever record it shows and however a list is narrowed.</summary>
    private static string KindOf(string address)
    {
        var parts = address.Split('?', 2);
        var path = string.Join('/', parts[0].Split('/').Select(p => Id().IsMatch(p) ? "{id}" : p));
        var query = parts.Length < 2 ? "" : string.Join('&', parts[1].Split('&').Where(q => q.StartsWith("tab=", StringComparison.Ordinal)));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    [GeneratedRegex(@"\d|^(mediator|head|otherhead|clerk|arbitrator|director|city|othercity|province|auditor|admin)$")]
    private static partial Regex Id();

    [GeneratedRegex(@"^/cases/c\d[^/?]+(\?tab=\w+)?$|^/(reviews|entrustments|recommendations)/[vnm]\d[^/?]+$|^/(campaigns/g|nominations/k)\d[^/?]+(\?tab=\w+)?$")]
    private static partial Regex CasePage();

    /// <summary>What is no page of ours: files, the API, what ends the session.</summary>
    [GeneratedRegex(@"^/(api|openapi|docs|sign-out|health)|\.(xlsx|pdf|docx|html|csv|zip)(\?|$)|^/cases/new/phone$")]
    private static partial Regex Elsewhere();
}

/// <summary>The running program with records at every stage, and what was found on its pages.</summary>
public sealed class Site : IAsyncLifetime
{
    public const int Desk = 1440, Phone = 390, Height = 900;
    private const int PagesAtOnce = 3;

    private const string Check =
        """
        async content => {
          const found = await axe.run(content ? { include: [['main']] } : { exclude: [['main']] }, { resultTypes: ['violations'], preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
          return JSON.stringify(found.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`));
        }
        """;

    /// <summary>
    /// What the content of a page and what stands around it are made of, whoever is named there: elements with their attributes, and whether they hold text. Rows that are made like one
    /// above them count once. What the check looks at is nearly the same where two are made alike (not how wide a content is), so it is run for one of them at each width.
    /// </summary>
    private const string Skeleton =
        """
        () => {
          const passed = new Set(['href', 'src', 'value', 'content', 'datetime', 'action', 'formaction', 'integrity', 'nonce']);
          const content = document.querySelector('main');
          const of = e => {
            const attributes = [...e.attributes].map(a => `${a.name}=${passed.has(a.name) ? (a.value.trim() ? '…' : '') : a.value}`).sort().join(' ');
            const text = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
            const all = [...e.children].filter(c => c !== content).map(of);
            const made = all.filter((m, i) => m.includes(' id=') || all.indexOf(m) === i);
            return `<${e.tagName} ${attributes}${text ? ' …' : ''}>${made.join('')}</>`;
          };
          return [of(document.documentElement), content ? of(content) : ''];
        }
        """;

    private readonly ConcurrentDictionary<(string Made, int Width), Lazy<Task<string[]>>> _checked = [];
    private readonly ConcurrentDictionary<string, bool> _onThePhone = [];
    private readonly ConcurrentBag<(string User, string Fault)> _faults = [];
    private string _axe = "";

    public Browser Browser { get; } = new();

    public IReadOnlyList<string> Cases { get; private set; } = [];

    /// <summary>Pages of reviews, entrustments and recommendations at stages that offer different steps.</summary>
    public IReadOnlyList<string> Bridge { get; private set; } = [];

    public IReadOnlyList<string> Selection { get; private set; } = [];

    /// <summary>Campaigns that the public may read of.</summary>
    public IReadOnlyList<string> Published { get; private set; } = [];

    public string Token { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (AxeJourneysAttribute.Missing is not null) return;
        await Browser.InitializeAsync();
        _axe = await File.ReadAllTextAsync(AxeJourneysAttribute.Axe!);
        Cases = await MakeCases();
        Bridge = await MakeBridgeRecords();
        var campaigns = await RunningCampaigns.Make(Browser.Hub);
        Selection = [.. campaigns.SelectMany(c => new[] { $"/campaigns/{c.Campaign}", $"/campaigns/{c.Campaign}?tab=nominations", $"/campaigns/{c.Campaign}?tab=decision", $"/nominations/{c.Nomination}" })];
        Published = [.. campaigns.Skip(2).Select(c => c.Campaign)];
        Token = Browser.Hub.Services.GetRequiredService<SatisfactionLinks>().TokenOf(new(Cases[^1]), new("a1"));
    }

    public async Task DisposeAsync()
    {
        if (AxeJourneysAttribute.Missing is null) await Browser.DisposeAsync();
    }

    public IReadOnlyList<string> FaultsOf(string user) => [.. _faults.Where(f => f.User == user).Select(f => f.Fault).Distinct()];

    /// <summary>Several pages of one user's session at work until none finds anything more to do.</summary>
    public async Task SeveralPages(string user, Func<IPage, Task<bool>> next)
    {
        var first = await Browser.SignedIn(user);
        var busy = 0;
        await Task.WhenAll(Enumerable.Range(0, PagesAtOnce).Select(async i =>
        {
            var page = i == 0 ? first : await first.Context.NewPageAsync();
            await page.SetViewportSizeAsync(Desk, Height);
            while (true)
            {
                Interlocked.Increment(ref busy);
                var did = await next(page);
                Interlocked.Decrement(ref busy);
                if (did) continue;
                if (Volatile.Read(ref busy) == 0) break;   // what another still finds may be for this one
                await Task.Delay(20);
            }
        }));
        await first.Context.CloseAsync();
    }

    /// <summary>Opens a page and keeps what is wrong with it; the first of its kind is looked at as a phone shows it, too.</summary>
    public async Task Look(IPage page, string address, string kind, string user)
    {
        try
        {
            await page.GotoAsync(address);
        }
        catch (PlaywrightException e) when (e.Message.Contains("Download is starting", StringComparison.Ordinal))
        {
            return;   // a file, no page
        }
        var made = await page.EvaluateAsync<string[]>(Skeleton);
        foreach (var fault in await Faults(page, made, Desk)) _faults.Add((user, $"{address}: {fault}"));
        if (!_onThePhone.TryAdd(kind, true)) return;
        await page.SetViewportSizeAsync(Phone, Height);
        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth + 1")) _faults.Add((user, $"{Phone} px {address}: wider than the screen"));
        foreach (var fault in await Faults(page, made, Phone)) _faults.Add((user, $"{Phone} px {address}: {fault}"));
        await page.SetViewportSizeAsync(Desk, Height);
    }

    private async Task<IEnumerable<string>> Faults(IPage page, string[] made, int width)
    {
        return [.. await Part(made[0], false), .. made[1].Length > 0 ? await Part(made[1], true) : []];

        Task<string[]> Part(string made, bool content) => _checked.GetOrAdd((made, width), _ => new(async () =>
        {
            if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(_axe);
            return JsonSerializer.Deserialize<string[]>(await page.EvaluateAsync<string>(Check, content))!;
        })).Value;
    }

    /// <summary>One case at each stage that pages look different at.</summary>
    private async Task<string[]> MakeCases()
    {
        using var mediator = await Browser.Hub.Client("mediator");
        var agreed = await mediator.Sealed();
        var (_, registered, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        var (_, accepted, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        accepted = await mediator.Do(accepted, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        accepted = await mediator.Do(accepted, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        accepted = await mediator.Do(accepted, "import-members", new { members = Enumerable.Range(1, 45).Select(i => new { name = $"工人{i}", amount = 100m * i, claim = "支付工资" }) });
        var closed = await mediator.Sealed();
        closed = await mediator.Do(closed, "close", new { outcome = "agreed", on = Calls.Today });
        await mediator.Post($"/api/v1/cases/{closed["id"]}/papers", new { kind = "mediationAgreement" });
        var (_, planned, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        planned = await mediator.Do(planned, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        planned = await mediator.Do(planned, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        planned = await mediator.Do(planned, "schedule-session", new { startsAt = TestTime.Now.AddDays(2), endsAt = TestTime.Now.AddDays(2).AddHours(1), place = "第一调解室", mode = "onSite", attendees = new[] { "a1", "r1" } });
        // A month that is closed, for its page, its report to be printed and its bulletin.
        using var office = await Browser.Hub.Client("province");
        await office.Post("/api/v1/periods", new { period = TestTime.Now.AddDays(-TestTime.Now.Day).ToString("yyyy-MM") });
        await using (var connection = await Browser.Hub.Installation.Store.Database.OpenConnectionAsync())
        {
            // One reminder in an inbox, and one that could not be sent.
            await using var remind = new Npgsql.NpgsqlCommand(
                """
                insert into outbox (occasion, channel, recipient, rule, case_id, organization_id, number, clock, due_on, provisional, text, made_at, state, tries, not_before)
                select 'look', c, 'mediator', 'mediation', $1, 'org-1', '〔2026〕1号', 'MED15R', '2026-11-24', false, '案件〔2026〕1号的调解期限于2026年11月24日届满，请安排调解。', now(), case c when 'inbox' then 'sent' else 'failed' end, 1, now() from unnest(array['inbox', 'mail']) c on conflict do nothing
                """, connection);
            remind.Parameters.Add(new Npgsql.NpgsqlParameter<string> { TypedValue = accepted["id"]!.GetValue<string>() });
            await remind.ExecuteNonQueryAsync();
        }
        return [.. new[] { registered, accepted, planned, agreed, closed }.Select(c => c["id"]!.GetValue<string>())];
    }

    private async Task<string[]> MakeBridgeRecords()
    {
        using var mediator = await Browser.Hub.Client("mediator");
        using var clerk = await Browser.Hub.Client("clerk");
        using var director = await Browser.Hub.Client("director");
        using var arbitrator = await Browser.Hub.Client("arbitrator");
        var (_, filed) = await Roads.Filed(Browser.Hub);
        var (_, accepted) = await Roads.Filed(Browser.Hub);
        accepted = await clerk.Do(accepted, "accept", new { on = Calls.Today }, "reviews");
        var (_, reviewing) = await Roads.UnderReview(Browser.Hub);
        var (_, pending) = await Roads.UnderReview(Browser.Hub);
        pending = await arbitrator.Do(pending, "refuse", new { grounds = new[] { new { ground = 5, reason = "未写明履行期限" } }, on = Calls.Today }, "reviews");
        var (_, letter) = await Roads.UnderReview(Browser.Hub);
        letter = await arbitrator.Do(letter, "make-letter", new { sealedAt = Calls.At(1) }, "reviews");
        var applied = await mediator.Create("reviews", new { caseId = (await mediator.Sealed()).Word("id"), partyId = "a1", appliedAt = Calls.At(40) });
        var proposed = await clerk.Create("entrustments", Roads.Dispute("长劳人仲案字〔2026〕第1号"));
        var sent = await clerk.Create("entrustments", Roads.Dispute("长劳人仲案字〔2026〕第2号"));
        foreach (var party in new[] { "a1", "r1" }) sent = await clerk.Do(sent, "record-consent", new { partyId = party, on = Calls.Today }, "entrustments");
        var consented = await clerk.Create("entrustments", Roads.Dispute("长劳人仲案字〔2026〕第3号"));
        foreach (var party in new[] { "a1", "r1" }) consented = await clerk.Do(consented, "record-consent", new { partyId = party, on = Calls.Today }, "entrustments");
        sent = await clerk.Do(sent, "entrust", new { on = Calls.Today }, "entrustments");
        var issued = await Issued("收〔2026〕第1号");
        var delivered = await clerk.Do(await Issued("收〔2026〕第2号"), "deliver", new { on = Calls.Today }, "recommendations");
        var agreed = await clerk.Do(await Issued("收〔2026〕第3号"), "deliver", new { on = Calls.Today }, "recommendations");
        agreed = await clerk.Do(agreed, "record-reply", new { agrees = true, organizationId = RunningHub.Organization, on = Calls.Today }, "recommendations");
        return
        [
            .. new[] { filed, accepted, reviewing, pending, letter, applied }.Select(r => $"/reviews/{r["id"]}"),
            .. new[] { proposed, consented, sent }.Select(e => $"/entrustments/{e["id"]}"), .. new[] { issued, delivered, agreed }.Select(r => $"/recommendations/{r["id"]}"),
        ];

        async Task<System.Text.Json.Nodes.JsonObject> Issued(string number) => await clerk.Create("recommendations", new
        {
            commissionId = "commission-1", arbitrationNumber = number, receivedOn = Calls.Today,
            applicants = new[] { new { kind = "person", name = "孙小川", phone = "13800000009" } }, respondents = new[] { new { kind = "employer", name = "长春某某物流有限公司" } },
            disputeType = "07.1", claims = new[] { new { type = "07.1", text = "支付工资", amount = 8000m } }, facts = "未领到工资。", organizations = new[] { RunningHub.Organization },
        });
    }

    /// <summary>The pages behind the first are reached by filling it in: one draft opens them all.</summary>
    public string[] PhonePages()
    {
        const string draft = "0123456789abcdef01234567";
        var fields = new Dictionary<string, string[]> { ["form"] = ["oral"], ["source"] = ["courtEntrusted"], ["applicants[0].name"] = ["李某"] };
        Browser.Hub.Installation.Drafts.Save("mediator", draft, new("register", "", 0, fields, []), _ => "李某").Wait();
        return [.. new[] { "applicant", "respondent", "facts", "since", "claims", "form", "court", "oral", "check" }.Select(p => $"/cases/new/phone/{draft}/{p}"), $"/cases/new?draft={draft}"];
    }
}

/// <summary>Journeys that need axe-core beside chromium; ops/test fetches it.</summary>
public sealed class AxeJourneysAttribute : TheoryAttribute
{
    /// <summary>Where axe-core lies; null where it could not be fetched.</summary>
    public static string? Axe { get; } = Find();

    /// <summary>What is not there and how to get it; null when all is.</summary>
    public static string? Missing { get; } =
        Browser.Chromium is null ? "chromium is not installed: apt-get install chromium"
        : Axe is null ? "axe-core was not fetched: ops/test does so through npm, or set MEDIATIONHUB_AXE to axe.min.js" : null;

    public AxeJourneysAttribute() => Skip = Missing;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("MEDIATIONHUB_AXE") is { Length: > 0 } given && File.Exists(given)) return given;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MediationHub.sln"))) folder = folder.Parent;
        var tools = folder is null ? null : Path.Combine(folder.FullName, "out", "tools");
        return tools is null || !Directory.Exists(tools) ? null : Directory.EnumerateFiles(tools, "axe.min.js", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault();
    }
}
