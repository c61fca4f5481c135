using Dapper;
using MediationHub.Domain.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Reminders;

/// <summary>A waiting time limit, or a term that ends, whose day to be told has come.</summary>
/// <param name="Day">So far from the due day, in natural days.</param>
public sealed record Occasion(ReminderRule Rule, int Day, string Subject, string? CaseId, string? Number, string OrganizationId, string[] Mediators, string? Clock, DateOnly Due, bool Provisional)
{
    /// <summary>The same for the same clock, rule, due day and distance, so that it is told once: an extended clock is told anew.</summary>
    public string Key => $"{Rule.Id}|{Day}|{Subject}|{Due:yyyy-MM-dd}";
}

/// <summary>
/// Makes reminders. What is due is computed from rows for the legal day in Asia/Shanghai, and each occasion is kept under a key in the
/// transaction that makes its rows: however the clock jumps and whenever the program is killed, it is told once. A day on which nobody looked is told late.
/// </summary>
/// <param name="expires">Whether the case now waits to be closed as expired by this clock: only then the closing is asked for.</param>
public sealed class Reminders(HubStore store, ReminderRules rules, Func<Occasion, CancellationToken, Task<bool>> expires)
{
    /// <summary>A day to be told that was missed for longer gives way to the next one of the same clock.</summary>
    private const int LateDays = 7;

    private const int Page = 500;

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
            if (!rule.Active) continue;
            var days = rule.Days.Order().ToArray();
            for (var i = 0; i < days.Length; i++)
            {
                // Up to so many days ago, or until the next of the same clock takes its place; the last one waits for whoever comes.
                DateOnly? from = i + 1 < days.Length
                    ? Earlier(today.AddDays(-LateDays - days[i]), today.AddDays(1 - days[i + 1]))
                    : _settled == today ? today.AddDays(-LateDays - days[i]) : null;
                while (await Due(rule, days[i], from, today, cancel) is { Count: > 0 } due)
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

    private async Task<IReadOnlyList<Occasion>> Due(ReminderRule rule, int day, DateOnly? from, DateOnly today, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var values = new { prefix = $"{rule.Id}|{day}|", clocks = rule.Clocks, from, until = today.AddDays(-day), day, today, Page };
        // Nothing turns overdue by a provisional clock. A clock that began only after its day to be told is new to nobody.
        var sql = rule.About is "appointment"
            ? """
              select 'm:' || a.mediator_id || '|' || a.organization_id as Subject, null as CaseId, null as Number, a.organization_id as OrganizationId, array[a.mediator_id] as Mediators, null as Clock, a.until_on as Due, false as Provisional
              from appointment_rows a
              where a.until_on <= @until and (@from::date is null or a.until_on >= @from) and a.until_on >= @today::date - 60 and a.ended_on is null and a.from_on <= @today
                and not exists (select 1 from appointment_rows n where n.mediator_id = a.mediator_id and n.organization_id = a.organization_id and n.until_on > a.until_on)
                and not exists (select 1 from reminder_occasions o where o.occasion = @prefix || 'm:' || a.mediator_id || '|' || a.organization_id || '|' || to_char(a.until_on, 'YYYY-MM-DD'))
              order by a.until_on, a.mediator_id limit @Page
              """
            : """
              select k.case_id || '|' || k.rule || '|' || k.subject as Subject, k.case_id as CaseId, c.number as Number, k.organization_id as OrganizationId, k.mediators as Mediators, k.rule as Clock, k.due_on as Due, k.provisional as Provisional
              from case_clocks k join case_rows c on c.id = k.case_id
              where k.rule = any(@clocks) and k.due_on <= @until and (@from::date is null or k.due_on >= @from)
                and (@day <= 0 or not k.provisional) and (@day >= 0 or k.from_on < k.due_on + @day)
                and not exists (select 1 from reminder_occasions o where o.occasion = @prefix || k.case_id || '|' || k.rule || '|' || k.subject || '|' || to_char(k.due_on, 'YYYY-MM-DD'))
              order by k.due_on, k.case_id, k.rule, k.subject limit @Page
              """;
        return [.. (await connection.QueryAsync<(string Subject, string? CaseId, string? Number, string OrganizationId, string[] Mediators, string? Clock, DateOnly Due, bool Provisional)>(sql, values))
            .Select(r => new Occasion(rule, day, r.Subject, r.CaseId, r.Number, r.OrganizationId, r.Mediators, r.Clock, r.Due, r.Provisional))];
    }

    private async Task Tell(IReadOnlyList<Occasion> occasions, ReminderRule? expiry, DateOnly today, IReadOnlySet<string> channels, CancellationToken cancel)
    {
        var silent = new HashSet<string>();
        foreach (var occasion in occasions.Where(o => o.CaseId is not null && o.Day > 0))
        {
            // A day is told as expiry where the case closes by this clock, and as overdue everywhere else.
            var asks = expiry is not null && expiry.Clocks.Contains(occasion.Clock) && expiry.Days.Contains(occasion.Day) && await expires(occasion, cancel);
            if (occasion.Rule.About is "expiry" != asks) silent.Add(occasion.Key);
        }

        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var organizations = occasions.Select(o => o.OrganizationId).Distinct().ToArray();
        var people = (await connection.QueryAsync<(string User, string Organization, string? Mediator, bool Head, bool Mail, bool Phone)>(
            """
            select a.user_name, a.organization_id, a.mediator_id, 'head' = any(a.roles), r.mail is not null, r.phone is not null
            from accounts a left join reminder_addresses r on r.user_name = a.user_name where a.organization_id = any(@organizations) and not a.locked
            """, new { organizations })).ToLookup(p => p.Organization);
        var optedOut = (await connection.QueryAsync<(string User, string Rule, string Channel)>(
            "select o.user_name, o.rule, o.channel from reminder_optouts o join accounts a on a.user_name = o.user_name where a.organization_id = any(@organizations)", new { organizations })).ToHashSet();

        var rows = new List<(Occasion Occasion, string Recipient, string Channel)>();
        foreach (var occasion in occasions.Where(o => !silent.Contains(o.Key)))
        {
            var rule = occasion.Rule;
            foreach (var person in people[occasion.OrganizationId].Where(p => (rule.Recipients.Contains("head") && p.Head) || (rule.Recipients.Contains("mediator") && p.Mediator is { } m && occasion.Mediators.Contains(m))))
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

    private async Task Insert(NpgsqlConnection connection, IReadOnlyList<Occasion> occasions, List<(Occasion Occasion, string Recipient, string Channel)> rows, DateOnly today, CancellationToken cancel)
    {
        var now = store.Clock.GetUtcNow().UtcDateTime;
        await using var insert = new NpgsqlCommand(
            """
            with told as (insert into reminder_occasions (occasion, day) select o, $2 from unnest($1::text[]) o on conflict do nothing returning occasion)
            insert into outbox (occasion, channel, recipient, rule, case_id, organization_id, number, clock, due_on, provisional, text, made_at, state, not_before, done_at)
            select u.occasion, u.channel, u.recipient, u.rule, u.case_id, u.organization_id, u.number, u.clock, u.due_on, u.provisional, u.text, $13, case u.channel when 'inbox' then 'sent' else 'waiting' end, $13, case u.channel when 'inbox' then $13 end
            from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::date[], $12::boolean[], $14::text[])
              as u(occasion, channel, recipient, rule, case_id, organization_id, number, clock, due_on, provisional, text)
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
        insert.Parameters.Add(Texts(rows.Select(r => r.Occasion.Rule.Say(r.Occasion.Day, r.Occasion.Number, r.Occasion.Due, NameOf(r.Occasion.Clock), r.Occasion.Provisional))));
        await insert.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>What may be applied for until then.</summary>
    private static string NameOf(string? clock) => clock switch { "RVW15" => "仲裁审查", "JC30" => "司法确认", _ => "" };

    private static NpgsqlParameter Texts(IEnumerable<string?> texts) => new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
