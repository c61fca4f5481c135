using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Tests.Api;

public class A_command_sent_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Needs_the_version_that_was_seen()
    {
        using var client = await hub.Client("mediator");
        var (_, c, _) = await client.Post("/api/v1/cases", Calls.NewCase());
        var (status, body, _) = await client.Post($"/api/v1/cases/{c["id"]}/ask-consent", new { on = Calls.Today });
        Assert.Equal((HttpStatusCode)428, status);
        Assert.Equal("if-match-required", body["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task On_an_old_version_says_what_has_changed_since()
    {
        using var client = await hub.Client("mediator");
        var (_, c, _) = await client.Post("/api/v1/cases", Calls.NewCase());
        var seen = c["version"]!.GetValue<int>();
        await client.Do(c, "ask-consent", new { on = Calls.Today });
        var (status, body, _) = await client.Post($"/api/v1/cases/{c["id"]}/record-consent", new { partyId = "r1", consents = true, on = Calls.Today }, seen);
        Assert.Equal(HttpStatusCode.PreconditionFailed, status);
        Assert.Equal(seen, body["conflict"]!["yourVersion"]!.GetValue<int>());
        Assert.Equal(seen + 1, body["conflict"]!["currentVersion"]!.GetValue<int>());
        Assert.Equal("征询被申请人意见", body["conflict"]!["changes"]![0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task With_the_same_key_and_body_gives_the_first_answer_and_has_no_second_effect()
    {
        using var client = await hub.Client("mediator");
        var key = Guid.NewGuid().ToString();
        var body = Calls.NewCase();
        var (first, one, _) = await client.Post("/api/v1/cases", body, idempotency: key);
        var (again, other, _) = await client.Post("/api/v1/cases", body, idempotency: key);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first, again));
        Assert.Equal(one["id"]!.GetValue<string>(), other["id"]!.GetValue<string>());
        Assert.Equal(one["number"]!.GetValue<string>(), other["number"]!.GetValue<string>());

        // Looked at before If-Match: the retry's version is old by now, and it is answered all the same.
        var stepKey = Guid.NewGuid().ToString();
        var step = new { on = Calls.Today };
        var version = one["version"]!.GetValue<int>();
        var (_, asked, _) = await client.Post($"/api/v1/cases/{one["id"]}/ask-consent", step, version, stepKey);
        await client.Do(asked, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        var (status, repeated, _) = await client.Post($"/api/v1/cases/{one["id"]}/ask-consent", step, version, stepKey);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(asked["version"]!.GetValue<int>(), repeated["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task With_the_same_key_and_another_body_is_refused()
    {
        using var client = await hub.Client("mediator");
        var key = Guid.NewGuid().ToString();
        await client.Post("/api/v1/cases", Calls.NewCase(), idempotency: key);
        var (status, body, _) = await client.Post("/api/v1/cases", Calls.NewCase(amount: 9000), idempotency: key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("idempotency-key-reused", body["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Twenty_times_at_once_with_one_key_has_one_effect()
    {
        using var client = await hub.Client("head");
        var key = Guid.NewGuid().ToString();
        var body = Calls.NewCase();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.Post("/api/v1/cases", body, idempotency: key)));
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Created || a.Body["code"]!.GetValue<string>() == "in-progress", a.Body.ToJsonString()));
        Assert.Single(answers.Where(a => a.Status is HttpStatusCode.Created).Select(a => a.Body["id"]!.GetValue<string>()).Distinct());
    }

    [Fact]
    public async Task Answers_in_English_where_that_is_preferred()
    {
        using var client = await hub.Client("mediator");
        client.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
        var (_, body, _) = await client.Post("/api/v1/cases", new { organizationId = RunningHub.Organization });
        Assert.Equal("Invalid", body["title"]!.GetValue<string>());
        // The pages are in Chinese for every browser.
        var (_, c, _) = await client.Post("/api/v1/cases", Calls.NewCase());
        Assert.Equal("Nobody entered the local minimum wage.", c["claims"]![0]!["finalAwardBasis"]!.GetValue<string>());
        Assert.Contains("未录入当地最低工资", WebUtility.HtmlDecode(await client.GetStringAsync($"/cases/{c["id"]}")));
        client.DefaultRequestHeaders.Add("Cookie", $"{Signing.CookieName}=ticket");   // as the pages' scripts come
        (_, body, _) = await client.Post("/api/v1/cases", new { organizationId = RunningHub.Organization });
        Assert.Equal("填写有误", body["title"]!.GetValue<string>());
    }
}
