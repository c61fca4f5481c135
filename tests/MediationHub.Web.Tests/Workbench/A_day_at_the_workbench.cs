using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Intake;

namespace MediationHub.Web.Tests.Workbench;

public class A_day_at_the_workbench(RunningHub hub) : IClassFixture<RunningHub>
{
    private static string Tonight(int minutes) => ChinaTime.At(TestTime.Today, new(23, 0)).AddMinutes(minutes).ToString("yyyy-MM-ddTHH:mm:sszzz");

    private static async Task<JsonObject> Accepted(HttpClient client, string mediator = RunningHub.Mediator)
    {
        var (_, c, _) = await client.Post("/api/v1/cases", Calls.NewCase());
        c = await client.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        return await client.Do(c, "accept", new { mediatorId = mediator, on = Calls.Today });
    }

    private static JsonNode? Of(JsonNode list, JsonObject c) => list.AsArray().FirstOrDefault(i => i!["caseId"]?.GetValue<string>() == c["id"]!.GetValue<string>());

    [Fact]
    public async Task Says_what_each_open_case_waits_for_and_on_whom()
    {
        using var mediator = await hub.Client("mediator");
        var (_, fresh, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        var accepted = await Accepted(mediator);
        var day = await mediator.Get("/api/v1/workbench");
        Assert.Equal("mediator", day["scope"]!.GetValue<string>());
        var waiting = day["waiting"]!["items"]!;
        Assert.Equal(("record-consent", "长春某某餐饮有限公司答复"), (Of(waiting, fresh)!["command"]!.GetValue<string>(), Of(waiting, fresh)!["on"]!.GetValue<string>()));
        Assert.Equal(("schedule-session", "本人"), (Of(waiting, accepted)!["command"]!.GetValue<string>(), Of(waiting, accepted)!["on"]!.GetValue<string>()));
        var soon = day["clocks"]!["next3"]!["items"]!.AsArray().Concat(day["clocks"]!["next7"]!["items"]!.AsArray()).Select(i => i!["caseId"]!.GetValue<string>());
        Assert.Contains(fresh["id"]!.GetValue<string>(), soon);   // three working days to accept
    }

    [Fact]
    public async Task Shows_a_commission_what_is_due_in_its_reviews_and_leads_to_them()
    {
        var (_, review) = await MediationHub.Web.Tests.Bridge.Roads.UnderReview(hub);
        using var clerk = await hub.Client("clerk");
        var day = await clerk.Get("/api/v1/workbench");
        Assert.Equal("commission", day["scope"]!.GetValue<string>());
        var due = new[] { "today", "next3", "next7" }.SelectMany(b => day["clocks"]![b]!["items"]!.AsArray()).Concat(day["clocks"]!["overdue"]!["items"]!.AsArray());
        var mine = Assert.Single(due, i => i!["record"]?.GetValue<string>() == $"reviews/{review["id"]}")!;
        Assert.Equal(("RVW5", "李明月"), (mine["rule"]!.GetValue<string>(), mine["applicants"]!.GetValue<string>()));
        Assert.Contains($"href=\"/reviews/{review["id"]}\"", await clerk.GetStringAsync("/workbench"));
    }

    [Fact]
    public async Task Shows_a_mediator_the_own_cases_and_sessions_and_a_head_everybodys()
    {
        using var head = await hub.Client("head");
        using var mediator = await hub.Client("mediator");
        using var colleague = await hub.Client("mediator2");
        var c = await Accepted(head);
        await head.Do(c, "schedule-session", new { startsAt = Tonight(0), endsAt = Tonight(50), place = "第一调解室", mode = "onSite" });
        var (mine, theirs, all) = (await mediator.Get("/api/v1/workbench"), await colleague.Get("/api/v1/workbench"), await head.Get("/api/v1/workbench"));
        Assert.NotNull(Of(mine["sessions"]!, c));
        Assert.NotNull(Of(all["sessions"]!, c));
        Assert.Null(Of(theirs["sessions"]!, c));
        Assert.NotNull(Of(mine["waiting"]!["items"]!, c));
        Assert.Null(Of(theirs["waiting"]!["items"]!, c));
        Assert.Equal("organization", all["scope"]!.GetValue<string>());
    }

    [Fact]
    public async Task Counts_for_an_office_its_own_organizations_and_names_nobody()
    {
        using var head = await hub.Client("head");
        await head.Post("/api/v1/cases", Calls.NewCase());
        foreach (var (user, organizations) in new[] { ("city", new[] { RunningHub.Organization }), ("othercity", [RunningHub.OtherOrganization]), ("province", [RunningHub.Organization, RunningHub.OtherOrganization]) })
        {
            using var office = await hub.Client(user);
            // An office's day may be two seconds old.
            var (text, day) = ("", (JsonNode)new JsonObject());
            for (var watch = System.Diagnostics.Stopwatch.StartNew(); ;)
            {
                text = await office.GetStringAsync("/api/v1/workbench");
                day = JsonNode.Parse(text)!;
                if (user is "othercity" || Due(day) > 0 || watch.Elapsed > TimeSpan.FromSeconds(30)) break;
            }
            Assert.Equal("region", day["scope"]!.GetValue<string>());
            Assert.Equal(organizations.Order(), day["organizations"]!.AsArray().Select(o => o!["id"]!.GetValue<string>()).Order());
            Assert.Equal(organizations.Length, day["organizationsInAll"]!.GetValue<int>());
            Assert.Empty((await office.Get("/api/v1/workbench?page=2"))["organizations"]!.AsArray());
            Assert.DoesNotContain("李明月", text);
            Assert.DoesNotContain("餐饮", text);
            Assert.Equal(user is not "othercity", Due(day) > 0);
        }

        static int Due(JsonNode day) => day["organizations"]!.AsArray().Where(o => o!["id"]!.GetValue<string>() == RunningHub.Organization).Sum(o => o!["next3"]!["total"]!.GetValue<int>() + o["next7"]!["total"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("auditor")]
    [InlineData("admin")]
    public async Task Is_not_for_those_without_a_day_of_cases(string user)
    {
        using var client = await hub.Client(user);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/v1/workbench")).StatusCode);
    }

    [Theory]
    [InlineData("mediator", "在办案件")]
    [InlineData("head", "在办案件")]
    [InlineData("city", "各调解组织")]
    [InlineData("province", "各调解组织")]
    public async Task Is_where_people_begin(string user, string shown)
    {
        using var pages = await Pages.SignedIn(hub, user);
        Assert.Contains(shown, await pages.Get("/workbench"));
        using var client = await hub.Client(user);
        Assert.Equal("/workbench", (await client.GetAsync("/")).Headers.Location?.ToString());
    }
}
