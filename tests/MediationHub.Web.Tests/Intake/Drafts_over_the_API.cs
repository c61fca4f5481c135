using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Intake;

public class Drafts_over_the_API(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Are_kept_listed_read_and_thrown_away()
    {
        using var mediator = await hub.Client("mediator");
        var id = Id();
        var (status, saved) = await Put(mediator, id, 0, new { kind = "register", fields = new Dictionary<string, string[]> { ["applicants[0].name"] = ["李明月"], ["disputeType"] = ["07.1"] } });
        Assert.Equal((HttpStatusCode.OK, 1), (status, saved["version"]!.GetValue<int>()));
        Assert.Contains((await mediator.Get("/api/v1/me/drafts"))["items"]!.AsArray(), d => d!["id"]!.GetValue<string>() == id && d["title"]!.GetValue<string>().StartsWith("李明月", StringComparison.Ordinal));
        Assert.Equal("李明月", (await mediator.Get($"/api/v1/me/drafts/{id}"))["fields"]!["applicants[0].name"]![0]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NoContent, (await mediator.DeleteAsync($"/api/v1/me/drafts/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mediator.GetAsync($"/api/v1/me/drafts/{id}")).StatusCode);
    }

    [Fact]
    public async Task Do_not_exist_for_a_colleague()
    {
        using var mediator = await hub.Client("mediator");
        using var colleague = await hub.Client("mediator2");
        var id = Id();
        await Put(mediator, id, 0, new { kind = "register", fields = new Dictionary<string, string[]> { ["facts"] = ["欠薪"] } });
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync($"/api/v1/me/drafts/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.DeleteAsync($"/api/v1/me/drafts/{id}")).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await Put(colleague, id, 1, new { kind = "register", fields = new Dictionary<string, string[]> { ["facts"] = ["改"] } })).Status);
    }

    [Fact]
    public async Task Say_what_the_other_window_saved()
    {
        using var mediator = await hub.Client("mediator");
        var id = Id();
        object Of(string facts) => new { kind = "register", fields = new Dictionary<string, string[]> { ["facts"] = [facts] } };
        await Put(mediator, id, 0, Of("甲"));
        await Put(mediator, id, 1, Of("乙"));
        var (status, stale) = await Put(mediator, id, 1, Of("丙"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, status);
        Assert.Equal("乙", stale["conflict"]!["fields"]!["facts"]![0]!.GetValue<string>());
        Assert.Equal(2, stale["conflict"]!["currentVersion"]!.GetValue<int>());
    }

    [Fact]
    public async Task Need_the_version_that_was_seen_and_a_form_that_keeps_drafts()
    {
        using var mediator = await hub.Client("mediator");
        object body = new { kind = "register", fields = new Dictionary<string, string[]> { ["facts"] = ["甲"] } };
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await Put(mediator, Id(), null, body)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Put(mediator, "nothing", 0, body)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Put(mediator, Id(), 0, new { kind = "close", subject = "c-none" })).Status);
        foreach (var bad in new object[]
        {
            new { kind = "register", fields = new Dictionary<string, string[]> { ["a b<c"] = ["甲"] } }, new { kind = "register", cleared = new string?[] { null } }, new { fields = new { } },
        })
            Assert.Equal(HttpStatusCode.BadRequest, (await Put(mediator, Id(), 0, bad)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Put(mediator, Id(), 0, new { kind = "hold-session", subject = "c/1" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await Put(mediator, Id(), 0, new { kind = "register", fields = new Dictionary<string, string?[]?> { ["facts"] = null, ["source"] = ["partyApplication"] } })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Put(mediator, Id(), 0, new { kind = "register", fields = new Dictionary<string, string?[]?> { ["source"] = [null, "partyApplication"] } })).Status);
        Assert.Equal(HttpStatusCode.OK, (await mediator.Post("/api/v1/cases/find-duplicates", new { })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await mediator.Post("/api/v1/cases/find-duplicates", new { applicants = new object?[] { null } })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await mediator.GetAsync("/api/v1/employers?q=a%00b")).StatusCode);
    }

    [Fact]
    public async Task Of_a_session_are_for_who_works_on_the_case_alone()
    {
        using var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        var body = new { kind = "hold-session", subject = c["id"]!.GetValue<string>(), fields = new Dictionary<string, string[]> { ["place"] = ["第一调解室"] } };
        Assert.Equal(HttpStatusCode.OK, (await Put(mediator, Id(), 0, body)).Status);
        using var other = await hub.Client("otherhead");
        Assert.Equal(HttpStatusCode.NotFound, (await Put(other, Id(), 0, body)).Status);
        Assert.Contains((await mediator.Get("/api/v1/me/drafts"))["items"]!.AsArray(), d => d!["title"]!.GetValue<string>().StartsWith(c["number"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Are_gone_when_the_form_was_sent()
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        var id = Id();
        var fields = Form("卫小宁", "22010219900307033");
        var (status, text, to) = await pages.Send("/cases/new", "/cases/new", new(fields) { ["_key"] = id, ["_do"] = "save" });
        Assert.True(status is HttpStatusCode.Found, text);
        Assert.Contains("卫小宁", await pages.Get(to!));
        (status, text, to) = await pages.Send(to!, "/cases/new", new(fields));
        Assert.True(status is HttpStatusCode.Found && to!.StartsWith("/cases/c", StringComparison.Ordinal), text);
        using var mediator = await hub.Client("mediator");
        Assert.Equal(HttpStatusCode.NotFound, (await mediator.GetAsync($"/api/v1/me/drafts/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await Put(mediator, id, 0, new { kind = "register", fields = new Dictionary<string, string[]> { ["facts"] = ["迟到的保存"] } })).Status);
    }

    [Fact]
    public async Task Keep_what_was_typed_where_the_form_has_an_error()
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        var id = Id();
        var fields = new Dictionary<string, string>(Form("蒋小北", "22010219900307044")) { ["applicants[0].idNumber"] = "220102199003070040", ["_key"] = id };
        var (status, text, _) = await pages.Send("/cases/new", "/cases/new", fields);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("蒋小北", text);
        Assert.Contains("f-applicants-0--idNumber-error", text);
        using var mediator = await hub.Client("mediator");
        Assert.Equal("220102199003070040", (await mediator.Get($"/api/v1/me/drafts/{id}"))["fields"]!["applicants[0].idNumber"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Bring_a_long_step_back_as_it_was_left_and_tell_what_happened_since()
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        using var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        c = await mediator.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        c = await mediator.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        var step = $"/cases/{c["id"]}/do/hold-session";
        var (status, text, to) = await pages.Send(step, step, new() { ["_do"] = "save", ["place"] = "工地板房", ["record.statements[0].by"] = "申请人", ["record.statements[0].text"] = "三个月没有发工资。" });
        Assert.True(status is HttpStatusCode.Found, text);
        Assert.Contains("草稿已保存", await pages.Get(to!));

        await mediator.Do(c, "change-claims", new { claims = new[] { new { type = "07.1", text = "支付三个月工资", amount = 18000m } } });
        text = await pages.Get(step);
        Assert.Contains("工地板房", text);
        Assert.Contains("三个月没有发工资。", text);
        Assert.Contains("变更调解请求", text);

        var id = (await mediator.Get("/api/v1/me/drafts"))["items"]!.AsArray().First(d => d!["subject"]?.GetValue<string>() == c["id"]!.GetValue<string>())!["id"]!.GetValue<string>();
        (status, _, _) = await pages.Send(step, $"/drafts/{id}/discard", new() { ["return"] = step });
        Assert.Equal(HttpStatusCode.Found, status);
        Assert.DoesNotContain("工地板房", await pages.Get(step));
    }

    internal static Dictionary<string, string> Form(string name, string idNumber) => new()
    {
        ["source"] = "partyApplication", ["form"] = "written", ["receivedAt"] = Calls.At(60)[..16],
        ["applicants[0].kind"] = "person", ["applicants[0].name"] = name, ["applicants[0].idType"] = "residentId", ["applicants[0].idNumber"] = RunningHub.ValidId(idNumber),
        ["respondents[0].kind"] = "employer", ["respondents[0].name"] = "长春某某纸业有限公司", ["respondents[0].creditCode"] = "91350100M000100Y43",
        ["disputeType"] = "07.1", ["claims[0].type"] = "07.1", ["claims[0].text"] = "支付工资", ["claims[0].amount"] = "12,000.00",
    };

    private static string Id() => FormKeyOf(NewId.Next("d"));

    private static string FormKeyOf(string seed) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(seed)))[..24];

    private static async Task<(HttpStatusCode Status, JsonObject Body)> Put(HttpClient client, string id, int? version, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/me/drafts/{id}") { Content = JsonContent.Create(body) };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text)!.AsObject() : []);
    }
}
