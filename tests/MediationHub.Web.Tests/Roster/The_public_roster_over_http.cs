using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Domain.Organizations;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Roster;

/// <summary>The notices' 名册公开 and what a filing rests on.</summary>
public class The_public_roster_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Shows_nobody_an_organization_that_is_not_listed_and_everybody_one_that_is()
    {
        var nobody = await hub.Client(null);
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.GetAsync($"/api/v1/roster/{RunningHub.OtherOrganization}")).StatusCode);
        Assert.DoesNotContain(RunningHub.OtherOrganization, (await nobody.Get("/api/v1/roster?pageSize=200")).ToJsonString());

        await hub.Do(RunningHub.Organization, new ListOrganization(new(2026, 11, 2), "名册整理后补录"));

        var listed = (await nobody.Get("/api/v1/roster?unit=220100"))["items"]!.AsArray().Single(i => i!["id"]!.GetValue<string>() == RunningHub.Organization)!;
        Assert.Equal("0431-88690000", listed["phone"]!.GetValue<string>());
        Assert.Equal(2, listed["mediators"]!.GetValue<int>());
        Assert.True(listed["receivesCases"]!.GetValue<bool>());

        var one = await nobody.Get($"/api/v1/roster/{RunningHub.Organization}");
        Assert.Equal(["王调解", "赵调解"], one["mediators"]!.AsArray().Select(m => m!["name"]!.GetValue<string>()).Order());
        Assert.DoesNotContain("负责人", one.ToJsonString());
        var page = await nobody.GetStringAsync($"/roster/{RunningHub.Organization}");
        Assert.Contains("王调解", page);
        Assert.DoesNotContain("13800000000", page);
    }

    [Fact]
    public async Task Answers_bad_paging_with_the_field()
    {
        var answer = await (await hub.Client(null)).GetAsync("/api/v1/roster?pageSize=1000");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("pageSize", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Rests_on_proofs_that_only_those_who_work_with_the_filing_open()
    {
        var city = await hub.Client("city");
        var organization = await city.Get($"/api/v1/organizations/{RunningHub.Organization}");
        var file = organization["proofs"]!.AsArray().Single(p => p!["kind"]!.GetValue<string>() == "seal")!["fileId"]!.GetValue<string>();

        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync($"/api/v1/files/{file}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await (await hub.Client("head")).GetAsync($"/api/v1/files/{file}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await hub.Client("othercity")).GetAsync($"/api/v1/files/{file}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await hub.Client("otherhead")).GetAsync($"/api/v1/files/{file}")).StatusCode);
        Assert.Empty((await (await hub.Client("otherhead")).Get($"/api/v1/organizations/{RunningHub.Organization}"))["proofs"]!.AsArray());
    }

    [Theory]
    [InlineData("/roster?unit=999999")]
    [InlineData("/roster?type=club")]
    public async Task Says_on_its_page_which_word_is_unknown(string path)
    {
        using var anybody = await hub.Client(null);
        var answer = await anybody.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("没有这个选项", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Takes_a_proof_of_the_organization_from_its_head_and_no_file_that_another_record_has()
    {
        var head = await hub.Client("head");
        using var form = new MultipartFormDataContent { { new ByteArrayContent("%PDF-1.4"u8.ToArray()), "file", "办公场所.pdf" } };
        var uploaded = JsonNode.Parse(await (await head.PostAsync("/api/v1/files", form)).Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
        var organization = await head.Get($"/api/v1/organizations/{RunningHub.Organization}");
        organization = await head.Do(organization, "add-proof", new { kind = "premises", fileId = uploaded, title = "办公场所照片" }, "organizations");
        Assert.Contains(organization["proofs"]!.AsArray(), p => p!["title"]!.GetValue<string>() == "办公场所照片");
        organization = await head.Do(organization, "withdraw-proof", new { fileId = uploaded, reason = "拍摄不清" }, "organizations");
        Assert.DoesNotContain(organization["proofs"]!.AsArray(), p => p!["fileId"]!.GetValue<string>() == uploaded);

        var seal = organization["proofs"]!.AsArray().First(p => p!["kind"]!.GetValue<string>() == "seal")!["fileId"]!.GetValue<string>();
        var other = await (await hub.Client("otherhead")).Get($"/api/v1/organizations/{RunningHub.OtherOrganization}");
        var (status, problem, _) = await (await hub.Client("otherhead")).Post($"/api/v1/organizations/{RunningHub.OtherOrganization}/add-proof", new { kind = "premises", fileId = seal }, other["version"]!.GetValue<int>());
        Assert.True((int)status is 400 or 409, $"{(int)status} {problem}");
    }
}
