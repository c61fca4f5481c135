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

/// <summary>axe-core on every kind of page that links lead to, for every identity, at the desk's width and the phone's.</summary>
public partial class Every_page(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    private const string Check =
        """
        async () => {
          const found = await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
          return JSON.stringify(found.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`));
        }
        """;

    /// <summary>
    /// What a page is made of, whoever is named on it: elements with their attributes, and whether they hold text. Rows that are made like the one above them count once. What the check
    /// looks at is nearly the same on two such pages (not how wide a content is), so it is run for one of them at each width.
    /// </summary>
    private const string Skeleton =
        """
        () => {
          const passed = new Set(['href', 'src', 'value', 'content', 'datetime', 'action', 'formaction', 'integrity', 'nonce']);
          const of = e => {
            const attributes = [...e.attributes].map(a => `${a.name}=${passed.has(a.name) ? (a.value.trim() ? '…' : '') : a.value}`).sort().join(' ');
            const text = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
            const all = [...e.children].map(of);
            const made = all.filter((m, i) => m.includes(' id=') || all.indexOf(m) === i);
            return `<${e.tagName} ${attributes}${text ? ' …' : ''}>${made.join('')}</>`;
          };
          return `${innerWidth} ${of(document.documentElement)}`;
        }
        """;

    private readonly Dictionary<string, string[]> _checked = [];
    private int _looked;

    [AxeJourney]
    public async Task Has_no_serious_accessibility_fault()
    {
        var cases = await Cases();
        var bridge = await BridgeRecords();
        var campaigns = await RunningCampaigns.Make(browser.Hub);
        string[] selection = [.. campaigns.SelectMany(c => new[] { $"/campaigns/{c.Campaign}", $"/campaigns/{c.Campaign}?tab=nominations", $"/campaigns/{c.Campaign}?tab=decision", $"/nominations/{c.Nomination}" })];
        var axe = await File.ReadAllTextAsync(AxeJourneyAttribute.Axe!);
        var faults = new List<string>();
        var addresses = new Dictionary<string, string>();
        var stranger = await browser.Anonymous();
        faults.AddRange(await Faults(stranger, "/sign-in", axe, "nobody"));
        // What a party comes to without an account: by its link, or by the code on paper.
        var token = browser.Hub.Services.GetRequiredService<SatisfactionLinks>().TokenOf(new(cases[^1]), new("a1"));
        foreach (var address in new[] { "/satisfaction", $"/satisfaction/{token}" }) faults.AddRange(await Faults(stranger, address, axe, "nobody"));

        // Where anybody objects, at the width of a phone, too.
        foreach (var width in new[] { 1440, 390 })
        {
            await stranger.SetViewportSizeAsync(width, 900);
            foreach (var address in (string[])["/publicity", .. campaigns.Skip(2).Select(c => $"/publicity/{c.Campaign}")])
            {
                faults.AddRange((await Faults(stranger, address, axe, "nobody")).Select(f => $"{width} px {f}"));
                if (await stranger.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth + 1")) faults.Add($"{width} px {address}: wider than the screen");
            }
        }

        foreach (var user in new[] { "mediator", "head", "clerk", "arbitrator", "director", "expert1", "city", "province", "auditor", "admin" })
        {
            var page = await browser.SignedIn(user);
            string[] begin = ["/deadlines?rule=MED15R&from=2026-09-20", "/", .. user is "head" or "city" or "province" or "auditor" ? ["/alerts", "/rankings?list=insufficient", $"/rankings/{RunningHub.Organization}", "/rankings/what-if?minimum=1", "/periods/balance"] : Array.Empty<string>(), .. cases.Select(c => $"/cases/{c}"), .. user is "head" or "city" or "province" or "auditor" or "arbitrator" or "director" or "expert1" ? selection : [], .. user is "mediator" ? PhonePages() : [], .. user is "city" or "province" or "admin" ? [] : bridge];
            var waiting = new Queue<string>(begin);
            var seen = new HashSet<string>();
            while (waiting.TryDequeue(out var address))
            {
                var kind = KindOf(address);
                // The same case's page shows other things at another stage.
                var key = CasePage().IsMatch(address) ? address : kind;
                if (!seen.Add(key)) continue;
                var wide = await Faults(page, address, axe, user);
                faults.AddRange(wide);
                addresses.TryAdd(key, $"{user} {address}");
                foreach (var link in await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href^=\"/\"], a[href^=\"?\"]')].map(a => a.pathname + a.search)"))
                    if (!Elsewhere().IsMatch(link) && !seen.Contains(KindOf(link))) waiting.Enqueue(link);
            }
        }

        // A step that no page offers at these stages still has its page; one on which it can be done is looked for.
        var desk = await browser.SignedIn("head");
        foreach (var step in CaseSteps.All.Where(s => !addresses.ContainsKey($"/cases/{{id}}/do/{s.Name}")))
        {
            foreach (var c in cases)
            {
                var address = $"/cases/{c}/do/{step.Name}";
                var found = await Faults(desk, address, axe, "head");
                addresses[$"/cases/{{id}}/do/{step.Name}"] = $"head {address}";
                if (await desk.Locator("main .form-end").CountAsync() == 0 && c != cases[^1]) continue;
                faults.AddRange(found);
                break;
            }
        }

        foreach (var group in addresses.Values.Select(a => a.Split(' ', 2)).GroupBy(a => a[0], a => a[1]))
        {
            var phone = await browser.SignedIn(group.Key, width: 390, height: 844);
            foreach (var address in group)
            {
                faults.AddRange((await Faults(phone, address, axe, group.Key)).Select(f => "390 px " + f));
                if (await phone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth + 1")) faults.Add($"390 px {address}: wider than the screen");
            }
        }
        output.WriteLine($"{_looked} pages looked at, {_checked.Count} made differently; {addresses.Count} kinds of pages: {string.Join(", ", addresses.Keys)}");
        Assert.InRange(addresses.Count, 60, 1_000);   // fewer would mean that the links are not found
        Assert.True(faults.Count == 0, string.Join("\n", faults.Distinct()));
    }

    private async Task<IEnumerable<string>> Faults(IPage page, string address, string axe, string user)
    {
        try
        {
            await page.GotoAsync(address);
        }
        catch (PlaywrightException e) when (e.Message.Contains("Download is starting", StringComparison.Ordinal))
        {
            return [];   // a file, no page
        }
        _looked++;
        var skeleton = await page.EvaluateAsync<string>(Skeleton);
        if (!_checked.TryGetValue(skeleton, out var found))
        {
            await page.EvaluateAsync(axe);
            _checked[skeleton] = found = JsonSerializer.Deserialize<string[]>(await page.EvaluateAsync<string>(Check))!;
        }
        return found.Select(f => $"{user} {address}: {f}");
    }

    /// <summary>One case at each stage that pages look different at.</summary>
    private async Task<string[]> Cases()
    {
        using var mediator = await browser.Hub.Client("mediator");
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
        planned = await mediator.Do(planned, "schedule-session", new { startsAt = DateTimeOffset.UtcNow.AddDays(2), endsAt = DateTimeOffset.UtcNow.AddDays(2).AddHours(1), place = "第一调解室", mode = "onSite", attendees = new[] { "a1", "r1" } });
        // A month that is closed, for its page, its report to be printed and its bulletin.
        using var office = await browser.Hub.Client("province");
        await office.Post("/api/v1/periods", new { period = DateTimeOffset.UtcNow.AddDays(-DateTimeOffset.UtcNow.Day).ToString("yyyy-MM") });
        await using (var connection = await browser.Hub.Installation.Store.Database.OpenConnectionAsync())
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

    /// <summary>Reviews, entrustments and recommendations at stages that offer different steps.</summary>
    private async Task<string[]> BridgeRecords()
    {
        using var mediator = await browser.Hub.Client("mediator");
        using var clerk = await browser.Hub.Client("clerk");
        using var director = await browser.Hub.Client("director");
        using var arbitrator = await browser.Hub.Client("arbitrator");
        var (_, filed) = await Roads.Filed(browser.Hub);
        var (_, accepted) = await Roads.Filed(browser.Hub);
        accepted = await clerk.Do(accepted, "accept", new { on = Calls.Today }, "reviews");
        var (_, reviewing) = await Roads.UnderReview(browser.Hub);
        var (_, pending) = await Roads.UnderReview(browser.Hub);
        pending = await arbitrator.Do(pending, "refuse", new { grounds = new[] { new { ground = 5, reason = "未写明履行期限" } }, on = Calls.Today }, "reviews");
        var (_, letter) = await Roads.UnderReview(browser.Hub);
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
    private string[] PhonePages()
    {
        const string draft = "0123456789abcdef01234567";
        var fields = new Dictionary<string, string[]> { ["form"] = ["oral"], ["source"] = ["courtEntrusted"], ["applicants[0].name"] = ["李某"] };
        browser.Hub.Installation.Drafts.Save("mediator", draft, new("register", "", 0, fields, []), _ => "李某").Wait();
        return [.. new[] { "applicant", "respondent", "facts", "since", "claims", "form", "court", "oral", "check" }.Select(p => $"/cases/new/phone/{draft}/{p}"), $"/cases/new?draft={draft}"];
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

/// <summary>A journey that needs axe-core beside chromium; ops/test fetches it.</summary>
public sealed class AxeJourneyAttribute : FactAttribute
{
    /// <summary>Where axe-core lies; null where it could not be fetched.</summary>
    public static string? Axe { get; } = Find();

    public AxeJourneyAttribute()
    {
        if (Browser.Chromium is null) Skip = "chromium is not installed: apt-get install chromium";
        else if (Axe is null) Skip = "axe-core was not fetched: ops/test does so through npm, or set MEDIATIONHUB_AXE to axe.min.js";
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("MEDIATIONHUB_AXE") is { Length: > 0 } given && File.Exists(given)) return given;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MediationHub.sln"))) folder = folder.Parent;
        var tools = folder is null ? null : Path.Combine(folder.FullName, "out", "tools");
        return tools is null || !Directory.Exists(tools) ? null : Directory.EnumerateFiles(tools, "axe.min.js", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault();
    }
}
