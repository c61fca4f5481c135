using System.Diagnostics;
using System.Globalization;
using System.Text;
using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Amendments;
using MediationHub.Store.Keys;
using MediationHub.Store.Postgres;
using MediationHub.Store.Rows;
using MediationHub.Web.Hosting;
using Npgsql;

namespace MediationHub.Bench;

/// <summary>
/// How long one clock takes to compute, and how long after a calendar amendment the clocks of a million open cases are right again. The cases are made as rows alone,
/// received over the ninety days before the amended holiday: what is measured reads and writes nothing else.
/// </summary>
internal static class Amendments
{
    private const int Organizations = 2_000;
    private static readonly DateOnly First = new(2026, 8, 20);

    public static async Task Of(BenchOptions options)
    {
        var page = new StringBuilder();
        if (Directory.Exists(options.Folder)) Directory.Delete(options.Folder, recursive: true);
        Directory.CreateDirectory(options.Folder);
        await using var postgres = await PrivatePostgres.StartAsync(new() { DataDirectory = Path.Combine(options.Folder, "postgres") }, Console.WriteLine);
        var facts = await ServerFacts.Of(postgres);
        page.AppendLine($"# The law amended, {DateTime.UtcNow:yyyy-MM-dd}, commit {options.Commit}").AppendLine().AppendLine($"{facts.Machine}; {facts.Postgres}: {facts.Settings}.").AppendLine();
        Clocks(page);

        await postgres.EnsureDatabaseAsync("bench_law");
        var connectionString = postgres.ConnectionString("bench_law");
        var keys = KeyRing.Open(Path.Combine(options.Folder, "installation.key"));
        await using var store = await HubStore.Open(connectionString, keys, Projections.All(keys), new HubClock(new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero) - DateTimeOffset.UtcNow));
        var aggregates = new EmbeddedAggregates(store);
        Console.Error.WriteLine($"making {options.Cases:N0} open cases");
        await Fill(store, options.Cases);

        page.AppendLine($"## {options.Cases:N0} open cases").AppendLine();
        page.AppendLine("| amendment | clocks that move | case rows rewritten | the amendment itself, s | recomputation, s | longest step, ms |").AppendLine("|---|---:|---:|---:|---:|---:|");
        await Amend("one day (19 November) becomes a day off", new DateOnly(2026, 11, 19));
        await Amend("and a week of it (23 to 27 November)", [.. Enumerable.Range(23, 5).Select(d => new DateOnly(2026, 11, d))]);
        await Amend("and every working day from 24 August to 4 December: every clock", [.. Enumerable.Range(0, 103).Select(new DateOnly(2026, 8, 24).AddDays).Where(d => store.Calendar.IsWorkingDay(d))]);
        page.AppendLine();
        Console.WriteLine(page);
        if (options.Cases < BenchOptions.OfficialCases || options.Results is not { } folder) return;
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{DateTime.UtcNow:yyyy-MM-dd}-{options.Commit}-law.md"), page.ToString());

        async Task Amend(string what, params DateOnly[] off)
        {
            var days = store.Calendar.DaysOf(2026).Where(d => !off.Contains(d.On)).Concat(off.Select(d => new ArrangedDay(d, DayKind.Off, "补休", 2026))).Select(d => new CalendarEntry(d.On, d.Kind, d.Holiday));
            var (itself, work) = (Stopwatch.StartNew(), new Stopwatch());
            var answer = await aggregates.Send(CalendarYears.Id, new LoadCalendarYear(2026, [.. days], null, "虚构的调整", "测量"), new Request(Actor.System));
            if (answer.Kind is not AnswerKind.Done) throw new InvalidOperationException(answer.Refusal?.English ?? $"{answer.Kind}");
            itself.Stop();
            var (longest, last) = (0.0, 0.0);
            work.Start();
            var done = await Recomputation.Run(store, _ => (longest, last) = (Math.Max(longest, work.Elapsed.TotalMilliseconds - last), work.Elapsed.TotalMilliseconds));
            work.Stop();
            Console.Error.WriteLine($"{what}: {done.Done:N0} clocks in {work.Elapsed.TotalSeconds:0.0} s");
            page.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {done.Done:N0} | {done.Cases:N0} | {itself.Elapsed.TotalSeconds:0.00} | {work.Elapsed.TotalSeconds:0.0} | {longest:0} |");
        }
    }

    private static void Clocks(StringBuilder page)
    {
        var (rules, calendar) = (RuleSet.BuiltIn, WorkCalendar.BuiltIn);
        page.AppendLine("## One clock").AppendLine().AppendLine("| rule | µs |").AppendLine("|---|---:|");
        foreach (var rule in new[] { "ACC3", "MED15R", "RVW15", "ENT10", "LIM1" })
        {
            long sum = 0;
            for (var warm = 0; warm < 2; warm++)
            {
                const int times = 1_000_000;
                var watch = Stopwatch.StartNew();
                for (var i = 0; i < times; i++) sum += rules.Clock(rule, First.AddDays(i % 400 - 365), calendar).Due.DayNumber;
                if (warm == 1) page.AppendLine(CultureInfo.InvariantCulture, $"| {rule} | {watch.Elapsed.TotalMicroseconds / times:0.00} |");
            }
            if (sum == 0) throw new InvalidOperationException("no clock was computed");
        }
        page.AppendLine();
    }

    /// <summary>A tenth waits for acceptance, the others are accepted; each in its row and its clocks as the program writes them.</summary>
    private static async Task Fill(HubStore store, int cases)
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        await Run("create temp table first (day date, acc date, acc_p boolean, med date, med_p boolean)");
        await using (var copy = await connection.BeginBinaryImportAsync("copy first from stdin (format binary)"))
        {
            for (var day = First; day < First.AddDays(90); day = day.AddDays(1))
            {
                var (acc, med) = (store.Rules.Clock("ACC3", day, store.Calendar), store.Rules.Clock("MED15R", day, store.Calendar));
                await copy.StartRowAsync();
                await copy.WriteAsync(day);
                await copy.WriteAsync(acc.Due);
                await copy.WriteAsync(acc.Provisional);
                await copy.WriteAsync(med.Due);
                await copy.WriteAsync(med.Provisional);
            }
            await copy.CompleteAsync();
        }
        await Run(
            $"""
            insert into case_rows (id, version, organization_id, number, stage, suspended, source, form, dispute_type, received_at, accepted_on, applicants, respondents, mediators, workers, claimed, due_rule, due_on, due_provisional, imported)
            select 'c' || lpad(i::text, 10, '0'), 3, 'o' || i % {Organizations}, '长春劳调〔2026〕' || i || '号', case when i % 10 = 0 then 'registered' else 'accepted' end, false, 'partyApplication', 'written', '07.1',
              (f.day + time '09:00') at time zone 'Asia/Shanghai', case when i % 10 = 0 then null else f.day + 1 end, '李某', '某某公司', array['m' || i % {Organizations}], 1, 12000,
              case when i % 10 = 0 then 'ACC3' else 'MED15R' end, case when i % 10 = 0 then f.acc else f.med end, case when i % 10 = 0 then f.acc_p else f.med_p end, false
            from generate_series(1, {cases}) i join first f on f.day = date '{First:yyyy-MM-dd}' + i % 90
            """);
        await Run(
            """
            insert into case_clocks (case_id, rule, subject, organization_id, mediators, from_on, extend, due_on, provisional)
            select r.id, k.rule, '', r.organization_id, r.mediators, f.day, 0, case k.rule when 'ACC3' then f.acc else f.med end, case k.rule when 'ACC3' then f.acc_p else f.med_p end
            from case_rows r join first f on f.day = (r.received_at at time zone 'Asia/Shanghai')::date cross join (values ('ACC3'), ('MED15R')) k(rule)
            where k.rule = 'MED15R' or r.accepted_on is null
            """);
        await Run("vacuum analyze case_rows, case_clocks");

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }
}
