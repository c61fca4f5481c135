using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Features.Satisfaction;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Intake;
using MediationHub.Web.Tests.Performance;
using Microsoft.Extensions.DependencyInjection;

namespace MediationHub.Web.Tests.Evidence;

/// <summary>Satisfaction after closing: a private link for each party, nobody's name to anybody.</summary>
public class Satisfaction_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly DateTimeOffset LastMonth = TestTime.Now.AddDays(-35);

    private SatisfactionLinks Links => hub.Services.GetRequiredService<SatisfactionLinks>();

    private static object Answer(int overall, string? comment = null) => new { attitude = 5, fairness = 4, speed = 4, result = 3, overall, comment };

    [Fact]
    public async Task Is_answered_by_a_partys_own_link_and_shown_to_nobody_else()
    {
        using var mediator = await hub.Client("mediator");
        using var stranger = await hub.Client(null);
        var id = await PastAgreements.Of(hub, "李一明", TestTime.Today.AddDays(20));
        var invitation = await mediator.Get($"/api/v1/cases/{id}/satisfaction");
        Assert.Equal(["a1", "r1"], invitation["links"]!.AsArray().Select(l => l!["partyId"]!.GetValue<string>()));
        var address = new Uri(invitation["links"]![0]!["address"]!.GetValue<string>());
        Assert.DoesNotContain("李一明", address.ToString());

        var token = address.AbsolutePath.Split('/')[^1];
        var form = await stranger.Get($"/api/v1/satisfaction/{token}");
        Assert.Equal((false, "applicant", 5), (form["answered"]!.GetValue<bool>(), form["side"]!.GetValue<string>(), form["questions"]!.AsArray().Count));
        Assert.DoesNotContain("李一明", form.ToJsonString());
        var (status, answered, _) = await stranger.Post($"/api/v1/satisfaction/{token}", Answer(5, "调解员很耐心"));
        Assert.Equal((HttpStatusCode.OK, true, 5), (status, answered["answered"]!.GetValue<bool>(), answered["scores"]!["overall"]!.GetValue<int>()));
        (status, answered, _) = await stranger.Post($"/api/v1/satisfaction/{token}", Answer(2, "调解员很耐心"));
        Assert.Equal((HttpStatusCode.OK, 2), (status, answered["scores"]!["overall"]!.GetValue<int>()));

        Assert.Equal(1, (await mediator.Get($"/api/v1/cases/{id}/satisfaction"))["received"]!.GetValue<int>());
        foreach (var user in new[] { "mediator", "head", "auditor" })
        {
            using var reader = await hub.Client(user);
            foreach (var path in new[] { $"/api/v1/cases/{id}", $"/api/v1/cases/{id}/timeline", $"/cases/{id}", $"/cases/{id}?tab=history", $"/cases/{id}?tab=agreement" })
                Assert.DoesNotContain("很耐心", await reader.GetStringAsync(path));
            var timeline = await reader.Get($"/api/v1/cases/{id}/timeline");
            var said = timeline["items"]!.AsArray().Where(i => i!["what"]!.GetValue<string>() == "case.satisfaction-answered/1").ToList();
            Assert.Equal(2, said.Count);
            Assert.All(said, i => Assert.Equal(("party", "收到一份满意度评价", null), (i!["actor"]!.GetValue<string>(), i["text"]!.GetValue<string>(), i["detail"])));
        }
        // The mediator's account cannot answer in a party's place by command.
        using var other = await hub.Client("otherhead");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/cases/{id}/satisfaction")).StatusCode);
    }

    [Fact]
    public async Task Is_not_found_by_a_wrong_link_and_from_that_place_not_at_all_after_many()
    {
        await using var shut = new OwnHub();
        await shut.Hub.InitializeAsync();
        using var stranger = await shut.Hub.Client(null);
        var id = await PastAgreements.Of(shut.Hub, "李二明", TestTime.Today.AddDays(20));
        var links = shut.Hub.Services.GetRequiredService<SatisfactionLinks>();
        var token = links.TokenOf(new(id), new("a1"));
        foreach (var wrong in new[] { token[..^1] + (token[^1] is '0' ? '1' : '0'), token.Replace("-a1-", "-r1-"), $"{id}-a1-", id, "x", links.TokenOf(new(id), new("a7")), links.TokenOf(new("nothing"), new("a1")), new string('-', 200) })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/satisfaction/{wrong}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync($"/api/v1/satisfaction/{token}")).StatusCode);
        for (var n = 0; n < 60; n++) await stranger.GetAsync("/api/v1/satisfaction/guess-a1-0000000000000000");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/satisfaction/{token}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/satisfaction/{token}")).StatusCode);
    }

    [Fact]
    public async Task Names_what_is_left_out_and_refuses_before_the_end_and_too_late()
    {
        using var stranger = await hub.Client(null);
        using var mediator = await hub.Client("mediator");
        var id = await PastAgreements.Of(hub, "李三明", TestTime.Today.AddDays(20));
        var path = $"/api/v1/satisfaction/{Links.TokenOf(new(id), new("r1"))}";
        var (status, answer, _) = await stranger.Post(path, new { attitude = 6, overall = 3 });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["attitude", "fairness", "result", "speed"], answer["errors"]!.AsObject().Select(e => e.Key).Order());

        var open = await mediator.Sealed();
        (status, answer, _) = await stranger.Post($"/api/v1/satisfaction/{Links.TokenOf(new(open["id"]!.GetValue<string>()), new("a1"))}", Answer(5));
        Assert.Equal((HttpStatusCode.Conflict, "satisfaction-not-open"), (status, answer["code"]!.GetValue<string>()));

        hub.Installation.Clock.Hold(TestTime.Now.AddDays(51));   // the ninety-first day after closing
        var late = await hub.Installation.Aggregates.Send(id, new AnswerSatisfaction(new("r1"), 5, 4, 4, 3, 5), new Request(Actor.System));
        hub.Installation.Clock.Hold(null);
        Assert.Equal("satisfaction-over", late.Refusal?.Code);
    }

    [Fact]
    public async Task Of_an_organization_is_shown_by_whole_months_from_five_answers_on()
    {
        await using var own = new OwnHub();
        await own.Hub.InitializeAsync();
        using var head = await own.Hub.Client("head");
        const string figures = $"/api/v1/organizations/{RunningHub.Organization}/satisfaction?from=2020-01-01&to=2099-12-31";
        foreach (var (n, points) in new[] { 5, 4, 2, 4 }.Index()) await Said(n, points);
        var form = Form(await head.Get(figures));
        Assert.True(form["suppressed"]!.GetValue<bool>());
        Assert.False(form.ContainsKey("answers") || form.ContainsKey("average"));
        Assert.Empty((await head.Get($"/api/v1/organizations/{RunningHub.Organization}/satisfaction/comments?from=2020-01-01&to=2099-12-31"))["items"]!.AsArray());

        await Said(4, 4);
        form = Form(await head.Get(figures));
        Assert.Equal((5, 3.80m, 80m), (form["answers"]!.GetValue<int>(), form["average"]!.GetValue<decimal>(), form["satisfied"]!.GetValue<decimal>()));
        Assert.Equal(["意见0", "意见1", "意见2", "意见3", "意见4"], (await head.Get($"/api/v1/organizations/{RunningHub.Organization}/satisfaction/comments?from=2020-01-01&to=2099-12-31"))["items"]!.AsArray().Select(c => c!.GetValue<string>()).Order());

        // What is answered this month moves nothing until the month is over.
        await Said(5, 1, TestTime.Now);
        Assert.Equal(5, Form(await head.Get(figures))["answers"]!.GetValue<int>());

        // Everybody may know the figure; what was written is for the head and the offices above, and its reading is logged.
        foreach (var (user, status) in new[] { ("mediator", HttpStatusCode.Forbidden), ("otherhead", HttpStatusCode.Forbidden), ("othercity", HttpStatusCode.Forbidden), ("auditor", HttpStatusCode.Forbidden), ("city", HttpStatusCode.OK), ("province", HttpStatusCode.OK) })
        {
            using var client = await own.Hub.Client(user);
            Assert.Equal(5, Form(await client.Get(figures))["answers"]!.GetValue<int>());
            Assert.Equal((user, status), (user, (await client.GetAsync($"/api/v1/organizations/{RunningHub.Organization}/satisfaction/comments")).StatusCode));
        }
        using var auditor = await own.Hub.Client("auditor");
        Assert.Contains("satisfaction", (await auditor.Get("/api/v1/access-log"))["items"]!.AsArray().Select(e => e!["what"]!.GetValue<string>()));
        Assert.Contains("3.80", await head.GetStringAsync($"/organizations/{RunningHub.Organization}"));
        Assert.Contains("意见3", await head.GetStringAsync($"/organizations/{RunningHub.Organization}/satisfaction-comments?from={TestTime.Now.Year - 1}-01-01&to={TestTime.Now.Year}-12-31"));

        static JsonObject Form(JsonObject figures) => figures["figures"]!.AsArray().Single(f => f!["channel"]!.GetValue<string>() == "form")!.AsObject();

        async Task Said(int n, int points, DateTimeOffset? at = null)
        {
            var id = await PastAgreements.Of(own.Hub, $"李{n}明", TestTime.Today.AddDays(20));
            own.Hub.Installation.Clock.Hold(at ?? LastMonth);
            await own.Hub.Do(id, new AnswerSatisfaction(new("a1"), 5, 4, 4, 3, points, $"意见{n}"));
            own.Hub.Installation.Clock.Hold(null);
        }
    }

    [Fact]
    public async Task Is_reached_on_paper_by_number_and_code_and_answered_without_a_script()
    {
        var id = await PastAgreements.Of(hub, "李五明", TestTime.Today.AddDays(20));
        var c = (await hub.Installation.Aggregates.Find<MediationCase>(id))!.State;
        using var phone = Pages.Stranger(hub);
        var (status, text, _) = await phone.Send("/satisfaction", "/satisfaction", new() { ["number"] = c.Number, ["code"] = "aaaa-bbbb" });
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("对不上", text);
        (status, _, var link) = await phone.Send("/satisfaction", "/satisfaction", new() { ["number"] = c.Number, ["code"] = Links.CodeOf(c.Id, new("r1")).ToUpperInvariant() });
        Assert.Equal((HttpStatusCode.Found, $"/satisfaction/{Links.TokenOf(c.Id, new("r1"))}"), (status, link));

        var form = await phone.Get(link!);
        Assert.Contains("尊敬的被申请人", form);
        Assert.DoesNotContain("李五明", form);
        (status, text, _) = await phone.Send(link!, link!, new() { ["attitude"] = "5", ["fairness"] = "5", ["speed"] = "4", ["result"] = "4", ["comment"] = "没选总体" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("没选总体", text);
        Assert.Contains("id=\"f-overall-error\"", text);
        (status, _, var done) = await phone.Send(link!, link!, new() { ["attitude"] = "5", ["fairness"] = "5", ["speed"] = "4", ["result"] = "4", ["overall"] = "4" });
        Assert.Equal((HttpStatusCode.Found, $"{link}?done=answered"), (status, done));
        Assert.Contains("前可以修改", await phone.Get(link!));

        // What the mediator hands over stands on the case's page.
        using var mediator = await hub.Client("mediator");
        var page = await mediator.GetStringAsync($"/cases/{id}");
        Assert.Contains(Links.CodeOf(c.Id, new("a1")), page);
        Assert.Contains("已收到 1 份", page);
        using var province = await hub.Client("province");
        Assert.DoesNotContain(Links.CodeOf(c.Id, new("a1")), await province.GetStringAsync($"/cases/{id}"));
    }

    [Fact]
    public async Task Asked_by_telephone_counts_for_the_party_that_was_asked()
    {
        using var mediator = await hub.Client("mediator");
        var id = await PastAgreements.Of(hub, "李六明", TestTime.Today.AddDays(20));
        var c = await mediator.Get($"/api/v1/cases/{id}");
        await mediator.Do(c, "follow-up", new { on = Calls.Today, notes = "电话回访", satisfaction = 4, partyId = "a1" });
        var counted = Satisfaction.Counted((await hub.Installation.Aggregates.Find<MediationCase>(id))!.State).Single();
        Assert.Equal((new PartyId("a1"), SatisfactionChannel.Phone, 4), (counted.PartyId!.Value, counted.Channel, counted.Overall));
        Assert.Contains("回访对象", await mediator.GetStringAsync($"/cases/{id}/do/follow-up"));
    }

    /// <summary>A program of its own, for what counts over all of its answers.</summary>
    private sealed class OwnHub : IAsyncDisposable
    {
        public RunningHub Hub { get; } = new();
        public async ValueTask DisposeAsync() => await Hub.DisposeAsync();
    }
}
