using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Store.Statistics;

/// <summary>The cases behind a number of a breakdown that no other filter of a list tells apart: a word of <see cref="Words"/>, and the first and last day of the period.</summary>
public sealed record CountedCases(string Word, DateOnly From, DateOnly To)
{
    internal const string Once = "not c.imported and c.outcome is distinct from 'transferred' and c.outcome is distinct from 'void'";

    private const string
        Due = "a.last_due_on between @countedFrom and least(@countedTo, @countedPassed) and a.effective_on is not null and a.status <> 'superseded'",
        Effective = "a.first_effective_on between @countedFrom and @countedTo",
        ReviewEnded = "r.ended_on between @countedFrom and @countedTo and r.stage in ('inForce', 'refused', 'endedUnsigned')";

    private static readonly Dictionary<string, (string Chinese, string Sql)> s_known = new()
    {
        // An open case was accepted in time by the law in force, which says so of the day of its receipt.
        ["acceptedInTime"] = ("在受理期限内受理的", $"{Once} and c.accepted_on between @countedFrom and @countedTo and (c.accepted_in_time or (not c.ended and exists (select 1 from unnest(@countedDays::date[], @countedUntil::date[]) u(received, until) where u.received = (c.received_at at time zone 'Asia/Shanghai')::date and c.accepted_on <= u.until)))"),
        ["closedInTime"] = ("在期限内结案的", $"not c.imported and c.closed_on between @countedFrom and @countedTo and c.closed_in_time and c.outcome = any(@countedOutcomes)"),
        ["performanceDue"] = ("协议最后一期履行期已届满的", $"{Once} and {Agreement(Due)}"),
        ["performedInTime"] = ("协议全部按期履行的", $"{Once} and {Agreement($"{Due} and a.performed_in_time")}"),
        ["performed"] = ("协议全部履行（含逾期履行）的", $"{Once} and {Agreement($"{Due} and a.performed_on is not null")}"),
        ["effective"] = ("协议生效的", $"{Once} and {Agreement(Effective)}"),
        ["reviewable"] = ("协议生效且可以申请仲裁审查的", $"{Once} and {Agreement($"{Effective} and a.reviewable")}"),
        ["reviewed"] = ("协议生效且审查申请已受理的", "exists (select 1 from review_rows r where r.case_id = c.id and r.effective_on between @countedFrom and @countedTo and r.accepted_on is not null and r.stage <> 'withdrawn')"),
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
        values.AddDynamicParams(new { countedFrom = From, countedTo = To, countedPassed = today.AddDays(-1), countedOutcomes = BreakdownReader.Counted });
        if (Word is "acceptedInTime")
        {
            // Nothing is accepted in time that was received longer ago.
            DateOnly[] days = [.. Enumerable.Range(0, To.DayNumber - From.DayNumber + DaysBefore + 1).Select(From.AddDays(-DaysBefore).AddDays)];
            values.AddDynamicParams(new { countedDays = days, countedUntil = days.Select(d => CaseClocks.AcceptedInTimeUntil(d, law.Calendar, law.Rules)).ToArray() });
        }
        return $"({s_known[Word].Sql})";
    }

    private const int DaysBefore = 366;

    private static string Agreement(string condition) => $"exists (select 1 from agreement_rows a where a.case_id = c.id and {condition})";
}
