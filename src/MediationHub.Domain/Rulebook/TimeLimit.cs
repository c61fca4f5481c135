using System.Text.Json;
using System.Text.Json.Serialization;

namespace MediationHub.Domain.Rulebook;

/// <summary>What a time limit is counted in.</summary>
public enum PeriodUnit
{
    /// <summary>Every day; the end rolls from a day off to the next working day.</summary>
    Natural,

    /// <summary>Days off are skipped, make-up workdays counted. R33 §80: 三日, 五日, 十日 are such days.</summary>
    Working,

    /// <summary>Ends on the corresponding day, or the month's last where there is none (CC 202).</summary>
    Months,

    /// <summary>As months.</summary>
    Years,
}

/// <summary>What happens where the last day is a day off (CC 203).</summary>
public enum Roll { NextWorkingDay, None }

/// <summary>How a limit may be lengthened.</summary>
/// <param name="By">Who agrees or approves, in Chinese.</param>
/// <param name="Max">The most that may be added, in the rule's unit; null where the law sets none.</param>
public sealed record Extension(string By, string Text, int? Max = null);

/// <summary>One time limit of the law.</summary>
/// <param name="Basis">The article, in Chinese.</param>
/// <param name="Who">Who must act.</param>
/// <param name="Effect">What follows when it has run out.</param>
/// <param name="Source">What the source says, in our words.</param>
/// <param name="Mark">How sure the source is: V read in a published copy; M:H, M:M, M:L recalled; D a setting of this program.</param>
/// <param name="EffectiveFrom">Since when the cited text is in force.</param>
/// <param name="CountIsFree">The caller gives the length; <paramref name="Count"/> is the default.</param>
/// <param name="Origin">The event that starts the clock, in Chinese.</param>
/// <param name="Version">The rulebook version that brought this text.</param>
/// <param name="Provinces">What a province has otherwise, by its code (GB/T 2260): the fields that differ.</param>
public sealed record TimeLimit(
    string Id, string Name, string Basis, int Count, PeriodUnit Unit, Roll Roll, string Who, string Effect,
    string Source, string Mark, DateOnly EffectiveFrom, Extension? Extension = null, bool CountIsFree = false,
    string Origin = "", int Version = 1, IReadOnlyDictionary<string, JsonElement>? Provinces = null)
{
    [JsonIgnore]
    public bool Extendable => Extension is not null;
}

/// <summary>A clock laid open: what <c>GET /api/v1/deadlines/explain</c> shows.</summary>
/// <param name="Count">The whole length, extension included.</param>
/// <param name="Extend">The extension alone; null where there is none.</param>
/// <param name="Raw">The last day before rolling.</param>
/// <param name="Provisional">It rests on days that no arrangement has settled yet: nothing expires by it.</param>
/// <param name="EndsOnline">Handed in online it comes in time until then: the midnight after the last day.</param>
/// <param name="EndsAtCounter">At the counter: its closing time on the last day.</param>
/// <param name="RulebookVersion">The version that brought the rule as it is counted here.</param>
/// <param name="CalendarVersions">Loaded year → version of its arrangement, for the years the clock runs through.</param>
/// <param name="Posting">The day of posting that was asked about, and whether it was in time.</param>
public sealed record DeadlineExplanation(
    string Rule, string Name, string Basis, int Count, PeriodUnit Unit, int? Extend, DateOnly From, DateOnly Raw, DateOnly Due,
    bool Rolled, bool Provisional, IReadOnlyDictionary<int, int> CalendarVersions, IReadOnlyList<DeadlineStep> Steps, DateTimeOffset EndsOnline, DateTimeOffset EndsAtCounter, int RulebookVersion,
    DeadlinePosting? Posting = null)
{
    /// <summary>The same with what posting on a day came to; the day is named among the steps where it lies on the way.</summary>
    public DeadlineExplanation Posted(DateOnly? on) => on is not { } day ? this : this with
    {
        Posting = new(day, day <= Due),
        Steps = [.. Steps.Select(s => s.On == day ? s with { Note = s.Note is null ? "交邮" : s.Note + ",交邮" } : s)],
    };
}

/// <summary>What posting a paper on a day came to: posted before the end it is in time, and the days on the way do not count (CPL 85).</summary>
/// <param name="On">The legal day of the postmark.</param>
/// <param name="InTime">The last day or earlier; where the clock is provisional, so is this.</param>
public sealed record DeadlinePosting(DateOnly On, bool InTime)
{
    internal const string Article = "民事诉讼法第八十五条";

    /// <summary>The article, in Chinese.</summary>
    public string Basis => Article;
}

/// <summary>One day on the way.</summary>
/// <param name="Day">Which day of the count it is, from 1; null where it is skipped.</param>
/// <param name="Note">Why, in Chinese; null for a plain day in the middle.</param>
public sealed record DeadlineStep(DateOnly On, int? Day, string? Note);
