using System.Collections.Concurrent;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Log;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Statistics;

/// <summary>The place in the log that figures stand on: its newest event when they were read, at one moment.</summary>
public readonly record struct FiguresAsOf(long Position, DateTimeOffset At);

/// <summary>
/// The counters of every organization in memory, by day and running total, so that any period of all of them is two look-ups for each (decision 0028). It follows the log: what was
/// written since it looked last names the organizations whose days are read anew. Only the counters that were asked for are loaded; those of the ranking are asked for by the program itself once it serves.
/// </summary>
public sealed class RateBoard(HubStore store, LogReader log) : IDisposable
{
    /// <summary>Counters that are asked for together and fall on the same days.</summary>
    internal static readonly string[][] Groups =
    [
        [Counters.Succeeded, Counters.Partial, Counters.Failed, Counters.ClosedInTime, Counters.Of(Outcome.AgreedOral)],
        [Counters.PerformanceDue, Counters.PerformedInTime],
        [Counters.Of(Outcome.Withdrawn), Counters.SucceededTainted, Counters.EntrustedClosed, Counters.EntrustedSucceeded],
        [Counters.Accepted, Counters.AcceptedInTime, Counters.AcceptedSucceeded],
        [Counters.Registered, Counters.RegisteredVoid, Counters.RegisteredSucceeded],
        [Counters.ClosedPeople, Counters.SucceededPeople, Counters.ClaimedAmount, Counters.AgreedAmount],
    ];

    internal static readonly Dictionary<string, (int Group, int Column)> Places = Groups.SelectMany((names, g) => names.Select((name, c) => (name, g, c))).ToDictionary(p => p.name, p => (p.g, p.c));

    /// <summary>Without having heard of anything the log is looked at as often: a notice may have been missed.</summary>
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);
    private volatile RateSheet _sheet = RateSheet.Empty;
    private long _touched;

    /// <summary>These counters have been read: who asks for them waits for what was written since, at most.</summary>
    public bool Holds(IEnumerable<string> counters) => _sheet.Loaded is var loaded && counters.All(c => (loaded & (1 << Places[c].Group)) != 0);

    /// <summary>Something was written, here or on another node: whoever asks next has it read.</summary>
    public void Touch() => Interlocked.Increment(ref _touched);

    /// <summary>The figures as they stand, with these counters in them.</summary>
    /// <param name="maxAge">Figures of this age will do, whatever was written since.</param>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<RateSheet> Sheet(IEnumerable<string> counters, TimeSpan maxAge = default, CancellationToken cancel = default)
    {
        var needed = 0;
        foreach (var counter in counters) needed |= 1 << Places[counter].Group;
        if (Serves(_sheet, needed, maxAge)) return _sheet;
        await _turn.WaitAsync(cancel);
        try
        {
            // Somebody else may have read it meanwhile.
            if (Serves(_sheet, needed, maxAge)) return _sheet;
            return _sheet = await Read(_sheet, needed | _sheet.Loaded, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private bool Serves(RateSheet sheet, int needed, TimeSpan maxAge) =>
        (sheet.Loaded & needed) == needed && sheet.Age is var age && age < LookAnyway && (sheet.Touched == Interlocked.Read(ref _touched) || age < maxAge);

    private async Task<RateSheet> Read(RateSheet before, int needed, CancellationToken cancel)
    {
        var (touched, began) = (Interlocked.Read(ref _touched), Environment.TickCount64);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var (seen, asOf) = await Seen(connection, cancel);
        var changes = before.Loaded == 0 ? null : await ChangedFigures.Since(connection, before.Seen, cancel);

        var organizations = before.Organizations;
        if (changes is null or { Law: true } or { Filed.Count: > 0 }) organizations = await Organizations(connection, before, cancel);
        var index = organizations == before.Organizations ? before.Index : organizations.Select((o, i) => (o.Id, i)).ToDictionary(o => o.Id, o => o.i, StringComparer.Ordinal);
        int[] inOrderOfCode = organizations == before.Organizations ? before.InOrderOfCode : [.. Enumerable.Range(0, organizations.Count).OrderBy(i => organizations[i].Code, StringComparer.Ordinal).ThenBy(i => organizations[i].Id, StringComparer.Ordinal)];
        var groups = new Series?[Groups.Length][];
        for (var g = 0; g < Groups.Length; g++)
        {
            if ((needed & (1 << g)) == 0)
            {
                groups[g] = [];
                continue;
            }
            if (changes is { Law: false } && (before.Loaded & (1 << g)) != 0)
            {
                var known = before.Groups[g];
                if (changes.Moved.Count == 0 && known.Length == organizations.Count)
                {
                    groups[g] = known;
                    continue;
                }
                var next = new Series?[organizations.Count];
                known.CopyTo(next, 0);
                if (changes.Moved.Count > 0) await Fill(connection, g, index, next, changes.Moved, cancel);
                groups[g] = next;
                continue;
            }
            groups[g] = new Series?[organizations.Count];
            await Fill(connection, g, index, groups[g], null, cancel);
        }
        await transaction.CommitAsync(cancel);
        return new(organizations, index, inOrderOfCode, groups, needed, seen, asOf, touched, began);
    }

    /// <returns>What this transaction sees of the log, and the newest event of it.</returns>
    private async Task<(SeenLog Seen, FiguresAsOf AsOf)> Seen(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand(
            "select pg_current_snapshot()::text, e.position, e.at from (select 1) one left join (select position, at from events order by tx desc, position desc limit 1) e on true", connection);
        await using var reader = await read.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var seen = SeenLog.Of(reader.GetString(0), log.TxOffset);
        return (seen, await reader.IsDBNullAsync(1, cancel) ? new(0, DateTimeOffset.UnixEpoch.ToOffset(ChinaTime.Offset)) : new(reader.GetInt64(1), new DateTimeOffset(reader.GetDateTime(2)).ToOffset(ChinaTime.Offset)));
    }

    /// <summary>Every organization that was ever filed; those that were known keep their places.</summary>
    private static async Task<IReadOnlyList<RatedOrganization>> Organizations(NpgsqlConnection connection, RateSheet before, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand("select id, code, name, type, unit, status from organization_rows", connection);
        var found = new Dictionary<string, RatedOrganization>(StringComparer.Ordinal);
        await using var reader = await read.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) found[reader.GetString(0)] = new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5));
        return [.. before.Organizations.Where(o => found.ContainsKey(o.Id)).Select(o => found[o.Id]), .. found.Values.Where(o => !before.Index.ContainsKey(o.Id))];
    }

    /// <param name="moved">Only these, each from its day on; null for all of all.</param>
    private static async Task Fill(NpgsqlConnection connection, int group, Dictionary<string, int> index, Series?[] into, IReadOnlyDictionary<string, DateOnly>? moved, CancellationToken cancel)
    {
        var names = Groups[group];
        await using var read = new NpgsqlCommand(
            $"""
            select c.organization, array_agg(c.day - date '2000-01-01'), array_agg(array_position($1, c.counter)), array_agg(c.n) from counters c
            {(moved is null ? "" : "join unnest($2::text[], $3::date[]) as u(organization, first) on c.organization = u.organization and c.day >= u.first")}
            where c.counter = any($1) group by c.organization
            """, connection)
        { CommandTimeout = 0 };
        read.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = names });
        if (moved is not null)
        {
            read.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. moved.Keys] });
            read.Parameters.Add(new NpgsqlParameter<DateOnly[]> { TypedValue = [.. moved.Values], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
            foreach (var (id, first) in moved)
                if (index.TryGetValue(id, out var i)) into[i] = into[i]?.Before(Series.DayOf(first));
        }
        await using var reader = await read.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (!index.TryGetValue(reader.GetString(0), out var i)) continue;
            into[i] = Series.Of(into[i], reader.GetFieldValue<int[]>(1), reader.GetFieldValue<int[]>(2), reader.GetFieldValue<long[]>(3), names.Length);
        }
    }
}

/// <summary>An organization as a ranking shows it; words of type and status as in the API.</summary>
public sealed record RatedOrganization(string Id, string Code, string Name, string Type, string Unit, string Status)
{
    private static readonly HashSet<string> NeverFiled = [.. new[] { OrganizationStatus.Draft, OrganizationStatus.Submitted, OrganizationStatus.Returned, OrganizationStatus.Refused }.Select(s => Rows.CaseProjection.Word(s))];
    private static readonly string Deregistered = Rows.CaseProjection.Word(OrganizationStatus.Deregistered);

    /// <summary>Filed at some time; one that has ended only where it has cases to show.</summary>
    public bool IsCompared(long sample) => !NeverFiled.Contains(Status) && (sample > 0 || Status != Deregistered);
}

/// <summary>The running totals of one organization: for each day with a figure, the sums of a group's counters up to it.</summary>
internal sealed class Series(int[] days, long[] sums, int width)
{
    private static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;

    public static int DayOf(DateOnly day) => day.DayNumber - Epoch;

    /// <summary>How many of the days lie on or before this one.</summary>
    public int Upto(int day)
    {
        if (days.Length == 0 || days[^1] <= day) return days.Length;
        var at = Array.BinarySearch(days, day);
        return at >= 0 ? at + 1 : ~at;
    }

    /// <summary>The sum of one counter over the days between two places.</summary>
    public long Sum(int column, int from, int to) => to <= from ? 0 : sums[((to - 1) * width) + column] - (from == 0 ? 0 : sums[((from - 1) * width) + column]);

    /// <summary>What lies before a day.</summary>
    public Series? Before(int day) => Upto(day - 1) is var kept && kept == 0 ? null : kept == days.Length ? this : new(days[..kept], sums[..(kept * width)], width);

    /// <param name="before">What lies before all of these days.</param>
    /// <param name="columns">From 1, beside each day.</param>
    public static Series Of(Series? before, int[] on, int[] columns, long[] n, int width)
    {
        var order = new int[on.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort((int[])on.Clone(), order);
        var (days, sums) = (new List<int>(), new List<long>());
        if (before is not null)
        {
            days.AddRange(before.Days);
            sums.AddRange(before.Sums);
        }
        var running = new long[width];
        if (days.Count > 0) sums.CopyTo(sums.Count - width, running, 0, width);
        for (var i = 0; i < order.Length; i++)
        {
            running[columns[order[i]] - 1] += n[order[i]];
            if (i + 1 < order.Length && on[order[i + 1]] == on[order[i]]) continue;
            days.Add(on[order[i]]);
            sums.AddRange(running);
        }
        return new([.. days], [.. sums], width);
    }

    private int[] Days => days;
    private long[] Sums => sums;
}

/// <summary>The figures of every organization at one moment; it never changes.</summary>
public sealed class RateSheet
{
    internal static readonly RateSheet Empty = new([], new(StringComparer.Ordinal), [], [.. RateBoard.Groups.Select(_ => Array.Empty<Series?>())], 0, SeenLog.Nothing, default, -1, 0);

    /// <summary>Places in all rankings that are kept, some 150 bytes each.</summary>
    private const int MostPlacesKept = 100_000;
    private readonly long _began;
    private readonly ConcurrentDictionary<RankingQuery, Ranking> _kept = new();

    internal RateSheet(IReadOnlyList<RatedOrganization> organizations, Dictionary<string, int> index, int[] inOrderOfCode, Series?[][] groups, int loaded, SeenLog seen, FiguresAsOf asOf, long touched, long began) =>
        (Organizations, Index, InOrderOfCode, Groups, Loaded, Seen, AsOf, Touched, _began) = (organizations, index, inOrderOfCode, groups, loaded, seen, asOf, touched, began);

    public IReadOnlyList<RatedOrganization> Organizations { get; }

    /// <summary>The newest event that is counted, with all that was committed when it was looked at.</summary>
    public FiguresAsOf AsOf { get; }

    internal Dictionary<string, int> Index { get; }

    /// <summary>The places of the organizations in the order in which a ranking leaves equals.</summary>
    internal int[] InOrderOfCode { get; }
    internal Series?[][] Groups { get; }
    internal int Loaded { get; }
    internal SeenLog Seen { get; }

    /// <summary>Both have the same figures of the same organizations.</summary>
    public bool Counts(RateSheet other) => ReferenceEquals(Organizations, other.Organizations) && Groups.Zip(other.Groups).All(g => ReferenceEquals(g.First, g.Second));
    internal long Touched { get; }

    /// <summary>Since before it was read: what was committed longer ago is in it.</summary>
    internal TimeSpan Age => TimeSpan.FromMilliseconds(Environment.TickCount64 - _began);

    /// <summary>The ranking for a question; the same question asked of the same figures is answered from memory.</summary>
    public Ranking Rank(RankingQuery query)
    {
        if (_kept.TryGetValue(query, out var known)) return known;
        var ranking = Ranking.Of(Contenders(query), query.Rules);
        if ((_kept.Count + 1) * (long)Organizations.Count > MostPlacesKept) _kept.Clear();
        return _kept[query] = ranking;
    }

    /// <summary>The organizations that a question compares.</summary>
    /// <param name="more">What is assumed to be counted besides, by organization.</param>
    public IEnumerable<Contender> Contenders(RankingQuery query, IReadOnlyDictionary<string, Figures>? more = null)
    {
        var terms = new Terms(query.Rules.Definition);
        var units = query.Unit is null ? null : Domain.Rulebook.Regions.BuiltIn.All.Where(r => Domain.Rulebook.Regions.BuiltIn.IsWithin(r.Code, query.Unit)).Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
        var (from, to, passed) = (Series.DayOf(query.From), Series.DayOf(query.To), Series.DayOf(query.Passed));
        foreach (var i in InOrderOfCode)
        {
            var o = Organizations[i];
            if ((query.Type is not null && o.Type != query.Type) || (units is not null && !units.Contains(o.Unit))) continue;
            var standing = StandingOf(i, terms, from, to, passed, more?.GetValueOrDefault(o.Id));
            if (o.IsCompared(standing.Sample)) yield return new(o.Id, o.Code, o.Name, o.Type, o.Unit, o.Status, standing);
        }
    }

    private Standing StandingOf(int organization, Terms terms, int from, int to, int passed, Figures? more)
    {
        Span<long> sums = stackalloc long[RateBoard.Places.Count];
        for (var g = 0; g < Groups.Length; g++)
        {
            if ((terms.Groups & (1 << g)) == 0 || Groups[g][organization] is not { } series) continue;
            var (first, last) = (series.Upto(from - 1), series.Upto(g == Terms.Performance ? Math.Min(to, passed) : to));
            if (first == last) continue;
            for (var c = 0; c < RateBoard.Groups[g].Length; c++) sums[Terms.Offset[g] + c] = series.Sum(c, first, last);
        }
        if (more is not null)
            foreach (var (counter, n) in more.Sums)
                if (RateBoard.Places.TryGetValue(counter, out var place)) sums[Terms.Offset[place.Group] + place.Column] += n;

        var rate = new Rate(Terms.Sum(terms.Numerator, sums), Terms.Sum(terms.Denominator, sums));
        var closed = sums[0] + sums[1] + sums[2];
        return new(rate, terms.Unit is RateUnit.Cases ? rate.Denominator : closed, sums[0], sums[1], sums[2], sums[4], sums[3], sums[Terms.Offset[Terms.Performance]], sums[Terms.Offset[Terms.Performance] + 1]);
    }

    /// <summary>A definition as places in the sums.</summary>
    private sealed class Terms
    {
        public const int Performance = 1;
        public static readonly int[] Offset = [.. RateBoard.Groups.Select((_, g) => RateBoard.Groups.Take(g).Sum(names => names.Length))];

        public Terms(RateDefinition definition)
        {
            (Unit, Numerator, Denominator) = (definition.Unit, [.. definition.Numerator.Select(Place)], [.. definition.Denominator.Select(Place)]);
            Groups = 1 | (1 << Performance);
            foreach (var term in definition.Terms) Groups |= 1 << RateBoard.Places[term].Group;
        }

        public RateUnit Unit { get; }
        public int Groups { get; }
        public (int At, int Sign)[] Numerator { get; }
        public (int At, int Sign)[] Denominator { get; }

        public static long Sum((int At, int Sign)[] terms, Span<long> sums)
        {
            var sum = 0L;
            foreach (var (at, sign) in terms) sum += sign * sums[at];
            return sum;
        }

        private static (int, int) Place(string term)
        {
            var (group, column) = RateBoard.Places[term.TrimStart('-')];
            return (Offset[group] + column, term.StartsWith('-') ? -1 : 1);
        }
    }
}

/// <summary>What a ranking is asked for.</summary>
/// <param name="Unit">A region: its organizations and those of all regions below it.</param>
/// <param name="Type">The word of an organization type.</param>
/// <param name="Passed">The last day that has passed: agreements due later are not counted as due.</param>
public sealed record RankingQuery(DateOnly From, DateOnly To, string? Unit, string? Type, RankingRules Rules, DateOnly Passed)
{
    /// <summary>The counters that it needs.</summary>
    public IEnumerable<string> Counters => [.. Rules.Definition.Terms, Domain.Statistics.Counters.Succeeded, Domain.Statistics.Counters.PerformanceDue];
}
