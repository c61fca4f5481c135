using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Store.Statistics;

/// <summary>The cases behind a number of a breakdown that no other filter of a list tells apart: a word of <see cref="Words"/>, and the first and last day of the period.</summary>
public sealed record CountedCases(string Word, DateOnly From, DateOnly To)
{
    /// <summary>A review named <c>r</c> that was accepted and not withdrawn.</summary>
    internal const string ReviewAccepted = "r.accepted_on is not null and r.stage <> 'withdrawn'";

    internal const string Once = "not c.imported and c.outcome is distinct from 'transferred' and c.outcome is distinct from 'void'";

    private const string
        Due = "a.last_due_on between @countedFrom and least(@countedTo, @countedPassed) and a.effective_on is not null and a.status <> 'superseded'",
        Before = "c.received_at < @countedEnd",
        Since = "(not c.ended or c.closed_on >= @countedFrom)",
        Effective = "a.first_effective_on between @countedFrom and @countedTo",
        ReviewEnded = "r.ended_on between @countedFrom and @countedTo and r.stage in ('inForce', 'refused', 'endedUnsigned')";

    private static readonly Dictionary<string, (string Chinese, string Sql)> s_known = new()
    {
        // An open case was accepted in time by the law in force, which says so of the day of its receipt.
        ["acceptedInTime"] = ("在受理期限内受理的", $"{Once} and c.accepted_on between @countedFrom and @countedTo and {Since} and (c.accepted_in_time or (not c.ended and c.accepted_on <= (@countedUntil::date[])[(c.received_at at time zone 'Asia/Shanghai')::date - @countedFirst + 1]))"),
        ["closedInTime"] = ("在期限内结案的", $"not c.imported and c.closed_on between @countedFrom and @countedTo and c.closed_in_time and c.outcome = any(@countedOutcomes)"),
        ["performanceDue"] = ("协议最后一期履行期已届满的", $"{Once} and {Agreement(Due)}"),
        ["performedInTime"] = ("协议全部按期履行的", $"{Once} and {Agreement($"{Due} and a.performed_in_time")}"),
        ["performed"] = ("协议全部履行（含逾期履行）的", $"{Once} and {Agreement($"{Due} and a.performed_on is not null")}"),
        ["effective"] = ("协议生效的", $"{Once} and {Agreement(Effective)}"),
        ["reviewable"] = ("协议生效且可以申请仲裁审查的", $"{Once} and {Agreement($"{Effective} and a.reviewable")}"),
        ["reviewed"] = ("协议生效且审查申请已受理的", $"{Once} and {Agreement(Effective)} and exists (select 1 from review_rows r where r.case_id = c.id and {ReviewAccepted})"),
        ["courtConfirmed"] = ("协议经人民法院司法确认的", $"{Once} and {Agreement($"{Effective} and a.status = 'courtConfirmed'")}"),
        ["reviewsEnded"] = ("仲裁审查终结的", $"exists (select 1 from review_rows r where r.case_id = c.id and {ReviewEnded})"),
        ["reviewsInForce"] = ("仲裁调解书已生效的", $"exists (select 1 from review_rows r where r.case_id = c.id and {ReviewEnded} and r.stage = 'inForce')"),
    };

    /// <summary>What can be asked for.</summary>
    public static IReadOnlyCollection<string> Words => s_known.Keys;

    /// <summary>What the cases have in common, before 案件.</summary>
    public static string ChineseOf(string word) => s_known[word].Chinese;

    /// <summary>As a condition on case rows named <c>c</c>.</summary>
    public string Condition(DynamicParameters values, Law law, DateOnly today)
    {
        // One by one: the names of what is added together are known only once the question was put.
        values.Add("countedFrom", From);
        values.Add("countedTo", To);
        values.Add("countedEnd", ChinaTime.At(To.AddDays(1), TimeOnly.MinValue).UtcDateTime);
        values.Add("countedPassed", today.AddDays(-1));
        if (Word is "closedInTime") values.Add("countedOutcomes", BreakdownReader.Counted);
        if (Word is "acceptedInTime")
        {
            // Nothing is accepted in time that was received longer ago.
            var first = From.AddDays(-DaysBefore);
            values.Add("countedFirst", first);
            values.Add("countedUntil", Enumerable.Range(0, To.DayNumber - first.DayNumber + 1).Select(d => CaseClocks.AcceptedInTimeUntil(first.AddDays(d), law.Calendar, law.Rules)).ToArray());
        }
        // Whatever is counted was received before: a day that indexes know.
        return $"({Before} and {s_known[Word].Sql})";
    }

    private const int DaysBefore = 366;

    /// <summary>So many days may lie between the first and the last.</summary>
    public const int MostDays = 7_306;

    private static string Agreement(string condition) => $"exists (select 1 from agreement_rows a where a.case_id = c.id and {condition})";
}
