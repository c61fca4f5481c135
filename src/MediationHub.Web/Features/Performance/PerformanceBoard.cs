using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Web.Features.Agreements;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Lists;
using Npgsql;

namespace MediationHub.Web.Features.Performance;

/// <summary>How an agreement in force stands with its performance: due within seven days (today is the first), overdue, marked as not performed, or performed within thirty days.</summary>
public enum PerformanceBucket { DueThisWeek, Overdue, Defaulted, Performed }

/// <summary>The agreements of one kind, with their money.</summary>
/// <param name="Amount">CNY, what was agreed.</param>
/// <param name="Paid">CNY, of that.</param>
public sealed record PerformanceSum(PerformanceBucket Bucket, int Agreements, decimal Amount, decimal Paid)
{
    /// <summary>CNY, what is still to be paid.</summary>
    public decimal Outstanding => Amount - Paid;
}

/// <summary>One organization's performance.</summary>
public sealed record OrganizationPerformance(string Id, string Name, string Unit, IReadOnlyList<PerformanceSum> Buckets)
{
    public PerformanceSum Of(PerformanceBucket bucket) => Buckets.First(b => b.Bucket == bucket);
}

/// <summary>A follow-up visit 回访 that was promised and is due within seven days, or late.</summary>
public sealed record PromisedVisit(string CaseId, string Number, string Applicants, string Respondents, DateOnly DueOn);

/// <summary>What a board is narrowed to.</summary>
public sealed record PerformanceFilter(PerformanceBucket Bucket = PerformanceBucket.Overdue, string? OrganizationId = null, string? Unit = null, string? Sort = null, string? After = null);

/// <summary>How the agreements that a person sees are performed.</summary>
/// <param name="AsOf">When it was counted: for a region up to half a minute ago.</param>
/// <param name="WeekEnd">The last of the seven days.</param>
/// <param name="PerformedSince">The first of the thirty days.</param>
/// <param name="Organizations">For an office: those with something to see to come first.</param>
/// <param name="Visits">For a mediator and a head.</param>
public sealed record PerformanceDay(
    DateOnly Today, DateOnly WeekEnd, DateOnly PerformedSince, DateTimeOffset AsOf, IReadOnlyList<PerformanceSum> Buckets, IReadOnlyList<OrganizationPerformance>? Organizations, IReadOnlyList<PromisedVisit>? Visits);

/// <summary>
/// The performance board 履行看板, from read rows. A desk's sums are counted as they stand. A region's are added up from those of every organization, which are counted at once
/// along two indexes and kept for half a minute: how many people look at it, and how large the province is, costs nothing more.
/// </summary>
public sealed class PerformanceBoard(HubStore store, AgreementLists lists) : IDisposable
{
    /// <summary>Days that count as due this week, today among them.</summary>
    public const int WeekDays = 7;

    /// <summary>Days back for what counts as performed lately, today among them.</summary>
    public const int PerformedDays = 30;

    private const int MostVisits = 10;

    /// <summary>Where figures are older than this, new ones are made; whoever asks meanwhile is given the known ones.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    /// <summary>Older figures are shown to nobody.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(1);

    private const string Bucketed = "case when performed_on is not null then 3 when defaulted_on is not null then 2 when next_due_on < @today then 1 else 0 end";
    private const string Summed = "count(*)::integer as Agreements, coalesce(sum(amount), 0) as Amount, coalesce(sum(paid), 0) as Paid";

    private readonly SemaphoreSlim _counting = new(1);
    private volatile Province? _province;

    /// <summary>The sums for this person; all of them 0 where nothing can be seen.</summary>
    public async Task<PerformanceDay> Of(Actor actor, PerformanceFilter filter, CancellationToken cancel)
    {
        var now = store.Clock.GetUtcNow();
        var today = ChinaTime.DayOf(now);
        if (actor.Organization is { } own) return await OfDesk(actor, own, today, now, filter, cancel);

        var province = await Counted(today, now, cancel);
        var within = actor.Is(Role.Auditor) ? "" : actor.Unit;
        var seen = province.Organizations.Where(o => within is not null && (within.Length == 0 || Regions.BuiltIn.IsWithin(o.Unit, within)) && (filter.Unit is null || Regions.BuiltIn.IsWithin(o.Unit, filter.Unit)) && (filter.OrganizationId is null || o.Id == filter.OrganizationId)).ToList();
        return Day(today, province.At, [.. Enum.GetValues<PerformanceBucket>().Select(b => seen.Select(o => o.Of(b)).Aggregate(new PerformanceSum(b, 0, 0, 0), (sum, s) => new(b, sum.Agreements + s.Agreements, sum.Amount + s.Amount, sum.Paid + s.Paid)))],
            [.. seen.Where(o => o.Buckets.Any(b => b.Agreements > 0)).OrderByDescending(o => o.Of(PerformanceBucket.Overdue).Agreements).ThenByDescending(o => o.Of(PerformanceBucket.Defaulted).Agreements).ThenByDescending(o => o.Of(PerformanceBucket.DueThisWeek).Agreements).ThenBy(o => o.Name, StringComparer.Ordinal)], null);
    }

    /// <summary>The agreements of one kind, a page of them.</summary>
    public Task<Listed<AgreementListed>> List(Actor actor, PerformanceFilter filter, PerformanceDay day, int page, int pageSize, CancellationToken cancel) =>
        lists.List(actor, Filter(filter, day), page, pageSize, cancel, day.Buckets.First(b => b.Bucket == filter.Bucket).Agreements);

    /// <summary>The same as the list of agreements knows it.</summary>
    public static AgreementFilter Filter(PerformanceFilter filter, PerformanceDay day)
    {
        var asked = new AgreementFilter(OrganizationId: filter.OrganizationId, Unit: filter.Unit, Sort: filter.Sort ?? SortOf(filter.Bucket), After: filter.After);
        return filter.Bucket switch
        {
            PerformanceBucket.DueThisWeek => asked with { Performance = "pending", DueFrom = day.Today, DueTo = day.WeekEnd },
            PerformanceBucket.Overdue => asked with { Performance = "overdue" },
            PerformanceBucket.Defaulted => asked with { Performance = "defaulted" },
            _ => asked with { Performance = "performed", PerformedFrom = day.PerformedSince, PerformedTo = day.Today },
        };
    }

    /// <summary>The order in which a kind is read: what presses most in front.</summary>
    public static string SortOf(PerformanceBucket bucket) => bucket is PerformanceBucket.Performed ? "performed" : "due";

    public void Dispose() => _counting.Dispose();

    private static PerformanceDay Day(DateOnly today, DateTimeOffset at, IReadOnlyList<PerformanceSum> buckets, IReadOnlyList<OrganizationPerformance>? organizations, IReadOnlyList<PromisedVisit>? visits) =>
        new(today, today.AddDays(WeekDays - 1), today.AddDays(1 - PerformedDays), at.ToOffset(ChinaTime.Offset), buckets, organizations, visits);

    private async Task<PerformanceDay> OfDesk(Actor actor, OrganizationId own, DateOnly today, DateTimeOffset now, PerformanceFilter filter, CancellationToken cancel)
    {
        // Nothing of another organization is there to be seen.
        var elsewhere = (filter.OrganizationId is { } asked && asked != own.Value) || !(actor.Is(Role.Head) || actor.Is(Role.Mediator));
        if (elsewhere) return Day(today, now, [.. Enum.GetValues<PerformanceBucket>().Select(b => new PerformanceSum(b, 0, 0, 0))], null, []);

        // The twin of the policy's scope of cases.
        string Scope(string rows) => actor.Is(Role.Head) ? $"{rows}.organization_id = @own" : $"{rows}.organization_id = @own and ({rows}.mediators = '{{}}' or @me = any({rows}.mediators))";
        var values = Days(today);
        values.Add("own", own.Value);
        values.Add("me", actor.Mediator?.Value ?? "");
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var sums = (await connection.QueryAsync<(int Bucket, int Agreements, decimal Amount, decimal Paid)>(
            $"select {Bucketed} as Bucket, {Summed} from agreement_rows a where {Scope("a")} and effective_on is not null and ((performed_on is null and next_due_on <= @weekEnd) or (performed_on >= @since and performed_on <= @today)) group by 1", values)).ToDictionary(s => s.Bucket);
        var visits = await connection.QueryAsync<PromisedVisit>(
            $"select k.case_id as CaseId, c.number as Number, c.applicants as Applicants, c.respondents as Respondents, k.due_on as DueOn from case_clocks k join case_rows c on c.id = k.case_id where {Scope("k")} and k.rule = 'VISIT' and k.due_on <= @weekEnd order by k.due_on, k.case_id limit {MostVisits}", values);
        return Day(today, now, Sums(sums), null, visits.AsList());
    }

    /// <summary>Every organization's sums.</summary>
    private async Task<Province> Counted(DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        if (_province is { } known && known.Today == today && now - known.At < Stale && now >= known.At)
        {
            if (now - known.At < Fresh || !_counting.Wait(0, cancel)) return known;
            _ = Renew(today, now);   // holds the turn, and gives it back
            return known;
        }
        await _counting.WaitAsync(cancel);
        try
        {
            // Somebody else may have counted meanwhile.
            if (_province is { } made && made.Today == today && now - made.At < Fresh && made.At >= now.AddMinutes(-1)) return made;
            return _province = await Count(today, now, cancel);
        }
        finally
        {
            _counting.Release();
        }
    }

    private async Task Renew(DateOnly today, DateTimeOffset now)
    {
        try
        {
            _province = await Count(today, now, CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or ObjectDisposedException or InvalidOperationException)
        {
            // The next one who asks finds the figures too old, counts, and hears of it.
        }
        finally
        {
            _counting.Release();
        }
    }

    private async Task<Province> Count(DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var values = Days(today);
        var organizations = (await connection.QueryAsync<(string Id, string Name, string Unit)>("select id, name, unit from organization_rows")).AsList();
        // What waits lies at one end of the index of due days, what was performed lately at one end of that of performance.
        var sums = (await connection.QueryAsync<(string Organization, int Bucket, int Agreements, decimal Amount, decimal Paid)>(
            $"""
            select organization_id as Organization, {Bucketed} as Bucket, {Summed} from agreement_rows where next_due_on <= @weekEnd and performed_on is null and effective_on is not null group by 1, 2
            union all
            select organization_id, 3, {Summed} from agreement_rows where performed_on >= @since and performed_on <= @today group by 1
            """, values)).ToLookup(s => s.Organization, StringComparer.Ordinal);
        return new(today, now, [.. organizations.Select(o => new OrganizationPerformance(o.Id, o.Name, o.Unit, Sums(sums[o.Id].ToDictionary(s => s.Bucket, s => (s.Bucket, s.Agreements, s.Amount, s.Paid)))))]);
    }

    private static DynamicParameters Days(DateOnly today) => new(new { today, weekEnd = today.AddDays(WeekDays - 1), since = today.AddDays(1 - PerformedDays) });

    private static IReadOnlyList<PerformanceSum> Sums(Dictionary<int, (int Bucket, int Agreements, decimal Amount, decimal Paid)> sums) =>
        [.. Enum.GetValues<PerformanceBucket>().Select(b => sums.TryGetValue((int)b, out var s) ? new PerformanceSum(b, s.Agreements, s.Amount, s.Paid) : new PerformanceSum(b, 0, 0, 0))];

    private sealed record Province(DateOnly Today, DateTimeOffset At, IReadOnlyList<OrganizationPerformance> Organizations);
}
