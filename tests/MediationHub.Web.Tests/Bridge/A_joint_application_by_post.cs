using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Performance;

namespace MediationHub.Web.Tests.Bridge;

/// <summary>CPL 85 and 86 on the way from an agreement of forty days ago, whose fifteen days are over, to the commission.</summary>
public class A_joint_application_by_post(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly DateOnly Today = TestTime.Today;

    [Fact]
    public async Task Is_in_time_by_the_postmark_and_says_so_to_both_sides()
    {
        using var mediator = await hub.Client("mediator");
        using var clerk = await hub.Client("clerk");
        var review = await Applied(mediator, "李邮明");
        var due = DateOnly.Parse(review.Word("filingDue"));
        Assert.True(due < Today.AddDays(-15), $"{due}");
        review = await mediator.Do(review, "join", Join(posted: due), "reviews");
        Assert.Equal((false, $"{Today:yyyy-MM-dd}"), (review["filedLate"]!.GetValue<bool>(), review.Word("filedOn")));
        var joined = review["joined"]!.AsArray().Single(j => j!["partyId"]!.GetValue<string>() == "r1")!.AsObject();
        Assert.Equal(($"{due:yyyy-MM-dd}", "EMS 1031234567890"), (joined.Word("postedOn"), joined.Word("postingProof")));
        var clock = review["deadlines"]!.AsArray().Single(d => d!["rule"]!.GetValue<string>() == "RVW15")!.AsObject();
        Assert.Equal(("met", $"{due:yyyy-MM-dd}"), (clock.Word("status"), clock.Word("postedOn")));

        // The clerk is asked to look at the postmark, and accepts it as any other.
        Assert.Contains((await clerk.Get($"/api/v1/reviews/{review["id"]}"))["warnings"]!.AsArray(), w => w!["chinese"]!.GetValue<string>().Contains("不算逾期", StringComparison.Ordinal));
        var docket = await clerk.GetStringAsync($"/reviews/{review["id"]}");
        Assert.Contains("EMS 1031234567890", docket);
        Assert.Contains("交邮，视为按期", docket);
        var c = await mediator.Until($"/api/v1/cases/{review["caseId"]}", now => now["agreement"]!.AsObject().Word("status") == "inReview");
        var ofCase = c["deadlines"]!.AsArray().Single(d => d!["rule"]!.GetValue<string>() == "RVW15")!.AsObject();
        Assert.Equal(("met", $"{due:yyyy-MM-dd}"), (ofCase.Word("status"), ofCase.Word("postedOn")));
        var page = await mediator.GetStringAsync($"/cases/{review["caseId"]}");
        Assert.Contains($"{due:yyyy-MM-dd} 交邮，在期满前，视为按期", page);
        Assert.Contains($"&amp;postedOn={due:yyyy-MM-dd}", page);
        review = await clerk.Do(review, "accept", new { on = Calls.Today }, "reviews");
        Assert.Equal("accepted", review.Word("stage"));
    }

    [Fact]
    public async Task Out_of_time_asks_for_more_time_and_the_clerk_decides()
    {
        using var mediator = await hub.Client("mediator");
        using var clerk = await hub.Client("clerk");
        var review = await Applied(mediator, "李灾明");
        review = await mediator.Do(review, "join", Join(ended: Today.AddDays(-3)), "reviews");
        Assert.True(review["filedLate"]!.GetValue<bool>());
        var asked = review["joined"]!.AsArray().Single(j => j!["partyId"]!.GetValue<string>() == "r1")!["moreTime"]!.AsObject();
        Assert.Equal((false, $"{Today.AddDays(-3):yyyy-MM-dd}", "暴雨洪水，道路中断"), (asked["late"]!.GetValue<bool>(), asked.Word("obstacleEndedOn"), asked.Word("cause")));
        Assert.Contains("申请顺延期限：暴雨洪水，道路中断", await clerk.GetStringAsync($"/reviews/{review["id"]}"));
        var (status, no, _) = await clerk.Post($"/api/v1/reviews/{review["id"]}/accept", new { on = Calls.Today }, review["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, "filed-late", "劳动人事争议仲裁办案规则第七十五条第（三）项"), (status, no.Word("code"), no.Word("basis")));
        review = await clerk.Do(review, "accept", new { on = Calls.Today, lateReason = "洪水属实，准予顺延。" }, "reviews");
        Assert.Equal("accepted", review.Word("stage"));

        // Why stands on the page of both sides, beside the application and in its history.
        Assert.Equal("洪水属实，准予顺延。", review.Word("lateReason"));
        foreach (var side in new[] { clerk, mediator })
        {
            var page = WebUtility.HtmlDecode(await side.GetStringAsync($"/reviews/{review["id"]}"));
            Assert.Contains("逾期仍予受理的理由", page);
            Assert.Contains("逾期仍予受理的理由：洪水属实，准予顺延。", page);
        }
    }

    [Fact]
    public async Task On_a_day_that_cannot_be_is_refused_at_its_field()
    {
        using var mediator = await hub.Client("mediator");
        var review = await Applied(mediator, "李误明");
        var due = DateOnly.Parse(review.Word("filingDue"));
        var received = Today.AddDays(-2);
        foreach (var (day, why) in new[] { (Today.AddDays(1), "不得晚于今日"), (Today.AddDays(-1), "不得晚于收到的日期"), (due.AddDays(-20), "不得早于协议生效之日") })
            await Refused(Join(posted: day, at: ChinaTime.At(received, new(9, 0))), "postedOn", why);
        await Refused(With(Join(posted: due), j => j.Remove("postingProof")), "postingProof", "凭证");
        await Refused(With(Join(posted: due), j => j.Remove("postedOn")), "postedOn", "交邮日期");
        await Refused(With(Join(posted: due), j => j["atCounter"] = true), "postedOn", "窗口");
        await Refused(With(Join(posted: due), j => j["postedOn"] = "2026-02-30"), "postedOn", "");
        await Refused(With(Join(posted: due), j => (j["obstacle"], j["obstacleEndedOn"]) = ("洪水", $"{due:yyyy-MM-dd}")), "obstacle", "没有超过期限");
        await Refused(Join(ended: Today.AddDays(1)), "obstacleEndedOn", "尚未消除");
        await Refused(With(Join(ended: Today), j => j.Remove("obstacle")), "obstacle", "理由");
        Assert.Equal("applied", (await mediator.Get($"/api/v1/reviews/{review["id"]}")).Word("stage"));

        async Task Refused(JsonObject body, string field, string why)
        {
            var (status, answer, _) = await mediator.Post($"/api/v1/reviews/{review["id"]}/join", body, review["version"]!.GetValue<int>());
            Assert.Equal((HttpStatusCode.BadRequest, true), (status, answer["errors"]!.AsObject().ContainsKey(field)));
            Assert.Contains(why, answer["errors"]![field]!.ToJsonString(Plain));
        }
    }

    /// <summary>Both at once from the package, by one envelope; and what was typed stands again where a day cannot be.</summary>
    [Fact]
    public async Task Is_entered_for_both_on_the_page_of_the_package()
    {
        using var mediator = await hub.Client("mediator");
        var id = await PastAgreements.Of(hub, "李双明", Today.AddDays(20));
        var page = await mediator.GetStringAsync($"/cases/{id}/review-package");
        Assert.Contains("已经超过申请期限，申请顺延", page);
        var due = DateOnly.Parse((await mediator.Get($"/api/v1/cases/{id}"))["deadlines"]!.AsArray().Single(d => d!["rule"]!.GetValue<string>() == "RVW15")!["due"]!.GetValue<string>());
        var (status, again) = await Send(("postedOn", $"{Today.AddDays(1):yyyy-MM-dd}"), ("postingProof", "邮戳"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"""value="{Today.AddDays(1):yyyy-MM-dd}""", again);
        Assert.Contains("id=\"f-postedOn-error\"", again);
        (status, _) = await Send(("postedOn", $"{due:yyyy-MM-dd}"), ("postingProof", "邮戳"));
        Assert.Equal(HttpStatusCode.Found, status);
        var review = await mediator.Get($"/api/v1/reviews/{(await mediator.Get($"/api/v1/reviews?caseId={id}"))["items"]![0]!["id"]}");
        Assert.Equal((2, false), (review["joined"]!.AsArray().Count(j => j!["postedOn"]!.GetValue<string>() == $"{due:yyyy-MM-dd}"), review["filedLate"]!.GetValue<bool>()));

        async Task<(HttpStatusCode, string)> Send(params (string, string)[] more)
        {
            using var form = new FormUrlEncodedContent(
                [new("_key", Guid.NewGuid().ToString("N")[..24]), new("parties", "a1"), new("parties", "r1"), new("appliedAt", $"{Today:yyyy-MM-dd}T00:00"), new("commissionId", "commission-1"), .. more.Select(m => new KeyValuePair<string, string>(m.Item1, m.Item2))]);
            var answer = await mediator.PostAsync($"/cases/{id}/review-package", form);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One side applied in time, on the day after the agreement took effect, and was entered today.</summary>
    private async Task<JsonObject> Applied(HttpClient mediator, string name)
    {
        var id = await PastAgreements.Of(hub, name, Today.AddDays(20));
        return await mediator.Create("reviews", new { caseId = id, partyId = "a1", appliedAt = ChinaTime.At(Today.AddDays(-39), new(9, 0)).ToString("yyyy-MM-ddTHH:mm:sszzz"), lateEntryReason = "此前系统停用" });
    }

    private static JsonObject Join(DateOnly? posted = null, DateOnly? ended = null, DateTimeOffset? at = null)
    {
        var body = new JsonObject { ["partyId"] = "r1", ["joinedAt"] = (at ?? ChinaTime.At(Today, TimeOnly.MinValue)).ToString("yyyy-MM-ddTHH:mm:sszzz") };
        if (posted is { } day) (body["postedOn"], body["postingProof"]) = ($"{day:yyyy-MM-dd}", "EMS 1031234567890");
        if (ended is { } end) (body["obstacle"], body["obstacleEndedOn"]) = ("暴雨洪水，道路中断", $"{end:yyyy-MM-dd}");
        return body;
    }

    private static JsonObject With(JsonObject body, Action<JsonObject> change)
    {
        change(body);
        return body;
    }
}
