using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Domain.Checklists;
using MediationHub.Web.Features.Samplings;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Intake;
using MediationHub.Web.Tests.Performance;

namespace MediationHub.Web.Tests.Evidence;

/// <summary>Sampled quality of papers: drawn by the program, opened for a reason that is logged, told to the organization in sums alone.</summary>
public class A_sampling_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private static IEnumerable<object> Items(int lost = 0) => Checklist.Papers.Items.Select((i, n) => new { code = i.Code, points = i.Points - (n == 0 ? lost : 0) });

    [Fact]
    public async Task Is_drawn_scored_and_told_as_an_average()
    {
        using var province = await hub.Client("province");
        using var head = await hub.Client("head");
        using var auditor = await hub.Client("auditor");
        var withPaper = new HashSet<string>();
        for (var n = 0; n < 6; n++)
        {
            var id = await PastAgreements.Of(hub, $"王{n}明", TestTime.Today.AddDays(20));
            var (made, paper, _) = await head.Post($"/api/v1/cases/{id}/papers", new { kind = "mediationAgreement" });
            Assert.True(made is HttpStatusCode.Created, $"{paper["detail"]}");
            withPaper.Add(id);
        }
        var (status, s, _) = await province.Post("/api/v1/samplings", new { organizationId = RunningHub.Organization, from = "2020-01-01", to = Calls.Today, size = 5, reason = "年度选树核查" }, idempotency: "draw-1");
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(5, s["sample"]!.AsArray().Count);
        Assert.Equal(32, s["seed"]!.GetValue<string>().Length);
        Assert.Equal(s["id"]!.GetValue<string>(), (await province.Post("/api/v1/samplings", new { organizationId = RunningHub.Organization, from = "2020-01-01", to = Calls.Today, size = 5, reason = "年度选树核查" }, idempotency: "draw-1")).Body["id"]!.GetValue<string>());
        Assert.True((await province.Get($"/api/v1/samplings/{s["id"]}/redraw"))["same"]!.GetValue<bool>());

        // A paper of a sampled case opens, its numbers covered, and both readings are logged with the reason.
        var first = s["sample"]!.AsArray().Select(c => c!["caseId"]!.GetValue<string>()).First(withPaper.Contains);
        var papers = (await province.Get($"/api/v1/samplings/{s["id"]}/cases/{first}"))["papers"]!.AsArray();
        var page = await province.GetStringAsync(Assert.Single(papers)!["html"]!.GetValue<string>());
        Assert.Contains("调解协议书", page);
        Assert.DoesNotContain("220102199003070048", page);
        var log = (await auditor.Get($"/api/v1/access-log?caseId={first}"))["items"]!.AsArray().Where(e => e!["reason"]!.GetValue<string>() is "文书抽查：年度选树核查");
        Assert.Equal(["opened", "paper"], log.Select(e => e!["what"]!.GetValue<string>()).Order());
        // Any other case stays shut, and so does the paper by its own address.
        Assert.Equal(HttpStatusCode.NotFound, (await province.GetAsync($"/api/v1/samplings/{s["id"]}/cases/nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await province.GetAsync($"/api/v1/papers/{papers[0]!["id"]}.html")).StatusCode);

        (status, var refused, _) = await province.Post($"/api/v1/samplings/{s["id"]}/finish", null, s["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, "sampling-not-all-scored"), (status, refused["code"]!.GetValue<string>()));
        foreach (var sample in s["sample"]!.AsArray().Select(x => x!["caseId"]!.GetValue<string>()).ToList()) s = await province.Do(s, "score", new { caseId = sample, items = Items(lost: 5), remark = "登记要素不全" }, "samplings");
        s = await province.Do(s, "finish", null, "samplings");
        Assert.Equal(95m, s["average"]!.GetValue<decimal>());
        Assert.Equal(HttpStatusCode.Conflict, (await province.GetAsync($"/api/v1/samplings/{s["id"]}/cases/{first}")).StatusCode);

        // The organization's own people see the average and nothing of a single case.
        foreach (var path in new[] { $"/api/v1/samplings/{s["id"]}", $"/samplings/{s["id"]}", $"/api/v1/samplings/{s["id"]}/redraw", $"/api/v1/samplings/{s["id"]}/cases/{first}" })
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await head.GetAsync(path)).StatusCode));
        Assert.Equal(HttpStatusCode.Forbidden, (await head.GetAsync("/api/v1/samplings")).StatusCode);
        var told = await head.GetStringAsync($"/api/v1/organizations/{RunningHub.Organization}/paper-quality");
        Assert.Contains("\"average\":95", told);
        Assert.DoesNotContain(first, told);
        Assert.DoesNotContain("登记要素不全", told);
        Assert.Contains("平均 95.00 分", await head.GetStringAsync($"/organizations/{RunningHub.Organization}"));
        using var stranger = await hub.Client("otherhead");
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"/api/v1/organizations/{RunningHub.Organization}/paper-quality")).StatusCode);
        using var elsewhere = await hub.Client("othercity");
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync($"/api/v1/samplings/{s["id"]}")).StatusCode);
        Assert.Empty((await elsewhere.Get("/api/v1/samplings"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Is_walked_on_its_pages()
    {
        for (var n = 0; n < 5; n++) await PastAgreements.Of(hub, $"赵{n}明", TestTime.Today.AddDays(20));
        using var city = await Pages.SignedIn(hub, "city");
        var fields = new Dictionary<string, string> { ["organizationId"] = RunningHub.Organization, ["from"] = "2020-01-01", ["to"] = Calls.Today, ["size"] = "5", ["reason"] = "季度核查" };
        var (status, text, _) = await city.Send("/samplings/new", "/samplings/new", new(fields) { ["size"] = "3" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("季度核查", text);
        (status, _, var location) = await city.Send("/samplings/new", "/samplings/new", new(fields));
        Assert.Equal(HttpStatusCode.Found, status);
        var sampling = location!.Split('?')[0];
        Assert.Contains("结果一致", await city.Get($"{sampling}?redraw=1"));
        var cases = System.Text.RegularExpressions.Regex.Matches(await city.Get(sampling), $"{sampling}/cases/([^\"]+)").Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.Equal(5, cases.Count);
        Assert.Contains("查阅文书已记录", await city.Get($"{sampling}/cases/{cases[0]}"));
        foreach (var c in cases)
        {
            var score = $"{sampling}/do/score?caseId={c}";
            var points = new Dictionary<string, string> { ["caseId"] = c, ["remark"] = "规范" };
            foreach (var (n, item) in Checklist.Papers.Items.Index())
            {
                points[$"items[{n}].code"] = item.Code;
                if (item.Code is not "P4") points[$"items[{n}].points"] = $"{item.Points - 1}";   // does not apply
            }
            (status, text, location) = await city.Send(score, score, points);
            Assert.True(status is HttpStatusCode.Found, text);
        }
        (status, text, location) = await city.Send($"{sampling}/do/finish", $"{sampling}/do/finish", []);
        Assert.True(status is HttpStatusCode.Found, text);
        Assert.Contains("93.33", await city.Get(sampling));   // 70 of 75
    }

    [Fact]
    public void Covers_the_numbers_of_a_page_and_leaves_a_drawn_signature()
    {
        const string page = "<img src=\"data:image/png;base64,AA13812345678BB\"/><p>身份证220102199003070048，电话13812345678，账号6222021234567890123，金额12000.00元</p>";
        var covered = SamplingDesk.Covered(page);
        Assert.Contains("AA13812345678BB", covered);
        foreach (var gone in new[] { "220102199003070048", "，电话13812345678", "6222021234567890123" }) Assert.DoesNotContain(gone, covered);
        Assert.Contains("12000.00元", covered);
    }
}
