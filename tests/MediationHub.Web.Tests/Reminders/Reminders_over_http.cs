using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Reminders;
using MediationHub.Tests.Load;
using MediationHub.Web.Features.Reminders;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace MediationHub.Web.Tests.Reminders;

public class Reminders_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Stand_in_the_inbox_of_the_person_alone_until_they_are_read()
    {
        var id = await Remind("mediator", "案件甲的调解期限于2026年11月24日届满。");
        using var mediator = await hub.Client("mediator");
        using var head = await hub.Client("head");
        var inbox = await mediator.Get("/api/v1/inbox?unread=true&pageSize=200");
        Assert.Contains(inbox["items"]!.AsArray(), i => i!["id"]!.GetValue<long>() == id);
        var unread = inbox["unread"]!.GetValue<int>();
        Assert.DoesNotContain((await head.Get("/api/v1/inbox?pageSize=200"))["items"]!.AsArray(), i => i!["id"]!.GetValue<long>() == id);
        Assert.Equal(HttpStatusCode.NotFound, (await head.Post($"/api/v1/inbox/{id}/read", null)).Status);

        Assert.Equal(HttpStatusCode.OK, (await mediator.Post($"/api/v1/inbox/{id}/read", null)).Status);
        Assert.Equal(unread - 1, (await mediator.Get("/api/v1/inbox"))["unread"]!.GetValue<int>());
    }

    [Fact]
    public async Task Count_live_in_every_open_page_of_the_person()
    {
        using var client = await hub.Client("mediator2");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var feed = await client.GetAsync("/api/v1/inbox/live", HttpCompletionOption.ResponseHeadersRead, limit.Token);
        Assert.Equal("text/event-stream", feed.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await feed.Content.ReadAsStreamAsync(limit.Token));
        Assert.Equal("data: {\"unread\":0}", await Next());
        await Remind("mediator2", "案件乙的受理期限于2026年11月24日届满。");
        while (await Next() != "data: {\"unread\":1}") { }
        await client.Post("/api/v1/inbox/read-all", null);
        while (await Next() != "data: {\"unread\":0}") { }

        async Task<string> Next()
        {
            while (true)
                if (await reader.ReadLineAsync(limit.Token) is { Length: > 0 } line) return line;
        }
    }

    [Fact]
    public async Task Say_how_many_are_unread_on_every_page_and_lead_to_the_case()
    {
        using var pages = await Pages.SignedIn(hub, "head");
        using var head = await hub.Client("head");
        var (_, c, _) = await head.Post("/api/v1/cases", Calls.NewCase());
        var id = await Remind("head", "案件丙的调解期限于2026年11月24日届满。", c["id"]!.GetValue<string>());
        Assert.Matches("aria-label=\"提醒，\\d+ 条未读\"", await pages.Get("/cases"));
        Assert.Contains("案件丙的调解期限", await pages.Get("/inbox"));
        var (status, _, location) = await pages.Send("/inbox", $"/inbox/{id}/read", []);
        Assert.Equal((HttpStatusCode.Found, "/inbox"), (status, location));
        Assert.DoesNotContain("案件丙的调解期限", await pages.Get("/inbox?unread=1"));
    }

    [Fact]
    public async Task Go_where_the_person_wants_them()
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        var (status, text, _) = await pages.Send("/me/reminders", "/me/reminders", new() { ["mail"] = "no address", ["phone"] = "12345" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("电子邮箱格式有误", text);
        Assert.Contains("11 位手机号码", text);
        (status, _, _) = await pages.Send("/me/reminders", "/me/reminders", new() { ["mail"] = "wang@example.com", ["phone"] = "+86 138 0000 0000", ["wanted"] = "mediation|mail" });
        Assert.Equal(HttpStatusCode.Found, status);
        using var client = await hub.Client("mediator");
        var kept = await client.Get("/api/v1/me/reminders");
        Assert.Equal(("wang@example.com", "13800000000"), (kept["mail"]!.GetValue<string>(), kept["phone"]!.GetValue<string>()));
        Assert.DoesNotContain(kept["optedOut"]!.AsArray(), o => o!["rule"]!.GetValue<string>() == "mediation" && o["channel"]!.GetValue<string>() == "mail");
        Assert.Contains(kept["optedOut"]!.AsArray(), o => o!["rule"]!.GetValue<string>() == "mediation" && o["channel"]!.GetValue<string>() == "sms");
    }

    [Fact]
    public async Task Follow_rules_that_the_administrator_changes_with_a_reason()
    {
        using var admin = await hub.Client("admin");
        var rule = (await admin.Get("/api/v1/reminder-rules"))["items"]!.AsArray().Single(r => r!["id"]!.GetValue<string>() == "limitation")!;
        JsonObject Body(string ahead, string source) => new() { ["active"] = true, ["days"] = new JsonArray(-10, 0), ["recipients"] = new JsonArray("head"), ["channels"] = new JsonArray("mail"), ["ahead"] = ahead, ["today"] = "案件{number}今日届满。", ["past"] = "案件{number}已届满。", ["source"] = source };
        Assert.Equal(HttpStatusCode.BadRequest, await Put(Body("案件{number}，申请人{name}。", "试"), 0));   // nothing personal can be filled in
        Assert.Equal(HttpStatusCode.BadRequest, await Put(Body("案件{number}。", " "), 0));
        Assert.Equal(HttpStatusCode.PreconditionRequired, await Put(Body("案件{number}。", "市局通知"), null));
        Assert.Equal(HttpStatusCode.OK, await Put(Body("案件{number}。", "市局通知"), rule["version"]!.GetValue<int>()));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Put(Body("案件{number}。", "市局通知"), rule["version"]!.GetValue<int>()));
        using var pages = await Pages.SignedIn(hub, "admin");
        Assert.Contains("市局通知", await pages.Get("/reminder-rules/limitation"));
        var (status, text, _) = await pages.Send("/reminder-rules/performance", "/reminder-rules/performance", new() { ["active"] = "true", ["days"] = "-5，二", ["recipients"] = "mediator", ["ahead"] = "请办理{number}", ["today"] = "请办理{number}", ["past"] = "请办理{number}", ["source"] = "试行" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("不重复的天数", text);
        (status, text, _) = await pages.Send("/reminder-rules/performance", "/reminder-rules/performance", new() { ["active"] = "true", ["days"] = "-5，2", ["recipients"] = "mediator", ["ahead"] = "先看看{number}", ["today"] = "请办理{number}", ["past"] = "请办理{number}", ["source"] = "试行", ["_do"] = "preview" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("先看看", text);
        (status, _, _) = await pages.Send("/reminder-rules", "/reminder-rules/quiet-hours", new() { ["from"] = "22:00", ["until"] = "07:30" });
        Assert.Equal(HttpStatusCode.Found, status);
        Assert.Equal("07:30", (await admin.Get("/api/v1/reminder-rules"))["quietHours"]!["until"]!.GetValue<string>());

        async Task<HttpStatusCode> Put(JsonObject body, int? version)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/reminder-rules/limitation") { Content = JsonContent.Create(body) };
            if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
            using var answer = await admin.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Are_found_in_what_was_sent_and_sent_again_by_hand()
    {
        var id = await Remind("mediator", "案件丁的调解期限于2026年11月24日届满。", channel: "mail", state: "failed");
        using var pages = await Pages.SignedIn(hub, "admin");
        Assert.Contains($"/outbox/{id}", await pages.Get("/outbox?channel=mail&state=failed"));
        var shown = await pages.Get($"/outbox/{id}");
        Assert.Contains("案件丁", shown);
        Assert.Contains("请勿回复", shown);   // the mail as it goes out
        var (status, _, location) = await pages.Send($"/outbox/{id}", $"/outbox/{id}/resend", []);
        Assert.Equal((HttpStatusCode.Found, $"/outbox/{id}?done=resend"), (status, location));
        Assert.Contains("人工要求重发", await pages.Get($"/outbox/{id}"));
    }

    /// <summary>What an organization's figures ask about has no case and no last day.</summary>
    [Fact]
    public async Task About_an_organization_name_it_and_the_day_they_were_made_for()
    {
        await using var connection = await hub.Installation.Store.Database.OpenConnectionAsync();
        var name = await connection.ExecuteScalarAsync<string>("select name from organization_rows where id = 'org-1'");
        var id = await connection.ExecuteScalarAsync<long>(
            """
            insert into outbox (occasion, channel, recipient, rule, organization_id, number, due_on, provisional, text, made_at, state, not_before)
            values (@occasion, 'mail', 'head', 'below-target', 'org-1', null, '2026-11-20', false, '成功率低于目标。', now(), 'failed', now()) returning id
            """, new { occasion = Guid.NewGuid().ToString("N") });
        using var pages = await Pages.SignedIn(hub, "admin");
        var list = await pages.Get("/outbox?rule=below-target");
        Assert.Contains($"{name}，提示日 2026-11-20", list);
        Assert.DoesNotContain("—，", list);
        var shown = await pages.Get($"/outbox/{id}");
        Assert.Contains(name!, shown);
        Assert.Contains("提示日", shown);
        Assert.DoesNotContain("届满日", shown);
    }

    [Fact]
    public async Task Of_a_term_that_has_run_out_find_the_notice_prepared_and_leave_the_closing_to_a_person()
    {
        using var mediator = await hub.Client("mediator");
        var late = JsonSerializer.SerializeToNode(Calls.NewCase())!.AsObject();
        (late["receivedAt"], late["lateEntryReason"]) = (Calls.At(30 * 24 * 60), "系统停用期间以纸质登记");
        var (status, c, _) = await mediator.Post("/api/v1/cases", late);
        Assert.Equal(HttpStatusCode.Created, status);
        c = await mediator.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        c = await mediator.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        var due = c["deadlines"]!.AsArray().Single(d => d!["rule"]!.GetValue<string>() == "MED15R")!["due"]!.GetValue<string>();

        using var pages = await Pages.SignedIn(hub, "mediator");
        Assert.Contains($"调解期限已于 {due} 届满，尚未结案", await pages.Get($"/cases/{c["id"]}"));
        Assert.Contains("value=\"expired\"", await pages.Get($"/cases/{c["id"]}/do/close?outcome=expired"));
        var (made, paper, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/papers", new { kind = "terminationNotice" });
        Assert.Equal(HttpStatusCode.Created, made);
        var text = await mediator.GetStringAsync(paper["html"]!.GetValue<string>());
        Assert.Contains("调解期限届满", text);
        Assert.Contains(DateOnly.Parse(due).ToString("yyyy年M月d日"), text);

        c = await mediator.Get($"/api/v1/cases/{c["id"]}");
        Assert.Equal("accepted", c["stage"]!.GetValue<string>());
        c = await mediator.Do(c, "close", new { outcome = "expired", on = Calls.Today, reasons = Array.Empty<object>() });
        Assert.Equal(("closed", "expired"), (c["stage"]!.GetValue<string>(), c["outcome"]!.GetValue<string>()));
        Assert.DoesNotContain("尚未结案", await pages.Get($"/cases/{c["id"]}"));
    }

    private async Task<long> Remind(string user, string text, string? caseId = null, string channel = "inbox", string state = "sent")
    {
        await using var connection = await hub.Installation.Store.Database.OpenConnectionAsync();
        var id = await connection.ExecuteScalarAsync<long>(
            """
            insert into outbox (occasion, channel, recipient, rule, case_id, organization_id, number, due_on, provisional, text, made_at, state, not_before)
            values (@occasion, @channel, @user, 'mediation', @caseId, 'org-1', '〔2026〕1号', '2026-11-24', false, @text, now(), @state, now()) returning id
            """, new { occasion = Guid.NewGuid().ToString("N"), channel, user, caseId, text, state });
        await connection.ExecuteAsync("select pg_notify('inbox', @user)", new { user });
        return id;
    }
}

/// <summary>A gateway for text messages that is told what its address and body look like.</summary>
public class A_text_message
{
    [Theory]
    [InlineData("/send?to={phone}&text={text}", null, "", "%E8%B0%83")]
    [InlineData("/send", "mobile={phone}&content={text}", "mobile=13800000000&content=%E3%80%90", "")]
    [InlineData("/send", """{"mobile":"{phone}","content":"{text}"}""", "\"mobile\":\"13800000000\"", "")]
    public async Task Is_filled_into_address_and_body_as_the_settings_say(string path, string? body, string inBody, string inAddress)
    {
        using var gateway = new HttpListener();
        var port = ServedProgram.FreePort();
        gateway.Prefixes.Add($"http://127.0.0.1:{port}/");
        gateway.Start();
        var called = gateway.GetContextAsync();
        using var channels = new Channels(new(null, null, new($"http://127.0.0.1:{port}{path}", body, "Authorization: Bearer x", "\"code\":0"), null));
        var item = new OutboxItem(1, "o", "sms", "mediator", "mediation", "c1", "org-1", "〔2026〕1号", "MED15R", new(2026, 11, 24), false, "案件\"〔2026〕1号\"的调解期限届满。", TestTime.Now, "waiting", 0, TestTime.Now, null, null);
        var sending = channels.Send(item, "13800000000", default);
        var call = await called;
        using var reader = new StreamReader(call.Request.InputStream);
        var got = await reader.ReadToEndAsync();
        Assert.Contains(inBody, got);
        Assert.Contains(inAddress, call.Request.RawUrl);
        if (body?[0] is '{') Assert.Equal($"【调解工作台】{item.Text}", JsonNode.Parse(got)!["content"]!.GetValue<string>());
        Assert.Equal("Bearer x", call.Request.Headers["Authorization"]);
        call.Response.OutputStream.Write("{\"code\":7}"u8);
        call.Response.Close();
        Assert.Equal(new Delivery(false, "gateway refused"), await sending);
    }

    [Fact]
    public async Task To_a_gateway_that_is_away_is_tried_again_later()
    {
        using var channels = new Channels(new(null, new(new($"http://127.0.0.1:{ServedProgram.FreePort()}/"), "0123456789abcdef"), null, null));
        var item = new OutboxItem(1, "o", "webhook", "", "mediation", "c1", "org-1", "〔2026〕1号", "MED15R", new(2026, 11, 24), false, "…", TestTime.Now, "waiting", 0, TestTime.Now, null, null);
        Assert.Equal(new Delivery(false, "ConnectionRefused"), await channels.Send(item, null, default));
    }
}
