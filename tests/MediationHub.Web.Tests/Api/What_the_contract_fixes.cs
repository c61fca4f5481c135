using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Intake;

namespace MediationHub.Web.Tests.Api;

/// <summary>Small things that other systems are built on.</summary>
public class What_the_contract_fixes(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Is_that_money_is_a_number_in_offers_too()
    {
        using var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        c = await mediator.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        c = await mediator.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        c = await mediator.Do(c, "hold-session", new
        {
            startsAt = Calls.At(120), endsAt = Calls.At(100), place = "第一调解室", mode = "onSite",
            attendance = new[] { new { partyId = "a1", present = true }, new { partyId = "r1", present = true } },
            record = new { statements = new[] { new { by = "a1", text = "要求支付工资。" } }, undisputedFacts = Array.Empty<string>(), result = "continues" },
            offers = new object[] { new { byPartyId = "r1", amount = 5000.50m, text = "分两期支付" }, new { byPartyId = "a1", text = "出具离职证明" } },
            readBack = true, signatures = new[] { new { partyId = "a1" }, new { partyId = "r1" } },
        });
        Assert.Equal((JsonValueKind.Number, 5000.50m), (c["offers"]![0]!["amount"]!.GetValueKind(), c["offers"]![0]!["amount"]!.GetValue<decimal>()));
        Assert.Null(c["offers"]![1]!["amount"]);
        Assert.Contains("5,000.50", await (await Pages.SignedIn(hub, "mediator")).Get($"/cases/{c["id"]}?tab=mediation"));
    }

    [Fact]
    public async Task Is_that_a_case_says_all_it_names_from_the_first_day()
    {
        using var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        foreach (var field in "id version number stage organizationId mediators source form receivedAt parties claims members representatives evidence sessions agreement outcome reasons deadlines allowed performance service links reviewId entrustmentId possibleDuplicates".Split(' '))
            Assert.True(c.ContainsKey(field), field);
        foreach (var list in "mediators parties claims members representatives evidence sessions reasons deadlines allowed performance service links possibleDuplicates".Split(' ')) Assert.IsType<JsonArray>(c[list]);
        using var clerk = await hub.Client("clerk");
        var me = await clerk.Get("/api/v1/me");
        foreach (var field in "userName roles organizationId mediatorId commissionId arbitratorId unit".Split(' ')) Assert.True(me.ContainsKey(field), field);
        Assert.Null(me["unit"]);
    }

    [Fact]
    public async Task Is_that_representatives_are_a_list_with_names_and_powers()
    {
        using var mediator = await hub.Client("mediator");
        var body = JsonSerializer.SerializeToNode(Calls.NewCase())!.AsObject();
        body["workersInvolved"] = 12;
        var (_, c, _) = await mediator.Post("/api/v1/cases", body);
        c = await mediator.Do(c, "import-members", new { members = Enumerable.Range(1, 11).Select(n => new { name = $"工人第{n:00}号", claim = "工资", amount = 1000m }) });
        c = await mediator.Do(c, "choose-representatives", new { representatives = new[] { "a1", "m1", "m2" }, powers = "special" });
        Assert.Equal(["a1", "m1", "m2"], c["representatives"]!.AsArray().Select(r => r!["partyId"]!.GetValue<string>()));
        Assert.All(c["representatives"]!.AsArray(), r => Assert.Equal("special", r!["powers"]!.GetValue<string>()));
        Assert.Equal(["李明月", c["members"]![0]!["name"]!.GetValue<string>()], c["representatives"]!.AsArray().Take(2).Select(r => r!["name"]!.GetValue<string>()));
        Assert.Contains("（代表人）", await (await Pages.SignedIn(hub, "mediator")).Get($"/cases/{c["id"]}?tab=overview"));
    }

    [Fact]
    public async Task Is_that_what_was_created_says_where_it_is()
    {
        using var mediator = await hub.Client("mediator");
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent("%PDF-1.4 工资条"u8.ToArray());
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        form.Add(file, "file", "工资条.pdf");
        using var answer = await mediator.PostAsync("/api/v1/files", form);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await mediator.GetAsync(answer.Headers.Location)).StatusCode);
    }

    [Fact]
    public async Task Is_that_what_is_missing_reads_like_the_refusal()
    {
        using var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        var missing = c["allowed"]!.AsArray().First(a => a!["command"]!.GetValue<string>() == "accept")!["missing"]![0]!.GetValue<string>();
        var (_, refusal, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today }, c["version"]!.GetValue<int>());
        Assert.Equal(refusal["detail"]!.GetValue<string>(), missing);
    }

    [Fact]
    public async Task Is_that_whoever_is_not_signed_in_is_told_how_to()
    {
        using var stranger = await hub.Client(null);
        using var answer = await stranger.GetAsync("/api/v1/cases");
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
    }

    [Theory]
    [InlineData("admin", "calendars"), InlineData("province", "periods"), InlineData("province", "organizations"), InlineData("head", "mediators"), InlineData("head", "cases"), InlineData("admin", "users")]
    [InlineData("clerk", "reviews"), InlineData("clerk", "entrustments"), InlineData("clerk", "recommendations"), InlineData("clerk", "commissions"), InlineData("province", "campaigns"), InlineData("head", "agreements")]
    public async Task Is_how_every_list_is_paged(string user, string path)
    {
        using var client = await hub.Client(user);
        var list = await client.Get($"/api/v1/{path}");
        Assert.Equal((1, 20), (list["page"]!.GetValue<int>(), list["pageSize"]!.GetValue<int>()));
        Assert.True(list["totalExact"]!.GetValue<bool>());
        Assert.Equal(Math.Min(20, list["total"]!.GetValue<int>()), list["items"]!.AsArray().Count);
        Assert.True((await client.Get($"/api/v1/{path}?pageSize=1"))["items"]!.AsArray().Count <= 1);
        foreach (var wrong in new[] { "page=0", "page=x", "pageSize=0", "pageSize=201", "page=99999" })
            Assert.Equal((wrong, HttpStatusCode.BadRequest), (wrong, (await client.GetAsync($"/api/v1/{path}?{wrong}")).StatusCode));
    }

    [Fact]
    public async Task Is_that_what_a_newer_caller_sends_besides_is_passed_over()
    {
        using var mediator = await hub.Client("mediator");
        var body = JsonSerializer.SerializeToNode(Calls.NewCase())!.AsObject();
        body["priority"] = "high";
        var (status, c, _) = await mediator.Post("/api/v1/cases", body);
        Assert.Equal((HttpStatusCode.Created, false), (status, c.ContainsKey("priority")));
        Assert.Equal(HttpStatusCode.OK, (await mediator.GetAsync("/api/v1/cases?priority=high")).StatusCode);
    }

    [Fact]
    public async Task Is_that_an_unknown_region_is_a_mistake_in_the_body()
    {
        using var city = await hub.Client("city");
        var (status, answer, _) = await city.Post("/api/v1/organizations", new { code = "CC0099", name = "某街道劳动争议调解中心", type = "townshipCenter", unit = "999999" });
        Assert.Equal((HttpStatusCode.BadRequest, true), (status, answer["errors"]?.AsObject().ContainsKey("unit") is true));
        Assert.Equal(HttpStatusCode.Forbidden, (await city.Post("/api/v1/organizations", new { code = "JL0099", name = "某街道劳动争议调解中心", type = "townshipCenter", unit = "220200" })).Status);
    }

    [Theory, InlineData("papers/nothing.html"), InlineData("papers/nothing.txt"), InlineData("papers/.html"), InlineData("nothing.json"), InlineData("cases/a.b/timeline"), InlineData("nothing")]
    public async Task Is_that_what_is_not_there_is_said_in_words(string path)
    {
        using var head = await hub.Client("head");
        using var answer = await head.GetAsync($"/api/v1/{path}");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }
}
