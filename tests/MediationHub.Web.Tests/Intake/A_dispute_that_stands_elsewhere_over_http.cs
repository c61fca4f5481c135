using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Bridge;

namespace MediationHub.Web.Tests.Intake;

/// <summary>Whether the same dispute is decided or pending elsewhere: asked by both forms and the API, shown, and in the way of acceptance.</summary>
public class A_dispute_that_stands_elsewhere_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private const string Commission = "长春市劳动人事争议仲裁委员会", Number = "长劳人仲案字〔2026〕12号";

    private static JsonObject Case(string name, JsonNode? elsewhere, string source = "partyApplication")
    {
        var body = JsonNode.Parse(JsonSerializer.Serialize(Calls.NewCase()))!.AsObject();
        body["source"] = source;
        body["applicants"]![0]!["name"] = name;
        body["applicants"]![0]!.AsObject().Remove("idNumber");
        body["form"] = "oral";
        if (elsewhere is not null) body["elsewhere"] = elsewhere;
        return body;
    }

    private static JsonObject Pending => new() { ["kind"] = "pendingInArbitration", ["body"] = Commission, ["number"] = Number, ["on"] = "2026-11-02" };

    private static async Task<JsonObject> Registered(HttpClient client, JsonObject body)
    {
        var (status, c, _) = await client.Post("/api/v1/cases", body);
        Assert.True(status is HttpStatusCode.Created, c.ToJsonString());
        return c;
    }

    [Fact]
    public async Task Is_refused_with_the_article_until_the_record_is_corrected()
    {
        using var mediator = await hub.Client("mediator");
        var c = await Registered(mediator, Case("郑一别", Pending));
        Assert.Equal(Pending.ToJsonString(), c["elsewhere"]!.ToJsonString());
        c = await mediator.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        var (status, no, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today }, c["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, "dispute-elsewhere", "劳动人事争议仲裁办案规则第六十九条、第七十条"), (status, no.Word("code"), no.Word("basis")));
        Assert.Contains("不予受理", no.Word("detail"));
        Assert.False(c["allowed"]!.AsArray().Single(a => a!["command"]!.GetValue<string>() == "accept")!["ok"]!.GetValue<bool>());

        c = await mediator.Do(c, "correct", new { fields = new { elsewhere = new { kind = "none" } }, reason = "申请人已撤回仲裁申请" });
        Assert.Equal("""{"kind":"none"}""", c["elsewhere"]!.ToJsonString());
        c = await mediator.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        Assert.Equal("accepted", c["stage"]!.GetValue<string>());
    }

    [Fact]
    public async Task Is_accepted_where_a_court_sent_it_and_not_asked_about_where_nobody_said()
    {
        using var mediator = await hub.Client("mediator");
        foreach (var (name, elsewhere, source) in new[] { ("郑二别", (JsonNode?)new JsonObject { ["kind"] = "pendingInCourt" }, "courtEntrusted"), ("郑三别", null, "partyApplication") })
        {
            var c = await Registered(mediator, Case(name, elsewhere, source));
            Assert.Equal(elsewhere is null, c["elsewhere"] is null);
            c = await mediator.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
            await mediator.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        }
    }

    /// <summary>It was left unasked at registration, and nobody was ever asked again.</summary>
    [Fact]
    public async Task Is_asked_on_the_page_of_the_case_and_by_the_form_of_acceptance()
    {
        using var mediator = await hub.Client("mediator");
        using var pages = await Pages.SignedIn(hub, "mediator");
        var c = await Registered(mediator, Case("郑九别", null));
        c = await mediator.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        Assert.Contains("受理前询问当事人", c["allowed"]!.AsArray().Single(a => a!["command"]!.GetValue<string>() == "accept")!["note"]!.GetValue<string>());
        var here = $"/cases/{c["id"]}";
        var page = await pages.Get(here);
        Assert.Contains("还没有询问同一争议是否已经裁决、判决，或者正在仲裁、诉讼", page);
        Assert.Contains("未询问", page);
        var way = System.Text.RegularExpressions.Regex.Match(page, $"href=\"({here}/do/correct[^\"#]*)#f-elsewhere-kind\"").Groups[1].Value;
        Assert.Contains(">受理前询问当事人</textarea>", await pages.Get(way));

        var accept = $"{here}/do/accept";
        Assert.Matches("<select[^>]*name=\"elsewhere.kind\"[^>]*required", await pages.Get(accept));
        var (status, text, _) = await pages.Send(accept, accept, new() { ["mediatorId"] = RunningHub.Mediator, ["on"] = Calls.Today });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("请选择同一争议的裁决、诉讼情况", text);
        (status, text, _) = await pages.Send(accept, accept, new() { ["mediatorId"] = RunningHub.Mediator, ["on"] = Calls.Today, ["elsewhere.kind"] = "pendingInCourt", ["elsewhere.number"] = "（2026）吉01民初1号" });
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("同一争议正在诉讼，不能受理", text);
        (status, text, _) = await pages.Send(accept, accept, new() { ["mediatorId"] = RunningHub.Mediator, ["on"] = Calls.Today, ["elsewhere.kind"] = "none", ["elsewhere.number"] = "先填了又没有的" });
        Assert.True(status is HttpStatusCode.Found, text);
        Assert.Equal("""{"kind":"none"}""", (await mediator.Get($"/api/v1{here}"))["elsewhere"]!.ToJsonString());
        Assert.DoesNotContain("还没有询问同一争议", await pages.Get(here));
        Assert.Contains("询问同一争议的裁决、诉讼情况：没有", await pages.Get($"{here}?tab=history"));
    }

    /// <summary>The answer that stands in the way of acceptance was asked for once more, and kept nowhere.</summary>
    [Fact]
    public async Task Leads_from_the_form_of_acceptance_to_the_rejection_with_the_answer_and_is_recorded_there()
    {
        using var mediator = await hub.Client("mediator");
        using var pages = await Pages.SignedIn(hub, "mediator");
        var c = await Registered(mediator, Case("郑十别", null));
        c = await mediator.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        string accept = $"/cases/{c["id"]}/do/accept", reject = $"/cases/{c["id"]}/do/reject";
        var (_, text, _) = await pages.Send(accept, accept, new() { ["mediatorId"] = RunningHub.Mediator, ["on"] = Calls.Today, ["elsewhere.kind"] = "decided", ["elsewhere.number"] = Number });
        Assert.Contains("不能办理", text);
        Assert.DoesNotContain("处需要更正", text);
        Assert.Contains("form=\"to-reject\">办理不予受理", text);
        var way = System.Text.RegularExpressions.Regex.Match(text, "<form id=\"to-reject\".*?</form>", System.Text.RegularExpressions.RegexOptions.Singleline).Value;
        Assert.All([$"action=\"{reject}\"", "name=\"_begun\"", $"value=\"{Number}\""], part => Assert.Contains(part, way));

        (var status, text, _) = await pages.Send(accept, reject, new() { ["_begun"] = "true", ["elsewhere.kind"] = "decided", ["elsewhere.number"] = Number });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Matches("value=\"alreadyDecided\"[^>]* checked", text);
        Assert.Contains($"同一争议已由仲裁裁决或者法院判决（{Number}）。</textarea>", text);
        Assert.Contains($"value=\"{Number}\"", text);
        Assert.Equal("consentPending", (await mediator.Get($"/api/v1/cases/{c["id"]}"))["stage"]!.GetValue<string>());
        (status, text, _) = await pages.Send(reject, reject, new() { ["ground"] = "alreadyDecided", ["reason"] = "已经裁决", ["on"] = Calls.Today, ["elsewhere.kind"] = "decided", ["elsewhere.number"] = Number });
        Assert.True(status is HttpStatusCode.Found, text);
        c = await mediator.Get($"/api/v1/cases/{c["id"]}");
        Assert.Equal(("notAccepted", Number), (c["stage"]!.GetValue<string>(), c["elsewhere"]!["number"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("""{"body":"某仲裁委"}""", "elsewhere.kind")]
    [InlineData("""{"kind":"somewhere"}""", "elsewhere.kind")]
    [InlineData("""{"kind":2}""", "elsewhere.kind")]
    [InlineData("""{"kind":"none","number":"12"}""", "elsewhere.kind")]
    [InlineData("""{"kind":"decided","on":"2099-01-01"}""", "elsewhere.on")]
    [InlineData("""{"kind":"decided","on":"2026-02-30"}""", "elsewhere.on")]
    [InlineData("""{"kind":"decided","body":"\u0000"}""", "elsewhere.body")]
    [InlineData("\"decided\"", "elsewhere")]
    [InlineData("[]", "elsewhere")]
    public async Task Said_wrongly_is_a_mistake_in_that_field(string elsewhere, string field)
    {
        using var mediator = await hub.Client("mediator");
        var (status, no, _) = await mediator.Post("/api/v1/cases", Case("郑四别", JsonNode.Parse(elsewhere)));
        Assert.Equal((HttpStatusCode.BadRequest, field), (status, no["errors"]!.AsObject().Single().Key));
    }

    [Fact]
    public async Task Is_asked_at_the_desk_shown_on_the_case_and_proposed_as_the_ground()
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        var form = new Dictionary<string, string>(Drafts_over_the_API.Form("郑五别", "22010219900307055"));
        var (status, text, _) = await pages.Send("/cases/new", "/cases/new", new(form) { ["elsewhere.body"] = Commission });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("请选择同一争议的裁决、诉讼情况", text);
        (status, text, _) = await pages.Send("/cases/new", "/cases/new", new(form) { ["elsewhere.kind"] = "decided", ["elsewhere.on"] = "2099-01-01" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("裁判或者申请、起诉日期：日期不得晚于今日。", text);

        (status, text, var to) = await pages.Send("/cases/new", "/cases/new", new(form) { ["elsewhere.kind"] = "pendingInArbitration", ["elsewhere.body"] = Commission, ["elsewhere.number"] = Number });
        Assert.True(status is HttpStatusCode.Found, text);
        var page = await pages.Get(to!);
        Assert.All([$"同一争议正在仲裁（{Commission}，{Number}）", "第六十九条", "/do/reject\""], t => Assert.Contains(t, page));
        var here = to!.Split('?')[0];
        page = await pages.Get($"{here}/do/reject");
        Assert.Matches("value=\"pendingInArbitration\"[^>]* checked", page);
        Assert.Contains("同一争议正在仲裁", page);
        Assert.Contains("不能受理", await pages.Get($"{here}/do/accept"));

        // Putting it right keeps what else was known; nothing changed is no correction.
        page = await pages.Get($"{here}/do/correct");
        Assert.Contains($"value=\"{Number}\"", page);
        (status, text, _) = await pages.Send($"{here}/do/correct", $"{here}/do/correct", new() { ["elsewhere.kind"] = "decided", ["elsewhere.body"] = Commission, ["elsewhere.number"] = Number, ["reason"] = "已经裁决", ["parties[0].partyId"] = "a1", ["parties[1].partyId"] = "r1" });
        Assert.True(status is HttpStatusCode.Found, text);
        // The form names every party; the history tells of what was corrected, and why.
        var history = await pages.Get($"{here}?tab=history");
        Assert.Contains("同一争议的裁决、诉讼情况改为“已由仲裁裁决或者法院判决”。更正原因：已经裁决", history);
        Assert.DoesNotContain("的登记内容", history);
        Assert.Contains($"已由仲裁裁决或者法院判决（{Commission}，{Number}）", await pages.Get(here));

        (status, _, var where) = await pages.Send($"{here}/do/correct", $"{here}/do/correct", new() { ["elsewhere.kind"] = "decided", ["elsewhere.body"] = Commission, ["elsewhere.number"] = Number, ["reason"] = "再看一次", ["parties[0].partyId"] = "a1", ["parties[1].partyId"] = "r1" });
        Assert.Equal((HttpStatusCode.Found, $"{here}?tab=overview&done=nothing-corrected"), (status, where));
        Assert.Contains("没有作出更正", await pages.Get(where!));
        (status, text, _) = await pages.Send($"{here}/do/correct", $"{here}/do/correct", new() { ["elsewhere.kind"] = "none", ["elsewhere.body"] = Commission, ["reason"] = "查无此案" });
        Assert.True(status is HttpStatusCode.Found, text);
        Assert.DoesNotContain("第五十一条", await pages.Get(here));

        // Why it was not accepted is told in the history, not its ground alone.
        using var mediator = await hub.Client("mediator");
        await mediator.Do(await mediator.Get($"/api/v1{here}"), "reject", new { ground = "alreadyDecided", reason = "当事人提交了已生效的裁决书", on = Calls.Today });
        history = await pages.Get($"{here}?tab=history");
        var told = (await mediator.Get($"/api/v1{here}/timeline"))["items"]!.AsArray().Single(h => h!["what"]!.GetValue<string>() == "case.not-accepted/1")!["detail"]!.GetValue<string>();
        Assert.EndsWith("。理由：当事人提交了已生效的裁决书", told);
        Assert.Contains(told, history);
    }

    [Fact]
    public async Task Is_asked_on_the_phone_and_kept_from_page_to_page()
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        const string draft = "abcdefabcdefabcdefabcdef";
        string At(string question) => $"/cases/new/phone/{draft}/{question}";
        await pages.Send(At("applicant"), At("applicant"), new() { ["applicants[0].kind"] = "person", ["applicants[0].name"] = "郑六别" });
        var (status, text, _) = await pages.Send(At("facts"), At("facts"), new() { ["disputeType"] = "07.1", ["elsewhere.number"] = Number });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("请选择同一争议的裁决、诉讼情况", text);
        (status, text, _) = await pages.Send(At("facts"), At("facts"), new() { ["disputeType"] = "07.1", ["elsewhere.kind"] = "pendingInCourt", ["elsewhere.number"] = Number });
        Assert.True(status is HttpStatusCode.Found, text);
        var check = await pages.Get(At("check"));
        Assert.All(["正在诉讼", Number], t => Assert.Contains(t, check));
    }

    [Fact]
    public async Task Stands_in_the_application_and_in_the_oral_record()
    {
        using var mediator = await hub.Client("mediator");
        var c = await Registered(mediator, Case("郑七别", Pending));
        foreach (var (kind, says) in new[] { ("application", "是否已经裁决、判决，或者正在仲裁、诉讼：正在仲裁"), ("oralApplicationRecord", $"正在仲裁（{Commission}") })
        {
            var (status, paper, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/papers", new { kind }, (await mediator.Get($"/api/v1/cases/{c["id"]}"))["version"]!.GetValue<int>());
            Assert.True(status is HttpStatusCode.Created or HttpStatusCode.OK, paper.ToJsonString());
            Assert.Contains(says, WebUtility.HtmlDecode(await mediator.GetStringAsync($"/api/v1/papers/{paper["id"]}.html")));
        }
    }

    [Fact]
    public async Task Is_warned_of_where_an_earlier_case_tells_of_it()
    {
        using var mediator = await hub.Client("mediator");
        await Registered(mediator, Case("郑八别", null, "courtAssigned"));
        var again = await Registered(mediator, Case("郑八别", null));
        Assert.Equal("forCourt", again["possibleDuplicates"]![0]!["elsewhere"]!.GetValue<string>());
        using var pages = await Pages.SignedIn(hub, "mediator");
        Assert.Contains("受人民法院委派或者委托调解，正在办理", await pages.Get($"/cases/{again["id"]}?done=register"));
    }

    [Fact]
    public async Task Is_read_by_an_auditor_without_the_partys_name()
    {
        using var mediator = await hub.Client("mediator");
        var c = await Registered(mediator, Case("欧阳别别", new JsonObject { ["kind"] = "decided", ["number"] = "欧阳别别诉某某公司案" }));
        using var auditor = await hub.Client("auditor");
        var read = (await auditor.Get($"/api/v1/cases/{c["id"]}")).ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.Contains("申请人诉", read);
        Assert.DoesNotContain("欧阳别别", read);
        Assert.DoesNotContain("欧阳别别", WebUtility.HtmlDecode(await auditor.GetStringAsync($"/cases/{c["id"]}")));
    }
}
