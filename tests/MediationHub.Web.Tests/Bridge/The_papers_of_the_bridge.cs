using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MediationHub.Documents;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Web.Features.Papers;
using MediationHub.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Tests.Bridge;

public partial class The_papers_of_the_bridge(RunningHub hub) : IClassFixture<RunningHub>
{
    /// <summary>What was said in mediation in the cases of these tests.</summary>
    private static readonly string[] Said = ["要求支付工资。", "8月起被拖欠工资", "机密"];

    [Fact]
    public async Task Are_made_at_each_step_of_a_review_by_the_house_that_takes_it()
    {
        var (c, review) = await Roads.Filed(hub);
        using var mediator = await hub.Client("mediator");
        using var clerk = await hub.Client("clerk");
        using var director = await hub.Client("director");
        using var arbitrator = await hub.Client("arbitrator");

        var application = await Page(clerk, await Make(mediator, "reviews", review, "reviewApplication"));
        Assert.All(["申请人（调解申请人）：</strong>李明月", "220102199003070048", "91350100M000100Y43", "长春市劳动人事争议仲裁委员会", c.Word("number"), "长春市南关区某路1号"], word => Assert.Contains(word, application));
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.Post($"/api/v1/reviews/{review["id"]}/papers", new { kind = "reviewApplication" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await mediator.Post($"/api/v1/reviews/{review["id"]}/papers", new { kind = "reviewAcceptance" })).Status);
        await Refused(clerk, "reviews", review, "reviewAcceptance", "尚未受理");
        await Refused(clerk, "reviews", review, "mediationLetter", "先登记制作调解书");
        await Refused(clerk, "reviews", review, "reviewExtension", "没有报请");
        await Refused(clerk, "reviews", review, "reviewTermination", "没有终止");

        Assert.Equal(("reviewAcceptance", false, false), Possible(await clerk.Get($"/api/v1/reviews/{review["id"]}/papers"))[0]);
        Assert.Equal(("reviewApplication", true, false), Assert.Single(Possible(await mediator.Get($"/api/v1/reviews/{review["id"]}/papers"))));
        review = await clerk.Do(await Fresh(clerk, "reviews", review), "accept", new { on = Calls.Today }, "reviews");
        Assert.Equal(("reviewAcceptance", true, true), Possible(await clerk.Get($"/api/v1/reviews/{review["id"]}/papers"))[0]);
        Assert.Contains("仲裁员姓名另行告知", await Page(clerk, await Make(clerk, "reviews", review, "reviewAcceptance")));
        review = await Fresh(clerk, "reviews", review);
        review = await director.Do(review, "assign", new { arbitratorId = "arb-1" }, "reviews");
        Assert.Contains("指定仲裁员韩明谦进行审查", await Page(clerk, await Make(clerk, "reviews", review, "reviewAcceptance")));

        review = await arbitrator.Do(await Fresh(arbitrator, "reviews", review), "extend", new { reason = "需核实社保缴费记录" }, "reviews");
        Assert.Contains("□同意延长至", await Page(director, await Make(arbitrator, "reviews", review, "reviewExtension")));
        review = await director.Do(await Fresh(director, "reviews", review), "approve", null, "reviews");
        var approved = await Make(director, "reviews", review, "reviewExtension");
        Assert.DoesNotContain("□", await Page(arbitrator, approved));
        // An approval between colleagues is not the organization's.
        Assert.Equal(HttpStatusCode.NotFound, (await mediator.GetAsync(approved.Word("html"))).StatusCode);
        Assert.DoesNotContain("reviewExtension", await mediator.GetStringAsync($"/api/v1/reviews/{review["id"]}/papers"));
        Assert.DoesNotContain("审批", await mediator.GetStringAsync($"/api/v1/reviews/{review["id"]}/timeline"));
        Assert.Contains("reviewExtension", await clerk.GetStringAsync($"/api/v1/reviews/{review["id"]}/papers"));

        review = await arbitrator.Do(await Fresh(arbitrator, "reviews", review), "make-letter", new { sealedAt = Calls.At(5) }, "reviews");
        var made = await Make(arbitrator, "reviews", review, "mediationLetter");
        var letter = await Page(clerk, made);
        Assert.All(["韩明谦", review.Word("number"), "11,000.00元（大写：壹万壹仟元整）", "6222021234567890123", "签收回证"], word => Assert.Contains(word, letter));
        var agreement = await Page(mediator, await Papers.The_papers_of_a_case.Make(mediator, c, new { kind = "mediationAgreement" }));
        Assert.Equal(Term().Match(agreement).Value, Term().Match(letter).Value);
        Assert.NotEmpty(Term().Match(letter).Value);
        Assert.Equal((byte)'P', (await clerk.GetByteArrayAsync(made.Word("docx")))[0]);
        Assert.All(new[] { application, letter }, page => Assert.All(Said, said => Assert.DoesNotContain(said, page)));

        review = await clerk.Do(await Fresh(clerk, "reviews", review), "record-service", new { partyId = "a1", method = "direct", result = "refused", on = Calls.Today }, "reviews");
        Assert.Contains("申请人李明月拒绝签收", await Page(clerk, await Make(clerk, "reviews", review, "reviewTermination")));
        await Refused(mediator, "reviews", review, "reviewApplication", "已经结束");
        Assert.Equal(["reviewApplication", "reviewAcceptance", "reviewAcceptance", "mediationLetter", "reviewTermination"], (await mediator.Get($"/api/v1/reviews/{review["id"]}/papers"))["items"]!.AsArray().Select(p => p!["kind"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Of_a_review_that_ends_early_name_the_ground_and_the_way_on()
    {
        using var clerk = await hub.Client("clerk");
        using var mediator = await hub.Client("mediator");
        using var director = await hub.Client("director");
        var (_, declined) = await Roads.Filed(hub);
        declined = await clerk.Do(declined, "decline", new { ground = 2, reason = "劳动合同履行地和用人单位所在地均在外市", on = Calls.Today }, "reviews");
        var notice = await Page(mediator, await Make(clerk, "reviews", declined, "reviewNonAcceptance"));
        Assert.All(["第二项：不属于本仲裁委员会管辖", "均在外市。", "共同向有管辖权的人民法院申请司法确认"], word => Assert.Contains(word, notice));

        // Both sides read ground and reason in the history, too; an auditor the ground, and the reason without names.
        await Told(declined, "第 2 项：不属于本仲裁委员会管辖。劳动合同履行地和用人单位所在地均在外市", "clerk", "mediator", "auditor");

        var (_, refused) = await Roads.UnderReview(hub);
        refused = await director.Do(refused, "refuse", new { grounds = new[] { new { ground = 5, reason = "第二项未写明履行期限" } }, on = Calls.Today }, "reviews");
        Assert.Contains("第五项：内容不明确", await Page(mediator, await Make(clerk, "reviews", refused, "reviewRefusal")));
        Assert.Contains("《不予制作调解书通知书》", await Page(mediator, await Make(clerk, "reviews", refused, "reviewTermination")));
        await Told(refused, "第 5 项 内容不明确：第二项未写明履行期限", "clerk", "director", "mediator", "auditor");

        var (_, withdrawn) = await Roads.UnderReview(hub);
        withdrawn = await mediator.Do(withdrawn, "withdraw", new { partyId = "r1", reason = "机密理由", on = Calls.Today }, "reviews");
        var ended = await Page(clerk, await Make(clerk, "reviews", withdrawn, "reviewTermination"));
        Assert.Contains("被申请人长春某某餐饮有限公司撤回仲裁审查申请", ended);
        Assert.DoesNotContain("机密", ended);
        await Told(withdrawn, "长春某某餐饮有限公司，理由：机密理由", "clerk", "mediator");
        Assert.Contains("撤回。理由：机密理由。", WebUtility.HtmlDecode(await clerk.GetStringAsync($"/reviews/{withdrawn["id"]}")));
    }

    /// <summary>What the commission asks of itself is told with its reason, and to nobody else.</summary>
    [Fact]
    public async Task Tell_beside_whom_a_step_is_about_and_why_to_those_who_may_know()
    {
        using var arbitrator = await hub.Client("arbitrator");
        using var director = await hub.Client("director");
        using var clerk = await hub.Client("clerk");
        using var mediator = await hub.Client("mediator");
        using var auditor = await hub.Client("auditor");
        var (_, review) = await Roads.UnderReview(hub);
        review = await arbitrator.Do(review, "refuse", new { grounds = new[] { new { ground = 5, reason = "李明月的付款日期未写明" } } }, "reviews");
        review = await director.Do(review, "return", new { comment = "请再核对" }, "reviews");
        await Told(review, "不予制作调解书：第 5 项 内容不明确：李明月的付款日期未写明", "director", "arbitrator", "clerk");
        await Told(review, "请再核对", "arbitrator");
        foreach (var outside in new[] { mediator, auditor })
            Assert.DoesNotContain("付款日期", Decoded(await outside.GetStringAsync($"/reviews/{review["id"]}")) + Decoded(await outside.GetStringAsync($"/api/v1/reviews/{review["id"]}/timeline")));

        review = await arbitrator.Do(await Fresh(arbitrator, "reviews", review), "make-letter", new { sealedAt = Calls.At(5) }, "reviews");
        review = await clerk.Do(review, "record-service", new { partyId = "a1", method = "direct", result = "signed", on = Calls.Today }, "reviews");
        review = await clerk.Do(review, "record-service", new { partyId = "r1", method = "direct", result = "refused", on = Calls.Today }, "reviews");
        await Told(review, $"李明月，{Calls.Today}，直接送达，已签收", "clerk", "mediator");
        var timeline = (await mediator.Get($"/api/v1/reviews/{review["id"]}/timeline"))["items"]!.AsArray();
        Assert.Equal("长春某某餐饮有限公司", timeline.Single(h => h!["what"]!.GetValue<string>() == "review.ended-unsigned/1")!["detail"]!.GetValue<string>());
        Assert.DoesNotContain("李明月", Decoded(await auditor.GetStringAsync($"/reviews/{review["id"]}")) + Decoded(await auditor.GetStringAsync($"/api/v1/reviews/{review["id"]}/timeline")));
    }

    private static string Decoded(string text) => WebUtility.HtmlDecode(text);

    /// <summary>In the history of the page and of the API, for each of these.</summary>
    private async Task Told(JsonObject review, string what, params string[] users)
    {
        foreach (var user in users)
        {
            using var reader = await hub.Client(user);
            var page = WebUtility.HtmlDecode(await reader.GetStringAsync($"/reviews/{review["id"]}"));
            Assert.Contains(what, page[page.IndexOf("id=\"timeline\"", StringComparison.Ordinal)..]);
            Assert.Contains((await reader.Get($"/api/v1/reviews/{review["id"]}/timeline"))["items"]!.AsArray(), h => h!["detail"]?.GetValue<string>().Contains(what, StringComparison.Ordinal) is true);
        }
    }

    [Fact]
    public async Task Of_an_entrustment_ask_both_sides_then_the_organization_and_bring_back_the_result_alone()
    {
        using var clerk = await hub.Client("clerk");
        using var head = await hub.Client("head");
        var e = await clerk.Create("entrustments", Roads.Dispute("长劳人仲案字〔2026〕第71号"));
        var inquiry = await Make(clerk, "entrustments", e, "entrustmentInquiry", "r1");
        Assert.Equal("r1", inquiry.Word("partyId"));
        Assert.Contains("长春某某物流有限公司：", await Page(clerk, inquiry));
        await Refused(clerk, "entrustments", e, "entrustmentLetter", "还没有委托");
        await RefusedAs(clerk, "entrustments", e, new { kind = "entrustmentInquiry", partyId = "x9" }, "没有这名当事人");
        await RefusedAs(clerk, "entrustments", e, new { kind = "mediationLetter" }, "可制作：entrustmentInquiry");
        e = await clerk.Do(await Fresh(clerk, "entrustments", e), "record-consent", new { partyId = "a1", on = Calls.Today }, "entrustments");
        e = await clerk.Do(e, "record-consent", new { partyId = "r1", on = Calls.Today }, "entrustments");
        e = await clerk.Do(e, "entrust", new { on = Calls.Today }, "entrustments");
        var letter = await Make(clerk, "entrustments", e, "entrustmentLetter");
        var page = await Page(head, letter);
        Assert.All([e.Word("number"), "申请人孙小川于", "申请人自2026年8月起未领到工资。", "8,000.00元，大写：人民币捌仟元整", "至" + Printed(e.Word("due"))], word => Assert.Contains(word, page));
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync(inquiry.Word("html"))).StatusCode);

        e = await head.Do(await Fresh(head, "entrustments", e), "accept", new { on = Calls.Today }, "entrustments");
        var c = await head.Get($"/api/v1/cases/{e["caseId"]}");
        c = await head.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        // Who was sent by the tribunal is told of its ten working days, not of the fifteen days of an application.
        var notice = await Page(head, await Papers.The_papers_of_a_case.Make(head, c, new { kind = "acceptanceNotice" }));
        Assert.All(["由长春市劳动人事争议仲裁委员会委托本组织调解", "自当事人同意之日起十日内（按工作日计算）", "由仲裁庭依法审理"], word => Assert.Contains(word, notice));
        Assert.DoesNotContain("十五日内", notice);
        c = await head.Get($"/api/v1/cases/{c["id"]}");
        c = await head.Do(c, "hold-session", new
        {
            startsAt = c.Word("receivedAt"), endsAt = TestTime.Now.ToString("O"), place = "第一调解室", mode = "onSite",
            attendance = new[] { new { partyId = "a1", present = true }, new { partyId = "r1", present = true } },
            record = new { statements = new[] { new { by = "a1", text = "机密陈述" } }, undisputedFacts = new[] { "双方存在劳动关系" }, result = "noAgreement" },
            offers = new[] { new { byPartyId = "r1", amount = 4321m, text = "机密方案" } },
            readBack = true, signatures = new[] { new { partyId = "a1" }, new { partyId = "r1" } },
        });
        await head.Do(c, "close", new { outcome = "noAgreement", reasons = new[] { new { code = "positionsApart" } }, on = Calls.Today, note = "机密备注" });
        e = await head.Until($"/api/v1/entrustments/{e["id"]}", now => now.Word("stage") == "failed");
        await Refused(head, "entrustments", e, "entrustmentResult", "还没有登记反馈结果");
        e = await head.Do(e, "return-result", new { on = Calls.Today, undisputedFacts = new[] { "拖欠两个月工资。" } }, "entrustments");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.Post($"/api/v1/entrustments/{e["id"]}/papers", new { kind = "entrustmentResult" })).Status);
        var result = await Page(clerk, await Make(head, "entrustments", e, "entrustmentResult"));
        Assert.All(["经调解，双方当事人未达成调解协议。", "双方存在劳动关系。", "拖欠两个月工资。", "请贵委依法开庭审理", c.Word("number")], word => Assert.Contains(word, result));
        Assert.All([.. Said, "4,321", "positionsApart", "分歧"], said => Assert.DoesNotContain(said, result));
    }

    [Fact]
    public async Task Of_a_recommendation_offer_the_organizations_with_a_reply_slip()
    {
        using var clerk = await hub.Client("clerk");
        var r = await clerk.Create("recommendations", new
        {
            commissionId = "commission-1", arbitrationNumber = "收〔2026〕第71号", receivedOn = Calls.Today,
            applicants = new[] { new { kind = "person", name = "孙小川", phone = "13800000009" } }, respondents = new[] { new { kind = "employer", name = "长春某某物流有限公司" } },
            disputeType = "07.1", claims = new[] { new { type = "07.1", text = "支付工资", amount = 8000m } }, facts = "申请人自2026年8月起未领到工资。", organizations = new[] { RunningHub.Organization },
        });
        var letter = await Page(clerk, await Make(clerk, "recommendations", r, "recommendationLetter"));
        Assert.All([r.Word("number"), "孙小川：", "长春市南关区桃源街道劳动争议调解中心", "□同意先行调解", "三个工作日内填写回执", "不超过十五日"], word => Assert.Contains(word, letter));
        r = await clerk.Do(await Fresh(clerk, "recommendations", r), "deliver", new { on = Calls.Today }, "recommendations");
        Assert.Contains($"三个工作日内（至{Printed(r.Word("replyDue"))}）", await Page(clerk, await Make(clerk, "recommendations", r, "recommendationLetter")));
        Assert.Equal(2, (await clerk.Get($"/api/v1/recommendations/{r["id"]}/papers"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Are_read_by_the_two_houses_alone_and_made_once_under_one_key()
    {
        var (_, review) = await Roads.Filed(hub);
        using var mediator = await hub.Client("mediator");
        var path = $"/api/v1/reviews/{review["id"]}/papers";
        var first = await mediator.Post(path, new { kind = "reviewApplication" }, idempotency: "key-paper-1");
        var again = await mediator.Post(path, new { kind = "reviewApplication" }, idempotency: "key-paper-1");
        Assert.Equal(first.Body.Word("id"), again.Body.Word("id"));
        foreach (var (user, list, page) in new[] { ("clerk", HttpStatusCode.OK, HttpStatusCode.OK), ("head", HttpStatusCode.OK, HttpStatusCode.OK), ("auditor", HttpStatusCode.OK, HttpStatusCode.Forbidden), ("mediator2", HttpStatusCode.NotFound, HttpStatusCode.NotFound), ("otherhead", HttpStatusCode.NotFound, HttpStatusCode.NotFound), ("otherclerk", HttpStatusCode.NotFound, HttpStatusCode.NotFound), ("city", HttpStatusCode.NotFound, HttpStatusCode.NotFound), ("admin", HttpStatusCode.NotFound, HttpStatusCode.NotFound) })
        {
            using var client = await hub.Client(user);
            Assert.Equal((user, list), (user, (await client.GetAsync(path)).StatusCode));
            foreach (var format in new[] { "html", "docx" }) Assert.Equal((user, format, page), (user, format, (await client.GetAsync(first.Body.Word(format))).StatusCode));
        }
        // The page is given out as a paper only, never as a file.
        var kept = (await hub.Installation.Aggregates.Find<Domain.Reviews.Review>(review.Word("id")))!.State;
        Assert.Equal(HttpStatusCode.NotFound, (await mediator.GetAsync($"/api/v1/files/{kept.Papers[0].PageId}")).StatusCode);
        Assert.Equal(review["version"]!.GetValue<int>() + 1, (await mediator.Get($"/api/v1/reviews/{review["id"]}"))["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task Of_a_worker_to_the_court_stand_on_what_the_employer_left_unpaid()
    {
        using var mediator = await hub.Client("mediator");
        var c = await mediator.Sealed();
        var (status, problem, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/papers", new { kind = "paymentOrderApplication", partyId = "a1", court = "长春市南关区人民法院" });
        Assert.Equal((HttpStatusCode.Conflict, "nothing-overdue", "调解仲裁法第十五条"), (status, problem.Word("code"), problem.Word("basis")));

        var state = (await hub.Installation.Aggregates.Find<MediationCase>(c.Word("id")))!.State;
        var organization = (await hub.Installation.Aggregates.Find<Organization>(RunningHub.Organization))!.State;
        PaperDraft Later(MediationCase at, string? court, string? party = "a1") => new PaperModels(at, organization, new Dictionary<MediatorId, Mediator>(),
            new Context(TestTime.Now.AddDays(30), Actor.System, hub.Installation.Store.Calendar, hub.Installation.Store.Rules), "王调解").PaymentOrderApplication(new("paymentOrderApplication", Court: court, PartyId: party is null ? null : new(party)));

        var renderer = hub.Services.GetRequiredService<PaperRenderer>();
        var page = renderer.Html(PaperKind.PaymentOrderApplication, Later(state, "长春市南关区人民法院").Model!).Text;
        Assert.All(["申请人：</strong>李明月", "被申请人：</strong>长春某某餐饮有限公司", "11,000.00元（大写：人民币壹万壹仟元整）", "长春市南关区人民法院", "第十六条"], word => Assert.Contains(word, page));
        Assert.Equal(["受理法院"], PaperFields.Missing(PaperKind.PaymentOrderApplication, Later(state, null).Model!));
        // Never an employer's, and none once a letter can be enforced.
        Assert.Equal("remedy-not-open", Later(state, "长春市南关区人民法院", "r1").Refusal!.Code);
        Assert.Equal("remedy-not-open", Later(state with { Agreement = state.Agreement! with { Status = AgreementStatus.Confirmed } }, "长春市南关区人民法院").Refusal!.Code);
        Assert.Equal("remedy-not-open", Later(state with { DisputeType = "13", Agreement = state.Agreement! with { Terms = [.. state.Agreement.Terms.Select(t => t with { ClaimType = "13" })] } }, "长春市南关区人民法院").Refusal!.Code);
    }

    private static async Task<JsonObject> Make(HttpClient client, string path, JsonObject record, string kind, string? partyId = null)
    {
        var (status, paper, _) = await client.Post($"/api/v1/{path}/{record["id"]}/papers", new { kind, partyId });
        Assert.True(status is HttpStatusCode.Created, $"{kind}: {(int)status} {paper["detail"]}");
        return paper;
    }

    private static Task<string> Page(HttpClient client, JsonObject paper) => client.GetStringAsync(paper.Word("html"));

    private static (string Kind, bool Ok, bool Due)[] Possible(JsonObject list) => [.. list["possible"]!.AsArray().Select(p => (p!["kind"]!.GetValue<string>(), p["ok"]!.GetValue<bool>(), p["due"]!.GetValue<bool>()))];

    private static Task<JsonObject> Fresh(HttpClient client, string path, JsonObject record) => client.Get($"/api/v1/{path}/{record["id"]}");

    private static Task Refused(HttpClient client, string path, JsonObject record, string kind, string says) => RefusedAs(client, path, record, new { kind }, says);

    private static async Task RefusedAs(HttpClient client, string path, JsonObject record, object request, string says)
    {
        var (status, problem, _) = await client.Post($"/api/v1/{path}/{record["id"]}/papers", request);
        Assert.True(status is HttpStatusCode.Conflict or HttpStatusCode.BadRequest, $"{request}: {(int)status}");
        Assert.Contains(says, problem["detail"]!.GetValue<string>());
    }

    private static string Printed(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) is var d ? $"{d.Year}年{d.Month}月{d.Day}日" : "";

    [GeneratedRegex("(?<=<p class=\"item\">1．)被申请人[^<]*(?=</p>)")]
    private static partial Regex Term();
}
