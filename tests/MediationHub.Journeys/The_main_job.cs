using MediationHub.Web.Tests.Api;
using Microsoft.Playwright;

namespace MediationHub.Journeys;

/// <summary>From sign-in to a printed agreement and a moved rate, as a mediator does it, by what the page offers next.</summary>
public class The_main_job(Browser browser) : IClassFixture<Browser>
{
    [Journey]
    public Task Is_done_at_a_desk() => Walk(await_: browser.SignedIn("mediator"), live: true);

    [Journey]
    public Task Is_done_on_a_phone() => Walk(browser.SignedIn("mediator", width: 390, height: 844), live: false);

    [Journey]
    public Task Is_done_with_JavaScript_off() => Walk(browser.SignedIn("mediator", javaScript: false), live: false);

    private async Task Walk(Task<IPage> await_, bool live)
    {
        browser.Complaints.Clear();
        var page = await await_;
        var watcher = live ? await browser.SignedIn("head") : null;
        var before = 0;
        if (watcher is not null)
        {
            await watcher.GotoAsync($"/organizations/{RunningHub.Organization}");
            before = int.Parse(await watcher.TextContentAsync("[data-rate=succeeded]") ?? "");
        }

        await page.GotoAsync("/cases");
        await page.ClickAsync("a:has-text('登记案件') >> visible=true");
        await Fill(page, "applicants[0].name", "李明月");
        await Fill(page, "applicants[0].idNumber", "220102199003070048");
        await Fill(page, "applicants[0].phone", "13800000001");
        await page.CheckAsync("[name='respondents[0].kind'][value=employer]");
        await Fill(page, "respondents[0].name", "长春某某餐饮有限公司");
        await Fill(page, "respondents[0].creditCode", "91350100M000100Y43");
        await Fill(page, "respondents[0].legalRepresentative", "张三");
        await page.SelectOptionAsync("[name=disputeType]", "07.1");
        await page.SelectOptionAsync("[name='claims[0].type']", "07.1");
        await Fill(page, "claims[0].text", "支付2026年8月至9月工资");
        await Fill(page, "claims[0].amount", "12000");
        await Fill(page, "facts", "申请人2026年3月入职，8月起被拖欠工资。");
        await page.ClickAsync("button:has-text('登记案件')");
        await Arrive(page, url => !url.EndsWith("/new", StringComparison.Ordinal), "register");

        for (var step = 0; step < 15 && await NextStep(page) is { } command; step++)
        {
            switch (command)
            {
                case "record-consent":
                    await page.CheckAsync("[name=consents][value=true]");
                    break;
                case "accept":
                    await page.SelectOptionAsync("[name='elsewhere.kind']", "none");
                    break;
                case "schedule-session":
                    // The parties are here: the session is held at once.
                    await page.GotoAsync(page.Url.Replace("schedule-session", "hold-session"));
                    goto case "hold-session";
                case "hold-session":
                    await page.FillAsync("[name=place]", "第一调解室");
                    foreach (var i in new[] { 0, 1 }) await page.CheckAsync($"[name='attendance[{i}].present'][value=true]");
                    await page.FillAsync("[name='record.statements[0].text']", "被申请人拖欠两个月工资，请求一次付清。");
                    await page.CheckAsync("[name='record.result'][value=agreementReached]");
                    foreach (var signer in new[] { "a1", "r1" }) await page.CheckAsync($"[name=_signed][value={signer}]");
                    await page.CheckAsync("[name=readBack]");
                    break;
                case "draft-agreement":
                    await page.SelectOptionAsync("[name='terms[0].kind']", "payment");
                    await page.SelectOptionAsync("[name='terms[0].payerId']", "r1");
                    await page.SelectOptionAsync("[name='terms[0].payeeId']", "a1");
                    await Fill(page, "terms[0].amount", "11000");
                    await Fill(page, "terms[0].dueOn", TestTime.Now.AddDays(20).ToString("yyyy-MM-dd"));
                    break;
                case "close":
                    Assert.Equal("agreed", await page.InputValueAsync("[name=outcome]"));   // what the sealed agreement leads to is proposed
                    break;
            }
            var url = page.Url;
            await page.ClickAsync("main form button.primary");
            await Arrive(page, now => now != url && !now.Contains("/do/"), command);
            if (command == "close") break;
        }
        Assert.Contains("已结案", await page.TextContentAsync("main"));

        if (watcher is not null) await Assertions.Expect(watcher.Locator("[data-rate=succeeded]")).ToHaveTextAsync($"{before + 1}", new() { Timeout = 1_000 });
        Assert.Empty(browser.Complaints);
    }

    /// <summary>Follows the main button; gives the step it led to, or null where nothing is left to do.</summary>
    private static async Task<string?> NextStep(IPage page)
    {
        var button = page.Locator(".next-step a.button.primary");
        if (await button.CountAsync() == 0) return null;
        await button.First.ClickAsync();
        await There(page, url => url.Contains("/do/", StringComparison.Ordinal));
        return new Uri(page.Url).AbsolutePath.Split('/')[^1];
    }

    /// <summary>Waits until the next page has come to its end. The driver's own waiting for a page's load now and then misses it and waits on.</summary>
    private static async Task There(IPage page, Func<string, bool> there)
    {
        await page.WaitForURLAsync(there, new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator("body > footer").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Waits for the next page; where it does not come, says what this one complains of.</summary>
    private static async Task Arrive(IPage page, Func<string, bool> there, string step)
    {
        try
        {
            await There(page, there);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{step}: {page.Url}\n{await page.InnerTextAsync("main")}");
        }
    }

    private static Task Fill(IPage page, string name, string text) => page.FillAsync($"[name='{name}']", text);
}
