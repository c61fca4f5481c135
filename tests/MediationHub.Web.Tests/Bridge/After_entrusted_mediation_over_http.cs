using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Bridge;

/// <summary>What the tribunal did after entrusted mediation (R33 §§70, 72): every refusal as a caller of the commission is told, and what everybody else is told instead.</summary>
public class After_entrusted_mediation_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private const string R70 = "劳动人事争议仲裁办案规则第七十条", R72 = "劳动人事争议仲裁办案规则第七十二条、第七十三条", R73 = "劳动人事争议仲裁办案规则第七十条、第七十三条";

    private static readonly object Resumed = new { kind = "hearingResumed", on = Calls.Today };

    [Fact]
    public async Task Is_refused_before_the_result_is_back()
    {
        using var clerk = await hub.Client("clerk");
        var e = await Entrusted("长劳人仲案字〔2026〕第801号");
        await Refused(clerk, e, "record-disposition", Resumed, "result-not-returned", R70);
        await Refused(clerk, e, "correct-disposition", new { kind = "hearingResumed", on = Calls.Today, reason = "登记有误" }, "disposition-missing", R70);
        e = await Ended(e);
        await Refused(clerk, e, "record-disposition", Resumed, "result-not-returned", R70);
    }

    [Fact]
    public async Task Is_refused_where_the_result_does_not_carry_it_or_it_is_on_record()
    {
        using var clerk = await hub.Client("clerk");
        var e = await Returned("长劳人仲案字〔2026〕第802号");
        await Refused(clerk, e, "record-disposition", new { kind = "letterMade", on = Calls.Today, number = "第802号" }, "letter-without-agreement", R72);
        await Refused(clerk, e, "record-disposition", new { kind = "applicationWithdrawn", on = Calls.Today }, "withdrawal-without-agreement", R73);
        e = await clerk.Do(e, "record-disposition", Resumed, "entrustments");
        var version = e["version"]!.GetValue<int>();
        e = await clerk.Do(e, "record-disposition", Resumed, "entrustments");
        Assert.Equal(version, e["version"]!.GetValue<int>());   // asked twice
        await Refused(clerk, e, "record-disposition", new { kind = "applicationWithdrawn", on = Calls.Today }, "disposition-recorded", R70);
        await Refused(clerk, e, "correct-disposition", new { kind = "letterMade", on = Calls.Today, number = "第802号", reason = "登记有误" }, "letter-without-agreement", R72);
    }

    [Fact]
    public async Task Is_refused_field_by_field()
    {
        using var clerk = await hub.Client("clerk");
        var e = await Returned("长劳人仲案字〔2026〕第803号");
        var day = DateOnly.Parse(Calls.Today);
        foreach (var (body, field) in new (object, string)[]
        {
            (new { kind = "hearingResumed", on = Calls.Today, number = "第803号" }, "number"),
            (new { kind = "letterMade", on = Calls.Today }, "number"),
            (new { kind = "hearingResumed" }, "on"),
            (new { kind = "hearingResumed", on = $"{day.AddDays(1):yyyy-MM-dd}" }, "on"),
            (new { kind = "hearingResumed", on = $"{day.AddDays(-1):yyyy-MM-dd}" }, "on"),
            (new { kind = "hearingResumed", on = "2026-02-30" }, "on"),
            (new { kind = "adjourned", on = Calls.Today }, "kind"),
            (new { on = Calls.Today }, "kind"),
        }) await Invalid(clerk, e, "record-disposition", body, field);
    }

    /// <summary>A correction that changes nothing still gives its reason, and then leaves the record as it was.</summary>
    [Fact]
    public async Task Corrected_to_what_it_says_already_stays_as_it_is()
    {
        using var clerk = await hub.Client("clerk");
        var e = await clerk.Do(await Returned("长劳人仲案字〔2026〕第804号"), "record-disposition", Resumed, "entrustments");
        await Invalid(clerk, e, "correct-disposition", Resumed, "reason");
        var version = e["version"]!.GetValue<int>();
        e = await clerk.Do(e, "correct-disposition", new { kind = "hearingResumed", on = Calls.Today, reason = "核对无误" }, "entrustments");
        Assert.Equal((version, "hearingResumed"), (e["version"]!.GetValue<int>(), e["disposition"]!.AsObject().Word("kind")));
        Assert.Contains("/do/correct-disposition\"", await clerk.GetStringAsync($"/entrustments/{e["id"]}"));   // on the same day, too
    }

    [Fact]
    public async Task Is_the_commissions_alone_to_record_and_to_correct()
    {
        using var clerk = await hub.Client("clerk");
        var e = await Returned("长劳人仲案字〔2026〕第805号");
        await Everyone(e, "record-disposition", Resumed);
        e = await clerk.Do(e, "record-disposition", Resumed, "entrustments");
        await Everyone(e, "correct-disposition", new { kind = "hearingResumed", on = Calls.Today, reason = "登记有误" });

        async Task Everyone(JsonObject entrustment, string command, object body)
        {
            foreach (var (who, expected) in new (string?, HttpStatusCode)[]
            {
                (null, HttpStatusCode.Unauthorized), ("admin", HttpStatusCode.NotFound), ("otherclerk", HttpStatusCode.NotFound), ("otherhead", HttpStatusCode.NotFound), ("othercity", HttpStatusCode.NotFound),
                ("mediator2", HttpStatusCode.NotFound), ("mediator", HttpStatusCode.Forbidden), ("head", HttpStatusCode.Forbidden), ("auditor", HttpStatusCode.Forbidden),
            })
            {
                using var client = await hub.Client(who);
                var (status, _, _) = await client.Post($"/api/v1/entrustments/{entrustment["id"]}/{command}", body, entrustment["version"]!.GetValue<int>());
                Assert.Equal((command, who, expected), (command, who, status));
            }
            Assert.Equal(entrustment["version"]!.GetValue<int>(), (await clerk.Get($"/api/v1/entrustments/{entrustment["id"]}"))["version"]!.GetValue<int>());
            var (unknown, _, _) = await clerk.Post($"/api/v1/entrustments/n-none/{command}", body, 1);
            Assert.Equal(HttpStatusCode.NotFound, unknown);
        }
    }

    private async Task<JsonObject> Entrusted(string number)
    {
        using var clerk = await hub.Client("clerk");
        using var head = await hub.Client("head");
        var e = await clerk.Create("entrustments", Roads.Dispute(number));
        foreach (var party in new[] { "a1", "r1" }) e = await clerk.Do(e, "record-consent", new { partyId = party, on = Calls.Today }, "entrustments");
        return await head.Do(await clerk.Do(e, "entrust", new { on = Calls.Today }, "entrustments"), "accept", new { on = Calls.Today }, "entrustments");
    }

    /// <summary>Nothing was agreed.</summary>
    private async Task<JsonObject> Ended(JsonObject entrusted)
    {
        using var head = await hub.Client("head");
        var c = await head.Do(await head.Get($"/api/v1/cases/{entrusted["caseId"]}"), "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        await head.Do(c, "close", new { outcome = "stopped", reasons = new[] { new { code = "partyWithdrew", partyId = "r1" } }, on = Calls.Today });
        return await head.Until($"/api/v1/entrustments/{entrusted["id"]}", now => now.Word("stage") == "failed");
    }

    private async Task<JsonObject> Returned(string number)
    {
        using var head = await hub.Client("head");
        return await head.Do(await Ended(await Entrusted(number)), "return-result", new { on = Calls.Today, undisputedFacts = Array.Empty<string>() }, "entrustments");
    }

    private static async Task Refused(HttpClient client, JsonObject record, string command, object body, string code, string basis)
    {
        var (status, answer, _) = await client.Post($"/api/v1/entrustments/{record["id"]}/{command}", body, record["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, code, basis), (status, answer.Word("code"), answer["basis"]?.GetValue<string>()));
    }

    private static async Task Invalid(HttpClient client, JsonObject record, string command, object body, string field)
    {
        var (status, answer, _) = await client.Post($"/api/v1/entrustments/{record["id"]}/{command}", body, record["version"]!.GetValue<int>());
        Assert.True(status is HttpStatusCode.BadRequest && answer["errors"]?[field] is not null, $"{field}: {(int)status} {answer}");
    }
}
