using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Bridge;

/// <summary>The other direction: what a commission asks, considers and declares inside its house does not come to the organization, by whatever address or answer.</summary>
public class What_an_organization_receives(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly string[] Inner = ["机密询问", "机密笔录文件", "机密延长理由", "机密不予理由", "机密退回意见", "机密回避事由"];

    [Fact]
    public async Task Holds_nothing_of_what_the_commission_considers_at_any_address()
    {
        var (c, id, file, paper) = await Considered();
        string[] ids = [id, c, file, RunningHub.Organization, "mediator"];
        var house = await Addresses.Crawl(hub, "arbitrator", ids, [paper]);
        Assert.All(Inner.Except(["机密回避事由"]), s => Assert.Contains(house, a => a.Text.Contains(s, StringComparison.Ordinal)));
        foreach (var user in new[] { "mediator", "head", "mediator2", "otherhead", "otherclerk", "city", "province", "admin" })
            Assert.All(await Addresses.Crawl(hub, user, ids, [paper]), a => Assert.All(Inner, s => Assert.False(a.Text.Contains(s, StringComparison.Ordinal), $"{user} {a.Path} holds {s}")));
        using var mediator = await hub.Client("mediator");
        Assert.Equal(HttpStatusCode.NotFound, (await mediator.GetAsync($"/api/v1/papers/{paper}.html")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mediator.GetAsync($"/api/v1/files/{file}")).StatusCode);
    }

    /// <summary>A command on an old version was answered with everything that had happened since, the request to refuse the letter among it.</summary>
    [Fact]
    public async Task Names_in_a_stale_answer_only_what_it_may_hear()
    {
        var (_, id, _, _) = await Considered();
        using var mediator = await hub.Client("mediator");
        foreach (var (command, body) in new (string, object)[] { ("withdraw", new { partyId = "a1", reason = "另行协商", on = Calls.Today }), ("join", new { partyId = "r1", joinedAt = Calls.At(1) }) })
        {
            var (status, answer, _) = await mediator.Post($"/api/v1/reviews/{id}/{command}", body, 1);
            Assert.Equal(HttpStatusCode.PreconditionFailed, status);
            var told = answer["conflict"]!["changes"]!.AsArray().Select(x => x!["what"]!.GetValue<string>()).ToList();
            Assert.Contains("review.accepted/1", told);
            Assert.All(["review.inquiry-recorded/1", "review.approval-requested/1", "review.request-returned/1", "review.conflict-declared/1", "review.no-conflict-declared/1", "review.paper-made/1"], t => Assert.DoesNotContain(t, told));
        }
        using var form = new FormUrlEncodedContent([new("version", "1"), new("partyId", "a1"), new("reason", "另行协商"), new("on", Calls.Today)]);
        var page = await mediator.PostAsync($"/reviews/{id}/do/withdraw", form);
        var text = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.PreconditionFailed, page.StatusCode);
        Assert.Contains("受理审查申请", text);
        Assert.All(["询问", "提请", "退回", "回避", "审批"], s => Assert.DoesNotContain(s, text[text.IndexOf("记录已有新变化", StringComparison.Ordinal)..text.IndexOf("</ul>", text.IndexOf("记录已有新变化", StringComparison.Ordinal), StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task Says_that_something_changed_where_all_of_it_is_the_commissions_own()
    {
        var (_, review) = await Roads.UnderReview(hub);
        using var arbitrator = await hub.Client("arbitrator");
        await arbitrator.Do(review, "record-inquiry", new { parties = new[] { "a1" }, text = "机密询问" }, "reviews");
        using var mediator = await hub.Client("mediator");
        using var form = new FormUrlEncodedContent([new("version", $"{review["version"]}"), new("partyId", "a1"), new("reason", "另行协商"), new("on", Calls.Today)]);
        var page = await mediator.PostAsync($"/reviews/{review["id"]}/do/withdraw", form);
        Assert.Equal(HttpStatusCode.PreconditionFailed, page.StatusCode);
        var text = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
        Assert.Contains("对方单位办理了其他事项", text);
        Assert.DoesNotContain("询问", text);
    }

    [Fact]
    public async Task Does_not_say_in_a_list_what_waits_for_the_director()
    {
        var (_, id, _, _) = await Considered();
        using var arbitrator = await hub.Client("arbitrator");
        Assert.Equal("refusal", Row(await arbitrator.Get("/api/v1/reviews?pageSize=200"), id)!["pending"]!.GetValue<string>());
        foreach (var user in new[] { "mediator", "head", "auditor" })
        {
            using var client = await hub.Client(user);
            Assert.Null(Row(await client.Get("/api/v1/reviews?pageSize=200"), id)!["pending"]);
            Assert.Empty((await client.Get("/api/v1/reviews?box=toApprove&pageSize=200"))["items"]!.AsArray());
            Assert.DoesNotContain("待批准", await client.GetStringAsync("/reviews"));
        }
    }

    private static JsonNode? Row(JsonObject listed, string id) => listed["items"]!.AsArray().FirstOrDefault(i => i!["id"]!.GetValue<string>() == id);

    /// <summary>A review in whose house everything was considered: a conflict declared, an inquiry with a file, an extension, a refusal returned and asked for again.</summary>
    private async Task<(string Case, string Review, string File, string Paper)> Considered()
    {
        var (c, review) = await Roads.Filed(hub);
        using var clerk = await hub.Client("clerk");
        using var director = await hub.Client("director");
        using var arbitrator = await hub.Client("arbitrator");
        var id = review.Word("id");
        review = await clerk.Do(review, "accept", new { on = Calls.Today }, "reviews");
        // Another arbitrator withdraws first.
        await hub.Do<Domain.Commissions.Commission>("commission-1", new Domain.Commissions.AppointArbitrator(new("arb-7"), "宋文清", $"ZC-7{id[^6..]}", new(2025, 3, 3)));
        await hub.Do<Domain.Reviews.Review>(id, new Domain.Reviews.AssignReviewer(new("arb-7")), new Domain.Reviews.DeclareConflict(true, "机密回避事由"));
        review = await director.Do(await director.Get($"/api/v1/reviews/{id}"), "assign", new { arbitratorId = "arb-1" }, "reviews");
        var file = (await hub.Installation.Files.Add("询问.pdf", System.Text.Encoding.UTF8.GetBytes("%PDF-1.4 机密笔录文件"), "arbitrator")).File!.Id.Value;
        review = await arbitrator.Do(review, "record-inquiry", new { parties = new[] { "a1" }, text = "机密询问", files = new[] { file } }, "reviews");
        review = await arbitrator.Do(review, "extend", new { reason = "机密延长理由" }, "reviews");
        review = await director.Do(review, "approve", null, "reviews");
        var (made, paper, _) = await arbitrator.Post($"/api/v1/reviews/{id}/papers", new { kind = "reviewExtension" });
        Assert.Equal(HttpStatusCode.Created, made);
        review = await arbitrator.Do(await arbitrator.Get($"/api/v1/reviews/{id}"), "refuse", new { grounds = new[] { new { ground = 5, reason = "机密不予理由" } }, on = Calls.Today }, "reviews");
        review = await director.Do(review, "return", new { comment = "机密退回意见" }, "reviews");
        await arbitrator.Do(review, "refuse", new { grounds = new[] { new { ground = 5, reason = "机密不予理由" } }, on = Calls.Today }, "reviews");
        return (c.Word("id"), id, file, paper.Word("id"));
    }
}
