using System.Diagnostics;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Store.Imports;
using MediationHub.Tests;
using MediationHub.Web.Features.Registers;
using MediationHub.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace MediationHub.Web.Tests.Registers;

public class A_long_import(RunningHub hub, ITestOutputHelper output) : IClassFixture<RunningHub>
{
    private static readonly Actor City = new("city", new HashSet<Role> { Role.City }, Unit: "220100");

    [Fact]
    public async Task Goes_on_where_it_was_stopped_and_enters_no_row_twice()
    {
        var (desk, imports) = (hub.Services.GetRequiredService<ImportDesk>(), hub.Services.GetRequiredService<ImportStore>());
        var import = await Checked(desk, imports, "organizations", Organizations("断点", 1200));
        Assert.Equal((1200, 0), (import.Made, import.Errors));
        Assert.True(await imports.Confirm(import.Id));

        // The program is stopped after a part of the rows was written, before it could note how far it was.
        using (var stop = new CancellationTokenSource())
        {
            try { await desk.Work(import.Id, stop.Token, i => { if (i.Done >= 500) stop.Cancel(); }); }
            catch (OperationCanceledException) { }
        }
        Assert.InRange(await Count("select count(*) from organization_rows where name like '断点%'"), 500, 1199);
        await Finish(desk, imports, import.Id);

        var done = (await imports.Find(import.Id))!;
        Assert.Equal((ImportState.Done, 1200, 0), (done.State, done.Done, done.Failed));
        Assert.Equal(1200, done.Made + done.Same);
        Assert.Equal(1200, await Count("select count(*) from organization_rows where name like '断点%'"));
        Assert.Equal(2400, await Count("select count(*) from events e join organization_rows o on o.id = e.stream where o.name like '断点%'"));
    }

    [Fact]
    public async Task Looks_over_two_thousand_rows_a_second_and_gathers_its_commits()
    {
        var (desk, imports) = (hub.Services.GetRequiredService<ImportDesk>(), hub.Services.GetRequiredService<ImportStore>());
        const int rows = 10_000;
        var file = Mediators(rows);
        var started = Stopwatch.GetTimestamp();
        var import = await Checked(desk, imports, "mediators", file);
        var looked = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Assert.Empty((await desk.Findings(import, default)).Where(f => !f.Warning).Select(f => $"{f.Row} {f.Header} {f.Chinese}").Take(3));
        Assert.Equal(rows, import.Made);

        Assert.True(await imports.Confirm(import.Id));
        started = Stopwatch.GetTimestamp();
        await Finish(desk, imports, import.Id);
        var entered = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Assert.Equal((ImportState.Done, rows), ((await imports.Find(import.Id))! is var done ? (done.State, done.Made) : default));
        var compared = double.MaxValue;
        for (var tries = 0; tries == 0 || (tries < 3 && rows / Math.Min(looked, compared) < 2000); tries++)
        {
            started = Stopwatch.GetTimestamp();
            Assert.Equal(rows, (await Checked(desk, imports, "mediators", file)).Same);
            compared = Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        output.WriteLine($"looked over, reading twice: {rows / looked:N0} rows/s; entered: {rows / entered:N0} rows/s; compared with what is there: {rows / compared:N0} rows/s");
        // One of the times: the others may have met a busy machine.
        Assert.True(rows / Math.Min(looked, compared) >= 2000, $"{rows / looked:N0} and {rows / compared:N0} rows/s");
    }

    private static async Task<Import> Checked(ImportDesk desk, ImportStore imports, string kind, byte[] file)
    {
        var (import, refusal) = await desk.HandIn(kind, "表.xlsx", file, City, default);
        Assert.True(import is not null, refusal?.Chinese);
        await Finish(desk, imports, import.Id);
        return (await imports.Find(import.Id))!;
    }

    /// <summary>Works until it rests; the program's own worker may have it in hand meanwhile.</summary>
    private static async Task Finish(ImportDesk desk, ImportStore imports, string id)
    {
        while ((await imports.Find(id))!.UnderWay)
            if (!await desk.Work(id, default)) await Task.Delay(50);
    }

    private static byte[] Organizations(string name, int count)
    {
        var file = new Workbook().Row("地区", "组织名称", "组织类型", "备案时间", "负责人", "联系电话", "办公地址");
        for (var i = 0; i < count; i++) file.Row("双阳区", $"{name}第{i}调解组织", "工会", "2020.06", "张三", "0431-88690000", $"某街{i}号");
        return file.ToArray();
    }

    private static byte[] Mediators(int count)
    {
        var file = new Workbook().Row("所在组织", "姓名", "性别", "出生年月", "身份证号", "学历", "工作单位及职务", "专/兼职", "调解员证号", "聘期起止", "培训学时", "联系电话");
        for (var i = 0; i < count; i++)
        {
            var id = RunningHub.ValidId($"220113{1970 + i / 3360:0000}{1 + i / 280 % 12:00}{1 + i / 10 % 28:00}{i % 10 * 2:000}");
            file.Row("长春市南关区桃源街道劳动争议调解中心", $"张{(char)('一' + i % 500)}", "女", $"{1970 + i / 3360}.{1 + i / 280 % 12:00}", id, "本科", "街道办事处 科员", "兼职", $"GS-{i:00000}", "2024.01-2026.12", 24, $"139{i:00000000}");
        }
        return file.ToArray();
    }

    private async Task<long> Count(string sql)
    {
        await using var connection = await hub.Installation.Store.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
