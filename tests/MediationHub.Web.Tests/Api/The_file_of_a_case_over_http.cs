using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Store.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace MediationHub.Web.Tests.Api;

public class The_file_of_a_case_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    /// <summary>The smallest picture that viewers take.</summary>
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Takes_several_files_in_one_step_and_strikes_one_out_without_losing_it()
    {
        using var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        var (one, two) = (await Upload(mediator, "工资条.png", Png), await Upload(mediator, "合同.pdf", "%PDF-1.4 合同"u8.ToArray()));
        c = await mediator.Do(c, "add-evidence", new { fileId = one, title = "工资条", partyId = "a1", purpose = "证明欠薪", visibility = "allParties", also = new[] { new { fileId = two, title = "劳动合同" } } });
        Assert.Equal(["工资条", "劳动合同"], c["evidence"]!.AsArray().Select(e => e!["title"]!.GetValue<string>()));
        c = await mediator.Do(c, "change-evidence", new { evidenceId = "e1", title = "8 月工资条", partyId = "a1", purpose = "证明 8 月欠薪" });
        c = await mediator.Do(c, "withdraw-evidence", new { evidenceId = "e2", reason = "传错" });
        Assert.Equal("传错", c["evidence"]![1]!["withdrawal"]!["reason"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await mediator.GetAsync($"/api/v1/files/{two}")).StatusCode);

        var page = await mediator.GetStringAsync($"/cases/{c["id"]}?tab=evidence&show=e1");
        Assert.Contains($"src=\"/files/{one}/preview\"", page);
        Assert.Contains("已撤回", page);
        Assert.Contains("证明 8 月欠薪", page);
    }

    [Fact]
    public async Task Shows_pictures_in_the_page_so_that_nothing_in_them_can_act()
    {
        using var mediator = await hub.Client("mediator");
        using var stranger = await hub.Client("otherhead");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        var picture = await Upload(mediator, "现场.png", Png);
        var pdf = await Upload(mediator, "合同.pdf", "%PDF-1.4 合同"u8.ToArray());
        c = await mediator.Do(c, "add-evidence", new { fileId = picture, title = "现场", also = new[] { new { fileId = pdf, title = "合同" } } });

        var shown = await mediator.GetAsync($"/files/{picture}/preview");
        Assert.Equal((HttpStatusCode.OK, "image/png"), (shown.StatusCode, shown.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("sandbox;", shown.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", shown.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("inline", shown.Content.Headers.ContentDisposition!.DispositionType);
        var document = await mediator.GetAsync($"/files/{pdf}/preview");
        Assert.Equal("application/pdf", document.Content.Headers.ContentType!.MediaType);
        // What forbids the browser's own viewer its scripts and styles draws a blank page in some.
        Assert.Equal("frame-ancestors 'self'", document.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("attachment", (await mediator.GetAsync($"/api/v1/files/{picture}")).Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/files/{picture}/preview")).StatusCode);
    }

    [Theory]
    [InlineData("图.jpg", "<html><script>alert(1)</script></html>")]
    [InlineData("图.jpg", "\u00ff\u00d8\u00ff<html><script>alert(1)</script></html>")]
    [InlineData("图.png", "\u0089PNG\r\n\u001a\n<html></html>")]
    public async Task Refuses_a_picture_that_is_a_page(string name, string content)
    {
        using var mediator = await hub.Client("mediator");
        var (status, answer) = await TryUpload(mediator, name, Encoding.Latin1.GetBytes(content));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(answer["errors"]!.AsObject().ContainsKey("file"));
    }

    [Theory]
    [InlineData(20 * 1024 * 1024 + 1)]
    [InlineData(30 * 1024 * 1024)]
    public async Task Answers_a_file_over_the_limit(int size)
    {
        using var mediator = await hub.Client("mediator");
        var content = new byte[size];
        "%PDF-1.4"u8.CopyTo(content);
        var (status, answer) = await TryUpload(mediator, "大.pdf", content);
        Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, $"{status}");
        Assert.Contains("20 MB", answer.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task Answers_a_form_with_a_file_over_the_limit_on_its_page()
    {
        using var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        using var form = new MultipartFormDataContent { { new StringContent(c["version"]!.ToString()), "version" }, { new StringContent("allParties"), "visibility" }, { new StringContent("表"), "title" } };
        var big = new byte[26 * 1024 * 1024];
        "%PDF-1.4"u8.CopyTo(big);
        form.Add(new ByteArrayContent(big), "_files", "大.pdf");
        form.Add(new ByteArrayContent(Png), "_files", "小.png");
        var answer = await mediator.PostAsync($"/cases/{c["id"]}/do/add-evidence", form);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("文件超过 20 MB", page);
        Assert.Contains("已上传：小.png", page);   // what was good stays with the form
    }

    [Fact]
    public async Task Takes_a_form_of_several_files_without_scripts()
    {
        using var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        using var form = new MultipartFormDataContent { { new StringContent(c["version"]!.ToString()), "version" }, { new StringContent("allParties"), "visibility" }, { new StringContent("a1"), "partyId" }, { new StringContent("工资条"), "title" } };
        form.Add(new ByteArrayContent(Png), "_files", "一.png");
        form.Add(new ByteArrayContent(Png), "_files", "二.png");
        form.Add(new ByteArrayContent(Png), "_photo", "三.png");
        var answer = await mediator.PostAsync($"/cases/{c["id"]}/do/add-evidence", form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        c = await mediator.Get($"/api/v1/cases/{c["id"]}");
        Assert.Equal(["工资条（1）", "工资条（2）", "工资条（3）"], c["evidence"]!.AsArray().Select(e => e!["title"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Keeps_what_is_for_the_mediator_alone_from_everybody_else()
    {
        using var mediator = await hub.Client("mediator");
        using var head = await hub.Client("head");
        var c = await mediator.Sealed();
        var secret = await Upload(mediator, "底线.png", Png);
        c = await mediator.Do(c, "add-evidence", new { fileId = secret, title = "当事人底线说明", partyId = "a1", visibility = "mediatorOnly" });
        Assert.Equal(HttpStatusCode.OK, (await mediator.GetAsync($"/api/v1/files/{secret}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync($"/api/v1/files/{secret}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync($"/files/{secret}/preview")).StatusCode);
        foreach (var path in new[] { $"/api/v1/cases/{c["id"]}", $"/api/v1/cases/{c["id"]}/dossier", $"/cases/{c["id"]}?tab=evidence", $"/cases/{c["id"]}?tab=dossier" })
            Assert.DoesNotContain("当事人底线说明", await head.GetStringAsync(path));
    }

    [Fact]
    public async Task Comes_as_a_zip_in_order_with_names_that_every_system_reads()
    {
        using var mediator = await hub.Client("mediator");
        var c = await mediator.Sealed();
        Assert.Equal(HttpStatusCode.Conflict, (await mediator.GetAsync($"/api/v1/cases/{c["id"]}/dossier.zip")).StatusCode);   // still open
        c = await mediator.Do(c, "add-evidence", new { fileId = await Upload(mediator, "工资条.png", Png), title = "8/9 月工资条：\"原件\"" });
        c = await mediator.Do(c, "close", new { outcome = "agreed", on = Calls.Today });
        foreach (var kind in new[] { "application", "acceptanceNotice", "sessionRecord", "mediationAgreement" })
            Assert.Equal(HttpStatusCode.Created, (await mediator.Post($"/api/v1/cases/{c["id"]}/papers", new { kind })).Status);

        var dossier = await mediator.Get($"/api/v1/cases/{c["id"]}/dossier");
        Assert.All(dossier["checklist"]!.AsArray(), i => Assert.True(i!["there"]!.GetValue<bool>()));
        Assert.Equal("ordinary", dossier["retention"]!["class"]!.GetValue<string>());
        var answer = await mediator.GetAsync($"/api/v1/cases/{c["id"]}/dossier.zip");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("UTF-8''%E5%8D%B7%E5%AE%97", answer.Content.Headers.GetValues("Content-Disposition").Single());
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        using var zip = new ZipArchive(new MemoryStream(bytes));
        Assert.Equal(["正卷/00 卷宗封面.html", "正卷/00 卷内目录.html", "正卷/01 调解申请书.html", "正卷/02 受理通知书.html", "正卷/03 8_9 月工资条：_原件_.png", "正卷/04 调解笔录.html", "正卷/05 调解协议书.html", "index.html"], zip.Entries.Select(e => e.FullName));
        // Bit 11 of the flags says that the name is UTF-8: without it Windows shows other characters.
        Assert.Equal(0x08, bytes[7] & 0x08);
        using var index = new StreamReader(zip.GetEntry("index.html")!.Open());
        var html = await index.ReadToEndAsync();
        Assert.Contains("href=\"%E6%AD%A3%E5%8D%B7/01%20", html);
        Assert.Equal(HttpStatusCode.Conflict, (await mediator.GetAsync($"/api/v1/cases/{c["id"]}/dossier.pdf")).StatusCode);   // no Chromium here
        using var auditor = await hub.Client("auditor");
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.GetAsync($"/api/v1/cases/{c["id"]}/dossier.zip")).StatusCode);
        Assert.Contains(c["id"]!.GetValue<string>(), (await auditor.GetStringAsync($"/api/v1/access-log?stream={c["id"]}")));
    }

    [Fact]
    public async Task Is_destroyed_after_its_period_by_three_people()
    {
        var (id, file) = await OldCase();
        using var head = await hub.Client("oldhead");
        using var city = await hub.Client("city");
        using var othercity = await hub.Client("othercity");
        using var province = await hub.Client("province");
        using var mediator = await hub.Client("mediator");
        var due = Assert.Single((await head.Get("/api/v1/destructions/due"))["items"]!.AsArray(), i => i!["id"]!.GetValue<string>() == id);
        Assert.Equal("孙小某", due!["applicants"]!.GetValue<string>());
        Assert.DoesNotContain("孙小某", await city.GetStringAsync("/api/v1/destructions/due"));
        Assert.Equal(HttpStatusCode.Forbidden, (await mediator.GetAsync("/api/v1/destructions/due")).StatusCode);

        var (made, list, _) = await head.Post("/api/v1/destructions", new { organizationId = "org-old", cases = new[] { id }, reason = "期满" });
        Assert.Equal(HttpStatusCode.Created, made);
        Assert.Empty((await head.Get("/api/v1/destructions/due"))["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await othercity.GetAsync($"/api/v1/destructions/{list["id"]}")).StatusCode);
        Assert.Equal("destruction-own-proposal", (await head.Post($"/api/v1/destructions/{list["id"]}/approve", null, 1)).Body["code"]!.GetValue<string>());
        list = await city.Do(list, "approve", new { comment = "同意" }, "destructions");
        Assert.Equal("proposed", list["stage"]!.GetValue<string>());
        list = await province.Do(list, "approve", null, "destructions");
        list = await province.Get($"/api/v1/destructions/{list["id"]}");
        Assert.Equal(("carriedOut", 1), (list["stage"]!.GetValue<string>(), list["destroyed"]!.GetValue<int>()));

        var c = await head.Get($"/api/v1/cases/{id}");
        Assert.Equal("〔已销毁〕", c["parties"]![0]!["name"]!.GetValue<string>());
        Assert.NotNull(c["destroyed"]);
        Assert.Equal(HttpStatusCode.Gone, (await head.GetAsync($"/api/v1/files/{file}")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await head.GetAsync($"/files/{file}/preview")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await head.GetAsync($"/api/v1/cases/{id}/dossier.zip")).StatusCode);
        var (refused, why, _) = await head.Post($"/api/v1/cases/{id}/place-hold", new { reason = "太晚了" }, c["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, "case-destroyed"), (refused, why["code"]!.GetValue<string>()));
        foreach (var path in new[] { $"/cases/{id}", $"/cases/{id}?tab=papers", $"/cases/{id}/do/place-hold", $"/destructions/{list["id"]}", "/destructions", "/cases" })
        {
            var answer = await head.GetAsync(path);
            Assert.True(answer.IsSuccessStatusCode, $"{path} {answer.StatusCode}");
            Assert.DoesNotContain("孙小某", await answer.Content.ReadAsStringAsync());
        }
        Assert.Contains("卷宗已于", await head.GetStringAsync($"/cases/{id}"));
        Assert.Contains("〔已销毁〕", await head.GetStringAsync("/api/v1/cases"));
        Assert.Contains("卷宗销毁", await head.GetStringAsync($"/api/v1/cases/{id}/timeline"));
        Assert.Empty((await Store.Maintenance.Verification.Run(hub.Installation.Store, hub.Installation.Aggregates, null)).Findings);
    }

    [Fact]
    public async Task Is_proposed_on_a_page_by_ticking_what_is_due()
    {
        var (id, _) = await OldCase();
        using var head = await hub.Client("oldhead");
        Assert.Contains($"value=\"{id}\"", await head.GetStringAsync("/destructions"));
        using var blank = new FormUrlEncodedContent([new("cases", id)]);
        var asked = await head.PostAsync("/destructions", blank);
        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        Assert.Contains("请填写鉴定意见", await asked.Content.ReadAsStringAsync());
        using var form = new FormUrlEncodedContent([new("cases", id), new("reason", "期满")]);
        var proposed = await head.PostAsync("/destructions", form);
        Assert.Equal(HttpStatusCode.Redirect, proposed.StatusCode);
        var path = proposed.Headers.Location!.ToString().Split('?')[0];
        using var city = await hub.Client("city");
        Assert.Contains("还须 2 人批准", await city.GetStringAsync(path));
        using var no = new FormUrlEncodedContent([new("version", "1"), new("text", "")]);
        Assert.Contains("请填写不同意销毁的理由", await (await city.PostAsync($"{path}/refuse", no)).Content.ReadAsStringAsync());
        using var refuse = new FormUrlEncodedContent([new("version", "1"), new("text", "尚有诉讼")]);
        Assert.Equal(HttpStatusCode.Redirect, (await city.PostAsync($"{path}/refuse", refuse)).StatusCode);
        Assert.Contains("尚有诉讼", await head.GetStringAsync(path));
    }

    /// <summary>A case of 2019 at an organization of its own, archived as a void registration with one file.</summary>
    private async Task<(string Id, string File)> OldCase()
    {
        var organization = new OrganizationId("org-old");
        var clock = hub.Installation.Clock;
        var day = new DateOnly(2019, 3, 4);
        clock.Hold(new DateTimeOffset(2019, 3, 4, 10, 0, 0, TimeSpan.FromHours(8)));
        if (await hub.Installation.Aggregates.Find<Organization>("org-old") is null)
        {
            await hub.Do("org-old",
                new CreateOrganization(organization, new()
                {
                    Code = "CC9999", Name = "长春市南关区旧档街道调解中心", Type = OrganizationType.TownshipCenter, Unit = "220100", Address = "大马路一号", Phone = "0431-88690009", HeadName = "负责人", SealName = "章",
                    Systems = new MediationSystems(true, true, true, true, true, true), Posted = true, Coverage = "本街道",
                }),
                new SubmitOrganization(day), new FileOrganization(day));
            await hub.Do("med-old",
                new NominateMediator(new("med-old"), new() { Name = "旧调解", Employer = "街道办事处", Sex = Sex.Male, BornOn = new(1975, 5, 5), IdType = IdType.ResidentId, IdNumber = RunningHub.ValidId("22010219750505001"), Phone = "13800000009", FullTime = true }, QualitiesConfirmed: true),
                new CertifyMediator("JL-old", "省人力资源和社会保障厅", day), new AppointMediator(organization, day, new(2022, 3, 3)));
            foreach (var kind in new[] { ProofKind.Seal, ProofKind.Posted }) await hub.Do("org-old", new AddProof(kind, (await hub.Installation.Files.Add($"{kind}.pdf", "%PDF-1.4"u8.ToArray(), "system")).File!.Id));
            await hub.Do("org-old", new ActivateOrganization(day));
            await using var scope = hub.Services.CreateAsyncScope();
            var made = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(
                new() { UserName = "oldhead", DisplayName = "旧负责人", Roles = ["head"], OrganizationId = "org-old", MustChangePassword = false, SecurityStamp = Guid.NewGuid().ToString("N") }, RunningHub.Password);
            Assert.True(made.Succeeded);
        }
        var id = NewId.Next("c");
        var (file, _) = await hub.Installation.Files.Add("旧证据.png", Png, "system");
        await hub.Do(id,
            new RegisterCase(new(id), organization, CaseSource.PartyApplication, ApplicationForm.Written, new DateTimeOffset(2019, 3, 4, 9, 0, 0, TimeSpan.FromHours(8)),
                [new() { Kind = PartyKind.Person, Name = "孙小某", IdType = IdType.ResidentId, IdNumber = "220102199003070048", Phone = "13800000001" }],
                [new() { Kind = PartyKind.Employer, Name = "旧公司", CreditCode = "91350100M000100Y43" }], "07.1", [new("07.1", "支付工资", 100m)], "孙小某称欠薪。"),
            new AddEvidence(file!.Id, "孙小某的工资条"), new CloseCase(Outcome.Void, null, day), new ArchiveCase());
        clock.Hold(null);
        return (id, file.Id.Value);
    }

    private static async Task<string> Upload(HttpClient client, string name, byte[] content)
    {
        var (status, file) = await TryUpload(client, name, content);
        Assert.True(status is HttpStatusCode.Created, file.ToJsonString());
        return file["id"]!.GetValue<string>();
    }

    private static async Task<(HttpStatusCode, JsonObject)> TryUpload(HttpClient client, string name, byte[] content)
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(file, "file", name);
        var answer = await client.PostAsync("/api/v1/files", form);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }
}
