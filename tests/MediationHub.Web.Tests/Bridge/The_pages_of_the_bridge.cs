using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Bridge;

/// <summary>The roads between organizations and commissions, walked through the pages' own forms.</summary>
public class The_pages_of_the_bridge(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Lead_from_a_sealed_agreement_to_a_letter_in_force()
    {
        using var mediator = await hub.Client("mediator");
        using var clerk = await hub.Client("clerk");
        using var director = await hub.Client("director");
        using var arbitrator = await hub.Client("arbitrator");
        var c = await mediator.Sealed();
        Assert.Contains($"/cases/{c["id"]}/review-package", await mediator.GetStringAsync($"/cases/{c["id"]}?tab=agreement"));
        var package = await mediator.GetStringAsync($"/cases/{c["id"]}/review-package");
        Assert.Contains("长春市劳动人事争议仲裁委员会管辖", package);
        Assert.Contains("送达地址确认书", package);

        // One press for both sides, and the same press twice makes one review.
        (string, string)[] application = [("_key", "0123456789abcdef01234567"), ("parties", "a1"), ("parties", "r1"), ("appliedAt", Calls.At(30)[..16]), ("commissionId", "commission-1")];
        var review = await Sent(mediator, $"/cases/{c["id"]}/review-package", "/reviews/", application);
        Assert.Equal(review, await Sent(mediator, $"/cases/{c["id"]}/review-package", "/reviews/", application));
        Assert.Contains(review, await mediator.GetStringAsync($"/cases/{c["id"]}?tab=agreement"));

        Assert.Contains(review, await clerk.GetStringAsync("/docket"));
        await Step(clerk, review, "accept", ("on", Calls.Today));
        Assert.DoesNotContain(review, await clerk.GetStringAsync("/docket?box=toAccept"));
        var assign = await director.GetStringAsync($"{review}/do/assign");
        Assert.Contains("不能审查自己主持达成的协议", assign);
        await Step(director, review, "assign", ("arbitratorId", "arb-1"));
        // Who is assigned declares first; the account stands in full in the letter alone.
        Assert.Matches("button primary\" href=\"[^\"]+/do/declare", await arbitrator.GetStringAsync(review));
        Assert.DoesNotContain("6222021234567890123", await arbitrator.GetStringAsync($"{review}/do/make-letter"));
        await Step(arbitrator, review, "declare", ("conflict", "false"));
        Assert.Matches("button primary\" href=\"[^\"]+/do/make-letter", await arbitrator.GetStringAsync(review));
        await Step(arbitrator, review, "record-inquiry", ("parties", "a1"), ("text", "机密询问甲"));
        await Step(arbitrator, review, "make-letter", ("sealedAt", Calls.At(1)[..16]));
        Assert.Contains("逐项一致", await arbitrator.GetStringAsync(review));
        Assert.DoesNotContain("机密询问甲", await mediator.GetStringAsync(review));
        await Step(clerk, review, "record-service", ("partyId", "a1"), ("method", "direct"), ("result", "notReached"), ("on", Calls.Today));
        await Step(clerk, review, "record-service", ("partyId", "a1"), ("method", "direct"), ("result", "signed"), ("on", Calls.Today));
        Assert.Contains("等待长春某某餐饮有限公司签收调解书", await director.GetStringAsync(review));
        await Step(clerk, review, "record-service", ("partyId", "r1"), ("method", "direct"), ("result", "signed"), ("on", Calls.Today));
        Assert.Contains("调解书已于", await clerk.GetStringAsync(review));
        Assert.Contains(review, await clerk.GetStringAsync("/docket?box=ended"));
        await mediator.Until($"/api/v1/cases/{c["id"]}", now => now["agreement"]!.AsObject().Word("status") == "confirmed");
        Assert.Contains("协议已由仲裁调解书确认", await mediator.GetStringAsync($"/cases/{c["id"]}?tab=agreement"));
    }

    [Fact]
    public async Task Put_each_reason_of_a_refusal_at_its_own_ground_and_ask_the_director()
    {
        var (_, r) = await Roads.UnderReview(hub);
        var review = $"/reviews/{r["id"]}";
        using var arbitrator = await hub.Client("arbitrator");
        using var director = await hub.Client("director");
        var (status, page) = await Post(arbitrator, $"{review}/do/refuse", ("version", Version(r)), ("grounds[4].ground", "5"), ("on", Calls.Today));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("id=\"f-grounds-4--reason-error\"", page);
        await Step(arbitrator, review, "refuse", ("grounds[4].ground", "5"), ("grounds[4].reason", "未写明履行期限"), ("on", Calls.Today));
        Assert.Contains(review, await director.GetStringAsync("/docket"));
        Assert.Contains("待批准：不予制作调解书", await director.GetStringAsync(review));
        await Step(director, review, "return", ("comment", "请先询问双方"));
        Assert.Contains("请先询问双方", await arbitrator.GetStringAsync(review));
        await Step(arbitrator, review, "refuse", ("grounds[4].ground", "5"), ("grounds[4].reason", "双方对履行期限各执一词"), ("on", Calls.Today));
        await Step(director, review, "approve");
        using var mediator = await hub.Client("mediator");
        Assert.Contains("双方对履行期限各执一词", await mediator.GetStringAsync(review));
        await mediator.Until($"/api/v1/cases/{r["caseId"]}", now => now["agreement"]!.AsObject().Word("status") == "returned");
        Assert.Contains("双方对履行期限各执一词", await mediator.GetStringAsync($"/cases/{r["caseId"]}?tab=agreement"));
    }

    [Fact]
    public async Task Say_why_one_of_those_who_were_ticked_did_not_join_and_keep_the_application()
    {
        using var mediator = await hub.Client("mediator");
        var c = await mediator.Sealed();
        var (status, page) = await Post(mediator, $"/cases/{c["id"]}/review-package", ("_key", Guid.NewGuid().ToString("N")[..24]), ("parties", "a1"), ("parties", "r9"), ("appliedAt", Calls.At(30)[..16]), ("commissionId", "commission-1"), ("atCounter", "true"));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("申请已经提出", page);
        Assert.Contains("没有一并加入", page);
        Assert.Contains($"""value="{Calls.At(30)[..16]}""", page);
        var review = (await mediator.Get($"/api/v1/reviews?caseId={c["id"]}"))["items"]![0]!;
        Assert.Equal("applied", review["stage"]!.GetValue<string>());
        var joined = (await mediator.Get($"/api/v1/reviews/{review["id"]}"))["joined"]![0]!;
        Assert.True(joined["atCounter"]!.GetValue<bool>());
        Assert.Contains($"/reviews/{review["id"]}/do/join", page);
    }

    [Fact]
    public async Task Find_by_number_and_name_what_the_house_has_and_say_which_word_is_unknown()
    {
        using var clerk = await hub.Client("clerk");
        using var auditor = await hub.Client("auditor");
        var (_, r) = await Roads.Filed(hub);
        var e = await clerk.Create("entrustments", Roads.Dispute("长劳人仲案字〔2026〕第7719号"));
        Assert.Contains($"/reviews/{r["id"]}", await clerk.GetStringAsync("/docket?q=" + Uri.EscapeDataString("李明月 餐饮")));
        Assert.DoesNotContain($"/reviews/{r["id"]}", await clerk.GetStringAsync("/docket?q=" + Uri.EscapeDataString("李明月 物流")));
        Assert.Contains($"/entrustments/{e["id"]}", await clerk.GetStringAsync("/entrustments?q=7719"));
        Assert.Contains($"/entrustments/{e["id"]}", await clerk.GetStringAsync("/search?q=" + Uri.EscapeDataString("长劳人仲案字[2026]第7719号")));
        Assert.Equal(1, (await clerk.Get("/api/v1/search?q=7719"))["entrustments"]!["total"]!.GetValue<int>());
        // Who reads masked finds by no name.
        Assert.Equal(0, (await auditor.Get("/api/v1/reviews?q=" + Uri.EscapeDataString("李明月")))["total"]!.GetValue<int>());
        using var mediator = await hub.Client("mediator");
        Assert.Null((await mediator.Get("/api/v1/search?q=" + Uri.EscapeDataString("李明月")))["reviews"]);
        foreach (var path in new[] { "/docket?box=x", "/docket?q=x", "/entrustments?stage=x", "/recommendations?stage=x", "/recommendations?q=%25" })
        {
            var answer = await clerk.GetAsync(path);
            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest, path);
            Assert.Contains("error-summary", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Show_the_loser_what_the_winner_changed()
    {
        var (_, r) = await Roads.Filed(hub);
        using var one = await hub.Client("clerk");
        using var two = await hub.Client("clerk");
        await Step(one, $"/reviews/{r["id"]}", "accept", ("on", Calls.Today));
        var (status, page) = await Post(two, $"/reviews/{r["id"]}/do/decline", ("version", Version(r)), ("ground", "2"), ("reason", "管辖有误"), ("on", Calls.Today));
        Assert.Equal(HttpStatusCode.PreconditionFailed, status);
        Assert.Contains("记录已有新变化", page);
        Assert.Contains("管辖有误", page);
    }

    [Fact]
    public async Task Lead_from_an_entrustment_to_its_result()
    {
        using var clerk = await hub.Client("clerk");
        using var head = await hub.Client("head");
        var e = await Sent(clerk, "/entrustments/new", "/entrustments/", [.. Dispute("长劳人仲案字〔2026〕第71号"), ("organizationId", RunningHub.Organization)]);
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync(e)).StatusCode);
        Assert.Contains("尚缺", await clerk.GetStringAsync(e));
        await Step(clerk, e, "record-consent", ("partyId", "a1"), ("on", Calls.Today));
        await Step(clerk, e, "record-consent", ("partyId", "r1"), ("on", Calls.Today));
        await Step(clerk, e, "entrust", ("on", Calls.Today));
        Assert.Contains(e, await head.GetStringAsync("/entrustments"));
        await Step(head, e, "accept", ("on", Calls.Today));
        var id = e.Split('/')[^1];
        var c = await head.Get($"/api/v1/cases/{(await head.Get($"/api/v1/entrustments/{id}")).Word("caseId")}");
        Assert.Contains($"/cases/{c["id"]}", await head.GetStringAsync(e));
        Assert.DoesNotContain($"/cases/{c["id"]}", await clerk.GetStringAsync(e));
        Assert.Contains("尚未结案", await head.GetStringAsync($"{e}/do/return-result"));
        c = await head.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        await head.Do(c, "close", new { outcome = "stopped", reasons = new[] { new { code = "partyWithdrew", partyId = "r1" } }, on = Calls.Today, note = "机密备注丙" });
        await Step(head, e, "return-result", ("on", Calls.Today), ("undisputedFacts", "双方存在劳动关系。\n拖欠两个月工资。"));
        var seen = await clerk.GetStringAsync(e);
        Assert.Contains("拖欠两个月工资。", seen);
        Assert.Contains("未达成调解协议", seen);
        Assert.DoesNotContain("机密备注丙", seen);
    }

    [Fact]
    public async Task Lead_from_a_recommendation_through_the_pause_to_its_end()
    {
        using var clerk = await hub.Client("clerk");
        using var head = await hub.Client("head");
        var r = await Sent(clerk, "/recommendations/new", "/recommendations/", [.. Dispute("收〔2026〕第71号"), ("receivedOn", Calls.Today), ("organizations", RunningHub.Organization)]);
        await Step(clerk, r, "deliver", ("on", Calls.Today));
        await Step(clerk, r, "record-reply", ("agrees", "true"), ("organizationId", RunningHub.Organization), ("on", Calls.Today));
        Assert.Contains("暂缓受理至", await clerk.GetStringAsync(r));
        Assert.Contains(r, await head.GetStringAsync("/recommendations"));
        Assert.Contains("打开调解案件", await head.GetStringAsync(r));
        await Step(clerk, r, "resume", ("on", Calls.Today), ("reason", "申请人要求恢复受理"));
        Assert.Contains("申请人要求恢复受理", await clerk.GetStringAsync(r));
        // Who mediates is told that the commission goes on.
        var c = (await head.Get($"/api/v1/recommendations/{r.Split('/')[^1]}")).Word("caseId");
        Assert.Contains("恢复受理", await head.GetStringAsync($"/cases/{c}"));
        Assert.Contains(r, await head.GetStringAsync($"/cases/{c}"));
        // The commission serves, and reads telephones plainly; the organization reads them masked.
        Assert.Contains("13800000009", await clerk.GetStringAsync(r));
        Assert.DoesNotContain("13800000009", await head.GetStringAsync(r));
    }

    [Fact]
    public async Task Find_an_organization_by_a_part_of_its_name_without_scripts()
    {
        using var clerk = await hub.Client("clerk");
        var fresh = await clerk.GetStringAsync("/entrustments/new");
        Assert.Contains($"value=\"{RunningHub.Organization}\"", fresh);
        Assert.DoesNotContain($"value=\"{RunningHub.OtherOrganization}\"", fresh);   // of another city: by its name
        var (status, found) = await Post(clerk, "/entrustments/new", [.. Dispute("长劳人仲案字〔2026〕第81号"), ("organizationId", RunningHub.Organization), ("_organization", "北京路"), ("_do", "find")]);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains($"value=\"{RunningHub.OtherOrganization}\" selected", found);   // the only one is the one that was meant
        Assert.Contains($"value=\"{RunningHub.Organization}\"", found);
        Assert.All(["找到 1 家", "长劳人仲案字〔2026〕第81号", "孙小川", "name=\"_found\" value=\"北京路\""], text => Assert.Contains(text, found));
        // Enter in the box sends the form by its first button: it finds, and nothing is registered.
        var (entered, typed) = await Post(clerk, "/entrustments/new", [.. Dispute("长劳人仲案字〔2026〕第81号"), ("organizationId", RunningHub.Organization), ("_organization", "没有这家%"), ("_found", "")]);
        Assert.Equal(HttpStatusCode.OK, entered);
        Assert.Contains("没有找到名称或者编码含“没有这家%”", typed);
        Assert.Equal(0, (await clerk.Get("/api/v1/entrustments?q=" + Uri.EscapeDataString("第81号")))["total"]!.GetValue<int>());
        var e = await Sent(clerk, "/entrustments/new", "/entrustments/", [.. Dispute("长劳人仲案字〔2026〕第81号"), ("organizationId", RunningHub.OtherOrganization), ("_organization", "北京路"), ("_found", "北京路")]);
        Assert.Contains("北京路", await clerk.GetStringAsync(e));

        var (_, several) = await Post(clerk, "/recommendations/new", [.. Dispute("收〔2026〕第81号"), ("receivedOn", Calls.Today), ("organizations", RunningHub.Organization), ("_organization", "JL0001"), ("_do", "find")]);
        Assert.Matches($"value=\"{RunningHub.Organization}\" checked", several);
        Assert.Contains($"value=\"{RunningHub.OtherOrganization}\"", several);
    }

    [Fact]
    public async Task Give_a_form_back_with_what_was_typed_and_what_is_wrong()
    {
        using var clerk = await hub.Client("clerk");
        var (status, page) = await Post(clerk, "/entrustments/new", [.. Dispute(""), ("organizationId", RunningHub.Organization)]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("请填写仲裁案号", page);
        Assert.Contains("孙小川", page);
        var (opened, said) = await Post(clerk, "/entrustments/new", [.. Dispute("长劳人仲案字〔2026〕第72号"), ("organizationId", RunningHub.Organization), ("hearingOpened", "true")]);
        Assert.Equal(HttpStatusCode.Conflict, opened);
        Assert.Contains("仲裁庭已经开庭，不能再委托调解", said);
        var (added, longer) = await Post(clerk, "/entrustments/new", [.. Dispute("长劳人仲案字〔2026〕第73号"), ("_do", "add:applicants")]);
        Assert.Equal(HttpStatusCode.OK, added);
        Assert.Contains("applicants[1].name", longer);
    }

    [Fact]
    public async Task Are_for_those_whose_records_they_are()
    {
        var (_, r) = await Roads.Filed(hub);
        foreach (var (user, status) in new[] { ("clerk", HttpStatusCode.OK), ("director", HttpStatusCode.OK), ("mediator", HttpStatusCode.OK), ("head", HttpStatusCode.OK), ("auditor", HttpStatusCode.OK), ("otherclerk", HttpStatusCode.NotFound), ("otherhead", HttpStatusCode.NotFound), ("city", HttpStatusCode.NotFound), ("admin", HttpStatusCode.NotFound) })
        {
            using var client = await hub.Client(user);
            Assert.Equal((user, status), (user, (await client.GetAsync($"/reviews/{r["id"]}")).StatusCode));
        }
        using var mediator = await hub.Client("mediator");
        Assert.Equal(HttpStatusCode.Forbidden, (await mediator.GetAsync($"/reviews/{r["id"]}/do/accept")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await mediator.GetAsync("/entrustments/new")).StatusCode);
        using var clerk = await hub.Client("clerk");
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync($"/cases/{r["caseId"]}/review-package")).StatusCode);
    }

    [Fact]
    public async Task Show_an_auditor_no_name_in_facts_and_claims()
    {
        using var clerk = await hub.Client("clerk");
        using var auditor = await hub.Client("auditor");
        var e = await clerk.Create("entrustments", Roads.Dispute("长劳人仲案字〔2026〕第74号", "孙小川自2026年8月起未领到工资，电话13800000009。"));
        foreach (var path in new[] { $"/api/v1/entrustments/{e["id"]}", $"/entrustments/{e["id"]}" })
        {
            var seen = await auditor.GetStringAsync(path);
            Assert.All(["孙小川", "13800000009"], text => Assert.DoesNotContain(text, seen));
            Assert.Contains("申请人自2026年8月起未领到工资", System.Text.RegularExpressions.Regex.Unescape(seen.Replace("\\\"", "\"", StringComparison.Ordinal)));
        }
        var (_, r) = await Roads.Filed(hub);
        foreach (var path in new[] { $"/api/v1/reviews/{r["id"]}", $"/reviews/{r["id"]}" })
            Assert.All(["李明月", "张三", "6222021234567890123"], text => Assert.DoesNotContain(text, auditor.GetStringAsync(path).Result));
    }

    private static (string, string)[] Dispute(string number) =>
    [
        ("_key", Guid.NewGuid().ToString("N")[..24]), ("arbitrationNumber", number), ("applicants[0].kind", "person"), ("applicants[0].name", "孙小川"), ("applicants[0].phone", "13800000009"), ("applicants[0].idType", "residentId"),
        ("respondents[0].kind", "employer"), ("respondents[0].name", "长春某某物流有限公司"), ("disputeType", "07.1"), ("claims[0].type", "07.1"), ("claims[0].text", "支付工资"), ("claims[0].amount", "8,000"), ("facts", "未领到工资。"),
    ];

    private static string Version(JsonObject record) => $"{record["version"]}";

    /// <summary>A form that must be taken; gives the page it leads to.</summary>
    private static async Task<string> Sent(HttpClient client, string path, string leadsTo, params IEnumerable<(string, string)> fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        var answer = await client.PostAsync(path, form);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect, $"{path}: {(int)answer.StatusCode} {await Wrong(answer)}");
        var location = answer.Headers.Location!.ToString();
        Assert.StartsWith(leadsTo, location);
        return location.Split('?')[0];
    }

    /// <summary>Opens a step's form and sends it on the version that it shows.</summary>
    private static async Task Step(HttpClient client, string record, string step, params (string, string)[] fields)
    {
        var page = await client.GetStringAsync($"{record}/do/{step}");
        var version = System.Text.RegularExpressions.Regex.Match(page, """name="version" value="(\d+)""");
        Assert.True(version.Success, $"{step}: {System.Text.RegularExpressions.Regex.Match(page, "<main.*</main>", System.Text.RegularExpressions.RegexOptions.Singleline)}");
        await Sent(client, $"{record}/do/{step}", record, [.. fields, ("version", version.Groups[1].Value)]);
    }

    private static async Task<(HttpStatusCode, string)> Post(HttpClient client, string path, params (string, string)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        var answer = await client.PostAsync(path, form);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> Wrong(HttpResponseMessage answer) => string.Join(' ', System.Text.RegularExpressions.Regex.Matches(await answer.Content.ReadAsStringAsync(), "class=\"(error|notice)[^>]*>.{0,300}", System.Text.RegularExpressions.RegexOptions.Singleline).Select(m => m.Value));
}
