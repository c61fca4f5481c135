using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Rulebook;

/// <summary>One computed time limit.</summary>
/// <param name="Raw">The last day before rolling.</param>
/// <param name="Due">The last day in time; overdue is from the day after.</param>
/// <param name="Provisional">It runs past the last loaded year: nothing expires by it.</param>
/// <param name="RulebookVersion">The version of the rulebook that made it.</param>
/// <param name="CalendarEdition">The edition of the calendar that made it.</param>
public sealed record Clock(string Rule, DateOnly From, DateOnly Raw, DateOnly Due, bool Rolled, bool Provisional, string Basis, int RulebookVersion, int CalendarEdition = 1);

/// <summary>One version of the law as data: time limits, dispute types, settings, each with its source text.</summary>
public sealed class RuleSet
{
    /// <summary>No explained clock counts more than this (in the rule's unit).</summary>
    public const int LongestExplained = 3660;

    // Every version of each rule, the first one in front.
    private readonly FrozenDictionary<string, TimeLimit[]> _limits;
    private readonly RuleSet? _earlier;

    /// <summary>The rulebook that comes with the program, version 1.</summary>
    public static RuleSet BuiltIn { get; } = Read(Embedded.Open("Rulebook.rulebook-1.json"));

    private RuleSet(JsonElement book, RuleSet? earlier, bool strict)
    {
        (Book, _earlier) = (book, earlier);
        Missing = strict ? null : WhatIsMissing(book);
        // What a newer program knows besides is in force at once, and entered at its start.
        var whole = JsonNode.Parse((Missing is { } missing ? Joined(book, missing, null) : book).GetRawText())!.AsObject();
        ProvinceOverrides.Apply(whole);
        var pages = whole.Deserialize<Pages>(strict ? Pages.Strict : Pages.Lenient) ?? throw new JsonException("an empty rulebook");

        Version = pages.Version;
        _limits = pages.Limits.GroupBy(l => l.Id).ToFrozenDictionary(g => g.Key, g => g.OrderBy(l => l.Version).ToArray());
        Limits = [.. pages.Limits.Select(l => l.Id).Distinct().Select(id => _limits[id][^1])];
        DisputeTypes = new DisputeTypes(pages.DisputeTypes);
        Settings = pages.Settings;

        string[] named = [.. Settings.AcceptanceScope.Value, .. Settings.NotReviewable.Value, .. Settings.PaymentOrderTypes.Value, .. Settings.DirectSuitTypes.Value, .. Settings.WageArrearsTypes.Value, .. Settings.FinalAwards.Value?.Capped ?? [], .. Settings.FinalAwards.Value?.Standards ?? []];
        if (named.FirstOrDefault(code => DisputeTypes.Find(code) is null) is { } unknown) throw new JsonException($"no dispute type {unknown}");
        if (Settings.PostingCounts.Value.FirstOrDefault(r => !Knows(r)) is { } posted) throw new JsonException($"no time limit {posted}");
        if (pages.Limits.FirstOrDefault(l => l.Count < 1) is { } empty) throw new JsonException($"{empty.Id} counts nothing");
    }

    /// <summary>A rulebook from its JSON.</summary>
    /// <exception cref="JsonException">Something is missing, unknown, or names what is not there.</exception>
    public static RuleSet Read(Stream json)
    {
        using (json)
        using (var book = JsonDocument.Parse(json)) return new RuleSet(book.RootElement.Clone(), null, strict: true);
    }

    /// <summary>A rulebook from the log: what this program does not know is left aside, what the log does not have is taken from the program.</summary>
    internal static RuleSet Recorded(JsonElement book) => new(book, null, strict: false);

    /// <summary>The whole book as it is written: every version of every rule.</summary>
    public JsonElement Book { get; }

    /// <summary>What the program knows and the log does not have yet; null where nothing is.</summary>
    internal JsonElement? Missing { get; }

    /// <summary>The settings in force, each with value, mark and source, as JSON by name.</summary>
    public JsonElement SettingsInForce => JsonSerializer.SerializeToElement(Settings, Wire.Json);

    internal RuleSet Completed(int version, JsonElement added) => new(Joined(Book, added, version), this, strict: false);

    /// <summary>The rulebook with another version of one rule.</summary>
    public RuleSet With(int version, TimeLimit rule) => Changed(version, book => book["limits"]!.AsArray().Add(JsonSerializer.SerializeToNode(rule, Wire.Json)));

    /// <summary>The rulebook with another value of one setting.</summary>
    /// <exception cref="JsonException">The value has not the setting's shape.</exception>
    public RuleSet With(int version, string setting, JsonElement value, string mark, string source) => Changed(version, book =>
    {
        var written = book["settings"]!.AsObject();
        var entry = written[setting]?.DeepClone().AsObject() ?? [];
        (entry["value"], entry["mark"], entry["source"]) = (JsonNode.Parse(value.GetRawText()), mark, source);
        entry.Remove("provinces");   // what is set here is meant for here
        written[setting] = entry;
    });

    /// <summary>The rulebook as it stood in a version; the earliest known one where that lies before it.</summary>
    public RuleSet AsOf(int version)
    {
        var rules = this;
        while (rules.Version > version && rules._earlier is { } earlier) rules = earlier;
        return rules;
    }

    private RuleSet Changed(int version, Action<JsonObject> change)
    {
        var book = JsonNode.Parse(Book.GetRawText())!.AsObject();
        book["version"] = version;
        change(book);
        return new RuleSet(JsonSerializer.SerializeToElement(book), this, strict: false);
    }

    private static JsonElement? WhatIsMissing(JsonElement book)
    {
        if (BuiltIn is not { } program) return null;
        var rules = book.GetProperty("limits").EnumerateArray().Select(l => l.GetProperty("id").GetString()).ToHashSet();
        var limits = program.Book.GetProperty("limits").EnumerateArray().Where(l => !rules.Contains(l.GetProperty("id").GetString())).ToArray();
        var settings = program.Book.GetProperty("settings").EnumerateObject().Where(s => !book.GetProperty("settings").TryGetProperty(s.Name, out _)).ToDictionary(s => s.Name, s => s.Value);
        return limits.Length + settings.Count == 0 ? null : JsonSerializer.SerializeToElement(new { limits, settings });
    }

    private static JsonElement Joined(JsonElement book, JsonElement added, int? version)
    {
        var whole = JsonNode.Parse(book.GetRawText())!.AsObject();
        if (version is { } next) whole["version"] = next;
        foreach (var limit in added.GetProperty("limits").EnumerateArray()) whole["limits"]!.AsArray().Add(JsonNode.Parse(limit.GetRawText()));
        foreach (var setting in added.GetProperty("settings").EnumerateObject()) whole["settings"]![setting.Name] = JsonNode.Parse(setting.Value.GetRawText());
        return JsonSerializer.SerializeToElement(whole);
    }

    public int Version { get; }

    /// <summary>Every time limit in its newest version, in the rulebook's order.</summary>
    public IReadOnlyList<TimeLimit> Limits { get; }

    public DisputeTypes DisputeTypes { get; }

    public Settings Settings { get; }

    /// <summary>The newest version of a rule.</summary>
    /// <exception cref="KeyNotFoundException">No such rule.</exception>
    public TimeLimit Limit(string rule) => VersionsOf(rule)[^1];

    /// <summary>The version of a rule that holds for what began on a day: the newest that was in force by then, or the first.</summary>
    /// <exception cref="KeyNotFoundException">No such rule.</exception>
    public TimeLimit Limit(string rule, DateOnly from)
    {
        var versions = VersionsOf(rule);
        for (var i = versions.Count - 1; i > 0; i--)
            if (versions[i].EffectiveFrom <= from) return versions[i];
        return versions[0];
    }

    /// <summary>Every version of a rule, the first one in front.</summary>
    /// <exception cref="KeyNotFoundException">No such rule.</exception>
    public IReadOnlyList<TimeLimit> VersionsOf(string rule) => _limits.TryGetValue(rule, out var versions) ? versions : throw new KeyNotFoundException($"no rule {rule}");

    public bool Knows(string? rule) => rule is not null && _limits.ContainsKey(rule);

    /// <summary>The longest time limit that can be set in a unit: ten years.</summary>
    public static int LongestOf(PeriodUnit unit) => unit switch { PeriodUnit.Years => 10, PeriodUnit.Months => 120, _ => LongestExplained };

    /// <summary>Whether disputes of this type, or of one it belongs to, are accepted in this province.</summary>
    public bool Accepts(string disputeType) => DisputeTypes.IsWithinAny(disputeType, Settings.AcceptanceScope.Value);

    /// <param name="from">The day of the event that starts the clock; it is not counted itself (CC 201).</param>
    /// <param name="extend">Days of the rule's unit added by a lawful extension.</param>
    /// <param name="days">The length, where the rule leaves it to the caller (PUBN).</param>
    /// <exception cref="KeyNotFoundException">No such rule.</exception>
    /// <exception cref="ArgumentException">The rule has no such extension or length; <see cref="Explain"/> refuses with a sentence instead.</exception>
    public Clock Clock(string rule, DateOnly from, WorkCalendar calendar, int extend = 0, int? days = null)
    {
        var limit = Limit(rule, from);
        if (Objection(limit, extend, days) is { } refusal) throw new ArgumentException(refusal.English);
        return Count(limit, from, calendar, extend, days).Clock;
    }

    /// <summary>A clock with an extension that was lawful when it was agreed, whatever the rule says of extensions now.</summary>
    /// <exception cref="KeyNotFoundException">No such rule.</exception>
    public Clock Agreed(string rule, DateOnly from, WorkCalendar calendar, int extend) => Count(Limit(rule, from), from, calendar, extend, null).Clock;

    /// <summary>The instant up to which something comes in time on the last day: online until midnight, at the counter until it closes (CC 203).</summary>
    public DateTimeOffset EndOf(DateOnly due, bool atCounter) => atCounter ? ChinaTime.At(due, Settings.CounterCloses.Value) : ChinaTime.At(due.AddDays(1), TimeOnly.MinValue);

    /// <summary>Whether what was handed in at an instant came in time: before midnight of the last day online, no later than closing time at the counter.</summary>
    public bool InTime(DateTimeOffset at, DateOnly due, bool atCounter) => EndOf(due, atCounter) is var end && (atCounter ? at <= end : at < end);

    /// <summary>Whether a party keeps this time limit by handing in a paper, so that posting it before the end is in time (CPL 85).</summary>
    public bool PostingCounts(string rule) => Settings.PostingCounts.Value.Contains(rule);

    /// <summary>The clock with every counted or skipped day, for people to check (<c>GET /api/v1/deadlines/explain</c>).</summary>
    /// <param name="postedOn">The day on which a party posts the paper; judged where <see cref="PostingCounts"/>.</param>
    public (DeadlineExplanation? Explanation, Refusal? Refusal) Explain(string rule, DateOnly from, WorkCalendar calendar, int extend = 0, int? days = null, DateOnly? postedOn = null)
    {
        if (!Knows(rule))
            return (null, Refusal.Invalid("rule", $"没有期限规则“{rule}”,可用的有:{string.Join("、", Limits.Select(l => l.Id))}。", $"There is no rule {rule}; there are {string.Join(", ", Limits.Select(l => l.Id))}."));
        var limit = Limit(rule, from);
        if (Objection(limit, extend, days) is { } refusal)
            return (null, refusal);
        if (from.Year is < 1949 or > 2200)
            return (null, Refusal.Invalid("from", "起算日期须在1949年至2200年之间,请检查年份。", "The first day must lie between 1949 and 2200; check the year."));

        if (postedOn is { } posted)
        {
            if (!PostingCounts(rule))
                return (null, Refusal.Invalid("postedOn", $"{limit.Name}({rule})不是当事人以提交材料来遵守的期限,不论交邮;适用交邮规定的有:{string.Join("、", Settings.PostingCounts.Value)}。", $"{rule} is not kept by handing in a paper, so posting says nothing; it counts for {string.Join(", ", Settings.PostingCounts.Value)}.") with { Basis = DeadlinePosting.Article });
            if (posted < from)
                return (null, Refusal.Invalid("postedOn", $"交邮日期不得早于起算事由发生日({from:yyyy-MM-dd}),请核对。", $"It cannot be posted before the day that starts the clock ({from:yyyy-MM-dd})."));
            if (posted.Year > 2200)
                return (null, Refusal.Invalid("postedOn", "交邮日期须在2200年以前,请检查年份。", "The day of posting must not lie beyond 2200; check the year."));
        }
        return (LaidOpen(limit, from, calendar, extend, days).Posted(postedOn), null);
    }

    /// <summary>A clock laid open with an extension that was lawful when it was agreed, whatever the rule says of extensions now.</summary>
    /// <param name="postedOn">The day on which the paper was posted by which it is judged.</param>
    /// <exception cref="KeyNotFoundException">No such rule.</exception>
    public DeadlineExplanation Explained(string rule, DateOnly from, WorkCalendar calendar, int extend = 0, DateOnly? postedOn = null) => LaidOpen(Limit(rule, from), from, calendar, extend, null).Posted(postedOn);

    private DeadlineExplanation LaidOpen(TimeLimit limit, DateOnly from, WorkCalendar calendar, int extend, int? days)
    {
        var (clock, pause) = Count(limit, from, calendar, extend, days);
        var years = Enumerable.Range(from.AddDays(1).Year, clock.Due.Year - from.AddDays(1).Year + 1);
        return new DeadlineExplanation(
            limit.Id, limit.Name, limit.Basis, (days ?? limit.Count) + extend, limit.Unit, extend == 0 ? null : extend, from,
            clock.Raw, clock.Due, clock.Rolled, clock.Provisional,
            years.Where(y => calendar.VersionOf(y) is not null).ToDictionary(y => y, y => calendar.VersionOf(y)!.Value),
            [.. Steps(limit, clock, pause, calendar)], EndOf(clock.Due, atCounter: false), EndOf(clock.Due, atCounter: true), limit.Version);
    }

    private static Refusal? Objection(TimeLimit limit, int extend, int? days)
    {
        if (days is not null && !limit.CountIsFree)
            return Refusal.Invalid("days", $"{limit.Id}的期限由{limit.Basis}确定,不能指定天数。", $"The length of {limit.Id} is fixed; leave days out.");
        if (days < 1)
            return Refusal.Invalid("days", "天数至少为1。", "At least 1 day is counted.");
        if (extend < 0)
            return Refusal.Invalid("extend", "延长的天数不能为负。", "An extension cannot be negative.");
        if (extend > 0 && limit.Extension is null)
            return Refusal.Invalid("extend", $"{limit.Name}({limit.Id})依{limit.Basis}不能延长。", $"{limit.Id} cannot be extended.") with { Basis = limit.Basis };
        if (extend > limit.Extension?.Max)
            return Refusal.Invalid("extend", $"{limit.Name}({limit.Id})最多延长{limit.Extension.Max}日。", $"{limit.Id} can be extended by {limit.Extension.Max} days at most.") with { Basis = limit.Basis };
        if ((long)(days ?? limit.Count) + extend > LongestExplained)
            return Refusal.Invalid(extend > 0 ? "extend" : "days", $"期限最长{LongestExplained}日。", $"No more than {LongestExplained} days are counted.");
        return null;
    }

    /// <returns>The clock, and where an extension counts from the rolled due day, the days between the first end and that day.</returns>
    private (Clock Clock, (DateOnly Raw, DateOnly Due)? Pause) Count(TimeLimit limit, DateOnly from, WorkCalendar calendar, int extend, int? days)
    {
        var count = days ?? limit.Count;
        (DateOnly Raw, DateOnly Due)? pause = null;
        DateOnly raw;
        if (extend > 0 && Settings.ExtensionCountsFrom.Value is ExtensionStart.Due)
        {
            var first = Add(limit, from, count, calendar);
            pause = (first, Rolled(limit, first, calendar));
            raw = Add(limit, pause.Value.Due, extend, calendar);
        }
        else raw = Add(limit, from, count + extend, calendar);

        var due = Rolled(limit, raw, calendar);
        var settled = calendar.IsSettled(due) && (limit.Unit is not PeriodUnit.Working || calendar.IsSettled(from.AddDays(1)));
        return (new Clock(limit.Id, from, raw, due, due != raw, !settled, limit.Basis, Version, calendar.Edition), pause);
    }

    private static DateOnly Add(TimeLimit limit, DateOnly from, int count, WorkCalendar calendar) => limit.Unit switch
    {
        PeriodUnit.Working => calendar.AddWorkingDays(from, count),
        PeriodUnit.Natural => from.AddDays(count),
        // CC 202: the corresponding day, or the month's last where there is none.
        PeriodUnit.Months => from.AddMonths(count),
        _ => from.AddYears(count),
    };

    private static DateOnly Rolled(TimeLimit limit, DateOnly raw, WorkCalendar calendar) =>
        limit.Roll is Roll.NextWorkingDay ? calendar.WorkingDayOnOrAfter(raw) : raw;

    private static IEnumerable<DeadlineStep> Steps(TimeLimit limit, Clock clock, (DateOnly Raw, DateOnly Due)? pause, WorkCalendar calendar)
    {
        var counted = 0;
        for (var day = clock.From.AddDays(1); day <= clock.Due; day = day.AddDays(1))
        {
            var waits = day > clock.Raw || (day > pause?.Raw && day <= pause?.Due);
            var counts = !waits && (limit.Unit is not PeriodUnit.Working || calendar.IsWorkingDay(day));
            var rolls = (day >= clock.Raw && day < clock.Due) || (day >= pause?.Raw && day < pause?.Due);
            var first = day.DayNumber == clock.From.DayNumber + 1;

            List<string> notes = [];
            if (first) notes.Add("次日起算");
            // What the day is does not matter to the first natural day: weekends count.
            if (Described(day, calendar) is { } what && (!first || rolls || day == clock.Due || limit.Unit is PeriodUnit.Working)) notes.Add(what);
            if (day == clock.Raw && limit.Unit is (PeriodUnit.Months or PeriodUnit.Years))
                notes.Add(clock.Raw.Day == clock.From.Day ? "对应日" : "无对应日,月末日");
            if (rolls) notes.Add("顺延");
            if (day == pause?.Due) notes.Add("原期间届满日");
            if (day == clock.Due) notes.Add("期间届满日");
            yield return new DeadlineStep(day, counts ? ++counted : null, notes.Count == 0 ? null : string.Join(',', notes));
        }
    }

    private static string? Described(DateOnly day, WorkCalendar calendar) => (calendar.Arranged(day), day.DayOfWeek) switch
    {
        ({ Kind: DayKind.Off } off, _) => off.Holiday + "放假",
        ({ Kind: DayKind.Work }, _) => "调休上班",
        (_, DayOfWeek.Saturday) => "周六",
        (_, DayOfWeek.Sunday) => "周日",
        _ => null,
    };

    /// <summary>The rulebook as it is written.</summary>
    private sealed record Pages(
        int Version, IReadOnlyList<TimeLimit> Limits,
        IReadOnlyList<DisputeType> DisputeTypes, string DisputeTypesMark, string DisputeTypesSource, Settings Settings)
    {
        public static readonly JsonSerializerOptions Strict = new(Wire.Json)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectRequiredConstructorParameters = true,
        };

        public static readonly JsonSerializerOptions Lenient = new(Wire.Json) { RespectRequiredConstructorParameters = true };
    }
}

/// <summary>What a province has otherwise (<c>provinces</c> beside a rule or a setting): put in the place of the general text where the setting <c>province</c> names it.</summary>
internal static class ProvinceOverrides
{
    public static void Apply(JsonObject book)
    {
        if (book["settings"]?["province"]?["value"]?.GetValue<string>() is not { Length: > 0 } province) return;
        foreach (var entry in book["limits"]!.AsArray().Concat(book["settings"]!.AsObject().Select(s => s.Value)).OfType<JsonObject>())
            if (entry["provinces"]?[province] is JsonObject own)
                foreach (var (name, value) in own.ToArray()) entry[name] = value?.DeepClone();
    }
}
