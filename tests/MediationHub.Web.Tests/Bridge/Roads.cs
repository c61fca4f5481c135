using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Bridge;

/// <summary>The first steps of the bridge as callers take them.</summary>
public static class Roads
{
    public static async Task<JsonObject> Create(this HttpClient client, string path, object body)
    {
        var (status, answer, _) = await client.Post($"/api/v1/{path}", body);
        Assert.True(status is HttpStatusCode.Created, $"{path}: {(int)status} {answer}");
        return answer;
    }

    /// <summary>A sealed agreement, jointly applied for.</summary>
    public static async Task<(JsonObject Case, JsonObject Review)> Filed(RunningHub hub)
    {
        using var mediator = await hub.Client("mediator");
        var c = await mediator.Sealed();
        var review = await mediator.Create("reviews", new { caseId = c["id"]!.GetValue<string>(), partyId = "a1", appliedAt = Calls.At(40) });
        return (c, await mediator.Do(review, "join", new { partyId = "r1", joinedAt = Calls.At(30) }, "reviews"));
    }

    /// <summary>The same, accepted and assigned to the arbitrator.</summary>
    public static async Task<(JsonObject Case, JsonObject Review)> UnderReview(RunningHub hub)
    {
        var (c, review) = await Filed(hub);
        using var clerk = await hub.Client("clerk");
        using var director = await hub.Client("director");
        review = await clerk.Do(review, "accept", new { on = Calls.Today }, "reviews");
        return (c, await director.Do(review, "assign", new { arbitratorId = "arb-1" }, "reviews"));
    }

    public static object Dispute(string arbitrationNumber, string facts = "申请人自2026年8月起未领到工资。") => new
    {
        commissionId = "commission-1", organizationId = RunningHub.Organization, arbitrationNumber,
        applicants = new[] { new { kind = "person", name = "孙小川", phone = "13800000009" } },
        respondents = new[] { new { kind = "employer", name = "长春某某物流有限公司" } },
        disputeType = "07.1", claims = new[] { new { type = "07.1", text = "支付工资", amount = 8000m } }, facts, hearingOpened = false,
    };

    /// <summary>Asks again until it is so: what follows by reaction is there within two seconds.</summary>
    public static async Task<JsonObject> Until(this HttpClient client, string path, Func<JsonObject, bool> holds)
    {
        var give = DateTime.UtcNow.AddSeconds(30);
        for (; ; await Task.Delay(50))
        {
            var got = await client.Get(path);
            if (holds(got)) return got;
            Assert.True(DateTime.UtcNow < give, $"{path}: {got.ToJsonString()}");
        }
    }

    public static string Word(this JsonObject o, string field) => o[field]!.GetValue<string>();
}
