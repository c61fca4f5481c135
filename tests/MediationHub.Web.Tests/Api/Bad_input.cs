using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace MediationHub.Web.Tests.Api;

/// <summary>Each gets a clear Chinese answer with the field or the rule's code, and nothing is half done.</summary>
public class Bad_input(RunningHub hub) : IClassFixture<RunningHub>
{
    private static JsonObject New(Action<JsonObject> change)
    {
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Calls.NewCase()))!.AsObject();
        change(body);
        return body;
    }

    public static TheoryData<string, string> Registrations => new()
    {
        { """{"source":"fromTheMoon"}""", "source" },
        { """{"form":"sung"}""", "form" },
        { """{"knewOn":"2026-02-30"}""", "knewOn" },
        { """{"receivedAt":"2026-13-01T00:00:00+08:00"}""", "receivedAt" },
        { """{"receivedAt":"2999-01-01T00:00:00+08:00"}""", "receivedAt" },
        { """{"receivedAt":"2020-01-01T00:00:00+08:00"}""", "lateEntryReason" },
        { """{"applicants":[{"kind":"person","name":"李某","idType":"residentId","idNumber":"220102199003070049"}]}""", "applicants[0].idNumber" },
        { """{"respondents":[{"kind":"employer","name":"某公司","creditCode":"91350100M000100Y42"}]}""", "respondents[0].creditCode" },
        { """{"claims":[{"type":"07.1","text":"工资","amount":-1}]}""", "claims[0].amount" },
        { """{"claims":[{"type":"07.1","text":"工资","amount":1.005}]}""", "claims[0].amount" },
        { """{"claims":[{"type":"07.1","text":"工资","amount":"many"}]}""", "claims[0].amount" },
        { """{"claims":[{"type":"98.7","text":"工资"}]}""", "claims[0].type" },
        { """{"disputeType":"zz"}""", "disputeType" },
        { """{"facts":"bell \u0007 rings"}""", "facts" },
        { """{"applicants":[]}""", "applicants" },
        { """{"workersInvolved":0}""", "workersInvolved" },
        { """{"workersInvolved":1000000000}""", "workersInvolved" },
        { """{"receivedAt":"2026-11-20T09:00:00"}""", "receivedAt" },
        { """{"receivedAt":"2026-11-20"}""", "receivedAt" },
        { """{"receivedAt":"9999-12-31T23:59:59+00:00"}""", "receivedAt" },
        { """{"organizationId":null}""", "organizationId" },
        { """{"recordFileId":"f\u0000"}""", "recordFileId" },
        { """{"applicants":[{"kind":"person","name":"李\u202E某"}]}""", "applicants[0].name" },
        { """{"lateEntryReason":"补录\u0000"}""", "lateEntryReason" },
    };

    [Theory, MemberData(nameof(Registrations))]
    public async Task At_registration_is_named_by_its_field(string change, string field)
    {
        using var client = await hub.Client("mediator");
        var before = (await client.Get("/api/v1/cases"))["total"]!.GetValue<int>();
        var (status, answer, _) = await client.Post("/api/v1/cases", New(body =>
        {
            foreach (var (name, value) in JsonNode.Parse(change)!.AsObject()) body[name] = value?.DeepClone();
        }));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(answer["errors"]!.AsObject().ContainsKey(field), answer.ToJsonString());
        Assert.Matches("[\u4e00-\u9fff]", answer["detail"]!.GetValue<string>());
        Assert.Equal(before, (await client.Get("/api/v1/cases"))["total"]!.GetValue<int>());
    }

    /// <summary>“此项应为数字，不加引号” was said of 1e30, around which no quotes stood.</summary>
    [Theory]
    [InlineData("""{"claims":[{"type":"07.1","text":"工资","amount":1e30}]}""", "claims[0].amount", "数字过大")]
    [InlineData("""{"claims":[{"type":"07.1","text":"工资","amount":"100"}]}""", "claims[0].amount", "不加引号")]
    [InlineData("""{"workersInvolved":1000000000000}""", "workersInvolved", "数字过大")]
    [InlineData("""{"workersInvolved":1.5}""", "workersInvolved", "不带小数")]
    [InlineData("""{"workersInvolved":"2"}""", "workersInvolved", "不加引号")]
    public async Task Of_a_number_is_told_what_is_wrong_with_it(string change, string field, string says)
    {
        using var client = await hub.Client("mediator");
        var (status, answer, _) = await client.Post("/api/v1/cases", New(body =>
        {
            foreach (var (name, value) in JsonNode.Parse(change)!.AsObject()) body[name] = value?.DeepClone();
        }));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(says, answer["errors"]![field]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_ten_megabytes_is_turned_away_at_the_door()
    {
        using var client = await hub.Client("mediator");
        var (status, answer, _) = await client.Post("/api/v1/cases", New(b => b["facts"] = new string('长', 10 * 1024 * 1024 / 3)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal("body-too-large", answer["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public async Task That_is_no_json_object_is_said_to_be_none(string body)
    {
        using var client = await hub.Client("mediator");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/v1/cases", content)).StatusCode);
    }

    [Fact]
    public async Task Received_before_the_organization_was_filed_is_refused_by_its_rule()
    {
        using var client = await hub.Client("mediator");
        var (status, answer, _) = await client.Post("/api/v1/cases", New(b => (b["receivedAt"], b["knewOn"], b["lateEntryReason"]) = ("2025-02-28T09:00:00+08:00", "2025-02-01", "补录旧案")));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("received-before-filing", answer["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_mediator_of_another_organization_cannot_take_the_case()
    {
        using var client = await hub.Client("mediator");
        var (_, c, _) = await client.Post("/api/v1/cases", Calls.NewCase());
        c = await client.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        var (status, answer, _) = await client.Post($"/api/v1/cases/{c["id"]}/accept", new { mediatorId = "med-3", on = Calls.Today }, c["version"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("mediator-not-eligible", answer["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Sealing_before_signing_signing_again_and_closing_without_an_agreement_are_refused()
    {
        using var client = await hub.Client("mediator");
        var (_, c, _) = await client.Post("/api/v1/cases", Calls.NewCase());
        c = await client.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        c = await client.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        Assert.Equal("agreement-needed", await Refusal("close", new { outcome = "agreed", on = Calls.Today }));
        c = await client.Do(c, "hold-session", new
        {
            startsAt = Calls.At(120), endsAt = Calls.At(100), place = "调解室", mode = "onSite",
            attendance = new[] { new { partyId = "a1", present = true }, new { partyId = "r1", present = true } },
            record = new { statements = Array.Empty<object>(), undisputedFacts = new[] { "双方存在劳动关系。" }, result = "agreementReached" }, readBack = true,
            signatures = new[] { new { partyId = "a1" }, new { partyId = "r1" } },
        });
        c = await client.Do(c, "draft-agreement", new { terms = new[] { new { kind = "payment", payerId = "r1", payeeId = "a1", amount = 100m, dueOn = Calls.Today } } });
        Assert.NotEqual("", await Refusal("seal-agreement", new { sealedAt = Calls.At(1) }));
        c = await client.Do(c, "sign-agreement", new { signer = new { partyId = "a1" }, signedAt = Calls.At(60) });
        Assert.Equal("already-signed", await Refusal("sign-agreement", new { signer = new { partyId = "a1" }, signedAt = Calls.At(30) }));
        Assert.Equal(c["version"]!.GetValue<int>(), (await client.Get($"/api/v1/cases/{c["id"]}"))["version"]!.GetValue<int>());

        async Task<string> Refusal(string command, object body)
        {
            var (status, answer, _) = await client.Post($"/api/v1/cases/{c["id"]}/{command}", body, c["version"]!.GetValue<int>());
            Assert.True(status is HttpStatusCode.Conflict, answer.ToJsonString());
            return answer["code"]!.GetValue<string>();
        }
    }

    [Fact]
    public async Task An_outcome_that_is_not_said_is_never_filled_in()
    {
        using var client = await hub.Client("mediator");
        var c = await client.Sealed();
        var (status, answer, _) = await client.Post($"/api/v1/cases/{c["id"]}/close", new { on = Calls.Today }, c["version"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(answer["errors"]!.AsObject().ContainsKey("outcome"), answer.ToJsonString());
    }

    [Fact]
    public async Task A_program_named_pdf_is_not_taken_for_one()
    {
        using var client = await hub.Client("mediator");
        var (status, answer) = await Upload(client, "证据.pdf", [(byte)'M', (byte)'Z', 0x90, 0, 3, 0, 0, 0]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(answer["errors"]!.AsObject().ContainsKey("file"));
    }

    [Fact]
    public async Task A_file_belongs_to_the_case_that_names_it_and_to_nobody_else()
    {
        using var mediator = await hub.Client("mediator");
        using var other = await hub.Client("otherhead");
        var (status, file) = await Upload(mediator, "工资条.pdf", "%PDF-1.4 工资条"u8.ToArray());
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/files/{file["id"]}")).StatusCode);

        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        c = await mediator.Do(c, "add-evidence", new { fileId = file["id"]!.GetValue<string>(), title = "工资条", partyId = "a1" });
        var answer = await mediator.GetAsync($"/api/v1/files/{file["id"]}");
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("%PDF-1.4 工资条"u8.ToArray(), await answer.Content.ReadAsByteArrayAsync());

        var (_, second, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        var (stolen, no, _) = await mediator.Post($"/api/v1/cases/{second["id"]}/add-evidence", new { fileId = file["id"]!.GetValue<string>(), title = "工资条", partyId = "a1" }, second["version"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.BadRequest, stolen);
        Assert.True(no["errors"]!.AsObject().ContainsKey("fileId"));
    }

    [Fact]
    public async Task Files_go_along_when_a_case_is_transferred()
    {
        using var head = await hub.Client("head");
        using var receiver = await hub.Client("otherhead");
        var (_, file) = await Upload(head, "工资条.pdf", "%PDF-1.4 工资条"u8.ToArray());
        var (_, c, _) = await head.Post("/api/v1/cases", Calls.NewCase());
        c = await head.Do(c, "add-evidence", new { fileId = file["id"]!.GetValue<string>(), title = "工资条", partyId = "a1" });
        c = await head.Do(c, "transfer", new { organizationId = RunningHub.OtherOrganization, reason = "用人单位在贵市" });
        Assert.Contains((await receiver.Get("/api/v1/cases"))["items"]!.AsArray(), i => i!["id"]!.GetValue<string>() == c["id"]!.GetValue<string>());
        var old = await receiver.Do(await receiver.Get($"/api/v1/cases/{c["id"]}"), "accept-transfer");
        Assert.Equal("transferred", old["stage"]!.GetValue<string>());
        var taken = await receiver.Get($"/api/v1/cases/{old["links"]![0]!["id"]}");
        Assert.Equal(c["receivedAt"]!.GetValue<string>(), taken["receivedAt"]!.GetValue<string>());
        Assert.NotEqual(c["number"]!.GetValue<string>(), taken["number"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await receiver.GetAsync($"/api/v1/files/{file["id"]}")).StatusCode);
        Assert.Empty((await Store.Maintenance.Verification.Run(hub.Installation.Store, hub.Installation.Aggregates, null)).Findings);
    }

    private static async Task<(HttpStatusCode, JsonObject)> Upload(HttpClient client, string name, byte[] content)
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "file", name);
        var answer = await client.PostAsync("/api/v1/files", form);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    public static TheoryData<string, string> Sentences => new()
    {
        { """{"knewOn":"2026-02-30"}""", "日期无效" },
        { """{"receivedAt":"2026-11-20T09:00:00"}""", "须带时区" },
        { """{"claims":[{"type":"07.1","text":"工资","amount":"12"}]}""", "应为数字" },
        { """{"workersInvolved":1.5}""", "应为整数" },
        { """{"organizationId":null}""", "不能为空" },
        { """{"source":"fromTheMoon"}""", "不在可选范围" },
        { """{"applicants":{}}""", "应为列表" },
    };

    [Theory, MemberData(nameof(Sentences))]
    public async Task Is_answered_by_what_should_stand_there(string change, string sentence)
    {
        var (_, answer, _) = await (await hub.Client("mediator")).Post("/api/v1/cases", New(body =>
        {
            foreach (var (name, value) in JsonNode.Parse(change)!.AsObject()) body[name] = value?.DeepClone();
        }));
        Assert.Contains(sentence, answer["detail"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/api/v1/cases?q=%00", "q")]
    [InlineData("/api/v1/organizations?unit=%00", "unit")]
    [InlineData("/api/v1/mediators?q=a%01b", "q")]
    [InlineData("/api/v1/roster?q=%00", "q")]
    [InlineData("/api/v1/cases?page=abc", "page")]
    [InlineData("/api/v1/cases?page=99999999999", "page")]
    [InlineData("/api/v1/cases?receivedFrom=0001-01-01", "receivedFrom")]
    [InlineData("/api/v1/cases?receivedTo=9999-12-31", "receivedTo")]
    [InlineData("/api/v1/organizations/org-1/success-rate?to=9999-12-31", "to")]
    [InlineData("/api/v1/organizations/org-1/success-rate?from=0001-01-01", "from")]
    public async Task In_an_address_is_named_by_its_field(string address, string field)
    {
        var answer = await (await hub.Client("head")).GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest, $"{(int)answer.StatusCode} {text}");
        Assert.Contains(field, JsonNode.Parse(text)!["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task At_the_door_is_no_breakdown_of_the_database()
    {
        var (status, answer, _) = await (await hub.Client(null)).Post("/api/v1/tokens", new { userName = "mediator\0", password = "x" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(answer["errors"]!.AsObject().ContainsKey("userName"));
        Assert.Equal(HttpStatusCode.BadRequest, (await (await hub.Client(null)).GetAsync("/roster?q=%00")).StatusCode);
    }

    [Fact]
    public async Task Of_another_kind_than_JSON_is_told_so()
    {
        var answer = await (await hub.Client("mediator")).PostAsync("/api/v1/cases", new FormUrlEncodedContent([new("form", "oral")]));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Names_no_field_that_is_not_masked()
    {
        var client = await hub.Client("mediator");
        var (_, made, _) = await client.Post("/api/v1/cases", Calls.NewCase());
        var (status, answer, _) = await client.Post($"/api/v1/cases/{made["id"]}/reveal", new { partyId = "a1", fields = new[] { "xx" }, reason = "核对身份" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(answer["errors"]!.AsObject().ContainsKey("fields"));
    }
}
