using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Bridge;

/// <summary>Mediation is confidential: whatever address a commission's account asks for, nothing of it comes.</summary>
public class What_a_commission_receives(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly string[] Secrets = ["机密陈述", "机密方案", "机密单独会谈", "机密事实经过", "机密失败", "33221", "机密调解员材料", "机密文件内容"];

    [Fact]
    public async Task Holds_no_statement_offer_private_session_or_reason_of_failure_at_any_address()
    {
        using var mediator = await hub.Client("mediator");
        var (c, review) = await Roads.UnderReview(hub);
        var other = await WithSecrets(mediator);
        string[] ids = [other.Review, other.Case, other.Evidence, other.Session, review.Word("id"), c.Word("id"), RunningHub.Organization, RunningHub.Mediator, "mediator"];
        // Who worked on the case reads each of these words at one of the addresses: there is something to find. The closing's note stands in the log alone.
        var own = await Addresses.Crawl(hub, "mediator", ids, [other.Paper]);
        Assert.All(Secrets.Except(["机密失败"]), s => Assert.Contains(own, a => a.Text.Contains(s, StringComparison.Ordinal)));
        foreach (var user in new[] { "clerk", "arbitrator", "director", "otherclerk" })
        {
            var seen = await Addresses.Crawl(hub, user, ids, [other.Paper]);
            Assert.True(seen.Count > 100, $"{user} asked {seen.Count} addresses");
            Assert.All(seen, a => Assert.All(Secrets, s => Assert.False(a.Text.Contains(s, StringComparison.Ordinal), $"{user} {a.Path} holds {s}")));
        }
        // And what it needs is there.
        using var clerk = await hub.Client("clerk");
        var shown = await clerk.GetStringAsync($"/api/v1/reviews/{other.Review}");
        Assert.All(["双方无争议的事实", "李明月", "支付2026年8月至9月工资", "工资流水", "长春市南关区某路1号", "11,000.00"], s => Assert.Contains(s, shown));
        Assert.DoesNotContain("220102199003070048", shown);
        Assert.DoesNotContain("6222021234567890123", shown);
    }

    /// <summary>A file is named into a record only by who uploaded it: naming another's does not bring it over.</summary>
    [Fact]
    public async Task Does_not_grow_by_naming_a_file_of_the_case()
    {
        using var mediator = await hub.Client("mediator");
        var other = await WithSecrets(mediator);
        var (_, review) = await Roads.UnderReview(hub);
        using var arbitrator = await hub.Client("arbitrator");
        var (status, answer, _) = await arbitrator.Post($"/api/v1/reviews/{review["id"]}/record-inquiry", new { parties = new[] { "a1" }, text = "询问", files = new[] { other.Evidence } }, review["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (status, answer.Word("code")));
        Assert.Equal(HttpStatusCode.NotFound, (await arbitrator.GetAsync($"/api/v1/files/{other.Evidence}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await arbitrator.GetAsync($"/files/{other.Evidence}/preview")).StatusCode);
    }

    /// <summary>A sealed and reviewed case in whose every confidential corner something stands.</summary>
    private async Task<(string Case, string Review, string Evidence, string Session, string Paper)> WithSecrets(HttpClient mediator)
    {
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Calls.NewCase()))!.AsObject();
        body["facts"] = "机密事实经过";
        var c = await mediator.Create("cases", body);
        c = await mediator.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        c = await mediator.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        foreach (var isPrivate in new[] { true, false })
            c = await mediator.Do(c, "hold-session", new
            {
                startsAt = Calls.At(isPrivate ? 150 : 120), endsAt = Calls.At(isPrivate ? 140 : 100), place = "第一调解室", mode = "onSite", @private = isPrivate,
                attendance = new[] { new { partyId = "a1", present = true }, new { partyId = "r1", present = !isPrivate } },
                record = new { statements = new[] { new { by = "a1", text = "机密陈述" } }, undisputedFacts = new[] { isPrivate ? "机密单独会谈" : "双方无争议的事实" }, result = isPrivate ? "continues" : "agreementReached" },
                offers = new[] { new { byPartyId = "a1", amount = 33221m, text = "机密方案" } },
                readBack = true, signatures = isPrivate ? new[] { new { partyId = "a1" } } : [new { partyId = "a1" }, new { partyId = "r1" }],
            });
        var file = (await hub.Installation.Files.Add("流水.pdf", "%PDF-1.4 x"u8.ToArray(), "mediator")).File!.Id.Value;
        c = await mediator.Do(c, "add-evidence", new { fileId = file, title = "工资流水", partyId = "a1", purpose = "证明欠薪" });
        var evidence = (await hub.Installation.Files.Add("材料.pdf", System.Text.Encoding.UTF8.GetBytes("%PDF-1.4 机密文件内容"), "mediator")).File!.Id.Value;
        c = await mediator.Do(c, "add-evidence", new { fileId = evidence, title = "机密调解员材料", partyId = "a1", purpose = "核对", visibility = "mediatorOnly" });
        var session = c["sessions"]![1]!["id"]!.GetValue<string>();
        var paper = (await Papers.The_papers_of_a_case.Make(mediator, c, new { kind = "sessionRecord", sessionId = session })).Word("id");
        c = await mediator.Get($"/api/v1/cases/{c["id"]}");
        c = await mediator.Do(c, "draft-agreement", new { terms = new[] { new { kind = "payment", payerId = "r1", payeeId = "a1", amount = 11000m, dueOn = TestTime.Now.AddDays(20).ToString("yyyy-MM-dd"), manner = "银行转账", bankAccount = "6222021234567890123" } } });
        c = await mediator.Do(c, "sign-agreement", new { signer = new { partyId = "a1" }, signedAt = Calls.At(60) });
        c = await mediator.Do(c, "sign-agreement", new { signer = new { partyId = "r1" }, signedAt = Calls.At(59) });
        c = await mediator.Do(c, "sign-agreement", new { signer = new { mediatorId = RunningHub.Mediator }, signedAt = Calls.At(58) });
        c = await mediator.Do(c, "seal-agreement", new { sealedAt = Calls.At(50) });
        c = await mediator.Do(c, "close", new { outcome = "partial", reasons = new[] { new { code = "other" } }, on = Calls.Today, note = "机密失败" });
        var review = await mediator.Create("reviews", new { caseId = c.Word("id"), partyId = "a1", appliedAt = Calls.At(40) });
        review = await mediator.Do(review, "join", new { partyId = "r1", joinedAt = Calls.At(30) }, "reviews");
        return (c.Word("id"), review.Word("id"), evidence, session, paper);
    }
}
