using Dapper;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Reminders;

/// <summary>A waiting time limit, or a term that ends, whose day to be told has come.</summary>
/// <param name="Day">So far from the due day, in natural days.</param>
/// <param name="OrganizationId">Whose people are told; null where they are those of a commission.</param>
/// <param name="Mediators">Of them, those whom it concerns; of a commission the arbitrator.</param>
/// <param name="Record">What it is about where that is no case, as its path.</param>
/// <param name="Time">The hour, where there is one.</param>
public sealed record Occasion(
    ReminderRule Rule, int Day, string Subject, string? CaseId, string? Number, string? OrganizationId, string[] Mediators, string? Clock, DateOnly Due, bool Provisional, string? CommissionId = null, string? Record = null, string Time = "")
{
    /// <summary>The same for the same clock, rule, due day and distance, so that it is told once: an extended clock is told anew.</summary>
    public string Key => $"{Rule.Id}|{Day}|{Subject}|{Due:yyyy-MM-dd}";
}

/// <summary>
/// Makes reminders. What is due is computed from rows for the legal day in Asia/Shanghai, and each occasion is kept under a key in the
/// transaction that makes its rows: however the clock jumps and whenever the program is killed, it is told once. A day on which nobody looked is told late
/// to whom an earlier one was told.
/// </summary>
/// <param name="stands">What the case itself says: of an expiry, whether it now waits to be closed as expired by this clock; of a right, whether it can still be used.</param>
public sealed class Reminders(HubStore store, ReminderRules rules, Func<Occasion, CancellationToken, Task<bool>> stands)
{
    /// <summary>A day to be told that was missed for longer gives way to the next one of the same clock.</summary>
    private const int LateDays = 7;

    private const int Page = 500;

    /// <summary>No run of days off is as long.</summary>
    private const int LongestRoll = 31;

    /// <summary>The day on which what has waited for long was looked through: once a day is enough, since there is much of it.</summary>
    private DateOnly? _settled;

    /// <summary>Makes what is due and was not made yet.</summary>
    /// <param name="channels">The ways that are set up on this installation.</param>
    /// <returns>How many occasions were told.</returns>
    public async Task<int> Make(IReadOnlySet<string> channels, CancellationToken cancel = default)
    {
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        var made = 0;
        var all = await rules.All(cancel);
        var expiry = all.FirstOrDefault(r => r is { About: "expiry", Active: true });
        foreach (var rule in all)
        {
            if (!rule.Active || rule.About is "figures") continue;   // figures are looked at by their own watch
            var days = rule.Days.Order().ToArray();
            for (var i = 0; i < days.Length; i++)
            {
                // Up to so many days ago, or until the next of the same clock takes its place; the last one waits for whoever comes.
                DateOnly? from = i + 1 < days.Length
                    ? Earlier(today.AddDays(-LateDays - days[i]), today.AddDays(1 - days[i + 1]))
                    : _settled == today ? today.AddDays(-LateDays - days[i]) : null;
                DateOnly? fresh = i + 1 < days.Length ? today.AddDays(1 - days[i + 1]) : null;
                while (await Due(rule, days[i], days[..i], from, fresh, today, cancel) is { Count: > 0 } due)
                {
                    await Tell(due, expiry, today, channels, cancel);
                    made += due.Count;
                }
            }
        }
        _settled = today;
        return made;
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    /// <param name="earlier">The days of the rule before this one.</param>
    /// <param name="fresh">What was due before has come to the rule's next day already: it is told late where it was told of earlier, and what nobody ever heard of is told once, by its latest day.</param>
    private async Task<IReadOnlyList<Occasion>> Due(ReminderRule rule, int day, IReadOnlyList<int> earlier, DateOnly? from, DateOnly? fresh, DateOnly today, CancellationToken cancel)
    {
        // What is to be done by a person is over with its day.
        if (rule.About is "right" or "session" && (from is null || from < today.AddDays(-Math.Max(day, 0))) && day <= 0) from = today;
        // An end of long ago is news to nobody.
        if (rule.About is "closing" && !(from >= today.AddDays(-LateDays - day))) from = today.AddDays(-LateDays - day);
        var (begins, dues, open) = rule.About is "right" ? Rights(rule, day, from, today) : ([], [], []);
        if (rule.About is "right" && begins.Length == 0) return [];
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var values = new
        {
            prefix = $"{rule.Id}|{day}|", clocks = rule.Clocks, from, until = today.AddDays(-day), day, today, Page, fresh, earlier = earlier.Select(d => $"{rule.Id}|{d}|").ToArray(), now = store.Clock.GetUtcNow().UtcDateTime,
            rights = begins.Select(b => b.Rule).ToArray(), begins = begins.Select(b => b.From).ToArray(), dues, open,
        };
        static string Heard(string subject, string due) =>
            $"(@fresh::date is null or {due} >= @fresh or exists (select 1 from unnest(@earlier::text[]) e(told) join reminder_occasions o on o.occasion = e.told || {subject} || '|' || to_char({due}, 'YYYY-MM-DD')))";
        // Nothing turns overdue by a provisional clock. A clock that began only after its day to be told is new to nobody.
        var sql = rule.About switch
        {
            "appointment" => $"""
              select 'm:' || a.mediator_id || '|' || a.organization_id as Subject, null as CaseId, null as Number, a.organization_id as OrganizationId, array[a.mediator_id] as Mediators, null as Clock, a.until_on as Due, false as Provisional
              from appointment_rows a
              where a.until_on <= @until and (@from::date is null or a.until_on >= @from) and a.until_on >= @today::date - 60 and a.ended_on is null and a.from_on <= @today
                and {Heard("'m:' || a.mediator_id || '|' || a.organization_id", "a.until_on")}
                and not exists (select 1 from appointment_rows n where n.mediator_id = a.mediator_id and n.organization_id = a.organization_id and n.until_on > a.until_on)
                and not exists (select 1 from reminder_occasions o where o.occasion = @prefix || 'm:' || a.mediator_id || '|' || a.organization_id || '|' || to_char(a.until_on, 'YYYY-MM-DD'))
              order by a.until_on, a.mediator_id limit @Page
              """,
            "closing" => """
              select e.id as Subject, e.id as CaseId, e.number as Number, e.organization_id as OrganizationId, e.mediators as Mediators, null as Clock, e.closed_on as Due, false as Provisional
              from case_rows e
              where e.closed_on <= @until and e.closed_on >= @from and e.stage in ('closed', 'archived') and e.accepted_on is not null and not e.imported
                and not exists (select 1 from reminder_occasions o where o.occasion = @prefix || e.id || '|' || to_char(e.closed_on, 'YYYY-MM-DD'))
              order by e.closed_on, e.id limit @Page
              """,
            "session" => $"""
              select * from (
                select s.case_id || '|' || s.session_id || '|' || extract(epoch from s.starts_at)::bigint as Subject, s.case_id as CaseId, c.number as Number, s.organization_id as OrganizationId,
                  array_remove(array_agg(s.mediator), null) as Mediators, null as Clock, (s.starts_at at time zone 'Asia/Shanghai')::date as Due, false as Provisional,
                  null as CommissionId, null as Record, to_char(s.starts_at at time zone 'Asia/Shanghai', 'HH24:MI') as Time
                from session_rows s join case_rows c on c.id = s.case_id
                where s.expires_at is null and s.starts_at < (@until::date + 1)::timestamp at time zone 'Asia/Shanghai' and (@from::date is null or s.starts_at >= @from::timestamp at time zone 'Asia/Shanghai')
                  and (@day > 0 or s.starts_at > @now)
                group by s.case_id, s.session_id, s.starts_at, s.organization_id, c.number) t
              where {Heard("t.Subject", "t.Due")}
                and not exists (select 1 from reminder_occasions o where o.occasion = @prefix || t.Subject || '|' || to_char(t.Due, 'YYYY-MM-DD'))
              order by t.Due, t.Subject limit @Page
              """,
            "commission" => $"""
              select * from (
                select 'reviews/' || r.id || '|' || r.due_rule as Subject, null as CaseId, coalesce(nullif(r.number, ''), r.case_number) as Number, null as OrganizationId,
                  array_remove(array[r.arbitrator_id], null) as Mediators, r.due_rule as Clock, r.due_on as Due, r.due_provisional as Provisional, r.commission_id as CommissionId, 'reviews/' || r.id as Record
                from review_rows r where r.ended_on is null and r.due_rule = any(@clocks) and r.due_on <= @until and (@from::date is null or r.due_on >= @from)
                union all
                select 'entrustments/' || e.id || '|' || e.due_rule, null, coalesce(nullif(e.number, ''), e.arbitration_number), null, array[]::text[], e.due_rule, e.due_on, e.due_provisional, e.commission_id, 'entrustments/' || e.id
                from entrustment_rows e where e.stage in ('entrusted', 'acceptedByOrganization') and e.due_rule = any(@clocks) and e.due_on <= @until and (@from::date is null or e.due_on >= @from)
                union all
                select 'recommendations/' || m.id || '|' || m.due_rule, null, coalesce(nullif(m.number, ''), m.arbitration_number), null, array[]::text[], m.due_rule, m.due_on, m.due_provisional, m.commission_id, 'recommendations/' || m.id
                from recommendation_rows m where m.stage in ('delivered', 'agreed') and m.due_rule = any(@clocks) and m.due_on <= @until and (@from::date is null or m.due_on >= @from)) t
              where (@day <= 0 or not t.Provisional) and {Heard("t.Subject", "t.Due")}
                and not exists (select 1 from reminder_occasions o where o.occasion = @prefix || t.Subject || '|' || to_char(t.Due, 'YYYY-MM-DD'))
              order by t.Due, t.Subject limit @Page
              """,
            // A right has no row of its own: it follows from the day of effect, of the end of the case, or of a performance that did not come.
            "right" => $"""
              select * from (
                select distinct on (c.id, r.rule, r.due) c.id || '|' || r.rule as Subject, c.id as CaseId, c.number as Number, c.organization_id as OrganizationId, c.mediators as Mediators, r.rule as Clock, r.due as Due, not r.open as Provisional
                from unnest(@rights, @begins, @dues, @open) as r(rule, begins, due, open)
                cross join lateral (
                  select a.case_id from agreement_rows a where r.rule in ('RVW15', 'JC30') and a.effective_on = r.begins
                  union all select a.case_id from agreement_rows a where r.rule not in ('RVW15', 'JC30') and a.next_due_on = r.begins and a.performed_on is null
                  union all select e.id from case_rows e where r.rule not in ('RVW15', 'JC30') and e.ended and e.closed_on = r.begins) w
                join case_rows c on c.id = w.case_id) t
              where {Heard("t.Subject", "t.Due")}
                and not exists (select 1 from reminder_occasions o where o.occasion = @prefix || t.Subject || '|' || to_char(t.Due, 'YYYY-MM-DD'))
              order by t.Due, t.Subject limit @Page
              """,
            _ => $"""
              select k.case_id || '|' || k.rule || '|' || k.subject as Subject, k.case_id as CaseId, c.number as Number, k.organization_id as OrganizationId, k.mediators as Mediators, k.rule as Clock, k.due_on as Due, k.provisional as Provisional
              from case_clocks k join case_rows c on c.id = k.case_id
              where k.rule = any(@clocks) and k.due_on <= @until and (@from::date is null or k.due_on >= @from)
                and (@day <= 0 or not k.provisional) and (@day >= 0 or k.from_on < k.due_on + @day)
                and {Heard("k.case_id || '|' || k.rule || '|' || k.subject", "k.due_on")}
                and not exists (select 1 from reminder_occasions o where o.occasion = @prefix || k.case_id || '|' || k.rule || '|' || k.subject || '|' || to_char(k.due_on, 'YYYY-MM-DD'))
              order by k.due_on, k.case_id, k.rule, k.subject limit @Page
              """,
        };
        return [.. (await connection.QueryAsync<Found>(sql, values))
            .Select(r => new Occasion(rule, day, r.Subject, r.CaseId, r.Number, r.OrganizationId, r.Mediators, r.Clock, r.Due, r.Provisional, r.CommissionId, r.Record, r.Time ?? ""))];
    }

    private sealed class Found
    {
        public string Subject { get; init; } = "";
        public string? CaseId { get; init; }
        public string? Number { get; init; }
        public string? OrganizationId { get; init; }
        public string[] Mediators { get; init; } = [];
        public string? Clock { get; init; }
        public DateOnly Due { get; init; }
        public bool Provisional { get; init; }
        public string? CommissionId { get; init; }
        public string? Record { get; init; }
        public string? Time { get; init; }
    }

    /// <summary>The days from which a right would have to run for its day to be told to have come: few, whatever the number of cases.</summary>
    private ((string Rule, DateOnly From)[] Begins, DateOnly[] Dues, bool[] Open) Rights(ReminderRule rule, int day, DateOnly? from, DateOnly today)
    {
        var found = (from id in rule.Clocks
                     where store.Rules.Knows(id)
                     // From the day before the shortest possible beginning back to where the longest roll cannot reach any more.
                     let limit = store.Rules.Limit(id)
                     let first = limit.Unit switch { PeriodUnit.Years => today.AddYears(-limit.Count), PeriodUnit.Months => today.AddMonths(-limit.Count), _ => today.AddDays(-2 * limit.Count) }
                     from begin in Enumerable.Range(0, today.DayNumber - first.DayNumber + LongestRoll).Select(n => first.AddDays(n - LongestRoll))
                     let clock = store.Rules.Clock(id, begin, store.Calendar)
                     where clock.Due <= today.AddDays(-day) && (@from is null || clock.Due >= @from) && (day <= 0 || !clock.Provisional) && (day >= 0 || begin < clock.Due.AddDays(day))
                     select (id, begin, clock.Due, !clock.Provisional)).ToList();
        return ([.. found.Select(f => (f.id, f.begin))], [.. found.Select(f => f.Due)], [.. found.Select(f => f.Item4)]);
    }

    private async Task Tell(IReadOnlyList<Occasion> occasions, ReminderRule? expiry, DateOnly today, IReadOnlySet<string> channels, CancellationToken cancel)
    {
        var silent = new HashSet<string>();
        foreach (var occasion in occasions.Where(o => o.Rule.About is "right"))
            if (!await stands(occasion, cancel)) silent.Add(occasion.Key);
        foreach (var occasion in occasions.Where(o => o.Rule.About is "clock" or "expiry" && o.Day > 0))
        {
            // A day is told as expiry where the case closes by this clock, and as overdue everywhere else.
            var asks = expiry is not null && expiry.Clocks.Contains(occasion.Clock) && expiry.Days.Contains(occasion.Day) && await stands(occasion, cancel);
            if (occasion.Rule.About is "expiry" != asks) silent.Add(occasion.Key);
        }

        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var houses = new
        {
            organizations = occasions.Select(o => o.OrganizationId).OfType<string>().Distinct().ToArray(),
            commissions = occasions.Select(o => o.CommissionId).OfType<string>().Distinct().ToArray(),
        };
        var people = (await connection.QueryAsync<(string User, string House, string? Person, string[] Roles, bool Mail, bool Phone)>(
            """
            select a.user_name, coalesce(a.organization_id, a.commission_id), coalesce(a.mediator_id, a.arbitrator_id), a.roles, r.mail is not null, r.phone is not null
            from accounts a left join reminder_addresses r on r.user_name = a.user_name where (a.organization_id = any(@organizations) or a.commission_id = any(@commissions)) and not a.locked
            """, houses)).ToLookup(p => p.House);
        var optedOut = (await connection.QueryAsync<(string User, string Rule, string Channel)>(
            "select o.user_name, o.rule, o.channel from reminder_optouts o join accounts a on a.user_name = o.user_name where a.organization_id = any(@organizations) or a.commission_id = any(@commissions)", houses)).ToHashSet();

        var rows = new List<(Occasion Occasion, string Recipient, string Channel)>();
        foreach (var occasion in occasions.Where(o => !silent.Contains(o.Key)))
        {
            var rule = occasion.Rule;
            foreach (var person in people[occasion.OrganizationId ?? occasion.CommissionId!].Where(p => Concerns(rule, occasion, p.Roles, p.Person)))
            {
                rows.Add((occasion, person.User, "inbox"));
                foreach (var channel in rule.Channels.Where(c => channels.Contains(c) && (c is "mail" ? person.Mail : c is "sms" && person.Phone) && !optedOut.Contains((person.User, rule.Id, c)))) rows.Add((occasion, person.User, channel));
            }
            if (rule.Channels.Contains("webhook") && channels.Contains("webhook")) rows.Add((occasion, "", "webhook"));
        }

        await Insert(connection, occasions, rows, today, cancel);
        var told = rows.Where(r => r.Channel is "inbox").Select(r => r.Recipient).Distinct().ToList();
        foreach (var chunk in told.Chunk(100)) await connection.ExecuteAsync("select pg_notify('inbox', @names)", new { names = string.Join(' ', chunk) });
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Who works on it is told as such; who leads the house or keeps its docket by their office.</summary>
    private static bool Concerns(ReminderRule rule, Occasion occasion, string[] roles, string? person) =>
        rule.Recipients.Any(r => r is "mediator" or "arbitrator" ? person is not null && occasion.Mediators.Contains(person) : roles.Contains(r));

    private async Task Insert(NpgsqlConnection connection, IReadOnlyList<Occasion> occasions, List<(Occasion Occasion, string Recipient, string Channel)> rows, DateOnly today, CancellationToken cancel)
    {
        var now = store.Clock.GetUtcNow().UtcDateTime;
        await using var insert = new NpgsqlCommand(
            """
            with told as (insert into reminder_occasions (occasion, day) select o, $2 from unnest($1::text[]) o on conflict do nothing returning occasion)
            insert into outbox (occasion, channel, recipient, rule, case_id, organization_id, number, clock, due_on, provisional, text, made_at, state, not_before, done_at, commission_id, record)
            select u.occasion, u.channel, u.recipient, u.rule, u.case_id, u.organization_id, u.number, u.clock, u.due_on, u.provisional, u.text, $13, case u.channel when 'inbox' then 'sent' else 'waiting' end, $13, case u.channel when 'inbox' then $13 end, u.commission_id, u.record
            from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::date[], $12::boolean[], $14::text[], $15::text[], $16::text[])
              as u(occasion, channel, recipient, rule, case_id, organization_id, number, clock, due_on, provisional, text, commission_id, record)
            join told on told.occasion = u.occasion
            on conflict do nothing
            """, connection);
        insert.Parameters.Add(Texts(occasions.Select(o => o.Key)));
        insert.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today });
        insert.Parameters.Add(Texts(rows.Select(r => r.Occasion.Key)));
        insert.Parameters.Add(Texts(rows.Select(r => r.Channel)));
        insert.Parameters.Add(Texts(rows.Select(r => r.Recipient)));
        insert.Parameters.Add(Texts(rows.Select(r => r.Occasion.Rule.Id)));
        insert.Parameters.Add(Texts(rows.Select(r => r.Occasion.CaseId)));
        insert.Parameters.Add(Texts(rows.Select(r => r.Occasion.OrganizationId)));
        insert.Parameters.Add(Texts(rows.Select(r => r.Occasion.Number)));
        insert.Parameters.Add(Texts(rows.Select(r => r.Occasion.Clock)));
        insert.Parameters.Add(new NpgsqlParameter<DateOnly[]> { TypedValue = [.. rows.Select(r => r.Occasion.Due)] });
        insert.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. rows.Select(r => r.Occasion.Provisional)] });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        insert.Parameters.Add(Texts(rows.Select(r => r.Occasion.Rule.Say(r.Occasion.Day, r.Occasion.Number, r.Occasion.Due, NameOf(r.Occasion.Clock), r.Occasion.Provisional, r.Occasion.Time))));
        insert.Parameters.Add(Texts(rows.Select(r => r.Occasion.CommissionId)));
        insert.Parameters.Add(Texts(rows.Select(r => r.Occasion.Record)));
        await insert.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>What may be applied for until then, or what is to be done.</summary>
    private static string NameOf(string? clock) => clock switch
    {
        "RVW15" => "仲裁审查",
        "JC30" => "司法确认",
        "RVWACC" => "受理审查",
        "RVW5" => "审查",
        "ENT10" => "委托调解",
        "ENTBACK" => "委托调解反馈",
        "REC3" => "调解建议答复",
        "REC15" => "暂缓受理",
        "ARB5" => "仲裁受理",
        _ => "",
    };

    private static NpgsqlParameter Texts(IEnumerable<string?> texts) => new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
