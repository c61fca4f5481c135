using System.Net;
using System.Text.Json.Nodes;

namespace MediationHub.Web.Tests.Api;

/// <summary>PIPL 51, 54: who looks and what they see of people.</summary>
public class An_auditor_reading_a_case(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly string[] People = ["李明月", "张三", "220102199003070048", "13800000001", "0431-88690001", "李女士"];

    [Fact]
    public async Task Meets_no_name_or_number_in_any_text_of_the_case_its_timeline_papers_or_dossier()
    {
        using var mediator = await hub.Client("mediator");
        using var auditor = await hub.Client("auditor");
        var c = await Told(mediator);
        c = await mediator.Do(c, "correct", new { fields = new { workersInvolved = 2, parties = new[] { new { partyId = "a1" } } }, reason = "李明月来电说明还有一人" });
        foreach (var path in new[] { "", "/timeline", "/papers", "/dossier" })
        {
            var text = await auditor.GetStringAsync($"/api/v1/cases/{c["id"]}{path}");
            Assert.All(People, person => Assert.DoesNotContain(person, text));
        }
        var seen = await auditor.Get($"/api/v1/cases/{c["id"]}");
        Assert.Equal("申请人说：被申请人法定代表人答应过。", seen["sessions"]![0]!["record"]!["statements"]![0]!["text"]!.GetValue<string>());
        Assert.StartsWith("申请人", seen["facts"]!.GetValue<string>());
        Assert.Equal("申请人的工资条", seen["evidence"]![0]!["title"]!.GetValue<string>());
        foreach (var tab in new[] { "overview", "evidence", "mediation", "agreement", "papers", "dossier", "history" })
        {
            using var page = await auditor.GetAsync($"/cases/{c["id"]}?tab={tab}");
            var text = await page.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.All(People, person => Assert.DoesNotContain(person, text));
        }
        Assert.Contains("李明月", (await mediator.Get($"/api/v1/cases/{c["id"]}"))["facts"]!.GetValue<string>());
        Assert.Equal(("涉及劳动者改为 2 人", "涉及劳动者改为 2 人。更正原因：李明月来电说明还有一人"), (await Corrected(auditor), await Corrected(mediator)));

        async Task<string> Corrected(HttpClient reader) =>
            (await reader.Get($"/api/v1/cases/{c["id"]}/timeline"))["items"]!.AsArray().Single(h => h!["what"]!.GetValue<string>() == "case.corrected/1")!["detail"]!.GetValue<string>();
    }

    [Fact]
    public async Task Finds_in_the_log_what_was_read_and_where_it_stands()
    {
        using var mediator = await hub.Client("mediator");
        using var auditor = await hub.Client("auditor");
        var c = await Told(mediator);
        (await mediator.GetAsync($"/api/v1/files/{c["evidence"]![0]!["fileId"]}")).EnsureSuccessStatusCode();
        var entry = (await auditor.Get($"/api/v1/access-log?stream={c["id"]}"))["items"]!.AsArray().First(e => e!["what"]!.GetValue<string>() == "file")!;
        var title = entry["titles"]![entry["fields"]![0]!.GetValue<string>()]!;
        Assert.Equal(("证据：申请人的工资条", $"/cases/{c["id"]}?tab=evidence"), (title["title"]!.GetValue<string>(), title["href"]!.GetValue<string>()));
        var page = await auditor.GetStringAsync($"/access-log?stream={c["id"]}");
        Assert.Contains("证据：申请人的工资条", page);
        Assert.DoesNotContain(entry["fields"]![0]!.GetValue<string>(), page);
    }

    private async Task<JsonObject> Told(HttpClient mediator)
    {
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Calls.NewCase()))!;
        body["facts"] = "李明月（220102199003070048）称张三扣发工资，电话13800000001，李女士可以作证。";
        var (_, c, _) = await mediator.Post("/api/v1/cases", body);
        c = await mediator.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        c = await mediator.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        using var form = new MultipartFormDataContent { { new ByteArrayContent("%PDF-1.4"u8.ToArray()), "file", "李明月工资条.pdf" } };
        var file = JsonNode.Parse(await (await mediator.PostAsync("/api/v1/files", form)).Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
        c = await mediator.Do(c, "add-evidence", new { fileId = file, title = "李明月的工资条", partyId = "a1", purpose = "证明李明月的工资数额" });
        return await mediator.Do(c, "hold-session", new
        {
            startsAt = Calls.At(90), endsAt = Calls.At(60), place = "调解室", mode = "onSite",
            attendance = new[] { new { partyId = "a1", present = true, via = "" }, new { partyId = "r1", present = true, via = "张三" } },
            record = new { statements = new[] { new { by = "李明月", text = "李明月说：张三答应过。" } }, undisputedFacts = new[] { "李明月在职。" }, result = "continues" },
            offers = new[] { new { byPartyId = "r1", text = "张三同意支付李女士五千元", amount = 5000m } }, readBack = true, unsignedReason = "李明月先行离开",
        });
    }
}

/// <summary>A term that was renewed goes on; the next one is not shown as if it held today.</summary>
public class A_renewed_term(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Leaves_the_present_one_in_the_list_and_says_until_when_it_was_renewed()
    {
        using var head = await hub.Client("head");
        var listed = await Listed(head);
        Assert.Equal(("2025-03-03", "2028-03-02"), (listed["from"]!.GetValue<string>(), listed["until"]!.GetValue<string>()));

        await hub.Do(RunningHub.SecondMediator, new Renewed());
        listed = await Listed(head);
        Assert.Equal(("2025-03-03", "2028-03-02", true, "2030-03-02"), (listed["from"]!.GetValue<string>(), listed["until"]!.GetValue<string>(), listed["active"]!.GetValue<bool>(), listed["renewedUntil"]!.GetValue<string>()));
        Assert.Contains("在聘，已续聘", await head.GetStringAsync("/mediators?q=赵调解"));
    }

    /// <summary>What a renewal leads to, without the assessments of years to come that it would ask for.</summary>
    private sealed record Renewed : Domain.Kernel.ICommand<Domain.Mediators.Mediator>
    {
        public Domain.Kernel.Decision Decide(Domain.Mediators.Mediator state, Domain.Kernel.Context at) => new Domain.Mediators.AppointmentRenewed(new(RunningHub.Organization), new(2028, 3, 3), new(2030, 3, 2));
    }

    private static async Task<JsonNode> Listed(HttpClient head) => (await head.Get("/api/v1/mediators?q=赵调解"))["items"]![0]!;
}

public class A_list_of_accounts(RunningHub hub) : IClassFixture<RunningHub>
{
    [Theory]
    [InlineData("q=mediator2", "mediator2"), InlineData("q=桃源街道", "head"), InlineData("q=CC0001", "mediator"), InlineData("role=auditor", "auditor"), InlineData("locked=false", "admin")]
    public async Task Is_searched_by_name_organization_role_and_state(string query, string found)
    {
        using var admin = await hub.Client("admin");
        Assert.Contains((await admin.Get($"/api/v1/users?{query}&pageSize=200"))["items"]!.AsArray(), u => u!["userName"]!.GetValue<string>() == found);
        Assert.Contains($"/accounts/{found}", await admin.GetStringAsync($"/accounts?{query}"));
    }

    [Fact]
    public async Task Finds_nobody_of_another_house_for_a_head()
    {
        using var head = await hub.Client("head");
        Assert.Empty((await head.Get("/api/v1/users?q=otherhead"))["items"]!.AsArray());
        using var admin = await hub.Client("admin");
        Assert.Empty((await admin.Get("/api/v1/users?q=%25"))["items"]!.AsArray());
    }
}

/// <summary>LMA 12: an application made by word of mouth, signed on the screen.</summary>
public class A_signature_drawn_on_the_screen(RunningHub hub) : IClassFixture<RunningHub>
{
    /// <summary>Twelve by four pixels, white, with one stroke.</summary>
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Stands_on_the_record_in_every_form_it_is_printed_in()
    {
        using var mediator = await hub.Client("mediator");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Png), "file", "签名.png" } };
        var file = JsonNode.Parse(await (await mediator.PostAsync("/api/v1/files", form)).Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Calls.NewCase()))!;
        body["form"] = "oral";
        body["oral"] = new JsonObject { ["recordedAt"] = Calls.At(170), ["recorder"] = "王调解", ["readBack"] = true, ["signatureFileId"] = file, ["answers"] = new JsonArray(new JsonObject { ["question"] = "有什么请求？", ["answer"] = "支付工资。" }) };
        var (status, c, _) = await mediator.Post("/api/v1/cases", body);
        Assert.True(status is HttpStatusCode.Created, c.ToJsonString());
        var (made, paper, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/papers", new { kind = "oralApplicationRecord" });
        Assert.True(made is HttpStatusCode.Created, paper.ToJsonString());

        var page = await mediator.GetStringAsync($"/api/v1/papers/{paper["id"]}.html");
        Assert.Contains("<img src=\"data:image/png;base64,", page);
        Assert.Contains("alt=\"李明月的签名\"", page);
        using var answer = await mediator.GetAsync($"/api/v1/papers/{paper["id"]}.html");
        Assert.Contains("img-src data:", answer.Headers.GetValues("Content-Security-Policy").Single());
        var docx = await mediator.GetByteArrayAsync($"/api/v1/papers/{paper["id"]}.docx");
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(docx));
        Assert.Contains(zip.Entries, e => e.FullName.EndsWith(".png", StringComparison.Ordinal));
    }
}

/// <summary>Issue of a page's own: every sheet it needs, and no more bytes than a bad line carries.</summary>
public class What_a_page_loads(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Is_every_sheet_of_the_case_and_its_intake()
    {
        using var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        var page = await mediator.GetStringAsync($"/cases/{c["id"]}?tab=evidence");
        foreach (var sheet in new[] { "case.css", "papers.css", "dossier.css", "intake.css" }) Assert.Contains($"href=\"/{sheet}\"", page);
    }

    [Fact]
    public async Task Comes_packed_where_it_holds_nothing_of_a_strangers()
    {
        using var mediator = await hub.Client("mediator");
        mediator.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        using var form = await mediator.GetAsync("/cases/new");
        Assert.Equal("br", form.Content.Headers.ContentEncoding.Single());
        Assert.True((await form.Content.ReadAsByteArrayAsync()).Length < 14 * 1024);
        using var list = await mediator.GetAsync("/cases?q=李明");
        Assert.Empty(list.Content.Headers.ContentEncoding);
    }
}

/// <summary>What a mediator is told when a case goes to a colleague (a mediator sees the own cases).</summary>
public class A_case_accepted_for_a_colleague(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Says_before_that_it_goes_out_of_sight()
    {
        using var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        c = await mediator.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        Assert.Contains("不再能查看本案", c["allowed"]!.AsArray().Single(a => a!["command"]!.GetValue<string>() == "accept")!["note"]!.GetValue<string>());
        Assert.Contains("不再能查看本案", await mediator.GetStringAsync($"/cases/{c["id"]}/do/accept"));
        await mediator.Do(c, "accept", new { mediatorId = RunningHub.SecondMediator, on = Calls.Today });
        Assert.Equal(HttpStatusCode.NotFound, (await mediator.GetAsync($"/api/v1/cases/{c["id"]}")).StatusCode);
        Assert.Contains("交由您指定的调解员主办", await mediator.GetStringAsync("/cases?done=handed-over"));
    }
}
