using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Keys;
using MediationHub.Store.Periods;
using MediationHub.Store.Postgres;
using MediationHub.Store.Rows;
using MediationHub.Store.Statistics;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Rankings;
using MediationHub.Web.Hosting;
using Npgsql;

namespace MediationHub.Bench;

/// <summary>
/// Rates and rankings of 12,000 organizations over a million cases of ten years. Organizations and daily counters are made as rows alone: what is measured reads nothing else. Then the
/// reckoning from the log, and closings on their way to the open pages of another node, over a seeded database.
/// </summary>
internal static class Rankings
{
    private const int Organizations = 12_000;
    private const int Clients = 8;
    private static readonly DateOnly Last = new(2026, 11, 20);

    public static async Task Of(BenchOptions options)
    {
        var page = new StringBuilder();
        if (Directory.Exists(options.Folder)) Directory.Delete(options.Folder, recursive: true);
        Directory.CreateDirectory(options.Folder);
        await using (var postgres = await PrivatePostgres.StartAsync(new() { DataDirectory = Path.Combine(options.Folder, "postgres") }, Console.WriteLine))
        {
            var facts = await ServerFacts.Of(postgres);
            page.AppendLine($"# Rates and rankings, {DateTime.UtcNow:yyyy-MM-dd}, commit {options.Commit}").AppendLine().AppendLine($"{facts.Machine}; {facts.Postgres}: {facts.Settings}.").AppendLine();
            await postgres.EnsureDatabaseAsync("bench_rankings");
            var keys = KeyRing.Open(Path.Combine(options.Folder, "installation.key"));
            await using var store = await HubStore.Open(postgres.ConnectionString("bench_rankings"), keys, Projections.All(keys), new HubClock(new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero) - DateTimeOffset.UtcNow));
            Desk.Say($"making {options.Cases:N0} cases of {Organizations:N0} organizations as counters");
            await Fill(store, options.Cases);
            await Measure(store, options, page);
        }
        var data = options.Data ?? await Seeded(options);
        await Reckon(data, page);
        page.AppendLine();
        await LivePages.Measure(options.Program, data, options.Seconds < BenchOptions.OfficialSeconds ? 5 : 50, page);
        Console.WriteLine(page);
        if (options.Seconds < BenchOptions.OfficialSeconds || options.Cases < BenchOptions.OfficialCases || options.Results is not { } folder) return;
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{DateTime.UtcNow:yyyy-MM-dd}-{options.Commit}-rankings.md"), page.ToString());
    }

    private static async Task Measure(HubStore store, BenchOptions options, StringBuilder page)
    {
        var (rankings, figures) = (new Store.Statistics.Rankings(store), new FigureReader(store));
        var rates = new SuccessRates(store, figures);
        await using var connection = await store.Database.OpenConnectionAsync();
        await using var count = new NpgsqlCommand("select count(*), pg_table_size('counters') / 1048576 from counters", connection);
        await using (var reader = await count.ExecuteReaderAsync())
        {
            await reader.ReadAsync();
            page.AppendLine(CultureInfo.InvariantCulture, $"{Organizations:N0} organizations, {options.Cases:N0} cases, {reader.GetInt64(0):N0} daily counters ({reader.GetInt64(1):N0} MB). Answers are made to the last byte of their JSON, in process.").AppendLine();
        }

        var (heap, watch) = (GC.GetTotalMemory(true), Stopwatch.StartNew());
        await rankings.Of(rankings.Query());
        page.AppendLine(CultureInfo.InvariantCulture, $"The first ranking after a start, with everything still to be read: {watch.Elapsed.TotalSeconds:0.0} s; then {(GC.GetTotalMemory(true) - heap) / 1048576.0:0} MB in memory.").AppendLine();
        foreach (var definition in new[] { "A1", "A2" }) await rankings.Of(rankings.Query(definition: definition));
        page.AppendLine("| what | asked | p50 ms | p95 ms | p99 ms | target p95 | |").AppendLine("|---|---:|---:|---:|---:|---:|---|");

        var seconds = TimeSpan.FromSeconds(Math.Max(3, options.Seconds / 6.0));
        Line("rate of one organization, any period, one client", 5, await Ask(1, seconds, random => Period(random) is var (from, to) ? rates.Of($"o{random.Next(Organizations):00000}", from, to, default) : throw new InvalidOperationException()));
        Line("rate of one organization, any period, 8 clients", 25, await Ask(Clients, seconds, async random =>
        {
            var (from, to) = Period(random);
            return await rates.Of($"o{random.Next(Organizations):00000}", from, to, default);
        }));
        Line("ranking, any period, a page of 200, 8 clients", 100, await Ask(Clients, seconds, async random =>
        {
            var (from, to) = Period(random);
            return RankingShown.Of(await rankings.Of(rankings.Query(from, to)), 1 + random.Next(3));
        }));
        Line("the same by other definitions, regions and types", 100, await Ask(Clients, seconds, async random =>
        {
            var (from, to) = Period(random);
            return RankingShown.Of(await rankings.Of(rankings.Query(from, to, random.Next(2) == 0 ? "220100" : null, random.Next(2) == 0 ? "townshipCenter" : null, random.Next(2) == 0 ? "A1" : "A2")), 1);
        }));
        var live = rankings.Query();
        await rankings.Of(live);
        Line("live board of the current year", 1, await Ask(1, seconds, async _ => (await rankings.Of(live, live: true)).Ranking.Ranked.Count));
        Line("what-if over a year: another definition, target and least number", 2000, await Ask(1, seconds, async random =>
        {
            var other = rankings.Query(definition: "A2", target: 55 + random.Next(20), minimum: new MinimumClosed(5 + random.Next(20), new Dictionary<string, int>()));
            var (before, after, _) = await rankings.Compare(live, other, new Dictionary<string, Figures>(), default);
            return WhatIf.Moves(before, after).Take(200).Select(m => m.After.Contender.Name).ToList();
        }));
        Line("all indicators of the province over a year", 2000, await Ask(1, seconds, async random =>
        {
            var from = Last.AddDays(-365 - random.Next(2000));
            return await figures.OfUnit("220000", from, from.AddDays(364));
        }));
        var ledger = new PeriodLedger(store, new EmbeddedAggregates(store));
        var closed = await Closed(ledger, Last.Year - 1);
        Line("a closed year against the record as it is, read whole", 5000, await Ask(1, seconds, async _ => await new PeriodLedger(store, new EmbeddedAggregates(store)).Corrections(closed)));
        await ledger.Corrections(closed);
        Line("the same looked at again", 50, await Ask(1, seconds, async _ => await ledger.Corrections(closed)));
        page.AppendLine();

        void Line(string what, double target, List<double> times)
        {
            times.Sort();
            double At(double share) => times[Math.Min(times.Count - 1, (int)(times.Count * share))];
            page.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {times.Count:N0} | {At(0.5):0.00} | {At(0.95):0.00} | {At(0.99):0.00} | {target:0} | {(At(0.95) <= target ? "met" : "**missed**")} |");
            Desk.Say($"{what}: p95 {At(0.95):0.00} ms");
        }
    }

    /// <summary>A year as it is kept when it is closed, of organizations that have no cases here to balance it with.</summary>
    private static async Task<PeriodClosed> Closed(PeriodLedger ledger, int year)
    {
        var reading = await ledger.Read("220000", new(year, 1, 1), new(year, 12, 31));
        return new("220000", $"{year}", new("closing", 1, "", 60, 1), reading.AsOf, null, ReportFigures.Kept,
            [.. reading.Rows.Select(r => new KeptRow(r.OrganizationId, r.Name, r.Type, r.Unit, r.Figures.OpenBefore, r.Figures.OpenAfter, [.. ReportFigures.Kept.Select(c => r.Figures[c])]))], reading.Days, Last, "bench", $"{year}", "");
    }

    private static (DateOnly From, DateOnly To) Period(Random random)
    {
        var from = Last.AddDays(-random.Next(3650));
        return (from, from.AddDays(random.Next(1, 3650)));
    }

    private static async Task<List<double>> Ask<T>(int clients, TimeSpan duration, Func<Random, Task<T>> question)
    {
        var times = new ConcurrentBag<double>();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var random = new Random(client);
            for (var warm = 0; warm < 3; warm++) await question(random);
            var first = Stopwatch.GetTimestamp();
            // However long it takes, one answer is measured.
            do
            {
                var began = Stopwatch.GetTimestamp();
                JsonSerializer.SerializeToUtf8Bytes(await question(random), Wire.Json);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            while (Stopwatch.GetElapsedTime(first) < duration);
        })));
        return [.. times];
    }

    /// <summary>Ten years of cases: each received, nine of ten accepted, three of five agreed and nine of ten closed in time, as the program counts them.</summary>
    private static async Task Fill(HubStore store, int cases)
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        foreach (var sql in new[]
        {
            $"""
            insert into organization_rows (id, version, code, name, type, unit, status, filed_on, filing_number, listed)
            select 'o' || lpad(i::text, 5, '0'), 3, 'C' || lpad(i::text, 5, '0'), '第' || i || '调解组织', (array['enterpriseCommittee', 'townshipCenter', 'industry', 'regional', 'chamber'])[1 + i % 5],
              (array['220100', '220200', '220300', '220400', '220500', '220600', '220700', '220800', '222400', 'JL-CBS', '220581'])[1 + i % 11], 'active', date '2016-01-04', i::text, true from generate_series(0, {Organizations - 1}) i
            """,
            // Large organizations have some hundreds of cases, most some dozens.
            $"""
            create temp table made as
            select 'o' || lpad((floor({Organizations} * power(random(), 1.6)))::integer::text, 5, '0') as organization, r.day as received, r.day + 1 + (random() * 2)::integer as accepted, r.day + 3 + (random() * 15)::integer as closed,
              random() < 0.62 as won, random() < 0.9 as taken, random() < 0.9 as in_time, random() < 0.75 as kept, 1 + (random() * 3)::integer as people, 100000 * (1 + (random() * 40)::integer) as claimed
            from generate_series(1, {cases}) i cross join lateral (select date '{Last:yyyy-MM-dd}' - (random() * 3650 + i * 0)::integer as day) r
            """,
            """
            insert into counters (organization, day, counter, n)
            select organization, day, counter, sum(n) from (
              select organization, received as day, unnest(array['registered', 'registered.people', 'registered.amount']) as counter, unnest(array[1, people, claimed]) as n from made
              union all select organization, received, 'registered.succeeded', 1 from made where won and taken
              union all select organization, accepted, unnest(array['accepted', 'accepted.inTime']), unnest(array[1, in_time::integer]) from made where taken
              union all select organization, accepted, 'accepted.succeeded', 1 from made where won and taken
              union all select organization, closed, unnest(array[case when won then 'succeeded' else 'failed' end, case when won then 'outcome.agreed' else 'outcome.noAgreement' end, 'closed.inTime', 'closed.days.' || (closed - received), 'closed.people', 'claimedAmount']), unnest(array[1, 1, in_time::integer, 1, people, claimed]) from made where taken
              union all select organization, closed, unnest(array['succeeded.people', 'agreedAmount', 'agreementsEffective']), unnest(array[people, claimed * 8 / 10, 1]) from made where taken and won
              union all select organization, received, 'outcome.notAccepted', 1 from made where not taken
              union all select organization, closed + 20, unnest(array['performanceDue', 'performanceDue.inTime']), unnest(array[1, kept::integer]) from made where taken and won) c
            where n <> 0 group by 1, 2, 3
            """,
            "drop table made",
            "vacuum analyze counters",
        })
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    private static IEnumerable<RankedOrganization> Shown(RankingAsOf of) => of.Ranking.All.Select(p => RankedOrganization.Of(p, of.Ranking));

    /// <summary>A data folder with a tenth as many cases, made by the program's seed.</summary>
    private static async Task<string> Seeded(BenchOptions options)
    {
        var data = Path.Combine(options.Folder, "seeded");
        Desk.Say($"seeding {options.Cases / 10:N0} cases");
        await Desk.Start(options.Program, data, null, "seed", "--cases", $"{Math.Max(1_000, options.Cases / 10)}").WaitForExitAsync();
        return data;
    }

    private static async Task Reckon(string data, StringBuilder page)
    {
        var settings = new HubSettings(data, null, Demo: true, ClockShift: default, ["http://127.0.0.1:0"], Key: null, Chromium: null, TemplateOverrides: null);
        await using var installation = await Installation.Open(settings, Desk.Say, asItIs: true);
        var rankings = new Store.Statistics.Rankings(installation.Store);
        page.AppendLine("| `recompute` from the log alone | cases | events read | events in the log | s | events read per second | the same as the board | |").AppendLine("|---|---:|---:|---:|---:|---:|---|---|");
        foreach (var years in new[] { 1, 10 })
        {
            var query = rankings.Query(rankings.Today.AddYears(-years), rankings.Today);
            var watch = Stopwatch.StartNew();
            var reckoned = await LogReckoning.Run(installation.Store, query);
            var seconds = watch.Elapsed.TotalSeconds;
            var same = Shown(reckoned.Ranking).SequenceEqual(Shown(await rankings.Of(query)));
            page.AppendLine(CultureInfo.InvariantCulture, $"| {years} year{(years == 1 ? "" : "s")} | {reckoned.Cases:N0} | {reckoned.Events:N0} | {reckoned.InLog:N0} | {seconds:0.0} | {reckoned.Events / seconds:N0} | {(same ? "yes" : "**no**")} | {(reckoned.Events / seconds >= 100_000 && same ? "met" : "**missed**")} |");
            Desk.Say($"recompute: {reckoned.Events / seconds:N0} events/s");
        }
    }
}
