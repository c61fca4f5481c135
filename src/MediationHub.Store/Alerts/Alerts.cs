using System.Globalization;
using System.Text.Json;
using Dapper;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Reminders;
using MediationHub.Store.Statistics;
using Npgsql;

namespace MediationHub.Store.Alerts;

/// <summary>A sign in an organization's figures that somebody should look at: data, not code. It asks; it accuses nobody.</summary>
/// <param name="Rule">The reminder rule by which it is told.</param>
/// <param name="Least">So many cases at least show it.</param>
/// <param name="Percent">And more than so many of a hundred.</param>
/// <param name="Days">Of the last so many natural days; 0: of the calendar year.</param>
/// <param name="Question">With <c>{n}</c>, <c>{d}</c>, <c>{rate}</c>, <c>{percent}</c>, <c>{target}</c>.</param>
/// <param name="Mark">How sure the source is; D: a setting of this program.</param>
public sealed record AlertSign(string Id, string Name, string Rule, int Least, int Percent, int Days, string Question, string Mark, string Source)
{
    /// <summary>As the program brings them.</summary>
    public static readonly IReadOnlyList<AlertSign> All = Read();

    public static AlertSign? Find(string? id) => All.FirstOrDefault(s => s.Id == id);

    public string Ask(long n, long d, int target) => Question
        .Replace("{n}", n.ToString("N0", CultureInfo.InvariantCulture)).Replace("{d}", d.ToString("N0", CultureInfo.InvariantCulture))
        .Replace("{rate}", new Rate(n, d).Percent?.ToString("0.00", CultureInfo.InvariantCulture) ?? "—").Replace("{percent}", $"{Percent}").Replace("{target}", $"{target}");

    /// <summary>Whether so many of so many show it.</summary>
    internal bool Holds(long n, long d) => n >= Least && 100 * n > Percent * d;

    private static AlertSign[] Read()
    {
        using var json = typeof(AlertSign).Assembly.GetManifestResourceStream("MediationHub.Store.Alerts.alert-signs.json")!;
        return JsonSerializer.Deserialize<AlertSign[]>(json, Wire.Json)!;
    }
}

/// <summary>One question to one organization.</summary>
/// <param name="Numerator">Cases that show it, of <paramref name="Denominator"/>; of the rate, the successes.</param>
/// <param name="Position">The place in the log that was looked at.</param>
public sealed record Alert(string OrganizationId, string Name, string Type, string Unit, string Sign, DateTimeOffset Since, long Numerator, long Denominator, long Position)
{
    /// <summary>Organization and sign.</summary>
    public string Id => $"{OrganizationId}.{Sign}";
}

/// <summary>
/// Looks at the figures of organizations that changed since it looked last, and once a day or when the law was amended at all of them; opens and ends alerts, and tells the organization's head and the city of each new one.
/// One node at a time does this.
/// </summary>
public sealed class AlertWatch(HubStore store, ReminderRules rules)
{
    private const string Reader = "alerts";

    private DateOnly? _whole;

    /// <summary>Everything of one sign as rows of organization, case, and whether the case shows it. Days are legal days in Asia/Shanghai.</summary>
    private static readonly Dictionary<string, string> Cases = new()
    {
        ["belowTarget"] = """
            select organization_id, id as case_id, outcome in ('agreed', 'agreedOral', 'settledWithdrawn') as hit from case_rows
            where ended and not imported and closed_on between @first and @today and outcome in ('agreed', 'agreedOral', 'settledWithdrawn', 'partial', 'noAgreement', 'expired', 'stopped', 'absent')
            """,
        ["excludedShare"] = """
            select organization_id, id as case_id, outcome in ('withdrawn', 'notAccepted', 'respondentRefused') as hit from case_rows
            where ended and not imported and closed_on between @first and @today and outcome not in ('transferred', 'terminated', 'void')
            """,
        ["sameEmployerDay"] = """
            select organization_id, case_id, bool_or(together >= @least) as hit from (
              select c.organization_id, c.id as case_id, count(*) over (partition by c.organization_id, (c.received_at at time zone 'Asia/Shanghai')::date, coalesce(p.id_hash, p.name)) as together
              from case_rows c join case_parties p on p.case_id = c.id and p.side = 'respondent' and p.kind = 'employer'
              where not c.imported and coalesce(c.outcome, '') not in ('void', 'transferred') and c.received_at >= (@first::date)::timestamp at time zone 'Asia/Shanghai') t
            group by organization_id, case_id
            """,
        ["zeroAmount"] = """
            select organization_id, id as case_id, coalesce(agreed, 0) = 0 as hit from case_rows
            where ended and not imported and closed_on between @first and @today and outcome = 'agreed' and dispute_type like '07%' and claimed > 0
            """,
        ["quickClosing"] = """
            select c.organization_id, c.id as case_id, z.at - a.at < interval '30 minutes' as hit from case_rows c
            join events a on a.stream = c.id and a.version = 1
            join lateral (select e.at from events e where e.stream = c.id and e.type like 'case.closed/%' order by e.version desc limit 1) z on true
            where c.ended and not c.imported and c.closed_on between @first and @today and c.outcome in ('agreed', 'agreedOral', 'settledWithdrawn', 'partial', 'noAgreement')
            """,
        ["noFollowUp"] = """
            select r.organization_id, r.case_id, r.performed_on is null and r.paid = 0
              and not exists (select 1 from events e where e.stream = r.case_id and e.type like any(array['case.followed-up/%', 'case.default-marked/%', 'case.performance-recorded/%'])) as hit
            from agreement_rows r where r.effective_on is not null and r.last_due_on between @first and @today::date - 30
            """,
    };

    /// <summary>Looks, and tells what is new.</summary>
    /// <returns>How many alerts were opened.</returns>
    public async Task<int> Look(CancellationToken cancel = default)
    {
        var now = store.Clock.GetUtcNow();
        var today = ChinaTime.DayOf(now);
        var newest = await store.Log.Newest(cancel);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var (tx, position) = await connection.QuerySingleOrDefaultAsync<(long, long)>("select tx, position from checkpoints where reader = @Reader", new { Reader });
        string[]? changed = null;
        if (_whole == today)
        {
            if ((tx, position) == (newest.Tx, newest.Position)) return 0;
            changed = (await ChangedFigures.Between(connection, new(tx, position), newest, cancel)).Organizations?.ToArray();
        }
        var opened = changed is { Length: 0 } ? [] : await Renew(connection, changed, today, now, newest.Position, cancel);
        await connection.ExecuteAsync("insert into checkpoints (reader, tx, position) values (@Reader, @Tx, @Position) on conflict (reader) do update set tx = excluded.tx, position = excluded.position", new { Reader, newest.Tx, newest.Position });
        _whole = today;
        foreach (var alert in opened) await Tell(connection, alert, today, now, cancel);
        return opened.Count;
    }

    /// <summary>Open alerts of some organizations, those of longest standing in front.</summary>
    /// <param name="sees">Whether an organization of this id and region is this person's to see.</param>
    public async Task<IReadOnlyList<Alert>> Open(Func<string, string, bool> sees, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<(string Organization, string Name, string Type, string Unit, string Sign, DateTime Since, long N, long D, long Position)>(
            "select a.organization_id, o.name, o.type, o.unit, a.sign, a.since, a.numerator, a.denominator, a.position from alerts a join organization_rows o on o.id = a.organization_id where a.ended_at is null order by (a.sign = 'belowTarget') desc, a.since, o.name, a.sign"))
            .Where(a => sees(a.Organization, a.Unit)).Select(a => new Alert(a.Organization, a.Name, a.Type, a.Unit, a.Sign, new(DateTime.SpecifyKind(a.Since, DateTimeKind.Utc)), a.N, a.D, a.Position))];
    }

    /// <summary>The cases behind an alert: those that show the sign; of the success rate, those that did not succeed.</summary>
    public async Task<IReadOnlyList<string>> CasesOf(string organization, AlertSign sign, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<string>(
            $"select case_id from ({Cases[sign.Id]}) t where organization_id = @organization and {(sign.Id is "belowTarget" ? "not hit" : "hit")} order by case_id desc limit 500", Values(sign, ChinaTime.DayOf(store.Clock.GetUtcNow()), null, organization))];
    }

    private static DynamicParameters Values(AlertSign sign, DateOnly today, string[]? organizations, string? organization = null) =>
        new(new { today, first = sign.Days == 0 ? new DateOnly(today.Year, 1, 1) : today.AddDays(1 - sign.Days), least = sign.Least, organizations, organization });

    /// <summary>Opens what began, brings the figures of what goes on up to date, ends what is over.</summary>
    private async Task<List<Alert>> Renew(NpgsqlConnection connection, string[]? organizations, DateOnly today, DateTimeOffset now, long position, CancellationToken cancel)
    {
        var settings = store.Rules.Settings;
        var bodies = (await connection.QueryAsync<(string Id, string Name, string Type, string Unit, string Status)>("select id, name, type, unit, status from organization_rows")).ToDictionary(o => o.Id);
        var opened = new List<Alert>();
        foreach (var sign in AlertSign.All)
        {
            var counted = await connection.QueryAsync<(string Organization, long N, long D)>(
                new CommandDefinition($"select organization_id, count(*) filter (where hit), count(*) from ({Cases[sign.Id]}) t where @organizations::text[] is null or organization_id = any(@organizations) group by 1", Values(sign, today, organizations), commandTimeout: 120, cancellationToken: cancel));
            var holds = counted.Where(c => bodies.TryGetValue(c.Organization, out var o) && o.Status != Rows.CaseProjection.Word(OrganizationStatus.Deregistered) && (sign.Id is "belowTarget"
                ? c.D >= settings.MinimumClosed.Value.Of(o.Type) && !new Rate(c.N, c.D).Meets(settings.SuccessTarget.Value)
                : sign.Holds(c.N, c.D))).ToList();
            var values = new { sign = sign.Id, organizations, now = now.UtcDateTime, position, ids = holds.Select(h => h.Organization).ToArray(), n = holds.Select(h => h.N).ToArray(), d = holds.Select(h => h.D).ToArray() };
            await connection.ExecuteAsync("update alerts set ended_at = @now where sign = @sign and ended_at is null and (@organizations::text[] is null or organization_id = any(@organizations)) and not organization_id = any(@ids)", values);
            await connection.ExecuteAsync("update alerts a set numerator = u.n, denominator = u.d, position = @position from unnest(@ids, @n, @d) as u(id, n, d) where a.organization_id = u.id and a.sign = @sign and a.ended_at is null and (a.numerator, a.denominator) is distinct from (u.n, u.d)", values);
            var begun = await connection.QueryAsync<string>(
                "insert into alerts (organization_id, sign, since, numerator, denominator, position) select u.id, @sign, @now, u.n, u.d, @position from unnest(@ids, @n, @d) as u(id, n, d) where not exists (select 1 from alerts a where a.organization_id = u.id and a.sign = @sign and a.ended_at is null) on conflict do nothing returning organization_id", values);
            var figures = holds.ToDictionary(h => h.Organization);
            opened.AddRange(begun.Select(id => new Alert(id, bodies[id].Name, bodies[id].Type, bodies[id].Unit, sign.Id, now, figures[id].N, figures[id].D, position)));
        }
        return opened;
    }

    /// <summary>Into the inbox of the head and of the city, and by mail to those who want it; once for each time that it begins.</summary>
    private async Task Tell(NpgsqlConnection connection, Alert alert, DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        var sign = AlertSign.Find(alert.Sign)!;
        if ((await rules.All(cancel)).FirstOrDefault(r => r.Id == sign.Rule) is not { Active: true } rule) return;
        var people = (await connection.QueryAsync<(string User, string[] Roles, string? Organization, string? Unit, bool Mail)>(
            """
            select a.user_name, a.roles, a.organization_id, a.unit, r.mail is not null and not exists (select 1 from reminder_optouts o where o.user_name = a.user_name and o.rule = @rule and o.channel = 'mail')
            from accounts a left join reminder_addresses r on r.user_name = a.user_name where not a.locked and (a.organization_id = @OrganizationId or a.unit is not null)
            """, new { alert.OrganizationId, rule = rule.Id }))
            .Where(p => rule.Recipients.Any(p.Roles.Contains) && (p.Organization == alert.OrganizationId || (p.Unit is { } unit && Regions.BuiltIn.IsWithin(alert.Unit, unit)))).ToList();
        var rows = people.Select(p => (p.User, Channel: "inbox")).Concat(people.Where(p => p.Mail && rule.Channels.Contains("mail")).Select(p => (p.User, Channel: "mail"))).ToList();
        await connection.ExecuteAsync(
            """
            with told as (insert into reminder_occasions (occasion, day) values (@occasion, @today) on conflict do nothing returning occasion)
            insert into outbox (occasion, channel, recipient, rule, organization_id, number, due_on, provisional, text, made_at, state, not_before, done_at, record)
            select @occasion, u.channel, u.recipient, @rule, @OrganizationId, null, @today, false, @text, @now, case u.channel when 'inbox' then 'sent' else 'waiting' end, @now, case u.channel when 'inbox' then @now end, @record
            from unnest(@channels, @recipients) as u(channel, recipient) where exists (select 1 from told) on conflict do nothing
            """,
            new
            {
                occasion = $"{rule.Id}|{alert.Id}|{alert.Since.UtcDateTime:O}", today, rule = rule.Id, alert.OrganizationId, now = now.UtcDateTime, record = $"alerts/{alert.Id}",
                text = rule.Today.Replace("{number}", alert.Name).Replace("{clock}", sign.Ask(alert.Numerator, alert.Denominator, store.Rules.Settings.SuccessTarget.Value)).Replace("{due}", $"{today:yyyy年M月d日}").Replace("{time}", ""),
                channels = rows.Select(r => r.Channel).ToArray(), recipients = rows.Select(r => r.User).ToArray(),
            });
        foreach (var chunk in people.Select(p => p.User).Chunk(100)) await connection.ExecuteAsync("select pg_notify('inbox', @names)", new { names = string.Join(' ', chunk) });
    }
}
