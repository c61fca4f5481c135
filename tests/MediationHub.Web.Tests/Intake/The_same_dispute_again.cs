using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Intake;

/// <summary>The same applicant against the same employer within a year: shown before and after registering, never a refusal of the API.</summary>
public class The_same_dispute_again(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Is_shown_whatever_became_of_the_first_and_says_which_is_open()
    {
        using var mediator = await hub.Client("mediator");
        var (_, ended, _) = await mediator.Post("/api/v1/cases", Of("韩小一"));
        await mediator.Do(ended, "reject", new { ground = "notCompetent", reason = "不属于本组织管辖", on = Calls.Today });
        var (_, open, _) = await mediator.Post("/api/v1/cases", Of("韩小一"));
        var (status, again, _) = await mediator.Post("/api/v1/cases", Of("韩小一"));
        Assert.Equal(HttpStatusCode.Created, status);
        var found = again["possibleDuplicates"]!.AsArray();
        Assert.Equal([(open["id"]!.GetValue<string>(), true), (ended["id"]!.GetValue<string>(), false)], found.Select(d => (d!["id"]!.GetValue<string>(), d["open"]!.GetValue<bool>())));
    }

    [Fact]
    public async Task At_a_colleague_is_known_to_exist_and_whom_to_ask_no_more()
    {
        using var mediator = await hub.Client("mediator");
        var (_, theirs, _) = await mediator.Post("/api/v1/cases", Of("韩小二"));
        theirs = await mediator.Do(theirs, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        await mediator.Do(theirs, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });

        using var colleague = await hub.Client("mediator2");
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync($"/api/v1/cases/{theirs["id"]}")).StatusCode);
        var asked = await Ask(colleague, "韩小二");
        var shown = Assert.Single(asked)!.AsObject();
        Assert.Equal(["mediators", "number", "open"], shown.Select(f => f.Key).Order());
        Assert.Equal((theirs["number"]!.GetValue<string>(), "王调解"), (shown["number"]!.GetValue<string>(), shown["mediators"]![0]!.GetValue<string>()));
        Assert.Equal(theirs["id"]!.GetValue<string>(), (await Ask(mediator, "韩小二"))[0]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task At_another_house_does_not_exist()
    {
        using var mediator = await hub.Client("mediator");
        await mediator.Post("/api/v1/cases", Of("韩小三"));
        using var other = await hub.Client("otherhead");
        Assert.Empty(await Ask(other, "韩小三"));
        Assert.Single(await Ask(mediator, "韩小三"));
    }

    [Fact]
    public async Task With_another_employer_is_another_dispute()
    {
        using var mediator = await hub.Client("mediator");
        await mediator.Post("/api/v1/cases", Of("韩小四"));
        Assert.Empty(await Ask(mediator, "韩小四", "长春别的公司", "91110000MA00000X0A"));
    }

    [Fact]
    public async Task Is_registered_on_a_page_with_the_reason_that_the_case_then_holds()
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        var form = Drafts_over_the_API.Form("韩小五", "22010219900307055");
        Assert.Equal(HttpStatusCode.Found, (await pages.Send("/cases/new", "/cases/new", new(form))).Status);
        var (status, text, _) = await pages.Send("/cases/new", "/cases/new", new(form));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("仍要登记的理由", text);
        (status, text, var to) = await pages.Send("/cases/new", "/cases/new", new(form) { ["duplicateReason"] = "另一期间的工资" });
        Assert.True(status is HttpStatusCode.Found, text);
        Assert.Contains("另一期间的工资", await pages.Get(to!));
    }

    [Fact]
    public async Task Is_listed_apart_where_it_is_open_and_where_it_has_ended()
    {
        using var mediator = await hub.Client("mediator");
        using var pages = await Pages.SignedIn(hub, "mediator");
        var (_, ended, _) = await mediator.Post("/api/v1/cases", Of("韩小七"));
        await mediator.Do(ended, "reject", new { ground = "notCompetent", reason = "不属于本组织管辖", on = Calls.Today });
        var (_, open, _) = await mediator.Post("/api/v1/cases", Of("韩小七"));
        var (status, text, _) = await pages.Send("/cases/new", "/cases/new", new(Drafts_over_the_API.Form("韩小七", "22010219900307071")) { ["respondents[0].name"] = "长春某某食品有限公司" });
        Assert.Equal(HttpStatusCode.Conflict, status);
        string Group(string name) => System.Text.RegularExpressions.Regex.Match(text, $"<div data-duplicates=\"{name}\">.*?</div>", System.Text.RegularExpressions.RegexOptions.Singleline).Value;
        Assert.Contains(open["number"]!.GetValue<string>(), Group("open"));
        Assert.DoesNotContain(ended["number"]!.GetValue<string>(), Group("open"));
        Assert.Contains("已经结束的", Group("ended"));
        Assert.Contains(ended["number"]!.GetValue<string>(), Group("ended"));
    }

    [Fact]
    public async Task Sent_twice_by_one_form_is_one_case_and_no_duplicate()
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        var form = new Dictionary<string, string>(Drafts_over_the_API.Form("韩小六", "22010219900307066")) { ["_key"] = "feedfacefeedfacefeedface" };
        var (_, _, first) = await pages.Send("/cases/new", "/cases/new", new(form));
        var (status, text, second) = await pages.Send("/cases/new", "/cases/new", new(form));
        Assert.True(status is HttpStatusCode.Found, text);
        Assert.Equal(first, second);
    }

    private static object Of(string name) => new
    {
        organizationId = RunningHub.Organization, source = "partyApplication", form = "oral", receivedAt = Calls.At(100),
        applicants = new[] { new { kind = "person", name } },
        respondents = new[] { new { kind = "employer", name = "长春某某食品有限公司", creditCode = "91350100M000100Y43" } },
        disputeType = "07.1", claims = new[] { new { type = "07.1", text = "支付工资", amount = 100m } },
    };

    private static async Task<JsonArray> Ask(HttpClient client, string name, string employer = "长春某某食品有限公司", string code = "91350100M000100Y43") =>
        (await client.Post("/api/v1/cases/find-duplicates", new { applicants = new[] { new { kind = "person", name } }, respondents = new[] { new { kind = "employer", name = employer, creditCode = code } } })).Body["items"]!.AsArray();
}
