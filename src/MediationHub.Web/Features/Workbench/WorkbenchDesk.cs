using System.Collections.Concurrent;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Features.Calendar;
using MediationHub.Web.Features.Cases;
using Npgsql;

namespace MediationHub.Web.Features.Workbench;

/// <summary>Whose day it is.</summary>
public enum WorkbenchScope { Mediator, Organization, Commission, Region }

/// <summary>One time limit that waits.</summary>
/// <param name="Who">Who has to act by the law.</param>
/// <param name="CaseId">Empty where it is a commission's.</param>
/// <param name="Applicants">Names, for the people of the case's organization or of the commission alone.</param>
/// <param name="Record">What it is about where that is no case, as its path: <c>reviews/…</c>.</param>
public sealed record WorkClock(string CaseId, string Number, string OrganizationId, string OrganizationName, string Rule, string RuleName, string? Who, string Subject, DateOnly Due, Light Light, bool Provisional, string? Applicants, string? Respondents, string? Record = null);

/// <summary>A number counted so far as anybody reads it.</summary>
/// <param name="Exact">False where there are more.</param>
public sealed record Counted(int Total, bool Exact)
{
    public static Counted To(int most, int counted) => new(Math.Min(counted, most), counted <= most);
    public override string ToString() => Exact ? $"{Total:N0}" : $"{Total:N0}+";
}

/// <summary>The time limits of one stretch of days, the first of them.</summary>
public sealed record WorkBucket(Counted Count, IReadOnlyList<WorkClock> Items);

/// <summary>What waits, by when it is due: overdue, today, in three days, in seven.</summary>
public sealed record WorkClocks(WorkBucket Overdue, WorkBucket Today, WorkBucket Next3, WorkBucket Next7);

/// <summary>An open case with what it waits for, and on whom.</summary>
/// <param name="Command">The next step's name in the API; null where nothing is left to do here.</param>
/// <param name="What">The next step.</param>
/// <param name="On">Who has to take it.</param>
public sealed record WaitingCase(string CaseId, string Number, string Applicants, string Respondents, CaseStage Stage, string? Command, string What, string On, DateOnly? DueOn, string? DueRule, bool DueProvisional);

public sealed record WaitingCases(Counted Count, IReadOnlyList<WaitingCase> Items);

/// <summary>One organization of a region: how much of it is late, due, and how many meet today.</summary>
public sealed record OrganizationDay(string Id, string Name, string Unit, Counted Overdue, Counted Today, Counted Next3, Counted Next7, int SessionsToday);

/// <summary>How many open cases of a region stand at a stage.</summary>
public sealed record StageCount(CaseStage Stage, Counted Count);

/// <summary>A person's day 今日工作台.</summary>
/// <param name="Unrecorded">Sessions whose time is over and which have no record yet.</param>
/// <param name="Waiting">For a mediator and a head.</param>
/// <param name="Organizations">For an office, a page of them: those with something to see to come first.</param>
/// <param name="OrganizationsInAll">How many there are.</param>
public sealed record WorkbenchDay(
    DateOnly Today, WorkbenchScope Scope, WorkClocks Clocks, IReadOnlyList<SessionListed> Sessions, IReadOnlyList<SessionListed> Unrecorded, WaitingCases? Waiting,
    IReadOnlyList<OrganizationDay>? Organizations, IReadOnlyList<StageCount>? Stages, int? OrganizationsInAll = null)
{
    /// <summary>Nominations in gold selection whose next step is the caller's.</summary>
    public IReadOnlyList<WaitingNomination> Selection { get; init; } = [];

    /// <summary>Campaigns whose next step is.</summary>
    public IReadOnlyList<WaitingCampaign> Campaigns { get; init; } = [];
}

/// <summary>Puts a person's day together from read rows. Every number is counted to a cap along an index, so that it costs the same in a township and in a province.</summary>
public sealed class WorkbenchDesk(HubStore store, IAggregates aggregates, SessionBook sessions, CaseView view, SelectionWaits selection)
{
    /// <summary>Shown of each list.</summary>
    public const int Shown = 10;

    /// <summary>Open cases shown with what they wait for.</summary>
    public const int MostWaiting = 20;

    /// <summary>Organizations of a region on a page: a province has a thousand of them.</summary>
    public const int OrganizationsAtOnce = 30;

    private const int CountedTo = 999;

    /// <summary>Of each organization in a region: there are hundreds of them.</summary>
    private const int CountedToEach = 99;

    private const int CountedToInAll = 99_999;
    private const int UnrecordedDays = 60;

    /// <summary>Time limits that wait: case_id, rule, subject, organization_id, mediators, due_on, provisional.</summary>
    private const string Waits = "case_clocks";

    private const string DueToday = "k.due_on = @today";
    private const string Due3 = "k.due_on > @today and k.due_on <= @in3";
    private const string Due7 = "k.due_on > @in3 and k.due_on <= @in7";

    private const int MostRegions = 200;
    private static readonly TimeSpan RegionFor = TimeSpan.FromSeconds(2), StagesFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (long At, IReadOnlyList<StageCount> Counts)> _stages = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Unit, DateOnly Today), (long At, Task<RegionDay> Day)> _regions = [];
    private (long At, List<(string Id, string Name, string Unit)> Rows)? _organizations;

    private sealed record RegionDay(WorkClocks Clocks, IReadOnlyList<OrganizationDay> Organizations, IReadOnlyList<StageCount> Stages);

    /// <param name="page">Of the organizations of a region.</param>
    public async Task<WorkbenchDay> Of(Actor actor, int page, CancellationToken cancel)
    {
        var now = store.Clock.GetUtcNow();
        var today = ChinaTime.DayOf(now);
        var day = actor.Organization is { } own && (actor.Is(Role.Head) || actor.Is(Role.Mediator))
            ? await OfDesk(actor, own, today, now, cancel)
            : actor.Commission is { } house ? await OfCommission(house.Value, today, cancel)
            : await OfRegion(actor, today, page, cancel);
        return day with { Selection = await selection.Of(actor, cancel), Campaigns = await selection.Campaigns(actor, cancel) };
    }

    private async Task<WorkbenchDay> OfDesk(Actor actor, OrganizationId own, DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        var head = actor.Is(Role.Head);
        // The twin of the policy's scope of cases.
        string Scope(string rows) => head ? $"{rows}.organization_id = @own" : $"{rows}.organization_id = @own and ({rows}.mediators = '{{}}' or @me = any({rows}.mediators))";
        var values = new DynamicParameters(new { own = own.Value, me = actor.Mediator?.Value ?? "" });
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var clocks = await Clocks(connection, Scope("k"), values, today, names: true);

        var open = (await connection.QueryAsync<(string Id, DateOnly? DueOn, string? DueRule, bool DueProvisional)>(
            $"select c.id, c.due_on, c.due_rule, c.due_provisional from case_rows c where {Scope("c")} and not c.ended order by c.due_on nulls last, c.received_at, c.id limit {MostWaiting}", values)).AsList();
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 from case_rows c where {Scope("c")} and not c.ended limit {CountedTo + 1}) t", values);
        var waiting = new List<WaitingCase>(open.Count);
        foreach (var (id, dueOn, dueRule, provisional) in open)
        {
            if ((await aggregates.Find<MediationCase>(id, cancel: cancel))?.State is not { IsOpen: true } c) continue;
            var lead = c.Lead is not { } who ? null : head ? (await aggregates.Find<Mediator>(who.Value, cancel: cancel))?.State.Name.Value : who == actor.Mediator ? "本人" : null;
            var waits = Waiting.Of(c, await view.ContextFor(c, actor, cancel), lead);
            waiting.Add(new(id, c.Number, Names(c.Applicants), Names(c.Respondents), c.Stage, waits.Command, waits.What, waits.On, dueOn, dueRule, provisional));
        }

        var midnight = ChinaTime.At(today, TimeOnly.MinValue);
        var listed = await sessions.List(actor, new(midnight.AddDays(-UnrecordedDays), midnight.AddDays(1), head ? null : actor.Mediator?.Value), cancel);
        return new(
            today, head ? WorkbenchScope.Organization : WorkbenchScope.Mediator, clocks,
            [.. listed.Where(s => s.StartsAt >= midnight && s.HoldId is null)],
            [.. listed.Where(s => s.EndsAt <= now && s.CaseId is not null)],
            new(Counted.To(CountedTo, total), waiting), null, null);

        static string Names(IEnumerable<Party> parties) => string.Join('、', parties.Select(p => p.Name.Value));
    }

    /// <summary>What a commission waits for: reviews, entrustments, recommendations. What each of them asks for next is in its docket.</summary>
    private async Task<WorkbenchDay> OfCommission(string house, DateOnly today, CancellationToken cancel)
    {
        const string waits =
            """
            (select 'reviews/' || r.id as record, coalesce(nullif(r.number, ''), r.case_number) as number, r.organization_id, r.due_rule, r.due_on, r.due_provisional, r.applicants, r.respondents
             from review_rows r where r.commission_id = @house and r.ended_on is null and r.due_on is not null
             union all
             select 'entrustments/' || e.id, coalesce(nullif(e.number, ''), e.arbitration_number), e.organization_id, e.due_rule, e.due_on, e.due_provisional, e.applicants, e.respondents
             from entrustment_rows e where e.commission_id = @house and e.due_on is not null
             union all
             select 'recommendations/' || m.id, coalesce(nullif(m.number, ''), m.arbitration_number), coalesce(m.organization_id, ''), m.due_rule, m.due_on, m.due_provisional, m.applicants, m.respondents
             from recommendation_rows m where m.commission_id = @house and m.due_on is not null and m.settled_on is null) k
            """;
        var values = new DynamicParameters(new { house });
        Days(values, today);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        async Task<WorkBucket> Bucket(string when)
        {
            var rows = (await connection.QueryAsync<ClockRow>(
                $"""
                select '' as CaseId, k.number as Number, k.organization_id as OrganizationId, coalesce(o.name, '') as OrganizationName, k.due_rule as Rule, '' as Subject, k.due_on as Due, k.due_provisional as Provisional, k.applicants as Applicants, k.respondents as Respondents, k.record as Record
                from {waits} left join organization_rows o on o.id = k.organization_id where {when} order by k.due_on, k.record limit {Shown}
                """, values)).AsList();
            var total = rows.Count < Shown ? rows.Count : await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 from {waits} where {when} limit {CountedTo + 1}) t", values);
            return new(Counted.To(CountedTo, total), [.. rows.Select(r => Of(r, today))]);
        }
        var late = Late(today).Replace("k.provisional", "k.due_provisional", StringComparison.Ordinal);
        return new(today, WorkbenchScope.Commission, new(await Bucket(late), await Bucket(DueToday), await Bucket(Due3), await Bucket(Due7)), [], [], null, null, null);
    }

    private async Task<WorkbenchDay> OfRegion(Actor actor, DateOnly today, int page, CancellationToken cancel)
    {
        var day = await Kept(actor.Unit ?? "", today).WaitAsync(cancel);
        return new(today, WorkbenchScope.Region, day.Clocks, [], [], null, [.. day.Organizations.Skip((page - 1) * OrganizationsAtOnce).Take(OrganizationsAtOnce)], day.Stages, day.Organizations.Count);
    }

    /// <summary>A region's day is the same for everybody of its office: it is read once for all who ask within two seconds.</summary>
    private Task<RegionDay> Kept(string unit, DateOnly today)
    {
        lock (_regions)
        {
            if (_regions.TryGetValue((unit, today), out var known) && !known.Day.IsFaulted && Environment.TickCount64 - known.At < RegionFor.TotalMilliseconds) return known.Day;
            if (_regions.Count > MostRegions) _regions.Clear();
            var day = DayOf(unit, today);
            _regions[(unit, today)] = (Environment.TickCount64, day);
            return day;
        }
    }

    /// <param name="unit">A region's code; empty for none.</param>
    private async Task<RegionDay> DayOf(string unit, DateOnly today)
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        var every = await Organizations(connection);
        var seen = unit.Length > 0 ? every.Where(o => Regions.BuiltIn.IsWithin(o.Unit, unit)).ToList() : [];
        var all = seen.Count == every.Count;
        var values = new DynamicParameters(new { seen = seen.Select(o => o.Id).ToArray(), from = ChinaTime.At(today, TimeOnly.MinValue).UtcDateTime, to = ChinaTime.At(today.AddDays(1), TimeOnly.MinValue).UtcDateTime });
        Days(values, today);

        string Capped(string when) => $"(select count(*) from (select 1 from {Waits} k where k.organization_id = o.id and {when} limit {CountedToEach + 1}) t)::integer";
        var counted = (await connection.QueryAsync<(string Id, int Overdue, int Today, int Next3, int Next7, int Sessions)>(
            $"""
            select o.id, {Capped(Late(today))}, {Capped(DueToday)}, {Capped(Due3)}, {Capped(Due7)},
              (select count(distinct s.case_id) from session_rows s where s.organization_id = o.id and s.starts_at >= @from and s.starts_at < @to and s.expires_at is null)::integer
            from unnest(@seen) o(id)
            """, values)).ToDictionary(r => r.Id);
        var days = seen.Select(o => (o, n: counted[o.Id]))
            .Select(x => new OrganizationDay(x.o.Id, x.o.Name, x.o.Unit, Counted.To(CountedToEach, x.n.Overdue), Counted.To(CountedToEach, x.n.Today), Counted.To(CountedToEach, x.n.Next3), Counted.To(CountedToEach, x.n.Next7), x.n.Sessions)).ToList();

        // Where an organization has more than is counted of each: of a whole province along the days, of a part of it along its organizations.
        async Task<Counted> Sum(Func<OrganizationDay, Counted> of, string when)
        {
            var sum = new Counted(days.Sum(d => of(d).Total), days.TrueForAll(d => of(d).Exact));
            return sum.Exact ? sum : Counted.To(CountedToInAll, await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 from {Waits} k where {(all ? "" : "k.organization_id = any(@seen) and ")}{when} limit {CountedToInAll + 1}) t", values));
        }
        async Task<IReadOnlyList<WorkClock>> Items(string when) => (await connection.QueryAsync<ClockRow>(
            all ? $"select {Columns(names: false)} from (select * from {Waits} k where {when} order by k.due_on limit {Shown}) k {Joined} order by k.due_on, k.case_id"
            : $"select {Columns(names: false)} from (select k.* from unnest(@seen) o(id) cross join lateral (select * from {Waits} k where k.organization_id = o.id and {when} order by k.due_on limit {Shown}) k order by k.due_on, k.case_id limit {Shown}) k {Joined} order by k.due_on, k.case_id", values)).Select(r => Of(r, today)).ToList();

        var clocks = new WorkClocks(
            new(await Sum(d => d.Overdue, Late(today)), await Items(Late(today))), new(await Sum(d => d.Today, DueToday), await Items(DueToday)),
            new(await Sum(d => d.Next3, Due3), []), new(await Sum(d => d.Next7, Due7), []));
        var stages = await Stages(connection, all ? "" : unit, all, values);
        return new(clocks, [.. days.OrderByDescending(d => d.Overdue.Total).ThenByDescending(d => d.Today.Total).ThenByDescending(d => d.Next3.Total + d.Next7.Total).ThenBy(d => d.Unit, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal)], stages);
    }

    /// <summary>How many open cases stand at each stage, as of half a minute ago at most: each of them is looked at.</summary>
    private async Task<IReadOnlyList<StageCount>> Stages(NpgsqlConnection connection, string unit, bool all, DynamicParameters values)
    {
        if (_stages.TryGetValue(unit, out var known) && Environment.TickCount64 - known.At < StagesFor.TotalMilliseconds) return known.Counts;
        var counted = (await connection.QueryAsync<(string Stage, int Count)>($"select stage, count(*)::integer from case_rows c where not c.ended{(all ? "" : " and c.organization_id = any(@seen)")} group by stage", values)).ToDictionary(s => s.Stage, s => s.Count);
        IReadOnlyList<StageCount> counts = [.. Waiting.OpenStages.Select(stage => new StageCount(CaseText.StageOf(stage), new(counted.GetValueOrDefault(stage), true)))];
        _stages[unit] = (Environment.TickCount64, counts);
        return counts;
    }

    private async Task<WorkClocks> Clocks(NpgsqlConnection connection, string scope, DynamicParameters values, DateOnly today, bool names)
    {
        Days(values, today);
        async Task<WorkBucket> Bucket(string when)
        {
            // The house's own limits in front: what a party has not paid for years would otherwise hide them.
            const string order = "k.rule = 'TERM', k.due_on, k.case_id";
            var rows = (await connection.QueryAsync<ClockRow>($"select {Columns(names)} from (select * from {Waits} k where {scope} and {when} order by {order} limit {Shown}) k {Joined} order by {order}", values)).AsList();
            var total = rows.Count < Shown ? rows.Count : await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 from {Waits} k where {scope} and {when} limit {CountedTo + 1}) t", values);
            return new(Counted.To(CountedTo, total), [.. rows.Select(r => Of(r, today))]);
        }
        return new(await Bucket(Late(today)), await Bucket(DueToday), await Bucket(Due3), await Bucket(Due7));
    }

    private static void Days(DynamicParameters values, DateOnly today)
    {
        values.Add("today", today);
        values.Add("in3", today.AddDays(3));
        values.Add("in7", today.AddDays(7));
    }

    /// <summary>Nothing is overdue by a provisional clock; where every past day is settled, none can be.</summary>
    private string Late(DateOnly today) => $"k.due_on < @today{(store.Calendar.IsSettled(today.AddDays(-1)) ? "" : " and not k.provisional")}";

    private static string Columns(bool names) =>
        $"k.case_id as CaseId, c.number as Number, k.organization_id as OrganizationId, o.name as OrganizationName, k.rule as Rule, k.subject as Subject, k.due_on as Due, k.provisional as Provisional, {(names ? "c.applicants" : "null::text")} as Applicants, {(names ? "c.respondents" : "null::text")} as Respondents";

    private const string Joined = "join case_rows c on c.id = k.case_id join organization_rows o on o.id = k.organization_id";

    private WorkClock Of(ClockRow row, DateOnly today)
    {
        var limit = store.Rules.Limits.FirstOrDefault(l => l.Id == row.Rule);
        return new(row.CaseId, row.Number, row.OrganizationId, row.OrganizationName, row.Rule, limit?.Name ?? row.Rule switch { "TERM" => "协议履行期限", "VISIT" => "约定回访", var other => other }, limit?.Who ?? row.Rule switch { "TERM" => "义务人", "VISIT" => "调解员", _ => null }, row.Subject,
            row.Due, CaseClock.LightOn(row.Due, row.Provisional && today > row.Due ? row.Due : today, store.Rules.Settings.AmberDays.Value), row.Provisional, row.Applicants, row.Respondents, row.Record);
    }

    /// <summary>Every organization that works on cases, as of two seconds ago at most.</summary>
    private async Task<List<(string Id, string Name, string Unit)>> Organizations(NpgsqlConnection connection)
    {
        if (_organizations is { } known && Environment.TickCount64 - known.At < 2_000) return known.Rows;
        var rows = (await connection.QueryAsync<(string, string, string)>("select id, name, unit from organization_rows where status in ('active', 'rectifying', 'suspended')")).AsList();
        _organizations = (Environment.TickCount64, rows);
        return rows;
    }

    private sealed class ClockRow
    {
        public string CaseId { get; init; } = "";
        public string Number { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string OrganizationName { get; init; } = "";
        public string Rule { get; init; } = "";
        public string Subject { get; init; } = "";
        public DateOnly Due { get; init; }
        public bool Provisional { get; init; }
        public string? Applicants { get; init; }
        public string? Respondents { get; init; }
        public string? Record { get; init; }
    }
}
