using System.Globalization;
using System.Text.Json;
using Dapper;
using MediationHub.Domain.Kernel;

namespace MediationHub.Store.Reminders;

/// <summary>Who is told of what, when, by which ways and in which words: data, not code.</summary>
/// <param name="About">
/// <c>clock</c>: a waiting time limit of a case; <c>expiry</c>: the one the case closes by, once it has run out; <c>right</c>: what the parties may still do, until a day;
/// <c>session</c>: a mediation session; <c>closing</c>: the end of a case; <c>commission</c>: a waiting time limit of a review, an entrustment or a recommendation; <c>appointment</c>: a mediator's term;
/// <c>figures</c>: what an organization's figures ask about, where <c>{number}</c> is the organization and <c>{clock}</c> the question.
/// </param>
/// <param name="Clocks">The time limits by their rule's id.</param>
/// <param name="Days">Natural days from the due day: −3 is three days before it, 1 the day after.</param>
/// <param name="Recipients"><c>mediator</c>: those of the case; <c>head</c>: of its organization; of a commission its <c>clerk</c>, <c>arbitrator</c> (the one of the review) and <c>director</c>; of figures <c>city</c>, too.</param>
/// <param name="Channels"><c>mail</c>, <c>sms</c>, <c>webhook</c>; the inbox always.</param>
/// <param name="Mark">How sure the source is; D: a setting of this program.</param>
/// <param name="Version">0 as the program brings it; each change is one more.</param>
public sealed record ReminderRule(
    string Id, string Name, string About, string[] Clocks, int[] Days, string[] Recipients, string[] Channels, string Ahead, string Today, string Past, string Mark, string Source,
    bool Active = true, int Version = 0, string? ChangedBy = null, DateTimeOffset? ChangedAt = null)
{
    /// <summary>What a sentence may be filled in with. None of it names a person.</summary>
    public static readonly IReadOnlyList<string> Places = ["{number}", "{due}", "{clock}", "{time}"];

    /// <summary>Whom this rule may be told to.</summary>
    public IReadOnlyList<string> MayBeToldTo => About is "figures" ? ["head", "city"] : About is "commission" ? ["clerk", "arbitrator", "director"] : ["mediator", "head"];

    /// <summary>The sentence for a day that lies so far from the due day.</summary>
    /// <param name="number">The case's; null where the reminder is about no case.</param>
    /// <param name="time">The hour, where there is one.</param>
    public string Say(int day, string? number, DateOnly due, string clock, bool provisional, string time = "")
    {
        var said = (day < 0 ? Ahead : day == 0 ? Today : Past).Replace("{number}", number ?? "").Replace("{due}", $"{due:yyyy年M月d日}").Replace("{clock}", clock).Replace("{time}", time);
        return provisional ? $"{said}（该年度放假安排尚未公布，届满日为暂定。）" : said;
    }
}

/// <summary>Hours in which nobody's phone or mailbox is disturbed, in Asia/Shanghai; none where both are null.</summary>
public sealed record QuietHours(TimeOnly? From, TimeOnly? Until, int Version = 0)
{
    public static readonly QuietHours Usual = new(new(21, 0), new(8, 0));

    public bool Holds(DateTimeOffset at) => From is { } from && Until is { } until && TimeOnly.FromDateTime(at.ToOffset(ChinaTime.Offset).DateTime).IsBetween(from, until);
}

/// <summary>The rules as they are in force: what the program brings, and what an administrator made of it.</summary>
public sealed class ReminderRules(HubStore store)
{
    private const string Columns = "id as Id, version as Version, active as Active, days as Days, recipients as Recipients, channels as Channels, ahead as Ahead, today as Today, past as Past, source as Source, changed_by as ChangedBy, changed_at as ChangedAt";

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public int Version { get; init; }
        public bool Active { get; init; }
        public int[] Days { get; init; } = [];
        public string[] Recipients { get; init; } = [];
        public string[] Channels { get; init; } = [];
        public string Ahead { get; init; } = "";
        public string Today { get; init; } = "";
        public string Past { get; init; } = "";
        public string Source { get; init; } = "";
        public string ChangedBy { get; init; } = "";
        public DateTime ChangedAt { get; init; }
    }

    /// <summary>As the program brings them.</summary>
    public static readonly IReadOnlyList<ReminderRule> BuiltIn = Read();

    public async Task<IReadOnlyList<ReminderRule>> All(CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var changed = (await connection.QueryAsync<Row>($"select distinct on (id) {Columns} from reminder_rules order by id, version desc")).ToDictionary(r => r.Id);
        return [.. BuiltIn.Select(b => changed.TryGetValue(b.Id, out var row) ? Changed(b, row) : b)];
    }

    /// <summary>How a rule came to be what it is, the newest first; the program's own is the last.</summary>
    public async Task<IReadOnlyList<ReminderRule>> History(string id, CancellationToken cancel = default)
    {
        if (BuiltIn.FirstOrDefault(r => r.Id == id) is not { } builtIn) return [];
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<Row>($"select {Columns} from reminder_rules where id = @id order by version desc", new { id })).Select(row => Changed(builtIn, row)), builtIn];
    }

    /// <summary>Keeps a rule as its next version.</summary>
    /// <returns>False where somebody else changed it meanwhile.</returns>
    public async Task<bool> Change(ReminderRule rule, string by, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync(
            """
            insert into reminder_rules (id, version, active, days, recipients, channels, ahead, today, past, source, changed_by, changed_at)
            select @Id, @next, @Active, @Days, @Recipients, @Channels, @Ahead, @Today, @Past, @Source, @by, @now
            where @Version = (select coalesce(max(version), 0) from reminder_rules where id = @Id)
            on conflict do nothing
            """,
            new { rule.Id, next = rule.Version + 1, rule.Version, rule.Active, rule.Days, rule.Recipients, rule.Channels, rule.Ahead, rule.Today, rule.Past, rule.Source, by, now = store.Clock.GetUtcNow().UtcDateTime }) == 1;
    }

    public async Task<QuietHours> Quiet(CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var row = await connection.QueryFirstOrDefaultAsync<(string? From, string? Until, int Version)?>("select to_char(from_at, 'HH24:MI'), to_char(until_at, 'HH24:MI'), version from quiet_hours order by version desc limit 1");
        return row is { } kept ? new(Time(kept.From), Time(kept.Until), kept.Version) : QuietHours.Usual;

        static TimeOnly? Time(string? text) => text is null ? null : TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
    }

    /// <returns>False where somebody else changed them meanwhile.</returns>
    public async Task<bool> ChangeQuiet(QuietHours quiet, string by, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync(
            "insert into quiet_hours (version, from_at, until_at, changed_by, changed_at) select @next, @from::time, @until::time, @by, @now where @Version = (select coalesce(max(version), 0) from quiet_hours) on conflict do nothing",
            new { next = quiet.Version + 1, quiet.Version, from = quiet.From?.ToString("HH:mm", CultureInfo.InvariantCulture), until = quiet.Until?.ToString("HH:mm", CultureInfo.InvariantCulture), by, now = store.Clock.GetUtcNow().UtcDateTime }) == 1;
    }

    private static ReminderRule Changed(ReminderRule builtIn, Row row) => builtIn with
    {
        Version = row.Version,
        Active = row.Active,
        Days = row.Days,
        Recipients = row.Recipients,
        Channels = row.Channels,
        Ahead = row.Ahead,
        Today = row.Today,
        Past = row.Past,
        Mark = "D",
        Source = row.Source,
        ChangedBy = row.ChangedBy,
        ChangedAt = new(row.ChangedAt),
    };

    private static ReminderRule[] Read()
    {
        using var json = typeof(ReminderRules).Assembly.GetManifestResourceStream("MediationHub.Store.Reminders.reminder-rules.json")!;
        return JsonSerializer.Deserialize<ReminderRule[]>(json, Wire.Json)!;
    }
}
