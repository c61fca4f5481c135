using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Bridge;

public class An_entrustment_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private async Task<JsonObject> Entrusted(HttpClient clerk, string number)
    {
        var e = await clerk.Create("entrustments", Roads.Dispute(number));
        e = await clerk.Do(e, "record-consent", new { partyId = "a1", on = Calls.Today }, "entrustments");
        e = await clerk.Do(e, "record-consent", new { partyId = "r1", on = Calls.Today }, "entrustments");
        Assert.Equal("consented", e.Word("stage"));
        return await clerk.Do(e, "entrust", new { on = Calls.Today }, "entrustments");
    }

    [Fact]
    public async Task Goes_from_the_letter_to_the_result_and_only_the_result_crosses()
    {
        using var clerk = await hub.Client("clerk");
        using var head = await hub.Client("head");
        var e = await Entrusted(clerk, "长劳人仲案字〔2026〕第1号");
        Assert.Matches(@"^长春劳人仲委调〔\d{4}〕\d+号$", e.Word("number"));
        Assert.Contains((await head.Get("/api/v1/entrustments"))["items"]!.AsArray(), i => i!["id"]!.GetValue<string>() == e.Word("id"));
        e = await head.Do(e, "accept", new { on = Calls.Today }, "entrustments");
        Assert.Equal("acceptedByOrganization", e.Word("stage"));

        // The case stands at once, in the same transaction.
        var c = await head.Get($"/api/v1/cases/{e["caseId"]}");
        Assert.Equal(("consentPending", "commissionEntrusted", e.Word("id")), (c.Word("stage"), c.Word("source"), c.Word("entrustmentId")));
        Assert.Equal(["ACC3", "ENT10"], c["deadlines"]!.AsArray().Select(d => d!["rule"]!.GetValue<string>()));
        Assert.All(c["parties"]!.AsArray(), p => Assert.True(p!["consent"]!["given"]!.GetValue<bool>()));
        Assert.Matches(@"劳调〔\d{4}〕\d+号$", c.Word("number"));

        c = await head.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        c = await head.Do(c, "hold-session", new
        {
            startsAt = c.Word("receivedAt"), endsAt = TestTime.Now.ToString("O"), place = "第一调解室", mode = "onSite",
            attendance = new[] { new { partyId = "a1", present = true }, new { partyId = "r1", present = true } },
            record = new { statements = new[] { new { by = "a1", text = "机密陈述甲" } }, undisputedFacts = new[] { "双方存在劳动关系。" }, result = "noAgreement" },
            offers = new[] { new { byPartyId = "r1", amount = 4321m, text = "机密方案乙" } },
            readBack = true, signatures = new[] { new { partyId = "a1" }, new { partyId = "r1" } },
        });
        await head.Do(c, "close", new { outcome = "noAgreement", reasons = new[] { new { code = "positionsApart" } }, on = Calls.Today, note = "机密备注丙" });
        e = await head.Until($"/api/v1/entrustments/{e["id"]}", now => now.Word("stage") == "failed");
        e = await head.Do(e, "return-result", new { on = Calls.Today, undisputedFacts = new[] { "拖欠两个月工资。" } }, "entrustments");
        Assert.Equal("returned", e.Word("stage"));

        var seen = await clerk.GetStringAsync($"/api/v1/entrustments/{e["id"]}");
        Assert.All(["机密陈述甲", "机密方案乙", "机密备注丙", "4321", "positionsApart"], secret => Assert.DoesNotContain(secret, seen));
        Assert.All(["双方存在劳动关系。", "拖欠两个月工资。", "failed"], shown => Assert.Contains(shown, seen));
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync($"/api/v1/cases/{e["caseId"]}")).StatusCode);
    }

    /// <summary>Nobody took it: the tribunal hears it, and the organization that was asked is told.</summary>
    [Fact]
    public async Task Tells_both_sides_what_the_tribunal_did_then()
    {
        using var clerk = await hub.Client("clerk");
        using var head = await hub.Client("head");
        var e = await Entrusted(clerk, "长劳人仲案字〔2026〕第12号");
        e = await head.Do(e, "accept", new { on = Calls.Today }, "entrustments");
        var c = await head.Do(await head.Get($"/api/v1/cases/{e["caseId"]}"), "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        await head.Do(c, "close", new { outcome = "stopped", reasons = new[] { new { code = "partyWithdrew", partyId = "r1" } }, on = Calls.Today });
        e = await head.Until($"/api/v1/entrustments/{e["id"]}", now => now.Word("stage") == "failed");
        e = await head.Do(e, "return-result", new { on = Calls.Today, undisputedFacts = Array.Empty<string>() }, "entrustments");
        Assert.Contains((await clerk.Get("/api/v1/entrustments?undisposed=true"))["items"]!.AsArray(), i => i!["id"]!.GetValue<string>() == e.Word("id"));
        Assert.Contains("等待处理", await clerk.GetStringAsync("/entrustments?undisposed=true"));

        var (theirs, _, _) = await head.Post($"/api/v1/entrustments/{e["id"]}/record-disposition", new { kind = "hearingResumed", on = Calls.Today }, e["version"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.Forbidden, theirs);
        var (letter, no, _) = await clerk.Post($"/api/v1/entrustments/{e["id"]}/record-disposition", new { kind = "letterMade", on = Calls.Today, number = "第1号" }, e["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, "letter-without-agreement"), (letter, no.Word("code")));
        e = await clerk.Do(e, "record-disposition", new { kind = "hearingResumed", on = Calls.Today }, "entrustments");
        Assert.Equal("hearingResumed", (await head.Get($"/api/v1/entrustments/{e["id"]}"))["disposition"]!.AsObject().Word("kind"));
        Assert.Contains("仲裁庭恢复审理", await head.GetStringAsync($"/entrustments/{e["id"]}"));
        Assert.DoesNotContain((await clerk.Get("/api/v1/entrustments?undisposed=true"))["items"]!.AsArray(), i => i!["id"]!.GetValue<string>() == e.Word("id"));
    }

    [Fact]
    public async Task Of_the_same_arbitration_stands_once_and_only_before_the_hearing()
    {
        using var clerk = await hub.Client("clerk");
        await clerk.Create("entrustments", Roads.Dispute("长劳人仲案字〔2026〕第2号"));
        var (twice, answer, _) = await clerk.Post("/api/v1/entrustments", Roads.Dispute("长劳人仲案字〔2026〕第2号"));
        Assert.Equal((HttpStatusCode.Conflict, "entrusted-already"), (twice, answer.Word("code")));
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Roads.Dispute("长劳人仲案字〔2026〕第3号")))!.AsObject();
        body["hearingOpened"] = true;
        var (opened, no, _) = await clerk.Post("/api/v1/entrustments", body);
        Assert.Equal((HttpStatusCode.Conflict, "hearing-opened", "劳动人事争议仲裁办案规则第七十条"), (opened, no.Word("code"), no.Word("basis")));
    }

    [Fact]
    public async Task Is_unknown_to_the_organization_before_the_letter_is_out()
    {
        using var clerk = await hub.Client("clerk");
        using var head = await hub.Client("head");
        var e = await clerk.Create("entrustments", Roads.Dispute("长劳人仲案字〔2026〕第4号"));
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync($"/api/v1/entrustments/{e["id"]}")).StatusCode);
        using var stranger = await hub.Client("otherclerk");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/entrustments/{e["id"]}")).StatusCode);
        var (status, answer, _) = await clerk.Post($"/api/v1/entrustments/{e["id"]}/entrust", new { on = Calls.Today }, e["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, "consent-missing"), (status, answer.Word("code")));
    }

    /// <summary>A mediator hears of no colleague's cases, entrusted or recommended ones either, and returns no result of theirs.</summary>
    [Fact]
    public async Task Is_seen_by_the_mediators_of_its_case_alone_once_it_is_assigned()
    {
        using var clerk = await hub.Client("clerk");
        using var head = await hub.Client("head");
        using var mediator = await hub.Client("mediator");
        using var colleague = await hub.Client("mediator2");
        var e = await Entrusted(clerk, "长劳人仲案字〔2026〕第61号");
        e = await head.Do(e, "accept", new { on = Calls.Today }, "entrustments");
        Assert.Equal(HttpStatusCode.OK, (await colleague.GetAsync($"/api/v1/entrustments/{e["id"]}")).StatusCode);
        await head.Do(await head.Get($"/api/v1/cases/{e["caseId"]}"), "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        foreach (var path in new[] { $"/api/v1/entrustments/{e["id"]}", $"/api/v1/entrustments/{e["id"]}/papers", $"/entrustments/{e["id"]}", $"/entrustments/{e["id"]}/do/return-result" })
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await colleague.GetAsync(path)).StatusCode));
        var (status, _, _) = await colleague.Post($"/api/v1/entrustments/{e["id"]}/return-result", new { on = Calls.Today, undisputedFacts = Array.Empty<string>() }, e["version"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.DoesNotContain((await colleague.Get("/api/v1/entrustments?pageSize=200"))["items"]!.AsArray(), i => i!["id"]!.GetValue<string>() == e.Word("id"));
        Assert.Contains((await mediator.Get("/api/v1/entrustments?pageSize=200"))["items"]!.AsArray(), i => i!["id"]!.GetValue<string>() == e.Word("id"));
        Assert.Equal(HttpStatusCode.OK, (await mediator.GetAsync($"/entrustments/{e["id"]}")).StatusCode);
    }

    [Fact]
    public async Task Accepted_twice_makes_one_case()
    {
        using var clerk = await hub.Client("clerk");
        using var head = await hub.Client("head");
        var e = await Entrusted(clerk, "长劳人仲案字〔2026〕第5号");
        var version = e["version"]!.GetValue<int>();
        var both = await Task.WhenAll(head.Post($"/api/v1/entrustments/{e["id"]}/accept", new { on = Calls.Today }, version), head.Post($"/api/v1/entrustments/{e["id"]}/accept", new { on = Calls.Today }, version));
        Assert.Contains(both, b => b.Status is HttpStatusCode.OK);
        var cases = (await head.Get("/api/v1/cases?pageSize=200&source=commissionEntrusted"))["items"]!.AsArray().Count(i => i!["id"]!.GetValue<string>() == both.First(b => b.Status is HttpStatusCode.OK).Body.Word("caseId"));
        Assert.Equal(1, cases);
    }
}

public class A_recommendation_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    internal static object Body(string number) => new
    {
        commissionId = "commission-1", arbitrationNumber = number, receivedOn = Calls.Today,
        applicants = new[] { new { kind = "person", name = "孙小川", phone = "13800000009" } }, respondents = new[] { new { kind = "employer", name = "长春某某物流有限公司" } },
        disputeType = "07.1", claims = new[] { new { type = "07.1", text = "支付工资", amount = 8000m } }, facts = "未领到工资。", organizations = new[] { RunningHub.Organization },
    };

    [Fact]
    public async Task Pauses_acceptance_with_a_yes_and_begins_a_case()
    {
        using var clerk = await hub.Client("clerk");
        using var head = await hub.Client("head");
        var r = await clerk.Create("recommendations", Body("收〔2026〕第1号"));
        Assert.Equal("issued", r.Word("stage"));
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync($"/api/v1/recommendations/{r["id"]}")).StatusCode);
        r = await clerk.Do(r, "deliver", new { on = Calls.Today }, "recommendations");
        r = await clerk.Do(r, "record-reply", new { agrees = true, organizationId = RunningHub.Organization, on = Calls.Today }, "recommendations");
        Assert.Equal(("agreed", 0), (r.Word("stage"), r["elapsedWorkingDays"]!.GetValue<int>()));
        var c = await head.Get($"/api/v1/cases/{r["caseId"]}");
        Assert.Equal(("registered", "commissionRecommended"), (c.Word("stage"), c.Word("source")));
        // The other side does not want to: acceptance goes on by itself.
        await head.Do(c, "record-consent", new { partyId = "r1", consents = false, on = Calls.Today, reason = "机密理由丁" });
        r = await clerk.Until($"/api/v1/recommendations/{r["id"]}", now => now.Word("stage") == "resumed");
        Assert.DoesNotContain("机密理由丁", r.ToJsonString());
        var rates = await clerk.Get($"/api/v1/recommendations/rates?from={Calls.Today}&to={Calls.Today}");
        Assert.Equal((1, 100.00m), (rates["agreed"]!.GetValue<int>(), rates["consentRate"]!.GetValue<decimal>()));
    }

    [Fact]
    public async Task Is_issued_once_for_one_application()
    {
        using var clerk = await hub.Client("clerk");
        var r = await clerk.Create("recommendations", Body("收〔2026〕第2号"));
        var (status, answer, _) = await clerk.Post("/api/v1/recommendations", Body("收〔2026〕第2号"));
        Assert.Equal((HttpStatusCode.Conflict, "recommended-already"), (status, answer.Word("code")));
        var (early, no, _) = await clerk.Post($"/api/v1/recommendations/{r["id"]}/record-reply", new { agrees = false, on = Calls.Today }, r["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, "recommendation-stage"), (early, no.Word("code")));
    }
}

/// <summary>Beside the other records of its house.</summary>
public class A_recommendation_among_others(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task And_an_entrustment_of_the_same_dispute_shut_each_other_out()
    {
        using var clerk = await hub.Client("clerk");
        var r = await clerk.Create("recommendations", A_recommendation_over_http.Body("长劳人仲案字〔2026〕第91号"));
        var (status, answer, _) = await clerk.Post("/api/v1/entrustments", Roads.Dispute("长劳人仲案字〔2026〕第 91 号"));
        Assert.Equal((HttpStatusCode.Conflict, "recommendation-open"), (status, answer.Word("code")));
        r = await clerk.Do(r, "deliver", new { on = Calls.Today }, "recommendations");
        r = await clerk.Do(r, "record-reply", new { agrees = false, on = Calls.Today }, "recommendations");
        await clerk.Create("entrustments", Roads.Dispute("长劳人仲案字〔2026〕第91号"));
        await clerk.Create("entrustments", Roads.Dispute("长劳人仲案字〔2026〕第92号"));
        var (again, no, _) = await clerk.Post("/api/v1/recommendations", A_recommendation_over_http.Body("长劳人仲案字〔2026〕第92号"));
        Assert.Equal((HttpStatusCode.Conflict, "arbitration-accepted"), (again, no.Word("code")));
    }

    [Fact]
    public async Task Is_seen_by_the_mediators_of_its_case_alone_once_it_is_assigned()
    {
        using var clerk = await hub.Client("clerk");
        using var head = await hub.Client("head");
        using var mediator = await hub.Client("mediator");
        using var colleague = await hub.Client("mediator2");
        var r = await clerk.Do(await clerk.Create("recommendations", A_recommendation_over_http.Body("收〔2026〕第61号")), "deliver", new { on = Calls.Today }, "recommendations");
        r = await clerk.Do(r, "record-reply", new { agrees = true, organizationId = RunningHub.Organization, on = Calls.Today }, "recommendations");
        Assert.Equal(HttpStatusCode.OK, (await colleague.GetAsync($"/api/v1/recommendations/{r["id"]}")).StatusCode);
        var c = await head.Do(await head.Get($"/api/v1/cases/{r["caseId"]}"), "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        await head.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync($"/api/v1/recommendations/{r["id"]}")).StatusCode);
        Assert.DoesNotContain((await colleague.Get("/api/v1/recommendations?pageSize=200"))["items"]!.AsArray(), i => i!["id"]!.GetValue<string>() == r.Word("id"));
        Assert.Contains((await mediator.Get("/api/v1/recommendations?pageSize=200"))["items"]!.AsArray(), i => i!["id"]!.GetValue<string>() == r.Word("id"));
    }
}
