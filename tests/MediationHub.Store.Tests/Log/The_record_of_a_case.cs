using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Files;
using MediationHub.Store.Maintenance;
using MediationHub.Tests;
using MediationHub.Tests.Load;

namespace MediationHub.Store.Tests.Log;

[Collection(nameof(StoreServer))]
public class The_record_of_a_case(StoreServer server)
{
    private const string AllRows = "select t::text from (select to_jsonb(c) from case_rows c union all select to_jsonb(p) from case_parties p union all select to_jsonb(n) from counters n union all select to_jsonb(o) from organization_rows o union all select to_jsonb(m) from mediator_rows m union all select to_jsonb(a) from appointment_rows a union all select to_jsonb(s) from case_search s union all select to_jsonb(g) from agreement_rows g union all select to_jsonb(r) from session_rows r) as t order by 1";

    [Fact]
    public async Task Reads_back_after_a_restart_exactly_as_it_was()
    {
        await using var hub = await OpenedStore.New(server);
        var id = await hub.Live(1);
        var before = System.Text.Json.JsonSerializer.Serialize((await hub.Aggregates.Find<MediationCase>(id.Value))!.State, Wire.Json);
        await hub.Reopen();
        var after = (await hub.Aggregates.Find<MediationCase>(id.Value))!;
        Assert.Equal(before, System.Text.Json.JsonSerializer.Serialize(after.State, Wire.Json));
        Assert.Equal(CaseStage.Closed, after.State.Stage);
    }

    [Fact]
    public async Task Holds_no_name_number_or_statement_in_clear()
    {
        await using var hub = await OpenedStore.New(server);
        var id = await hub.Live(4);
        var c = (await hub.Aggregates.Find<MediationCase>(id.Value))!.State;
        var secrets = c.Parties.SelectMany(p => new[] { p.Name, p.IdNumber, p.Phone, p.Address, p.CreditCode, p.LegalRepresentative })
            .Concat(c.Sessions[0].Record!.Statements.Select(s => s.Text)).Append(c.Facts).Append(c.Offers[0].Text).Append(c.Agreement!.Terms[0].BankAccount)
            .Select(p => p.Value).OfType<string>().Where(s => s.Length > 1).ToList();
        Assert.True(secrets.Count > 12);
        var dump = string.Join('\n', await hub.Texts("select e::text from events e"));
        Assert.All(secrets, s => Assert.DoesNotContain(s, dump));

        var files = new FileStore(hub.Store, Path.Combine(hub.Folder, "files"));
        var (file, _) = await files.Add("李明月工资条.pdf", "%PDF-1.4 李明月 13800000001"u8.ToArray(), "mediator");
        Assert.NotNull(file);
        var onDisk = string.Concat(Directory.EnumerateFiles(Path.Combine(hub.Folder, "files"), "*", SearchOption.AllDirectories).Select(f => f + File.ReadAllText(f)));
        Assert.DoesNotContain("李明月", onDisk);
        Assert.DoesNotContain("13800000001", onDisk);
        Assert.DoesNotContain("李明月", string.Join('\n', await hub.Texts("select f::text from files f")));
    }

    [Fact]
    public async Task Is_clean_under_verification_after_many_lives_at_once()
    {
        await using var hub = await OpenedStore.New(server);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(n => hub.Live(n, 1 + n % Life.Steps, n % 2)));
        var report = await hub.Verify();
        Assert.Empty(report.Findings);
        Assert.True(report.Events > 300 && report.Rows > 100 && report.Counters > 5, report.ToString());
    }

    [Fact]
    public async Task Rebuilt_from_the_log_has_the_same_bytes()
    {
        await using var hub = await OpenedStore.New(server);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(n => hub.Live(n, 1 + n % Life.Steps, n % 2)));
        var before = await hub.Texts(AllRows);
        await hub.Execute("delete from case_parties; delete from case_search where part <> 'case'; update agreement_rows set amount = 0; update case_rows set stage = 'draft'; delete from counters where counter = 'registered'");
        await Rebuilding.Run(hub.Store);
        Assert.Equal(before, await hub.Texts(AllRows));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task With_one_byte_of_an_event_changed_is_named_by_its_first_broken_link()
    {
        await using var hub = await OpenedStore.New(server);
        var id = await hub.Live(3);
        await hub.Execute($"update events set data = replace(data, '\"07.1\"', '\"07.2\"') where stream = '{id}' and version = 1");
        var report = await hub.Verify();
        Assert.Contains($"case/{id} 第 1 条事件 case.registered/1 的内容与其哈希不符", report.Findings[0]);
    }

    [Theory]
    [InlineData("set sealed = set_byte(sealed, 20, (get_byte(sealed, 20) + 1) % 256)")]
    [InlineData("set actor = 'somebody'")]
    [InlineData("set at = at + interval '1 microsecond'")]
    [InlineData("set type = 'case.accepted/1'")]
    public async Task Shows_every_kind_of_tampering_with_an_event(string change)
    {
        await using var hub = await OpenedStore.New(server);
        var id = await hub.Live(3);
        await hub.Execute($"update events {change} where stream = '{id}' and version = 2 or stream = '{id}' and version = (select min(version) from events where stream = '{id}' and sealed is not null)");
        Assert.False((await hub.Verify()).Clean);
    }

    [Fact]
    public async Task With_an_event_taken_out_is_named()
    {
        await using var hub = await OpenedStore.New(server);
        var id = await hub.Live(3);
        await hub.Execute($"delete from events where stream = '{id}' and version = 4");
        Assert.Contains($"case/{id} 缺少第 4 条事件", (await hub.Verify()).Findings[0]);
    }

    [Fact]
    public async Task With_a_row_changed_names_the_first_row_that_differs()
    {
        await using var hub = await OpenedStore.New(server);
        var id = await hub.Live(3);
        await hub.Execute($"update case_rows set claimed = claimed + 0.01 where id = '{id}'");
        Assert.Equal([$"case_rows {id} 的 claimed 与日志不符"], (await hub.Verify()).Findings);
        await hub.Execute($"update case_rows set claimed = claimed - 0.01 where id = '{id}'; delete from case_parties where case_id = '{id}' and party_id = 'r1'");
        Assert.Equal([$"case_parties 缺少 {id}/r1"], (await hub.Verify()).Findings);
    }

    [Fact]
    public async Task With_a_counter_changed_names_it()
    {
        await using var hub = await OpenedStore.New(server);
        await hub.Live(3);
        await hub.Execute("update counters set n = n + 1 where counter = 'succeeded'");
        Assert.Contains("succeeded 为 2,按日志应为 1", Assert.Single((await hub.Verify()).Findings));
    }

    [Fact]
    public async Task Reopened_takes_its_figures_back_exactly()
    {
        await using var hub = await OpenedStore.New(server);
        await hub.Live(1);
        var id = await hub.Live(2, Life.Steps - 1);
        const string figures = "select organization || day || counter || n from counters order by 1";
        var before = await hub.Texts(figures);
        await hub.Send(id, Life.Of(hub.Offices[0], id, 2, OpenedStore.Morning)[^1].Command);
        Assert.Equal(2, await hub.Scalar("select n from counters where counter = 'succeeded'"));
        await hub.Send(id, new RequestReopen("结案方式登记错误", ReopenGround.ClericalError));
        await hub.Send(id, new ApproveReopen());
        Assert.Equal(before, await hub.Texts(figures));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Without_its_key_and_without_a_record_of_destruction_is_named()
    {
        await using var hub = await OpenedStore.New(server);
        var id = await hub.Live(5);
        await hub.Execute($"update streams set key = null where id = '{id}'");
        await hub.Reopen();
        Assert.Contains($"case/{id} 的密钥缺失", (await hub.Verify()).Findings[0]);
    }

    [Fact]
    public async Task Stays_readable_when_the_installation_key_is_changed()
    {
        await using var hub = await OpenedStore.New(server);
        var id = await hub.Live(6);
        var name = (await hub.Aggregates.Find<MediationCase>(id.Value))!.State.Parties[0].Name;
        Assert.True(await KeyRotation.Run(hub.Store, hub.Store.Keys.Rotate()) > 0);
        await hub.Reopen();
        Assert.Equal(2, hub.Store.Keys.Current);
        Assert.Equal(name, (await hub.Aggregates.Find<MediationCase>(id.Value))!.State.Parties[0].Name);
        Assert.Equal(0, await KeyRotation.Run(hub.Store, hub.Store.Keys));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Is_not_opened_with_another_installations_key()
    {
        await using var hub = await OpenedStore.New(server);
        var mine = await File.ReadAllTextAsync(hub.KeyFile);
        File.Delete(hub.KeyFile);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(hub.Reopen);
        Assert.Contains("密钥与数据库不匹配", refused.Message);
        await File.WriteAllTextAsync(hub.KeyFile, mine);
        await hub.Reopen();
    }
}
