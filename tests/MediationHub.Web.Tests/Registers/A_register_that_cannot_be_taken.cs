using System.IO.Compression;
using System.Net;
using System.Text;
using Dapper;
using MediationHub.Tests;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Registers;

public class A_register_that_cannot_be_taken(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly object[] Heads = ["地区", "组织名称", "组织类型", "备案时间", "负责人", "联系电话", "办公地址"];

    private static object[] Row(string name) => ["双阳区", name, "工会", "2020.06", "张三", "0431-88690000", "某街1号"];

    [Fact]
    public async Task Is_refused_at_once_with_a_sentence_that_says_what_to_do()
    {
        using var city = await hub.Client("city");
        var files = await Count("select count(*) from files");
        foreach (var (name, file, code) in new (string, byte[], string)[]
        {
            ("炸弹.xlsx", Bomb(), "sheet-unpacks-too-large"),
            ("网页.xls", Encoding.UTF8.GetBytes("<html><table><tr><td>组织名称</td></tr></table></html>"), "sheet-is-web-page"),
            ("空.xlsx", new Workbook().Row().ToArray(), "sheet-empty"),
            ("图片.xlsx", [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 0], "sheet-format"),
            ("别的表.xlsx", new Workbook().Row("甲", 1).Row("乙", 2).ToArray(), "invalid"),
            ("太大.csv", Encoding.UTF8.GetBytes("组织名称,地区\n" + new string('x', 20 << 20)), "sheet-too-large"),
        })
        {
            var (status, body) = await city.HandIn("organizations", name, file);
            Assert.Equal((name, HttpStatusCode.BadRequest, code), (name, status, body.Text("code")));
            Assert.EndsWith("。", body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await city.HandIn("nothing", "表.xlsx", new Workbook().Row("a").ToArray())).Status);
        Assert.Equal(files, await Count("select count(*) from files"));
    }

    /// <summary>In the browser such a file was a fault of the program: the token of the form is read from the same body.</summary>
    [Fact]
    public async Task Is_turned_away_at_the_door_where_it_is_larger_than_any_request()
    {
        // The answer comes before the body is sent: a door that closes meanwhile breaks the line.
        using var browser = new HttpClient { BaseAddress = hub.Address };
        browser.DefaultRequestHeaders.ExpectContinue = true;
        var answer = await browser.PostAsync("/sign-in", new MultipartFormDataContent { { new ByteArrayContent(new byte[25 << 20]), "file", "太大.xlsx" } });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("文件 20 MB", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Changes_nothing_for_one_wrong_row_among_right_ones()
    {
        using var city = await hub.Client("city");
        var before = await Count("select count(*) from events");
        var import = await city.Import("organizations", "一处错误.xlsx", new Workbook().Row(Heads).Row(Row("甲调解组织")).Row(Row("乙调解组织")).Row("双阳区", "丙调解组织", "没有的类型", "2020.06", "张三", "0431-88690000", "某街1号").ToArray());
        Assert.Equal((3, 2, 1, false), (import.Number("rows"), import.Number("new"), import.Number("failed"), import.True("ready")));
        var (status, body, _) = await city.Post($"/api/v1/imports/{import.Text("id")}/confirm", null);
        Assert.Equal((HttpStatusCode.Conflict, "import-has-errors"), (status, body.Text("code")));
        Assert.Equal(before, await Count("select count(*) from events"));
    }

    [Fact]
    public async Task Names_a_missing_column_and_a_row_that_comes_twice()
    {
        using var city = await hub.Client("city");
        var fewer = await city.Import("organizations", "少一列.xlsx", new Workbook().Row("地区", "组织名称", "负责人").Row("双阳区", "甲调解组织", "张三").ToArray());
        Assert.Contains(fewer.Errors(), e => e.Code is "column-missing" && e.Header is "组织类型");
        var twice = await city.Import("organizations", "重复.xlsx", new Workbook().Row(Heads).Row(Row("丁调解组织")).Row(Row(" 丁调解组织 ")).ToArray());
        Assert.Equal((3, "row-twice"), twice.Errors().Single() is var e ? (e.Row, e.Code) : default);
        Assert.Contains("第2行", e.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_taken_from_csv_as_old_programs_save_it()
    {
        using var city = await hub.Client("city");
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var import = await city.Import("organizations", "旧系统.csv", gbk.GetBytes(string.Join(',', Heads) + "\r\n" + string.Join(',', Row("戊调解组织")) + "\r\n"));
        Assert.True(import.True("ready"), import.ToJsonString());
        Assert.Equal("done", (await city.Confirm(import)).Text("state"));
        Assert.Equal(1, await Count("select count(*) from organization_rows where name = '戊调解组织' and unit = '220112' and status = 'filed'"));
    }

    [Fact]
    public async Task Is_nobodys_who_may_not_and_not_seen_by_others()
    {
        var file = new Workbook().Row(Heads).Row(Row("己调解组织")).ToArray();
        foreach (var (user, kind) in new[] { ("mediator", "organizations"), ("head", "organizations"), ("clerk", "mediators"), ("auditor", "mediators"), ("city", "ledger"), ("admin", "ledger") })
        {
            using var client = await hub.Client(user);
            Assert.Equal((user, HttpStatusCode.Forbidden), (user, (await client.HandIn(kind, "表.xlsx", file)).Status));
        }
        using var city = await hub.Client("city");
        using var other = await hub.Client("othercity");
        var import = await city.Import("organizations", "表.xlsx", file);
        foreach (var path in new[] { "", "/errors" }) Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/imports/{import.Text("id")}{path}")).StatusCode);
        foreach (var command in new[] { "confirm", "cancel" }) Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/api/v1/imports/{import.Text("id")}/{command}", null)).Status);
        Assert.DoesNotContain(import.Text("id"), await other.GetStringAsync("/api/v1/imports"), StringComparison.Ordinal);

        // Another city's region is not this office's to fill.
        var foreign = await other.Import("organizations", "表.xlsx", file);
        Assert.Equal("not-yours", Assert.Single(foreign.Errors()).Code);
    }

    [Fact]
    public async Task Asks_about_one_organization_that_seems_to_stand_in_it_twice()
    {
        using var city = await hub.Client("city");
        object[] other = ["九台区", .. Row("辛调解组织")[1..]];
        var import = await city.Import("organizations", "表.xlsx", new Workbook().Row(Heads).Row(Row("辛调解组织")).Row(other).ToArray());
        Assert.Empty(import.Errors());
        var asked = Assert.Single(import.Warnings(), w => w.Code == "looks-the-same");
        Assert.Equal(3, asked.Row);
        Assert.Contains("与第2行的组织同名，但地区不同", asked.Text);
    }

    [Fact]
    public async Task Can_be_called_off_before_it_is_carried_out()
    {
        using var city = await hub.Client("city");
        var import = await city.Import("organizations", "表.xlsx", new Workbook().Row(Heads).Row(Row("庚调解组织")).ToArray());
        Assert.Equal("cancelled", (await city.Post($"/api/v1/imports/{import.Text("id")}/cancel", null)).Body.Text("state"));
        Assert.Equal(HttpStatusCode.Conflict, (await city.Post($"/api/v1/imports/{import.Text("id")}/confirm", null)).Status);
        Assert.Equal(0, await Count("select count(*) from organization_rows where name = '庚调解组织'"));
    }

    private async Task<long> Count(string sql)
    {
        await using var connection = await hub.Installation.Store.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    /// <summary>Some 300 MB of blanks in half a megabyte.</summary>
    private static byte[] Bomb()
    {
        using var memory = new MemoryStream();
        memory.Write(new Workbook().Row("组织名称").ToArray());
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            using var part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            part.Write("<worksheet><sheetData>"u8);
            var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<row><c t=\"inlineStr\"><is><t></t></is></c></row>", 20_000)));
            for (var i = 0; i < 300; i++) part.Write(block);
            part.Write("</sheetData></worksheet>"u8);
        }
        return memory.ToArray();
    }
}
