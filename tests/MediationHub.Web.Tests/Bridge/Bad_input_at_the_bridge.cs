using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Bridge;

/// <summary>What the rules of review and entrusted mediation shut out, as a caller is told: 409 with the article. What needs time to pass is told of the records themselves.</summary>
public class Bad_input_at_the_bridge(RunningHub hub) : IClassFixture<RunningHub>
{
    private const string R70 = "劳动人事争议仲裁办案规则第七十条", R74 = "劳动人事争议仲裁办案规则第七十四条", R76 = "劳动人事争议仲裁办案规则第七十六条", R77 = "劳动人事争议仲裁办案规则第七十七条";

    [Fact]
    public async Task A_one_sided_application_is_not_accepted()
    {
        using var mediator = await hub.Client("mediator");
        using var clerk = await hub.Client("clerk");
        var c = await mediator.Sealed();
        var review = await mediator.Create("reviews", new { caseId = c.Word("id"), partyId = "a1", appliedAt = Calls.At(40) });
        Assert.Equal(("applied", 1), (review.Word("stage"), review["stillToJoin"]!.AsArray().Count));
        foreach (var (command, body) in new (string, object)[] { ("accept", new { on = Calls.Today }), ("decline", new { ground = 2, reason = "不属本委管辖", on = Calls.Today }) })
            await Refused(clerk, $"reviews/{review["id"]}/{command}", body, review, "review-one-sided", R74);
    }

    [Fact]
    public async Task A_second_extension_is_not_given()
    {
        using var director = await hub.Client("director");
        using var arbitrator = await hub.Client("arbitrator");
        var (_, review) = await Roads.UnderReview(hub);
        review = await arbitrator.Do(review, "extend", new { reason = "需核实社保缴费记录" }, "reviews");
        review = await director.Do(review, "approve", null, "reviews");
        await Refused(arbitrator, $"reviews/{review["id"]}/extend", new { reason = "再延" }, review, "already-extended", R76);
        await Refused(director, $"reviews/{review["id"]}/extend", new { reason = "再延" }, review, "already-extended", R76);
    }

    [Fact]
    public async Task A_letter_with_a_changed_amount_is_not_made_and_one_signature_puts_none_in_force_and_what_is_in_force_is_not_withdrawn()
    {
        using var clerk = await hub.Client("clerk");
        using var arbitrator = await hub.Client("arbitrator");
        using var mediator = await hub.Client("mediator");
        var (_, review) = await Roads.UnderReview(hub);
        var term = review["extract"]!["agreement"]!["terms"]![0]!;
        await Refused(arbitrator, $"reviews/{review["id"]}/make-letter", new { sealedAt = Calls.At(1), terms = new[] { new { kind = "payment", payerId = "r1", payeeId = "a1", amount = 9000m, dueOn = term["dueOn"]!.GetValue<string>(), manner = "银行转账", bankAccount = "6222021234567890123" } } }, review, "letter-differs", R77);
        review = await arbitrator.Do(review, "make-letter", new { sealedAt = Calls.At(1) }, "reviews");
        foreach (var method in new[] { "leftWithWitness", "posting", "publicNotice" })
            await Refused(clerk, $"reviews/{review["id"]}/record-service", new { partyId = "a1", method, result = "signed", on = Calls.Today }, review, "letter-must-be-signed", "调解仲裁法第四十二条");
        review = await clerk.Do(review, "record-service", new { partyId = "a1", method = "direct", result = "signed", on = Calls.Today }, "reviews");
        Assert.Equal("letterMade", review.Word("stage"));
        review = await clerk.Do(review, "record-service", new { partyId = "r1", method = "direct", result = "signed", on = Calls.Today }, "reviews");
        Assert.Equal("inForce", review.Word("stage"));
        await Refused(mediator, $"reviews/{review["id"]}/withdraw", new { partyId = "a1", reason = "反悔", on = Calls.Today }, review, "letter-in-force", "调解仲裁法第四十二条");
        await Refused(clerk, $"reviews/{review["id"]}/withdraw", new { partyId = "r1", reason = "反悔", on = Calls.Today }, review, "letter-in-force", "调解仲裁法第四十二条");
    }

    [Fact]
    public async Task A_dispute_is_not_entrusted_once_the_hearing_opened_nor_twice()
    {
        using var clerk = await hub.Client("clerk");
        var e = await clerk.Create("entrustments", Roads.Dispute("长劳人仲案字〔2026〕第301号"));
        e = await clerk.Do(e, "record-consent", new { partyId = "a1", on = Calls.Today }, "entrustments");
        await Refused(clerk, $"entrustments/{e["id"]}/entrust", new { on = Calls.Today }, e, "consent-missing", R70);
        e = await clerk.Do(e, "record-consent", new { partyId = "r1", on = Calls.Today }, "entrustments");
        await Refused(clerk, $"entrustments/{e["id"]}/entrust", new { on = Calls.Today, hearingOpened = true }, e, "hearing-opened", R70);
        var (status, answer, _) = await clerk.Post("/api/v1/entrustments", Roads.Dispute(" 长劳人仲案字〔2026〕第301号"));
        Assert.Equal((HttpStatusCode.Conflict, "entrusted-already", R70), (status, answer.Word("code"), answer.Word("basis")));
    }

    [Fact]
    public async Task An_arbitrator_related_to_the_case_is_not_assigned()
    {
        using var clerk = await hub.Client("clerk");
        using var director = await hub.Client("director");
        var (_, review) = await Roads.Filed(hub);
        review = await clerk.Do(review, "accept", new { on = Calls.Today }, "reviews");
        await Refused(director, $"reviews/{review["id"]}/assign", new { arbitratorId = "arb-2" }, review, "arbitrator-was-mediator", "调解仲裁法第三十三条");
        await hub.Do<Domain.Commissions.Commission>("commission-1", new Domain.Commissions.AppointArbitrator(new("arb-8"), "陈某", "ZC-008", new(2025, 3, 3), Employer: "长春某某餐饮有限公司"));
        await Refused(director, $"reviews/{review["id"]}/assign", new { arbitratorId = "arb-8" }, review, "arbitrator-related", "调解仲裁法第三十三条");
    }

    private static async Task Refused(HttpClient client, string path, object? body, JsonObject record, string code, string basis)
    {
        var (status, answer, _) = await client.Post($"/api/v1/{path}", body, record["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, code, basis), (status, answer.Word("code"), answer.Word("basis")));
    }
}
