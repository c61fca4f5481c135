using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using MediationHub.Domain.Checklists;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Intake;

namespace MediationHub.Web.Tests.Evidence;

/// <summary>实地核查, by API and by the page, with photos.</summary>
public class An_inspection_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly byte[] Png =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private const string Organization = $"/api/v1/organizations/{RunningHub.Organization}";

    private static object Items(string result = "met") => Checklist.Premises.Items.Select(i => new { code = i.Code, result, note = result is "met" ? null : "情况" });

    [Fact]
    public async Task Is_recorded_with_its_photos_and_looked_at_again()
    {
        using var city = await hub.Client("city");
        using var head = await hub.Client("head");
        var photo = await Uploaded(city, "现场.png", Png);
        var o = await city.Get(Organization);
        o = await city.Do(o, "record-inspection", new
        {
            on = Calls.Today, inspectors = new object[] { new { name = "钱某", userName = "city" }, new { name = "孙某" } }, items = Items(), findings = "总体符合要求。", photos = new[] { photo }, rectify = new[] { "更换门牌" }, rectifyBy = TestTime.Now.AddDays(20).ToString("yyyy-MM-dd"),
        }, "organizations");
        var inspection = o["inspections"]!.AsArray()[^1]!;
        Assert.Equal(("孙某", "更换门牌"), (inspection["inspectors"]![1]!["name"]!.GetValue<string>(), inspection["rectify"]![0]!.GetValue<string>()));

        // The organization sees it with its photos; other houses see neither.
        Assert.Equal(HttpStatusCode.OK, (await head.GetAsync($"/api/v1/files/{photo}")).StatusCode);
        Assert.Contains("更换门牌", await head.GetStringAsync($"/organizations/{RunningHub.Organization}"));
        using var stranger = await hub.Client("otherhead");
        Assert.Empty((await stranger.Get(Organization))["inspections"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/files/{photo}")).StatusCode);
        Assert.DoesNotContain("更换门牌", await stranger.GetStringAsync($"/organizations/{RunningHub.Organization}"));

        var (status, _, _) = await head.Post($"{Organization}/close-inspection", new { inspectionId = inspection["id"]!.GetValue<string>(), on = Calls.Today, rectified = true, comment = "已换" }, o["version"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.Forbidden, status);
        o = await city.Do(o, "close-inspection", new { inspectionId = inspection["id"]!.GetValue<string>(), on = Calls.Today, rectified = true, comment = "门牌已更换" }, "organizations");
        Assert.True(o["inspections"]!.AsArray()[^1]!["closure"]!["rectified"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Refuses_its_own_people_accounts_that_are_not_there_and_what_is_no_picture()
    {
        using var city = await hub.Client("city");
        var pdf = await Uploaded(city, "说明.pdf", "%PDF-1.4 x"u8.ToArray());
        var o = await city.Get(Organization);
        var (status, answer, _) = await city.Post($"{Organization}/record-inspection", new { on = Calls.Today, inspectors = new[] { new { name = "钱某", userName = "head" }, new { name = "孙某", userName = "nobody" } }, items = Items(), findings = "情况", photos = new[] { pdf } }, o["version"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["inspectors[0].userName", "inspectors[1].userName", "photos"], answer["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        using var mine = await hub.Client("head");
        Assert.Equal(HttpStatusCode.Forbidden, (await mine.Post($"{Organization}/record-inspection", new { on = Calls.Today }, o["version"]!.GetValue<int>())).Status);
        using var elsewhere = await hub.Client("othercity");
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.Post($"{Organization}/record-inspection", new { on = Calls.Today, inspectors = new[] { new { name = "钱某" }, new { name = "孙某" } }, items = Items(), findings = "情况" }, o["version"]!.GetValue<int>())).Status);
    }

    [Fact]
    public async Task Is_filled_in_on_a_page_that_keeps_photos_when_it_comes_back()
    {
        using var pages = await Pages.SignedIn(hub, "province");
        const string step = $"/organizations/{RunningHub.Organization}/do/record-inspection";
        Assert.Contains("档案柜可以上锁", await pages.Get(step));
        var fields = new Dictionary<string, string> { ["on"] = Calls.Today, ["inspectors[0].name"] = "钱某", ["inspectors[2].name"] = "孙某", ["findings"] = "场所整洁。" };
        foreach (var (n, item) in Checklist.Premises.Items.Index()) (fields[$"items[{n}].code"], fields[$"items[{n}].result"]) = (item.Code, n == 3 ? "partly" : "met");
        var (status, text, _) = await pages.Send(step, step, new(fields), ("photos", "现场.png", Png));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("id=\"f-items-3--note-error\"", text);
        Assert.Contains("已上传 1 张", text);
        var kept = System.Text.RegularExpressions.Regex.Match(text, "name=\"photos\" value=\"([^\"]+)\"").Groups[1].Value;
        (status, text, var location) = await pages.Send(step, step, new(fields) { ["items[3].note"] = "名册少一人", ["photos"] = kept });
        Assert.True(status is HttpStatusCode.Found, text);
        Assert.Equal($"/organizations/{RunningHub.Organization}?done=record-inspection", location);
        var page = await pages.Get(location!);
        Assert.Contains("名册少一人", page);
        Assert.Contains($"/files/{kept}/preview", page);
        Assert.Contains("4 / 5 项达到", page);
    }

    private static async Task<string> Uploaded(HttpClient client, string name, byte[] content)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "file", name } };
        var answer = await client.PostAsync("/api/v1/files", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
    }
}
