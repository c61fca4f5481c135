using MediationHub.Store.Reminders;
using MediationHub.Tests;

namespace MediationHub.Store.Tests.Reminders;

[Collection(nameof(StoreServer))]
public class A_reminder(StoreServer server)
{
    private static readonly HashSet<string> InboxOnly = [];

    [Fact]
    public async Task Is_told_to_the_cases_mediator_and_the_head_three_days_before_on_the_day_and_the_day_after()
    {
        await using var due = await Due.New(server);
        await due.Waits();
        Assert.Equal(0, await due.Look(Due.Day.AddDays(-4), 23, 59, InboxOnly));
        var told = new List<string>();
        foreach (var day in new[] { -3, -2, -1, 0, 1, 2 })
        {
            await due.Look(Due.Day.AddDays(day), 0, 1, InboxOnly);
            if (day is -3 or 0 or 1) told.AddRange([$"inbox head mediation {day}", $"inbox mediator mediation {day}"]);
            Assert.Equal(told.Order(StringComparer.Ordinal), (await due.Told()).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Is_not_told_again_when_the_clock_is_set_back_an_hour_over_midnight()
    {
        await using var due = await Due.New(server);
        await due.Waits();
        Assert.Equal(1, await due.Look(Due.Day.AddDays(-3), 0, 10, InboxOnly));
        Assert.Equal(0, await due.Look(Due.Day.AddDays(-4), 23, 10, InboxOnly));
        Assert.Equal(0, await due.Look(Due.Day.AddDays(-3), 0, 0, InboxOnly));
        Assert.Equal(0, await due.Look(Due.Day.AddDays(-3), 0, 10, InboxOnly));
        Assert.Equal(["inbox head mediation -3", "inbox mediator mediation -3"], await due.Told());
    }

    [Fact]
    public async Task Is_told_late_when_a_jump_of_a_day_passed_over_its_day()
    {
        await using var due = await Due.New(server);
        await due.Waits();
        await due.Look(Due.Day.AddDays(-1), channels: InboxOnly);
        await due.Look(Due.Day.AddDays(1), channels: InboxOnly);   // the due day itself never came
        await due.Look(Due.Day.AddDays(2), channels: InboxOnly);
        Assert.Equal(["inbox mediator mediation -3", "inbox mediator mediation 0", "inbox mediator mediation 1"], (await due.Told()).Where(t => t.Contains("mediator ")));
    }

    [Fact]
    public async Task Is_told_of_what_is_overdue_after_a_month_in_which_nobody_looked_but_not_of_every_day_before()
    {
        await using var due = await Due.New(server);
        await due.Waits();
        await due.Look(Due.Day.AddDays(31), channels: InboxOnly);
        Assert.Equal(["inbox head mediation 1", "inbox mediator mediation 1"], await due.Told());
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(3, "1")]
    public async Task Of_what_was_late_before_anybody_looked_is_told_once_by_its_latest_day(int since, string day)
    {
        await using var due = await Due.New(server);
        await due.Waits("ACC3", from: -4);
        await due.Look(Due.Day.AddDays(since), channels: InboxOnly);
        await due.Look(Due.Day.AddDays(since), 23, 59, channels: InboxOnly);
        Assert.Equal([$"inbox head acceptance {day}", $"inbox mediator acceptance {day}"], await due.Told());
    }

    [Theory]
    [InlineData("America/Los_Angeles")]
    [InlineData("Pacific/Kiritimati")]
    public async Task Keeps_to_the_day_of_Shanghai_under_another_TZ_variable(string zone)
    {
        await using var due = await Due.New(server);
        await due.Waits();
        var before = Environment.GetEnvironmentVariable("TZ");
        try
        {
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
            Assert.Equal(zone, TimeZoneInfo.Local.Id);
            await due.Hub.Execute($"alter database {new Npgsql.NpgsqlConnectionStringBuilder(due.Hub.ConnectionString).Database} set timezone = '{zone}'");
            await due.Hub.Reopen();
            Assert.Equal(0, await due.Look(Due.Day.AddDays(-4), 23, 59, InboxOnly));
            Assert.Equal(1, await due.Look(Due.Day.AddDays(-3), 0, 0, InboxOnly));
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", before);
            TimeZoneInfo.ClearCachedData();
        }
        Assert.Equal(0, await due.Look(Due.Day.AddDays(-3), 23, 59, InboxOnly));
        Assert.Equal(2, (await due.Told()).Count);
    }

    [Fact]
    public async Task Is_told_once_when_the_program_was_killed_and_when_two_nodes_look_at_once()
    {
        await using var due = await Due.New(server);
        for (var n = 1; n <= 5; n++) await due.Waits(n: n);
        await due.Look(Due.Day.AddDays(-3), channels: InboxOnly);
        await due.Hub.Reopen();
        Assert.Equal(0, await due.Look(Due.Day.AddDays(-3), channels: InboxOnly));

        var (other, _) = await due.Hub.AnotherNode();
        await using var closing = other;
        due.Hub.Clock.Now = Domain.Kernel.ChinaTime.At(Due.Day, new(9, 0));
        HubStore[] nodes = [due.Hub.Store, other, due.Hub.Store, other];
        await Task.WhenAll(nodes.Select(s => new Store.Reminders.Reminders(s, new(s), (_, _) => Task.FromResult(false)).Make(InboxOnly)));
        Assert.Equal(20, await due.Hub.Scalar("select count(*) from outbox"));   // five cases, two days, two people
    }

    [Fact]
    public async Task Never_calls_a_provisional_day_overdue_and_says_that_it_is_provisional()
    {
        await using var due = await Due.New(server);
        await due.Waits(provisional: true);
        for (var day = -3; day <= 5; day++) await due.Look(Due.Day.AddDays(day), channels: InboxOnly);
        Assert.DoesNotContain(await due.Told(), t => t.EndsWith(" 1", StringComparison.Ordinal));
        Assert.All(await due.Hub.Texts("select text from outbox"), text => Assert.Contains("暂定", text));
    }

    [Fact]
    public async Task Is_told_anew_for_the_new_day_of_an_extended_term()
    {
        await using var due = await Due.New(server);
        var id = await due.Waits();
        await due.Look(Due.Day, channels: InboxOnly);
        await due.Hub.Execute($"update case_clocks set due_on = due_on + 5 where case_id = '{id}'");
        await due.Look(Due.Day.AddDays(2), channels: InboxOnly);
        Assert.Contains(await due.Hub.Texts("select occasion from outbox"), o => o.Contains($"|{Due.Day.AddDays(5):yyyy-MM-dd}"));
    }

    [Fact]
    public async Task Of_a_clock_that_began_after_its_first_day_to_be_told_waits_for_the_next_one()
    {
        await using var due = await Due.New(server);
        await due.Waits("ACC3", from: -1);
        Assert.Equal(0, await due.Look(Due.Day.AddDays(-1), channels: InboxOnly));
        Assert.Equal(1, await due.Look(Due.Day, channels: InboxOnly));
    }

    [Fact]
    public async Task Asks_for_the_closing_where_the_case_closes_by_this_clock_and_calls_the_others_overdue()
    {
        await using var due = await Due.New(server);
        due.Expired.Add((await due.Waits(n: 1)).Value);
        await due.Waits(n: 2);
        await due.Look(Due.Day.AddDays(1), channels: InboxOnly);
        Assert.Equal(["inbox head expiry 1", "inbox head mediation 1", "inbox mediator expiry 1", "inbox mediator mediation 1"], (await due.Told()).Where(t => t.EndsWith(" 1", StringComparison.Ordinal)));
        Assert.Contains(await due.Hub.Texts("select text from outbox where rule = 'expiry'"), t => t.Contains("终止调解告知书已备好"));
    }

    [Fact]
    public async Task Names_the_case_and_the_day_and_nobody()
    {
        await using var due = await Due.New(server);
        var id = await due.Waits();
        await due.Look(Due.Day.AddDays(-3));
        var number = Assert.Single(await due.Hub.Texts($"select number from case_rows where id = '{id}'"));
        var names = await due.Hub.Texts($"select name from case_parties where case_id = '{id}'");
        Assert.NotEmpty(names);
        foreach (var text in await due.Hub.Texts("select row_to_json(o)::text from outbox o"))
        {
            Assert.Contains(number, text);
            Assert.Contains("2026年11月24日", text);
            Assert.All(names, name => Assert.DoesNotContain(name, text));
        }
    }

    [Fact]
    public async Task Goes_out_only_by_ways_that_are_set_up_to_who_gave_an_address_and_wants_it()
    {
        await using var due = await Due.New(server);
        await due.Addresses.Save("mediator", new("wang@example.com", "13800000000", new HashSet<(string, string)> { ("mediation", "sms") }));
        await due.Addresses.Save("head", new(null, "13900000000", new HashSet<(string, string)>()));
        await due.Waits(n: 1);
        await due.Look(Due.Day.AddDays(-3));
        Assert.Equal(["inbox head mediation -3", "inbox mediator mediation -3", "mail mediator mediation -3", "sms head mediation -3", "webhook  mediation -3"], await due.Told());

        await due.Waits(n: 2);
        await due.Look(Due.Day.AddDays(-3), channels: new HashSet<string> { "mail" });
        Assert.Equal(2, (await due.Told()).Count(t => t.StartsWith("mail", StringComparison.Ordinal)));
        Assert.Single(await due.Told(), t => t.StartsWith("webhook", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Follows_the_rule_as_the_administrator_changed_it()
    {
        await using var due = await Due.New(server);
        var rule = (await due.Rules.All()).Single(r => r.Id == "mediation");
        Assert.True(await due.Rules.Change(rule with { Days = [-5], Recipients = ["head"], Ahead = "请办理{number}。", Source = "市局要求提前五日" }, "admin"));
        Assert.False(await due.Rules.Change(rule with { Days = [-1] }, "admin"));   // on a version that is no more
        await due.Waits();
        await due.Look(Due.Day.AddDays(-5), channels: InboxOnly);
        Assert.Equal(["inbox head mediation -5"], await due.Told());
        Assert.StartsWith("请办理", Assert.Single(await due.Hub.Texts("select text from outbox")));
        Assert.Equal(["市局要求提前五日", ReminderRules.BuiltIn.Single(r => r.Id == "mediation").Source], (await due.Rules.History("mediation")).Select(r => r.Source));
    }

    [Fact]
    public async Task Tells_of_a_mediators_term_that_ends()
    {
        await using var due = await Due.New(server);
        var until = DateOnly.Parse(Assert.Single(await due.Hub.Texts($"select to_char(until_on, 'YYYY-MM-DD') from appointment_rows where mediator_id = '{due.Hub.Offices[0].Mediator}'")));
        await due.Look(until.AddDays(-30), channels: InboxOnly);
        Assert.Equal(["inbox head appointment -30", "inbox mediator appointment -30"], (await due.Told()).Where(t => !t.Contains("elsewhere")));
    }

    [Fact]
    public async Task Of_a_session_tomorrow_goes_once_to_the_mediators_who_hold_it_and_again_when_it_is_moved()
    {
        await using var due = await Due.New(server);
        due.Hub.Clock.Now = OpenedStore.Morning.AddHours(7);
        var (id, office, day) = (await due.Hub.Live(1, 3), due.Hub.Offices[0], Due.Day);
        await due.Hub.Execute("delete from case_clocks");
        await due.Hub.Execute($"insert into session_rows (case_id, session_id, seat, organization_id, mediator, starts_at, ends_at) values ('{id}', 's1', 0, '{office.Organization}', '{office.Mediator}', '{day:yyyy-MM-dd} 09:30+08', '{day:yyyy-MM-dd} 10:30+08'), ('kept', 'h1', 0, '{office.Organization}', 'someone', '{day:yyyy-MM-dd} 14:00+08', '{day:yyyy-MM-dd} 15:00+08')");
        await due.Hub.Execute("update session_rows set expires_at = '2027-01-01' where case_id = 'kept'");
        Assert.Equal(0, await due.Look(day.AddDays(-2), 23, 59, InboxOnly));
        Assert.Equal(1, await due.Look(day.AddDays(-1), 0, 1, InboxOnly));
        Assert.Equal(0, await due.Look(day.AddDays(-1), 18, 0, InboxOnly));
        Assert.Equal(["inbox mediator session -1"], await due.Told());
        Assert.Contains("定于2026年11月24日09:30举行", Assert.Single(await due.Hub.Texts("select text from outbox")));
        await due.Hub.Execute("update session_rows set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour' where session_id = 's1'");
        Assert.Equal(1, await due.Look(day.AddDays(-1), 19, 0, InboxOnly));
        Assert.Equal(0, await due.Look(day, 11, 0, InboxOnly));   // it began
    }

    [Fact]
    public async Task Of_a_right_to_apply_is_told_while_it_can_be_used_and_follows_from_the_day_of_effect()
    {
        await using var due = await Due.New(server);
        due.Hub.Clock.Now = OpenedStore.Morning.AddHours(7);
        var (id, used) = (await due.Hub.Live(1, 3), await due.Hub.Live(2, 3));
        due.Used.Add(used.Value);
        await due.Hub.Execute("delete from case_clocks");
        // In effect on 9 November 2026: fifteen days end on the 24th, thirty on 9 December.
        foreach (var c in new[] { id, used })
            await due.Hub.Execute($"insert into agreement_rows (case_id, organization_id, mediators, status, drafted_on, effective_on, amount, paid) values ('{c}', '{due.Hub.Offices[0].Organization}', array['{due.Hub.Offices[0].Mediator}'], 'effective', '2026-11-09', '2026-11-09', 100, 0) on conflict (case_id) do update set effective_on = excluded.effective_on");
        await due.Look(Due.Day.AddDays(-4), channels: InboxOnly);
        Assert.Empty(await due.Told());
        foreach (var day in new[] { -3, -2, 0, 1, 2 }) await due.Look(Due.Day.AddDays(day), channels: InboxOnly);
        Assert.Equal(["inbox mediator confirmation -3", "inbox mediator confirmation 0"], await due.Told());
        Assert.All(await due.Hub.Texts("select text from outbox"), t => Assert.Contains("申请仲裁审查于2026年11月24日截止", t));
        await due.Look(new(2026, 12, 9), channels: InboxOnly);
        Assert.Contains(await due.Hub.Texts("select text from outbox"), t => t.Contains("申请司法确认于2026年12月9日截止"));
    }

    [Fact]
    public async Task Of_what_a_commission_waits_for_goes_to_its_clerk_and_the_arbitrator_of_the_review()
    {
        await using var due = await Due.New(server);
        await due.Hub.Execute(
            """
            insert into accounts (user_name, display_name, password_hash, roles, commission_id, arbitrator_id, security_stamp) values
              ('clerk', 'clerk', '', array['clerk'], 'cc', null, ''), ('han', 'han', '', array['arbitrator'], 'cc', 'han', ''), ('other', 'other', '', array['arbitrator'], 'cc', 'other', ''), ('far', 'far', '', array['clerk'], 'jl', null, '')
            """);
        await due.Hub.Execute(
            """
            insert into review_rows (id, version, commission_id, organization_id, case_id, case_number, number, stage, applicants, respondents, mediators, dispute_type, amount, applied_on, filed_late, arbitrator_id, due_rule, due_on, due_provisional)
            values ('v1', 1, 'cc', 'o', 'c', '案1号', '审1号', 'underReview', '李某', '某公司', array[]::text[], '07', 1, '2026-11-10', false, 'han', 'RVW5', '2026-11-24', false)
            """);
        Assert.Equal(0, await due.Look(Due.Day.AddDays(-2), channels: InboxOnly));
        Assert.Equal(1, await due.Look(Due.Day.AddDays(-1), channels: InboxOnly));
        Assert.Equal(["inbox clerk commission -1", "inbox han commission -1"], await due.Told());
        Assert.Equal(["cc reviews/v1 审1号的审查期限于2026年11月24日届满，请及时办理。"], (await due.Hub.Texts("select commission_id || ' ' || record || ' ' || text from outbox")).Distinct());
        await due.Hub.Execute("update review_rows set ended_on = '2026-11-23'");
        Assert.Equal(0, await due.Look(Due.Day, channels: InboxOnly));
    }

    [Fact]
    public async Task Leaves_addresses_in_the_database_for_nobody_to_read()
    {
        await using var due = await Due.New(server);
        await due.Addresses.Save("mediator", new("wang@example.com", "13800000000", new HashSet<(string, string)>()));
        var kept = await due.Addresses.Of("mediator");
        Assert.Equal(("wang@example.com", "13800000000"), (kept.Mail, kept.Phone));
        var stored = Assert.Single(await due.Hub.Texts("select encode(mail, 'escape') || encode(phone, 'escape') from reminder_addresses"));
        Assert.DoesNotContain("example", stored);
        Assert.DoesNotContain("138", stored);
    }
}
