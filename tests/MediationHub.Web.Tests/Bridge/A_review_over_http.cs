using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Bridge;

public class A_review_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Goes_from_the_sealed_agreement_to_a_letter_in_force_and_the_case_follows()
    {
        var (c, review) = await Roads.Filed(hub);
        Assert.Equal("filed", review.Word("stage"));
        Assert.Equal("commission-1", review.Word("commissionId"));
        using var mediator = await hub.Client("mediator");
        await mediator.Until($"/api/v1/cases/{c["id"]}", now => now["agreement"]!["status"]!.GetValue<string>() == "inReview" && now["reviewId"]!.GetValue<string>() == review.Word("id"));

        using var clerk = await hub.Client("clerk");
        using var director = await hub.Client("director");
        using var arbitrator = await hub.Client("arbitrator");
        review = await clerk.Do(review, "accept", new { on = Calls.Today }, "reviews");
        Assert.Matches(@"^长春劳人仲审〔\d{4}〕\d+号$", review.Word("number"));
        var (related, no, _) = await director.Post($"/api/v1/reviews/{review["id"]}/assign", new { arbitratorId = "arb-2" }, review["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, "arbitrator-was-mediator"), (related, no.Word("code")));
        Assert.Equal("调解仲裁法第三十三条", no.Word("basis"));
        review = await director.Do(review, "assign", new { arbitratorId = "arb-1" }, "reviews");
        Assert.Equal("underReview", review.Word("stage"));
        review = await arbitrator.Do(review, "record-inquiry", new { parties = new[] { "a1" }, text = "自愿签署，内容属实。" }, "reviews");
        review = await arbitrator.Do(review, "extend", new { reason = "需核实社保缴费记录" }, "reviews");
        review = await director.Do(review, "return", new { comment = "请补充说明" }, "reviews");
        review = await arbitrator.Do(review, "make-letter", new { sealedAt = Calls.At(5) }, "reviews");
        Assert.True(review["letter"]!["identical"]!.GetValue<bool>());
        review = await clerk.Do(review, "record-service", new { partyId = "a1", method = "direct", result = "signed", on = Calls.Today }, "reviews");
        Assert.Equal("letterMade", review.Word("stage"));
        review = await clerk.Do(review, "record-service", new { partyId = "r1", method = "direct", result = "signed", on = Calls.Today }, "reviews");
        Assert.Equal("inForce", review.Word("stage"));
        await mediator.Until($"/api/v1/cases/{c["id"]}", now => now["agreement"]!["status"]!.GetValue<string>() == "confirmed");
        var (late, refused, _) = await mediator.Post($"/api/v1/reviews/{review["id"]}/withdraw", new { partyId = "a1", reason = "反悔", on = Calls.Today }, review["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, "letter-in-force"), (late, refused.Word("code")));
    }

    [Fact]
    public async Task Names_the_parts_of_a_letter_that_differ()
    {
        var (_, review) = await Roads.UnderReview(hub);
        using var arbitrator = await hub.Client("arbitrator");
        var (status, answer, _) = await arbitrator.Post($"/api/v1/reviews/{review["id"]}/make-letter", new { sealedAt = Calls.At(5), terms = new[] { new { kind = "payment", payerId = "r1", payeeId = "a1", amount = 9000m, dueOn = "2030-01-01", manner = "银行转账", bankAccount = "6222021234567890123" } } }, review["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, "letter-differs"), (status, answer.Word("code")));
        Assert.Equal(["terms[0].amount", "terms[0].dueOn"], answer["errors"]!.AsObject().Select(e => e.Key).Order());
    }

    [Fact]
    public async Task Of_one_agreement_stands_once()
    {
        var (c, _) = await Roads.Filed(hub);
        using var head = await hub.Client("head");
        var (status, answer, _) = await head.Post("/api/v1/reviews", new { caseId = c.Word("id"), partyId = "a1", appliedAt = Calls.At(20) });
        Assert.Equal((HttpStatusCode.Conflict, "agreement-under-review"), (status, answer.Word("code")));
    }

    [Fact]
    public async Task Refused_goes_back_to_the_organization_with_its_reasons()
    {
        var (c, review) = await Roads.UnderReview(hub);
        using var arbitrator = await hub.Client("arbitrator");
        using var director = await hub.Client("director");
        review = await arbitrator.Do(review, "refuse", new { grounds = new[] { new { ground = 3, reason = "工资单疑似后补" } }, on = Calls.Today }, "reviews");
        Assert.Equal(("underReview", "refusal"), (review.Word("stage"), review["pending"]!["kind"]!.GetValue<string>()));
        review = await director.Do(review, "approve", null, "reviews");
        Assert.Equal("refused", review.Word("stage"));
        using var mediator = await hub.Client("mediator");
        await mediator.Until($"/api/v1/cases/{c["id"]}", now => now["agreement"]!["status"]!.GetValue<string>() == "returned");
        var seen = await mediator.Get($"/api/v1/reviews/{review["id"]}");
        Assert.Equal("工资单疑似后补", seen["grounds"]![0]!["reason"]!.GetValue<string>());
        // The agreement may be applied for anew once the grounds are put right.
        Assert.Equal("applied", (await mediator.Create("reviews", new { caseId = c.Word("id"), partyId = "a1", appliedAt = Calls.At(1) })).Word("stage"));
    }

    [Fact]
    public async Task Decided_by_two_clerks_at_once_has_one_winner_and_the_loser_sees_what_changed()
    {
        var (_, review) = await Roads.Filed(hub);
        using var one = await hub.Client("clerk");
        using var two = await hub.Client("clerk");
        var version = review["version"]!.GetValue<int>();
        var path = $"/api/v1/reviews/{review["id"]}";
        var both = await Task.WhenAll(one.Post($"{path}/accept", new { on = Calls.Today }, version), two.Post($"{path}/decline", new { ground = 2, reason = "不属本委管辖", on = Calls.Today }, version));
        var won = Assert.Single(both, b => b.Status is HttpStatusCode.OK);
        var lost = Assert.Single(both, b => b.Status is HttpStatusCode.PreconditionFailed);
        var changes = lost.Body["conflict"]!["changes"]!.AsArray();
        Assert.Contains(changes.Select(x => x!["text"]!.GetValue<string>()), t => t is "受理审查申请" or "不予受理审查申请");
        Assert.Equal(won.Body.Word("stage"), (await one.Get(path)).Word("stage"));
    }

    [Fact]
    public async Task Sent_twice_under_one_key_happens_once()
    {
        var (_, review) = await Roads.Filed(hub);
        using var clerk = await hub.Client("clerk");
        var (path, version) = ($"/api/v1/reviews/{review["id"]}/accept", review["version"]!.GetValue<int>());
        var first = await clerk.Post(path, new { on = Calls.Today }, version, "key-review-1");
        var again = await clerk.Post(path, new { on = Calls.Today }, version, "key-review-1");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, first.Body.Word("number")), (first.Status, again.Status, again.Body.Word("number")));
    }

    [Fact]
    public async Task Lies_on_the_pile_where_it_waits()
    {
        var (_, review) = await Roads.Filed(hub);
        var id = review.Word("id");
        using var clerk = await hub.Client("clerk");
        Assert.Contains(await Ids(clerk, "toAccept"), i => i == id);
        review = await clerk.Do(review, "accept", new { on = Calls.Today }, "reviews");
        Assert.DoesNotContain(await Ids(clerk, "toAccept"), i => i == id);
        Assert.Contains(await Ids(clerk, "toAssign"), i => i == id);
        using var stranger = await hub.Client("otherclerk");
        Assert.Empty(await Ids(stranger, "toAssign"));
        using var mediator = await hub.Client("mediator");
        var own = (await mediator.Get($"/api/v1/reviews?caseId={review.Word("caseId")}"))["items"]!.AsArray();
        Assert.Equal(id, Assert.Single(own)!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Shows_what_the_package_lacks_and_which_commission_is_competent_before_it_is_sent()
    {
        using var mediator = await hub.Client("mediator");
        var c = await mediator.Sealed();
        var package = await mediator.Get($"/api/v1/cases/{c["id"]}/review-package");
        Assert.True(package["ready"]!.GetValue<bool>());
        Assert.False(package["complete"]!.GetValue<bool>());
        Assert.Equal(("commission-1", "employerSeat"), (package["commission"]!["id"]!.GetValue<string>(), package["commission"]!["ground"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Is_nobodys_but_the_two_houses()
    {
        var (_, review) = await Roads.Filed(hub);
        foreach (var (user, status) in new[] { ("clerk", HttpStatusCode.OK), ("arbitrator", HttpStatusCode.OK), ("director", HttpStatusCode.OK), ("mediator", HttpStatusCode.OK), ("head", HttpStatusCode.OK), ("auditor", HttpStatusCode.OK), ("mediator2", HttpStatusCode.NotFound), ("otherhead", HttpStatusCode.NotFound), ("otherclerk", HttpStatusCode.NotFound), ("city", HttpStatusCode.NotFound), ("admin", HttpStatusCode.NotFound) })
        {
            using var client = await hub.Client(user);
            Assert.Equal((user, status), (user, (await client.GetAsync($"/api/v1/reviews/{review["id"]}")).StatusCode));
        }
        using var stranger = await hub.Client("otherclerk");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post($"/api/v1/reviews/{review["id"]}/accept", new { on = Calls.Today }, review["version"]!.GetValue<int>())).Status);
        using var head = await hub.Client("head");
        Assert.Equal(HttpStatusCode.Forbidden, (await head.Post($"/api/v1/reviews/{review["id"]}/accept", new { on = Calls.Today }, review["version"]!.GetValue<int>())).Status);
    }

    private static async Task<IEnumerable<string>> Ids(HttpClient client, string box) =>
        [.. (await client.Get($"/api/v1/reviews?box={box}&pageSize=200"))["items"]!.AsArray().Select(i => i!["id"]!.GetValue<string>())];
}
