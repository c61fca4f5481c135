using System.Collections.Concurrent;
using System.Data;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;
using MediationHub.Store.Statistics;
using Npgsql;

namespace MediationHub.Store.Periods;

/// <summary>Figures read at one place of the log.</summary>
public sealed record PeriodReading(DateOnly From, DateOnly To, IReadOnlyList<PeriodRow> Rows, IReadOnlyList<KeptDays> Days, PeriodAsOf AsOf);

/// <summary>
/// Reads what organizations did in a period from counters and rows, and closes periods. What was accepted and closed comes from the counters, what is open from the cases themselves:
/// the balance is a check of one by the other.
/// </summary>
public sealed class PeriodLedger(HubStore store, IAggregates aggregates)
{
    /// <summary>What is added up for 当期受理 − 当期结案 over all days before a period.</summary>
    private static readonly string[] InBalance =
        [Counters.Accepted, Counters.Succeeded, Counters.Partial, Counters.Failed, Counters.Of(Outcome.Withdrawn), Counters.Of(Outcome.Terminated), Counters.EndedUnaccepted];

    /// <summary>The figures of one organization, or of all of a region, as they stand now.</summary>
    /// <param name="unit">A province, a reporting unit or a county; with <paramref name="organization"/>, it may be null.</param>
    public async Task<PeriodReading> Read(string? unit, DateOnly from, DateOnly to, string? organization = null, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var reading = await Read(connection, unit, from, to, organization is null ? null : [organization], cancel);
        await transaction.CommitAsync(cancel);
        return reading;
    }

    /// <summary>Closes a period of a province: reads it at one place of the log, signs it, keeps it.</summary>
    /// <returns>The answer of the command, or why it was not even tried.</returns>
    /// <exception cref="StoreUnavailableException">The outcome is not known, or writers could not be waited for; sending the same again is safe.</exception>
    public async Task<Answer<ClosedPeriod>> Close(string? province, ReportPeriod period, Request request, CancellationToken cancel = default)
    {
        var at = new Context(store.Clock.GetUtcNow(), request.Actor, store.Calendar, store.Rules);
        if (ClosePeriod.Check(province, period, at) is { } refusal) return new(AnswerKind.Refused, Refusal: refusal);
        var id = ClosedPeriod.IdOf(province!, period);
        if (await aggregates.Find<ClosedPeriod>(id, cancel: cancel) is { } closed && request.Idempotency is null) return new(AnswerKind.Refused, closed, PeriodRefusals.Frozen(period));

        var reading = await ReadBetweenWrites(province!, period, cancel);
        var previous = await aggregates.Find<ClosedPeriod>(ClosedPeriod.IdOf(province!, period.Before), cancel: cancel);
        var settings = store.Rules.Settings;
        var definition = settings.Definition(RateDefinition.Default)!;
        var unsigned = new PeriodClosed(
            province!, period.Code, new(definition.Id, definition.Version, definition.Text, settings.SuccessTarget.Value, store.Rules.Version), reading.AsOf, previous?.State.Closing?.Digest, ReportFigures.Kept,
            [.. reading.Rows.Select(r => new KeptRow(r.OrganizationId, r.Name, r.Type, r.Unit, r.Figures.OpenBefore, r.Figures.OpenAfter, [.. ReportFigures.Kept.Select(c => r.Figures[c])]))],
            reading.Days, at.Today, request.Actor.UserName, "", "");
        var digest = unsigned.Digested();
        var signed = unsigned with { Digest = digest, Signature = Convert.ToBase64String(store.Keys.Signing.SignData(Encoding.ASCII.GetBytes(digest), HashAlgorithmName.SHA256)) };
        return await aggregates.Send(id, new ClosePeriod(signed), request with { Newest = true }, cancel);
    }

    /// <summary>
    /// The same days as the record says now, against what was closed. What differs is kept with the place in the log that it stands on: the next look reads only the organizations that the
    /// log names since, so that a province's closed year is looked at as quickly as a small one's.
    /// </summary>
    public async Task<IReadOnlyList<PeriodDelta>> Corrections(PeriodClosed closed, CancellationToken cancel = default)
    {
        // A place before the figures are read: what is written in between is in them, and is looked at once more.
        var upTo = await store.Log.Newest(cancel);
        var known = _corrections.GetValueOrDefault(closed.Digest);
        if (known is not null && !upTo.IsAfter(known.Place)) return known.Deltas;

        var changed = known is null ? null : await ChangedSince(known.Place, upTo, cancel);
        IReadOnlyList<PeriodDelta> deltas = known?.Deltas ?? [];
        if (changed is null or { Count: > 0 })
        {
            var period = ReportPeriod.Parse(closed.Period)!.Value;
            await using var connection = await store.Database.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            var now = await Read(connection, closed.Province, period.From, period.To, changed is null ? null : [.. changed], cancel);
            await transaction.CommitAsync(cancel);
            // A counter that a later program keeps besides is no correction of what was closed without it.
            var counters = closed.Counters.ToHashSet(StringComparer.Ordinal);
            var rows = now.Rows.Select(r => r with { Figures = r.Figures with { Counted = r.Figures.Counted.Where(c => counters.Contains(c.Key)).ToDictionary() } }).ToList();
            var again = PeriodDeltas.Between(closed.FiguresOf(o => changed?.Contains(o) is not false), rows);
            var place = closed.Rows.Index().ToDictionary(r => (r.Item.Organization, r.Item.Unit), r => r.Index);
            deltas = [.. deltas.Where(d => changed?.Contains(d.Row.OrganizationId) is false).Concat(again).OrderBy(d => place.GetValueOrDefault((d.Row.OrganizationId, d.Row.Unit), int.MaxValue))];
        }
        if (_corrections.Count >= MostKept) _corrections.Clear();
        _corrections[closed.Digest] = new(upTo, deltas);
        return deltas;
    }

    /// <summary>The organizations to look at again; null where all of them are, or too many for one by one.</summary>
    private async Task<IReadOnlySet<string>?> ChangedSince(LogPosition after, LogPosition upTo, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return (await ChangedFigures.Between(connection, after, upTo, cancel)).Organizations is { Count: <= MostChanged } few ? few : null;
    }

    /// <summary>What differs from a closed period, as of a place in the log.</summary>
    private sealed record Known(LogPosition Place, IReadOnlyList<PeriodDelta> Deltas);

    private const int MostKept = 200, MostChanged = 2_000;
    private readonly ConcurrentDictionary<string, Known> _corrections = new(StringComparer.Ordinal);

    private static readonly ConditionalWeakTable<PeriodClosed, string> s_faults = [];

    /// <summary>Why a closed period is not what was signed; null where it is. Looked at once for each time that it is read from the log.</summary>
    public static string? Fault(KeyRing keys, PeriodClosed closed) => s_faults.GetValue(closed, c => FaultOf(keys, c) ?? "") is { Length: > 0 } fault ? fault : null;

    private static string? FaultOf(KeyRing keys, PeriodClosed closed) =>
        closed.Digested() != closed.Digest ? "内容与摘要不符"
        : !keys.Signing.VerifyData(Encoding.ASCII.GetBytes(closed.Digest), Convert.FromBase64String(closed.Signature), HashAlgorithmName.SHA256) ? "签名无效"
        : null;

    /// <summary>
    /// Writers are held for as long as it takes to agree on a moment, a few milliseconds; what is read is that moment, so that everything up to its place in the log is in it and nothing beyond.
    /// </summary>
    private async Task<PeriodReading> ReadBetweenWrites(string province, ReportPeriod period, CancellationToken cancel)
    {
        await using var reader = await store.Database.OpenConnectionAsync(cancel);
        NpgsqlTransaction reading;
        await using (var holder = await store.Database.OpenConnectionAsync(cancel))
        await using (var holding = await holder.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel))
        {
            try
            {
                // Before anything else: only so does the moment lie behind the wait.
                await using (var wait = new NpgsqlCommand("set local lock_timeout = '5s'; lock table events in share mode", holder)) await wait.ExecuteNonQueryAsync(cancel);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable)
            {
                throw new StoreUnavailableException(e);
            }
            var snapshot = await holder.ExecuteScalarAsync<string>("select pg_export_snapshot()");
            reading = await reader.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            await using var same = new NpgsqlCommand($"set transaction snapshot '{snapshot}'", reader);
            await same.ExecuteNonQueryAsync(cancel);
            await holding.CommitAsync(cancel);
        }
        await using (reading)
        {
            var read = await Read(reader, province, period.From, period.To, null, cancel);
            await reading.CommitAsync(cancel);
            return read;
        }
    }

    private async Task<PeriodReading> Read(NpgsqlConnection connection, string? unit, DateOnly from, DateOnly to, string[]? organizations, CancellationToken cancel)
    {
        var units = unit is null ? null : Regions.BuiltIn.All.Where(r => Regions.BuiltIn.IsWithin(r.Code, unit)).Select(r => r.Code).ToArray();
        // Units that a region was moved away from still have the cases that were received before.
        var former = Regions.BuiltIn.Moved.Select(r => Regions.BuiltIn.ReportingUnitOf(r.Code, r.Before!.Until)!.Code).Distinct().ToArray();
        var moved = unit is null ? [] : Regions.BuiltIn.Moved.Where(r => Regions.BuiltIn.IsWithin(r.Code, unit, r.Before!.Until)).Select(r => r.Code).ToArray();
        var values = new
        {
            organizations, units, moved, from, to, today = ChinaTime.DayOf(store.Clock.GetUtcNow()),
            counters = ReportFigures.Kept.Concat(from counter in ReportFigures.Kept from f in former select $"{counter}@{f}").ToArray(),
            earlier = (from counter in InBalance from f in former select $"{counter}@{f}").ToArray(),
        };
        const string ours = "(select id from organization_rows where (@organizations::text[] is null or id = any(@organizations)) and (@units::text[] is null or unit = any(@units) or unit = any(@moved)))";
        var bodies = (await connection.QueryAsync<(string Id, string Name, string Type, string Unit)>($"select id, name, type, unit from organization_rows where id in {ours} order by unit, name, id", values)).AsList();
        var counted = (await connection.QueryAsync<(string Organization, string Counter, long N)>(
            $"select organization, counter, sum(n)::bigint from counters where day between @from and @to and counter = any(@counters) and not (starts_with(counter, 'performanceDue') and day >= @today) and organization in {ours} group by 1, 2", values)).ToLookup(c => c.Organization, StringComparer.Ordinal);
        var earlier = (await connection.QueryAsync<(string Organization, string Counter, long N)>(
            $"select organization, counter, sum(n)::bigint from counters where day < @from and counter = any(@earlier) and organization in {ours} group by 1, 2", values)).ToLookup(c => c.Organization, StringComparer.Ordinal);
        // What had been accepted by a day and had not ended by it: what is open now, and what ended since.
        var open = (await connection.QueryAsync<(string Organization, long Before, long After)>(
            $"""
            select organization_id, count(*) filter (where accepted_on < @from), count(*) filter (where accepted_on <= @to and (closed_on is null or closed_on > @to))
            from (select organization_id, accepted_on, closed_on from case_rows where not ended and not imported and accepted_on <= @to
                  union all select organization_id, accepted_on, closed_on from case_rows where ended and closed_on >= @from and not imported and accepted_on <= @to and outcome not in ('transferred', 'void')) c
            where organization_id in {ours} group by 1
            """, values)).ToDictionary(o => o.Organization, o => (o.Before, o.After), StringComparer.Ordinal);
        var days = (await connection.QueryAsync<(string Organization, string Counter, long N)>(
            $"select organization, counter, sum(n)::bigint from counters where day between @from and @to and starts_with(counter, '{Counters.ClosedDays}') and organization in {ours} group by 1, 2", values)).ToLookup(c => c.Organization, StringComparer.Ordinal);
        var closedIn = new Dictionary<(string Unit, int Days), long>();
        var (tx, position, hash) = await connection.QuerySingleOrDefaultAsync<(long, long, byte[]?)>("select tx, position, hash from events order by tx desc, position desc limit 1");

        var rows = new List<PeriodRow>();
        foreach (var (id, name, type, region) in bodies)
        {
            var reports = Regions.BuiltIn.ReportingUnitOf(region)?.Code ?? Regions.BuiltIn.ProvinceOf(region)?.Code ?? region;
            var (before, after) = open.GetValueOrDefault(id);
            var whole = new ReportFigures(before, after, counted[id].Where(c => !c.Counter.Contains('@')).ToDictionary(c => c.Counter, c => c.N));
            foreach (var f in former)
            {
                var there = new ReportFigures(0, 0, Of(earlier[id], f));
                var figures = new ReportFigures(there.Accepted - there.Closed, 0, Of(counted[id], f));
                figures = figures with { OpenAfter = figures.OpenBefore + figures.Accepted - figures.Closed };
                if (figures.IsEmpty) continue;
                whole = whole.Minus(figures);
                foreach (var c in days[id].Where(c => c.Counter.EndsWith($"@{f}", StringComparison.Ordinal))) Add(f, c.Counter[..c.Counter.IndexOf('@')], c.N, reports);
                if (unit is null || Regions.BuiltIn.IsWithin(f, unit)) rows.Add(new(id, name, type, f, figures));
            }
            foreach (var c in days[id].Where(c => !c.Counter.Contains('@'))) Add(reports, c.Counter, c.N);
            if (!whole.IsEmpty && (units is null || units.Contains(region))) rows.Add(new(id, name, type, reports, whole));
        }
        var kept = closedIn.Where(c => c.Value != 0).GroupBy(c => c.Key.Unit).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new KeptDays(g.Key, [.. g.Select(c => new ClosedIn(c.Key.Days, c.Value)).OrderBy(c => c.Days)]));
        return new(from, to, rows, [.. kept], new(tx, position, Convert.ToHexStringLower(hash ?? []), store.Clock.GetUtcNow()));

        void Add(string where, string counter, long n, string? takenFrom = null)
        {
            var key = (where, int.Parse(counter.AsSpan(Counters.ClosedDays.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture));
            closedIn[key] = closedIn.GetValueOrDefault(key) + n;
            if (takenFrom is not null) closedIn[(takenFrom, key.Item2)] = closedIn.GetValueOrDefault((takenFrom, key.Item2)) - n;
        }

        static Dictionary<string, long> Of(IEnumerable<(string Organization, string Counter, long N)> sums, string unit) =>
            sums.Where(c => c.Counter.EndsWith($"@{unit}", StringComparison.Ordinal)).ToDictionary(c => c.Counter[..c.Counter.IndexOf('@')], c => c.N);
    }
}
