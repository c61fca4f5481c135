using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Rulebook;

/// <summary>One computed time limit.</summary>
/// <param name="Raw">The last day before rolling.</param>
/// <param name="Due">The last day in time; overdue is from the day after.</param>
/// <param name="Provisional">It runs past the last loaded year: nothing expires by it.</param>
public sealed record Clock(string Rule, DateOnly From, DateOnly Raw, DateOnly Due, bool Rolled, bool Provisional, string Basis, int RulebookVersion);

/// <summary>One version of the law as data: time limits, dispute types, settings, each with its source text.</summary>
public sealed class RuleSet
{
    /// <summary>No explained clock counts more than this (in the rule's unit).</summary>
    public const int LongestExplained = 3660;

    private readonly FrozenDictionary<string, TimeLimit> _limits;

    /// <summary>The rulebook that comes with the program, version 1.</summary>
    public static RuleSet BuiltIn { get; } = Read(Embedded.Open("Rulebook.rulebook-1.json"));

    private RuleSet(Pages pages)
    {
        Version = pages.Version;
        Limits = pages.Limits;
        _limits = pages.Limits.ToFrozenDictionary(l => l.Id);
        DisputeTypes = new DisputeTypes(pages.DisputeTypes, pages.DisputeTypesMark, pages.DisputeTypesSource);
        Settings = pages.Settings;

        string[] named = [.. Settings.AcceptanceScope.Value, .. Settings.NotReviewable.Value, .. Settings.PaymentOrderTypes.Value, .. Settings.DirectSuitTypes.Value];
        if (named.FirstOrDefault(code => DisputeTypes.Find(code) is null) is { } unknown) throw new JsonException($"no dispute type {unknown}");
        if (pages.Limits.FirstOrDefault(l => l.Count < 1) is { } empty) throw new JsonException($"{empty.Id} counts nothing");
    }

    /// <summary>A rulebook from its JSON.</summary>
    /// <exception cref="JsonException">Something is missing, unknown, or names what is not there.</exception>
    public static RuleSet Read(Stream json)
    {
        using (json) return new RuleSet(JsonSerializer.Deserialize<Pages>(json, Pages.Json) ?? throw new JsonException("an empty rulebook"));
    }

    public int Version { get; }

    /// <summary>Every time limit, in the rulebook's order.</summary>
    public IReadOnlyList<TimeLimit> Limits { get; }

    public DisputeTypes DisputeTypes { get; }

    public Settings Settings { get; }

    /// <exception cref="KeyNotFoundException">No such rule.</exception>
    public TimeLimit Limit(string rule) => _limits.TryGetValue(rule, out var limit) ? limit : throw new KeyNotFoundException($"no rule {rule}");

    /// <summary>Whether disputes of this type, or of one it belongs to, are accepted in this province.</summary>
    public bool Accepts(string disputeType) => DisputeTypes.IsWithinAny(disputeType, Settings.AcceptanceScope.Value);

    /// <param name="from">The day of the event that starts the clock; it is not counted itself (CC 201).</param>
    /// <param name="extend">Days of the rule's unit added by a lawful extension.</param>
    /// <param name="days">The length, where the rule leaves it to the caller (PUBN).</param>
    /// <exception cref="KeyNotFoundException">No such rule.</exception>
    /// <exception cref="ArgumentException">The rule has no such extension or length; <see cref="Explain"/> refuses with a sentence instead.</exception>
    public Clock Clock(string rule, DateOnly from, WorkCalendar calendar, int extend = 0, int? days = null)
    {
        var limit = Limit(rule);
        if (Objection(limit, extend, days) is { } refusal) throw new ArgumentException(refusal.English);
        return Count(limit, from, calendar, extend, days).Clock;
    }

    /// <summary>The clock with every counted or skipped day, for people to check (<c>GET /api/v1/deadlines/explain</c>).</summary>
    public (DeadlineExplanation? Explanation, Refusal? Refusal) Explain(string rule, DateOnly from, WorkCalendar calendar, int extend = 0, int? days = null)
    {
        if (!_limits.TryGetValue(rule, out var limit))
            return (null, Refusal.Invalid("rule", $"没有期限规则“{rule}”,可用的有:{string.Join("、", Limits.Select(l => l.Id))}。", $"There is no rule {rule}; there are {string.Join(", ", Limits.Select(l => l.Id))}."));
        if (Objection(limit, extend, days) is { } refusal)
            return (null, refusal);
        if (from.Year is < 1949 or > 2200)
            return (null, Refusal.Invalid("from", "起算日期须在1949年至2200年之间,请检查年份。", "The first day must lie between 1949 and 2200; check the year."));

        var (clock, pause) = Count(limit, from, calendar, extend, days);
        var years = Enumerable.Range(from.AddDays(1).Year, clock.Due.Year - from.AddDays(1).Year + 1);
        return (new DeadlineExplanation(
            limit.Id, limit.Name, limit.Basis, (days ?? limit.Count) + extend, limit.Unit, extend == 0 ? null : extend, from,
            clock.Raw, clock.Due, clock.Rolled, clock.Provisional,
            years.Where(y => calendar.VersionOf(y) is not null).ToDictionary(y => y, y => calendar.VersionOf(y)!.Value),
            [.. Steps(limit, clock, pause, calendar)]), null);
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
        return (new Clock(limit.Id, from, raw, due, due != raw, !settled, limit.Basis, Version), pause);
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
        public static readonly JsonSerializerOptions Json = new(Wire.Json)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectRequiredConstructorParameters = true,
        };
    }
}
