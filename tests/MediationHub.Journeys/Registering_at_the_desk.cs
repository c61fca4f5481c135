using MediationHub.Web.Tests.Api;
using Microsoft.Playwright;

namespace MediationHub.Journeys;

/// <summary>A clerk who never touches the mouse; a draft that survives whatever happens to the page.</summary>
public class Registering_at_the_desk(Browser browser) : IClassFixture<Browser>
{
    [Journey]
    public async Task Is_done_by_the_keyboard_alone()
    {
        browser.Complaints.Clear();
        var page = await browser.SignedIn("mediator");
        await page.GotoAsync("/cases/new");
        await Enter(page, "applicants[0].name");
        await page.Keyboard.TypeAsync("孙小红");
        await Enter(page, "applicants[0].idNumber");
        await page.Keyboard.TypeAsync(RunningHub.ValidId("22010219900307006"));
        Assert.Equal("1990-03-07", await page.InputValueAsync("[name='applicants[0].birthDate']"));
        Assert.Equal("female", await page.InputValueAsync("[name='applicants[0].gender']"));
        await Enter(page, "applicants[0].phone");
        await page.Keyboard.TypeAsync("13800000009");
        await Enter(page, "respondents[0].name");
        await page.Keyboard.TypeAsync("吉林某某物流有限公司");
        await Enter(page, "respondents[0].creditCode");
        await page.Keyboard.TypeAsync("91350100M000100Y43");
        await Enter(page, null);   // 法定代表人
        await page.Keyboard.TypeAsync("周一");

        // The dispute's type by some of its name; the first claim takes it over.
        for (var presses = 0; presses < 8 && await Named(page, "el => el.className") is not "pick-box"; presses++) await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("加班");
        Assert.Equal("07.2", await page.InputValueAsync("[name=disputeType]"));
        await Enter(page, "claims[0].amount");
        Assert.Equal("07.2", await page.InputValueAsync("[name='claims[0].type']"));
        await page.Keyboard.TypeAsync("3600.50");
        Assert.Equal("3,600.50", await page.TextContentAsync(".claim-sum output"));
        await Enter(page, "claims[0].text");
        await page.Keyboard.TypeAsync("支付2026年国庆加班工资");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync(url => url.Contains("/cases/c", StringComparison.Ordinal));
        Assert.Contains("孙小红", await page.TextContentAsync("main"));
        Assert.Empty(browser.Complaints);
    }

    [Journey]
    public async Task Takes_the_reader_from_an_error_to_its_field_and_loses_nothing()
    {
        var page = await browser.SignedIn("mediator");
        await page.GotoAsync("/cases/new");
        await Fill(page, "applicants[0].name", "郑小红");
        await Fill(page, "applicants[0].idNumber", "220102199003070047");
        await Fill(page, "respondents[0].name", "长春某某印务有限公司");
        await page.SelectOptionAsync("[name=disputeType]", "11");
        await page.SelectOptionAsync("[name='claims[0].type']", "11");
        await Fill(page, "claims[0].text", "支付经济补偿");
        await page.ClickAsync("button:has-text('登记案件')");
        await page.ClickAsync(".error-summary a >> nth=0");
        Assert.Equal("applicants[0].idNumber", await Focused(page));
        Assert.Equal("郑小红", await page.InputValueAsync("[name='applicants[0].name']"));
        Assert.Equal("支付经济补偿", await page.InputValueAsync("[name='claims[0].text']"));
    }

    [Journey]
    public async Task Asks_why_where_the_same_dispute_is_open_already()
    {
        var page = await browser.SignedIn("mediator");
        foreach (var again in new[] { false, true })
        {
            await page.GotoAsync("/cases/new");
            await Fill(page, "applicants[0].name", "赵小明");
            await Fill(page, "applicants[0].idNumber", RunningHub.ValidId("22010219900307011"));
            await page.CheckAsync("[name='respondents[0].kind'][value=employer]");
            await Fill(page, "respondents[0].name", "长春某某家具有限公司");
            await Fill(page, "respondents[0].creditCode", "91350100M000100Y43");
            await page.SelectOptionAsync("[name=disputeType]", "07.1");
            await page.SelectOptionAsync("[name='claims[0].type']", "07.1");
            await Fill(page, "claims[0].text", "支付工资");
            if (again) await Assertions.Expect(page.Locator(".duplicates li")).ToHaveCountAsync(1);   // told before it is sent
            await page.ClickAsync("button:has-text('登记案件')");
            if (!again) continue;
            Assert.Contains("未结案件", await page.TextContentAsync(".error-summary"));
            await Fill(page, "duplicateReason", "请求的是另一期间的工资");
            await page.ClickAsync("button:has-text('登记案件')");
        }
        await page.WaitForURLAsync(url => url.Contains("/cases/c", StringComparison.Ordinal));
        Assert.Contains("请求的是另一期间的工资", await page.TextContentAsync("main"));
    }

    [Journey]
    public async Task Goes_on_where_it_was_left_when_the_browser_died()
    {
        var page = await browser.SignedIn("mediator");
        await page.GotoAsync("/cases/new");
        await Fill(page, "applicants[0].name", "钱小军");
        await page.ClickAsync("button:has-text('增加申请人')");
        await Fill(page, "applicants[1].name", "钱小兵");
        foreach (var row in new[] { 0, 1 }) Assert.True(await page.IsCheckedAsync($"[name='applicants[{row}].kind'][value=person]"));   // one more takes nobody's mark
        await page.SelectOptionAsync("[name=disputeType]", "09");
        await Fill(page, "facts", "单位一直没有缴纳社会保险。");
        await Saved(page);
        await page.Context.CloseAsync();   // no leave-taking

        var other = await browser.SignedIn("mediator", width: 390, height: 844);
        await other.GotoAsync("/cases/new");
        await other.ClickAsync("#drafts li:has-text('钱小军') a.button");
        await other.WaitForURLAsync("**draft=*");
        Assert.Equal("钱小军", await other.InputValueAsync("[name='applicants[0].name']"));
        Assert.Equal("钱小兵", await other.InputValueAsync("[name='applicants[1].name']"));
        Assert.Equal("09", await other.InputValueAsync("[name=disputeType]"));
        Assert.Equal("单位一直没有缴纳社会保险。", await other.InputValueAsync("[name=facts]"));
    }

    [Journey]
    public async Task Puts_two_windows_on_one_draft_together_field_by_field()
    {
        var one = await browser.SignedIn("head");
        await one.GotoAsync("/cases/new");
        await Fill(one, "applicants[0].name", "周小云");
        await Saved(one);
        await one.ReloadAsync();
        await one.WaitForURLAsync("**draft=*");   // a reload opens what was begun, not a blank form
        var two = await one.Context.NewPageAsync();
        await two.GotoAsync(one.Url);

        await Fill(one, "applicants[0].phone", "13800000011");
        await Saved(one);
        await Fill(two, "applicants[0].address", "长春市宽城区某路3号");
        await Saved(two);
        Assert.Equal("13800000011", await two.InputValueAsync("[name='applicants[0].phone']"));   // the other window's is shown here

        // A field that this window shows blank, and nobody emptied, erases nothing; one that was emptied is emptied.
        await Fill(two, "facts", "两个月未发工资。");
        await Saved(two);
        await Fill(one, "applicants[0].phone", "");
        await Saved(one);
        await one.ReloadAsync();
        Assert.Equal("两个月未发工资。", await one.InputValueAsync("[name=facts]"));
        Assert.Equal("长春市宽城区某路3号", await one.InputValueAsync("[name='applicants[0].address']"));
        Assert.Equal("", await one.InputValueAsync("[name='applicants[0].phone']"));

        // The same field in both: nobody overwrites, the person chooses.
        await Fill(one, "applicants[0].name", "周小芸");
        await Saved(one);
        await Fill(two, "applicants[0].name", "周晓云");
        await Assertions.Expect(two.Locator(".draft-conflict")).ToContainTextAsync("周小芸");
        await two.ClickAsync("button:has-text('采用另一窗口的')");
        await Saved(two);
        Assert.Equal("周小芸", await two.InputValueAsync("[name='applicants[0].name']"));
    }

    [Journey]
    public async Task Keeps_what_is_typed_while_the_line_is_down()
    {
        var page = await browser.SignedIn("mediator2");
        await page.GotoAsync("/cases/new");
        await page.Context.SetOfflineAsync(true);
        await Fill(page, "applicants[0].name", "吴小梅");
        await Assertions.Expect(page.Locator(".draft-state")).ToContainTextAsync("离线");
        await page.Context.SetOfflineAsync(false);
        await Saved(page);
        var other = await browser.SignedIn("mediator2");
        await other.GotoAsync("/cases/new");
        await Assertions.Expect(other.Locator("#drafts")).ToContainTextAsync("吴小梅");
        await other.ClickAsync("#drafts li:has-text('吴小梅') button:has-text('删除')");
        await Assertions.Expect(other.Locator("#drafts")).ToHaveCountAsync(0);
    }

    [Journey]
    public async Task Keeps_what_is_typed_before_its_script_arrives()
    {
        var page = await browser.SignedIn("mediator2");
        var lost = 0;
        await page.RouteAsync("**/auto-save.js", route => Interlocked.Increment(ref lost) == 1 ? route.AbortAsync() : route.ContinueAsync());
        await page.GotoAsync("/cases/new");
        await Fill(page, "applicants[0].name", "郑小萍");
        await Saved(page);
        Assert.Equal(2, lost);
        var other = await browser.SignedIn("mediator2");
        await other.GotoAsync("/cases/new");
        await other.ClickAsync("#drafts li:has-text('郑小萍') button:has-text('删除')");
        await Assertions.Expect(other.Locator("#drafts")).ToHaveCountAsync(0);
    }

    [Journey]
    public async Task Keeps_a_draft_with_JavaScript_off_by_its_button()
    {
        var page = await browser.SignedIn("mediator2", javaScript: false);
        await page.GotoAsync("/cases/new");
        await Fill(page, "applicants[0].name", "冯小刚强");
        await page.ClickAsync("button:has-text('增加申请人')");
        await Fill(page, "applicants[1].name", "冯小刚毅");
        await page.ClickAsync("button:has-text('保存草稿')");
        Assert.Equal("冯小刚毅", await page.InputValueAsync("[name='applicants[1].name']"));
        Assert.Contains("草稿已保存", await page.TextContentAsync("main"));
        Assert.Equal("冯小刚强", await page.InputValueAsync("[name='applicants[0].name']"));
        await page.GotoAsync("/cases/new");
        await page.ClickAsync("#drafts li:has-text('冯小刚强') button:has-text('删除')");
        Assert.Equal(0, await page.Locator("#drafts li:has-text('冯小刚强')").CountAsync());
    }

    /// <summary>Presses Enter until the field has the focus; with null, once.</summary>
    private static async Task Enter(IPage page, string? name)
    {
        for (var presses = 0; presses < 12; presses++)
        {
            await page.Keyboard.PressAsync("Enter");
            if (name is null || await Focused(page) == name) return;
        }
        Assert.Fail($"Enter does not lead to {name}; the focus is on {await Focused(page)}");
    }

    private static Task<string> Focused(IPage page) => Named(page, "el => el.name ?? ''");

    private static Task<string> Named(IPage page, string of) => page.EvaluateAsync<string>($"() => ({of})(document.activeElement)");

    private static Task Saved(IPage page) => Assertions.Expect(page.Locator(".draft-state[data-state=saved]")).ToContainTextAsync("已保存");

    private static Task Fill(IPage page, string name, string text) => page.FillAsync($"[name='{name}']", text);
}
