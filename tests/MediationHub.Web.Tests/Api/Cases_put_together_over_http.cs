using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MediationHub.Web.Tests.Api;

public class Cases_put_together_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private static JsonObject Case(int minutesAgo, params (string Name, string Number)[] applicants)
    {
        var body = JsonNode.Parse(JsonSerializer.Serialize(Calls.NewCase()))!.AsObject();
        body["receivedAt"] = Calls.At(minutesAgo);
        body["applicants"] = new JsonArray([.. applicants.Select(a => new JsonObject { ["kind"] = "person", ["name"] = a.Name, ["idType"] = "residentId", ["idNumber"] = a.Number })]);
        body["claims"] = new JsonArray([.. applicants.Select((a, i) => new JsonObject { ["type"] = "07.1", ["text"] = $"支付{a.Name}工资", ["amount"] = 1000 * (i + 1) })]);
        body["workersInvolved"] = applicants.Length;
        return body;
    }

    private static async Task<JsonObject> Registered(HttpClient client, JsonObject body)
    {
        var (status, c, _) = await client.Post("/api/v1/cases", body);
        Assert.True(status is HttpStatusCode.Created, c.ToJsonString());
        return c;
    }

    private const string Li = "220102199003070048", Sun = "110105194912310038", Wu = "11010519491231002X";

    [Fact]
    public async Task A_later_case_is_merged_into_an_earlier_one_and_leads_there()
    {
        using var head = await hub.Client("head");
        using var mediator = await hub.Client("mediator");
        var first = await Registered(head, Case(170, ("李并某", Li)));
        var second = await Registered(head, Case(160, ("孙并某", Sun)));
        Assert.Contains($"value=\"{first["id"]}\"", await head.GetStringAsync($"/cases/{second["id"]}/do/merge"));
        Assert.Equal(HttpStatusCode.Forbidden, (await mediator.Post($"/api/v1/cases/{second["id"]}/merge", new { intoCaseId = first["id"], reason = "一并调解" }, 1)).Status);

        foreach (var (into, field) in new[] { ((string?)"nowhere", "intoCaseId"), (second["id"]!.GetValue<string>(), "intoCaseId"), (null, "intoCaseId") })
        {
            var (status, answer, _) = await head.Post($"/api/v1/cases/{second["id"]}/merge", new { intoCaseId = into, reason = "一并调解" }, second["version"]!.GetValue<int>());
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains(field, answer["errors"]!.AsObject().Select(e => e.Key));
        }
        Assert.Equal("merge-into-earlier", (await head.Post($"/api/v1/cases/{first["id"]}/merge", new { intoCaseId = second["id"]!.GetValue<string>(), reason = "一并调解" }, first["version"]!.GetValue<int>())).Body["code"]!.GetValue<string>());

        second = await head.Do(second, "merge", new { intoCaseId = first["id"]!.GetValue<string>(), reason = "同一用人单位同一事由" });
        Assert.Equal("transferred", second["stage"]!.GetValue<string>());
        Assert.Equal($"mergedInto {first["id"]}", second["links"]!.AsArray().Select(l => $"{l!["kind"]} {l["id"]}").Single());
        var into2 = await head.Get($"/api/v1/cases/{first["id"]}");
        Assert.Equal(["李并某", "长春某某餐饮有限公司", "孙并某"], into2["parties"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()));
        Assert.Equal($"mergedFrom {second["id"]}", into2["links"]!.AsArray().Select(l => $"{l!["kind"]} {l["id"]}").Single());
        Assert.Contains("另案并入本案", (await head.Get($"/api/v1/cases/{first["id"]}/timeline")).ToJsonString(Plain));
        Assert.Contains("并入另一案件", (await head.Get($"/api/v1/cases/{second["id"]}/timeline")).ToJsonString(Plain));
        Assert.Contains($"href=\"/cases/{first["id"]}\"", await head.GetStringAsync($"/cases/{second["id"]}?tab=overview"));
        Assert.Contains("已并案", await head.GetStringAsync($"/cases/{second["id"]}"));
        Assert.Contains($"href=\"/cases/{second["id"]}\"", await head.GetStringAsync($"/cases/{first["id"]}?tab=overview"));
        // A list says the same as the case's own page, and a transferred case is not a merged one.
        var number = second["number"]!.GetValue<string>();
        foreach (var (stage, listed) in new[] { ("merged", true), ("transferred", false), ("", true) })
        {
            var page = await head.GetStringAsync($"/cases?stage={stage}&q={Uri.EscapeDataString(number)}");
            Assert.Equal(listed, page.Contains($"href=\"/cases/{second["id"]}\"", StringComparison.Ordinal));
            if (listed) Assert.Contains("<span class=\"badge badge-neutral\">已并案</span>", page);
        }
        Assert.Contains("已并案", await head.GetStringAsync($"/search?q={Uri.EscapeDataString("孙并某")}"));
        foreach (var (merged, listed) in new[] { ("", true), ("&merged=true", true), ("&merged=false", false) })
            Assert.Equal(listed, (await head.Get($"/api/v1/cases?stage=transferred{merged}"))["items"]!.AsArray().Any(i => i!["id"]!.GetValue<string>() == second["id"]!.GetValue<string>() && i["merged"]!.GetValue<bool>()));
        using var export = await head.PostAsync("/lists/cases/export", new FormUrlEncodedContent([new("query", "stage=merged"), new("purpose", "核对并案")]));
        var sheet = Documents.Sheets.SheetReader.Read(await export.Content.ReadAsByteArrayAsync());
        Assert.Contains(sheet.Rows, r => r.Cells.Any(cell => cell.Text == number) && r.Cells.Any(cell => cell.Text is "已并案"));
        // What was seen before the merger is not decided upon.
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await head.Post($"/api/v1/cases/{first["id"]}/correct", new { fields = new { workersInvolved = 5 }, reason = "更正" }, first["version"]!.GetValue<int>())).Status);
        Assert.Empty((await Store.Maintenance.Verification.Run(hub.Installation.Store, hub.Installation.Aggregates, null)).Findings);
    }

    [Fact]
    public async Task A_joint_application_is_split_and_its_files_stay_readable_in_both()
    {
        using var head = await hub.Client("head");
        var c = await Registered(head, Case(150, ("李拆某", Li), ("吴拆某", Wu)));
        c = await head.Do(c, "add-evidence", new { fileId = await Uploaded(head), title = "共同的排班表" });
        var page = await head.GetStringAsync($"/cases/{c["id"]}/do/split");
        Assert.Contains("吴拆某", page);
        var before = c;
        var (status, answer, _) = await head.Post($"/api/v1/cases/{c["id"]}/split", new { partyIds = new[] { "a1", "a2" }, claimNos = new[] { 7 }, reason = "" }, c["version"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["claimNos", "partyIds", "reason"], answer["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));

        c = await head.Do(c, "split", new { partyIds = new[] { "a2" }, claimNos = new[] { 2 }, reason = "事实不同，分别调解" });
        var link = c["links"]!.AsArray().Single(l => l!["kind"]!.GetValue<string>() == "splitInto")!["id"]!.GetValue<string>();
        var part = await head.Get($"/api/v1/cases/{link}");
        Assert.Equal((before["receivedAt"]!.GetValue<string>(), 1, 1, 2000m), (part["receivedAt"]!.GetValue<string>(), part["claims"]!.AsArray().Count, part["claims"]![0]!["no"]!.GetValue<int>(), part["claims"]![0]!["amount"]!.GetValue<decimal>()));
        Assert.NotEqual(c["number"]!.GetValue<string>(), part["number"]!.GetValue<string>());
        Assert.Contains(part["number"]!.GetValue<string>(), await head.GetStringAsync($"/cases/{c["id"]}?tab=overview"));
        var begun = WebUtility.HtmlDecode(await head.GetStringAsync($"/cases/{link}?tab=history"));
        Assert.Contains($"{part["number"]!.GetValue<string>()}，由 {c["number"]!.GetValue<string>()} 拆出，{Calls.Today} 由head决定拆分：事实不同，分别调解", begun);
        using (var auditor = await hub.Client("auditor"))
        {
            var read = WebUtility.HtmlDecode(await auditor.GetStringAsync($"/cases/{link}?tab=history"));
            Assert.Contains($"由 {c["number"]!.GetValue<string>()} 拆出", read);
            Assert.DoesNotContain("事实不同，分别调解", read);
        }
        var file = part["evidence"]![0]!["fileId"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, (await head.GetAsync($"/api/v1/files/{file}")).StatusCode);
        Assert.Empty((await Store.Maintenance.Verification.Run(hub.Installation.Store, hub.Installation.Aggregates, null)).Findings);
    }

    [Fact]
    public async Task Workers_on_the_list_are_chosen_on_the_page_and_go_along()
    {
        using var head = await hub.Client("head");
        var c = await Registered(head, Case(145, ("李列某", Li), ("吴列某", Wu)));
        c = await head.Do(c, "import-members", new { members = new[] { new { name = "甲工友", amount = 100 }, new { name = "乙工友", amount = 200 } } });
        using var pages = await Intake.Pages.SignedIn(hub, "head");
        var step = $"/cases/{c["id"]}/do/split";
        var form = await pages.Get(step);
        Assert.All(["随申请人拆出的名单中的劳动者", "甲工友", "name=\"_members\""], t => Assert.Contains(t, form));
        var (status, text, _) = await pages.Send(step, step, new() { ["_members"] = "m2", ["claimNos"] = "2", ["reason"] = "分别调解" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("href=\"#f-partyIds\"", text);
        Assert.Matches("value=\"m2\"[^>]* checked", text);
        (status, text, _) = await pages.Send(step, step, new() { ["partyIds"] = "a2", ["_members"] = "m2", ["claimNos"] = "2", ["reason"] = "分别调解" });
        Assert.True(status is HttpStatusCode.Found, text);
        var part = (await head.Get($"/api/v1/cases/{c["id"]}"))["links"]!.AsArray().Single(l => l!["kind"]!.GetValue<string>() == "splitInto")!["id"]!.GetValue<string>();
        Assert.Equal(["乙工友"], (await head.Get($"/api/v1/cases/{part}"))["members"]!.AsArray().Select(m => m!["name"]!.GetValue<string>()));
        Assert.Equal(["甲工友"], (await head.Get($"/api/v1/cases/{c["id"]}"))["members"]!.AsArray().Select(m => m!["name"]!.GetValue<string>()));
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<string> Uploaded(HttpClient client)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent("%PDF-1.4\n%%EOF"u8.ToArray()), "file", "shifts.pdf" } };
        var answer = await client.PostAsync("/api/v1/files", form);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
    }
}
