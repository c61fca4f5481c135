using System.Globalization;
using System.Text;

namespace MediationHub.Bench;

/// <summary>The results as a page: tables, and each target with whether it was met.</summary>
internal sealed class Report(BenchOptions options, ServerFacts facts)
{
    private readonly List<IReadOnlyList<Score>> _scores = [];
    private readonly List<Footprint> _footprints = [];
    private const string WhyVerify =
        "verify: of every event the hash and the chain are checked, the personal texts opened and the JSON read; of every case all rows, counters and search hashes are made anew and compared with the stored ones. Checking runs on all processors, which the database shares; comparing and collecting garbage run on one.";

    private const string WhyRebuild =
        "rebuild: all that verify does but comparing, and every row is written. The search index, which takes as long as all others together, is made over a connection of its own while the others are made one after another; neither is spread over processors.";

    private Upkeep? _upkeep;

    public void Add(IReadOnlyList<Score> scores) => _scores.Add(scores);
    public void Add(Footprint footprint) => _footprints.Add(footprint);
    public void Add(Upkeep upkeep) => _upkeep = upkeep;

    /// <summary>Prints the page; an official run's is kept.</summary>
    public void Write()
    {
        var page = Page();
        Console.WriteLine(page);
        File.WriteAllText(Path.Combine(options.Folder, "results.md"), page);
        if (!options.Official || options.Results is not { } folder) return;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{DateTime.UtcNow:yyyy-MM-dd}-{options.Commit}.md"), page);
    }

    private string Page()
    {
        var page = new StringBuilder();
        page.AppendLine($"# {DateTime.UtcNow:yyyy-MM-dd}, commit {options.Commit}").AppendLine();
        page.AppendLine($"{facts.Machine}; {facts.Postgres}: {facts.Settings}.").AppendLine();
        page.AppendLine($"Closed loop, whole case lives of eleven commands; {options.Seconds} s for each contestant and number of callers after {options.Warmup} s of warm-up, in turns of {options.Round} s on one server. Load and server share the processors.").AppendLine();
        foreach (var scores in _scores) Table(page, scores);
        Targets(page);
        Same(page);
        return page.ToString();
    }

    private static void Table(StringBuilder page, IReadOnlyList<Score> scores)
    {
        page.AppendLine($"## {scores[0].Callers} callers").AppendLine();
        page.AppendLine("| | contestant | commands/s | by turn | batch | p50 ms | p95 ms | p99 ms | max ms | processor ms a command: load, program, PostgreSQL | WAL bytes a command |");
        page.AppendLine("|---|---|---:|---|---:|---:|---:|---:|---:|---|---:|");
        foreach (var s in scores)
        {
            var each = 1000.0 / Math.Max(1, s.Commands);
            var apart = s.Contestant.ProcessId is not null;
            page.AppendLine(CultureInfo.InvariantCulture,
                $"| {s.Contestant.Letter} | {s.Contestant.Name} | {s.PerSecond:N0} | {string.Join(" ", s.PerRound.Select(r => $"{r:N0}"))} | {s.Batch:0.0} | {s.Quantile(0.5):0.0} | {s.Quantile(0.95):0.0} | {s.Quantile(0.99):0.0} | {s.Quantile(1):0} | {(apart ? $"{s.Cpu.Bench * each:0.000}, {s.Cpu.Program * each:0.000}" : $"{s.Cpu.Bench * each:0.000} together")}, {s.Cpu.Postgres * each:0.000} | {(double)s.WalBytes / Math.Max(1, s.Commands):N0} |");
        }
        page.AppendLine();
        if (Of(scores, "c") is not { } c) return;
        if (Of(scores, "a") is { } a) page.AppendLine(CultureInfo.InvariantCulture, $"c / a = {c.PerSecond / a.PerSecond:0.00}").AppendLine();
        if (Of(scores, "b") is { } b) page.AppendLine(CultureInfo.InvariantCulture, $"c / b = {c.PerSecond / b.PerSecond:0.00}").AppendLine();
    }

    private void Targets(StringBuilder page)
    {
        page.AppendLine("## Targets").AppendLine();
        page.AppendLine("| target | measured | |").AppendLine("|---|---:|---|");
        if (_scores.FirstOrDefault(s => s[0].Callers == 64) is { } at64)
        {
            var (a, b, c, d) = (Of(at64, "a"), Of(at64, "b"), Of(at64, "c"), Of(at64, "d"));
            if (a is not null && c is not null) Target("c ≥ 3 × a at 64 callers", c.PerSecond / a.PerSecond, "0.00", c.PerSecond >= 3 * a.PerSecond);
            if (b is not null && c is not null) Target("c ≥ 0.6 × b at 64 callers", c.PerSecond / b.PerSecond, "0.00", c.PerSecond >= 0.6 * b.PerSecond);
            if (c is not null) Target("p99 of c ≤ 40 ms at 64 callers", c.Quantile(0.99), "0.0", c.Quantile(0.99) <= 40);
            if (d is not null) Target("d ≥ 3,000 commands/s on two cores shared with its load, 64 callers", d.PerSecond, "N0", d.PerSecond >= 3_000);
        }
        if (_upkeep is { } u)
        {
            Target($"rebuild ≥ 50,000 events/s (over {u.Events:N0})", u.RebuiltPerSecond, "N0", u.RebuiltPerSecond >= 50_000);
            Target($"verify ≥ 100,000 events/s (over {u.Events:N0})", u.VerifiedPerSecond, "N0", u.VerifiedPerSecond >= 100_000);
            Target("from start to ready on existing data ≤ 5 s (median of 5)", u.Ready, "0.00", u.Ready <= 5);
            Target("idle web process ≤ 300 MB", u.IdleMegabytes, "0", u.IdleMegabytes <= 300);
            Target("verify clean after the run and after rebuild: findings", u.Findings.Count, "0", u.Findings.Count == 0);
        }
        page.AppendLine();
        Reasons(page);
        foreach (var finding in _upkeep?.Findings ?? []) page.AppendLine($"- {finding}");

        void Target(string what, double measured, string format, bool met) =>
            page.AppendLine($"| {what} | {measured.ToString(format, CultureInfo.InvariantCulture)} | {(met ? "met" : "**missed**")} |");
    }

    /// <summary>Why a target that hangs on several parts could not be met, where the run itself tells.</summary>
    private void Reasons(StringBuilder page)
    {
        if (_scores.FirstOrDefault(s => s[0].Callers == 64) is not { } at64 || (Of(at64, "a"), Of(at64, "b"), Of(at64, "c")) is not ({ } a, { } b, { } c)) return;
        if (c.PerSecond < 3 * a.PerSecond)
        {
            page.AppendLine(CultureInfo.InvariantCulture,
                $"c ≥ 3 × a: gathering the same rows without any of the program's own work (b) is {b.PerSecond / a.PerSecond:0.00} × a in this run, with {b.Cpu.Postgres * 1000 / b.Commands:0.000} ms of PostgreSQL's processor time a command against {a.Cpu.Postgres * 1000 / a.Commands:0.000} in a; a sends all statements of a command in one round trip. c adds deciding, encrypting, chaining and notifying on the same processors.").AppendLine();
        }
        if (c.Quantile(0.99) > 40)
            page.AppendLine(CultureInfo.InvariantCulture, $"p99 of c: that of the same rows without the program's work is {b.Quantile(0.99):0.0} ms gathered (b) and {a.Quantile(0.99):0.0} ms one by one (a); all wait for the same processors.").AppendLine();
        if (Of(at64, "d") is { PerSecond: < 3_000 } d)
        {
            var each = (d.Cpu.Bench + d.Cpu.Program + d.Cpu.Postgres) / d.Commands;
            page.AppendLine(CultureInfo.InvariantCulture,
                $"d: a command takes {each * 1000:0.00} ms of processor time, load and PostgreSQL among it, so that {Environment.ProcessorCount} processors that do nothing else could work on {Environment.ProcessorCount / each:N0} a second.").AppendLine();
        }
        if (_upkeep is { RebuiltPerSecond: < 50_000 }) page.AppendLine(WhyRebuild).AppendLine();
        if (_upkeep is { VerifiedPerSecond: < 100_000 }) page.AppendLine(WhyVerify).AppendLine();
    }

    private void Same(StringBuilder page)
    {
        if (_footprints.Count == 0) return;
        page.AppendLine("## What each life left").AppendLine();
        page.AppendLine($"| | {string.Join(" | ", Footprint.Tables)} | bytes a command, tables and indexes |");
        page.AppendLine($"|---|{string.Concat(Footprint.Tables.Select(_ => "---:|"))}---:|");
        foreach (var f in _footprints)
            page.AppendLine(CultureInfo.InvariantCulture, $"| {f.Letter} | {string.Join(" | ", Footprint.Tables.Select(t => f.RowsPerLife[t].ToString("0.##", CultureInfo.InvariantCulture)))} | {f.BytesPerCommand:N0} |");
    }

    private static Score? Of(IReadOnlyList<Score> scores, string letter) => scores.FirstOrDefault(s => s.Contestant.Letter == letter);
}
