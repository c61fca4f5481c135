using MediationHub.Web.Tests.Api;
using Microsoft.Playwright;

namespace MediationHub.Journeys;

/// <summary>LMA 12, O17 §21: a question a page at the workplace; an oral application is recorded, read back and signed there.</summary>
public class Registering_on_the_phone(Browser browser) : IClassFixture<Browser>
{
    [Journey]
    public async Task Records_an_oral_application_and_has_it_signed_on_the_screen()
    {
        browser.Complaints.Clear();
        var page = await browser.SignedIn("mediator", width: 390, height: 844);
        await Walk(page, "何小花", 5);
        await page.CheckAsync("[name=form][value=oral]");
        await Next(page, "oral");
        await page.FillAsync("[name='oral.answers[2].answer']", "8月起没有发工资。");
        await page.CheckAsync("[name='oral.readBack']");
        var pad = (await page.Locator("canvas").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(pad.X + 20, pad.Y + 30);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(pad.X + 120, pad.Y + 60, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await page.ClickAsync("button:has-text('确认签名')");
        await Assertions.Expect(page.Locator("signature-pad")).ToContainTextAsync("已上传：签名.png");
        await Next(page, "check");
        Assert.Contains("已在屏幕上签名", await page.TextContentAsync("main"));
        await page.ClickAsync("button:has-text('登记案件')");
        await page.WaitForURLAsync(url => url.Contains("/cases/c", StringComparison.Ordinal));
        var shown = await page.TextContentAsync("main");
        Assert.Contains("8月起没有发工资。", shown);
        Assert.Contains("申请人签名", shown);
        Assert.Empty(browser.Complaints);
    }

    [Journey]
    public async Task Works_forwards_and_backwards_with_JavaScript_off()
    {
        var page = await browser.SignedIn("mediator", javaScript: false, width: 390, height: 844);
        await Walk(page, "蒋小平", 5);
        await page.ClickAsync("a:has-text('上一步')");
        Assert.Equal("支付工资", await page.InputValueAsync("[name='claims[0].text']"));
        await page.ClickAsync("a:has-text('上一步')");
        await page.ClickAsync("a:has-text('上一步')");
        Assert.Equal("07.1", await page.InputValueAsync("[name=disputeType]"));
        foreach (var name in new[] { "since", "claims", "form", "check" }) await Next(page, name);
        await page.ClickAsync("button:has-text('登记案件')");
        await page.WaitForURLAsync(url => url.Contains("/cases/c", StringComparison.Ordinal));
        Assert.Contains("蒋小平", await page.TextContentAsync("main"));
    }

    [Journey]
    public async Task Says_on_each_page_what_is_wrong_there()
    {
        var page = await browser.SignedIn("mediator", javaScript: false, width: 390, height: 844);
        await page.GotoAsync("/cases/new/phone");
        await page.FillAsync("[name='applicants[0].name']", "沈小冬");
        await page.FillAsync("[name='applicants[0].idNumber']", "220102199003070049");
        await page.ClickAsync("button:has-text('下一步')");
        Assert.Contains("/applicant", page.Url);
        Assert.Contains("1", await page.TextContentAsync(".error-summary .notice-title"));
        Assert.Equal("沈小冬", await page.InputValueAsync("[name='applicants[0].name']"));
    }

    /// <summary>The first pages, as far as is asked.</summary>
    private static async Task Walk(IPage page, string applicant, int pages)
    {
        Func<Task>[] asked =
        [
            async () =>
            {
                await page.FillAsync("[name='applicants[0].name']", applicant);
                await page.FillAsync("[name='applicants[0].idNumber']", RunningHub.ValidId($"2201021990030{applicant[0] % 90 + 10}01"));
            },
            async () =>
            {
                await page.FillAsync("[name='respondents[0].name']", "长春某某餐饮有限公司");
                await page.FillAsync("[name='respondents[0].creditCode']", "91350100M000100Y43");
            },
            async () =>
            {
                await page.SelectOptionAsync("[name=disputeType]", "07.1");
                await page.FillAsync("[name=facts]", "8月起被拖欠工资。");
            },
            () => Task.CompletedTask,
            async () =>
            {
                await page.SelectOptionAsync("[name='claims[0].type']", "07.1");
                await page.FillAsync("[name='claims[0].text']", "支付工资");
                await page.FillAsync("[name='claims[0].amount']", "12000");
            },
        ];
        string[] next = ["respondent", "facts", "since", "claims", "form"];
        await page.GotoAsync("/cases/new/phone");
        for (var i = 0; i < pages; i++)
        {
            await asked[i]();
            await Next(page, next[i]);
        }
    }

    private static async Task Next(IPage page, string name)
    {
        await page.ClickAsync("button:has-text('下一步')");
        try
        {
            await page.WaitForURLAsync($"**/{name}");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{page.Url}\n{await page.InnerTextAsync("main")}");
        }
    }
}
