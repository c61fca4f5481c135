using Dapper;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Amendments;

namespace MediationHub.Web.Features.Law;

/// <summary>Clocks of open cases that an amendment moves.</summary>
/// <param name="Name">Of the rule.</param>
/// <param name="Reason">Why, in Chinese.</param>
public sealed record MoveShown(string Rule, string Name, DateOnly From, int? Extend, DateOnly Due, bool Provisional, DateOnly NextDue, bool NextProvisional, long Count, string Reason);

/// <summary>What an amendment would do: counts by rule and house, never a case.</summary>
/// <param name="Moved">Clocks that would end on another day.</param>
/// <param name="Settled">Clocks that keep their day and are no longer (or are now) provisional.</param>
/// <param name="MoreInTime">Acceptances of open cases that would count as in time and do not now.</param>
/// <param name="MoreLate">The other way round.</param>
public sealed record PreviewShown(long Moved, long Settled, long MoreInTime, long MoreLate, IReadOnlyList<RuleCount> Rules, IReadOnlyList<MoveShown> Moves, IReadOnlyList<HouseCount> Organizations);

public sealed record RuleCount(string Rule, string Name, long Count);

public sealed record HouseCount(string OrganizationId, string Name, long Count);

/// <summary>The work behind one amendment.</summary>
public sealed record RecomputationShown(int Revision, string Cause, string AskedBy, DateTimeOffset AskedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, int Total, int Done, int Cases);

/// <summary>What administrators see of the law as data, and what an amendment would do.</summary>
public sealed class LawDesk(HubStore store)
{
    private const int MostShown = 200;

    /// <summary>Decides the amendment without making it.</summary>
    public async Task<(PreviewShown? Preview, Refusal? Refusal)> Preview(LoadCalendarYear load, Domain.Access.Actor actor, CancellationToken cancel)
    {
        await store.Law.Refresh(cancel);
        var (law, years) = (store.Law.Current, store.Law.Years);
        var decision = load.Decide(years, new Context(store.Clock.GetUtcNow(), actor, law.Calendar, law.Rules));
        if (decision.Refusal is { } no) return (null, no);
        var after = law with { Calendar = decision.Events.Aggregate(years, (state, happened) => state.Evolve(happened)).Calendar ?? law.Calendar };
        return (await Shown(await AmendmentPreview.Of(store, after, cancel), law, after, cancel), null);
    }

    public async Task<IReadOnlyList<RecomputationShown>> Recomputations(CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<(int Revision, string Cause, string AskedBy, DateTime AskedAt, DateTime? StartedAt, DateTime? FinishedAt, int Total, int Done, int Cases)>(
            "select revision, cause, asked_by, asked_at, started_at, finished_at, total, done, cases from recomputations order by revision desc limit 50"))
            .Select(r => new RecomputationShown(r.Revision, r.Cause, r.AskedBy, At(r.AskedAt)!.Value, At(r.StartedAt), At(r.FinishedAt), r.Total, r.Done, r.Cases))];

        static DateTimeOffset? At(DateTime? moment) => moment is { } m ? new DateTimeOffset(DateTime.SpecifyKind(m, DateTimeKind.Utc)).ToOffset(ChinaTime.Offset) : null;
    }

    private async Task<PreviewShown> Shown(AmendmentPreview preview, Domain.Rulebook.Law before, Domain.Rulebook.Law after, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var names = (await connection.QueryAsync<(string Id, string Name)>("select id, name from organization_rows where id = any(@ids)", new { ids = preview.Organizations.Select(o => o.OrganizationId).ToArray() })).ToDictionary(o => o.Id, o => o.Name);
        return new(
            preview.Moved, preview.Settled, preview.MoreInTime, preview.MoreLate,
            [.. preview.Moves.GroupBy(m => m.Rule).Select(g => new RuleCount(g.Key, before.Rules.Limit(g.Key).Name, g.Sum(m => m.Count))).OrderByDescending(r => r.Count)],
            [.. preview.Moves.Take(MostShown).Select(m => new MoveShown(m.Rule, before.Rules.Limit(m.Rule).Name, m.From, m.Extend == 0 ? null : m.Extend, m.Due, m.Provisional, m.NextDue, m.NextProvisional, m.Count, Why(m, before.Calendar, after.Calendar)))],
            [.. preview.Organizations.Select(o => new HouseCount(o.OrganizationId, names.GetValueOrDefault(o.OrganizationId, o.OrganizationId), o.Count))]);
    }

    /// <summary>The days between the first day and the later end that are something else now.</summary>
    private static string Why(MovedClocks m, WorkCalendar before, WorkCalendar after)
    {
        if (m.Due == m.NextDue) return m.NextProvisional ? "届满日所在年份的安排尚未公布，改为暂定" : "届满日所在年份的安排已经加载，不再暂定";
        var last = m.NextDue > m.Due ? m.NextDue : m.Due;
        var days = Enumerable.Range(1, Math.Max(1, last.DayNumber - m.From.DayNumber)).Select(m.From.AddDays).Where(d => before.IsWorkingDay(d) != after.IsWorkingDay(d)).ToList();
        return days.Count == 0 ? "规则改变" : string.Join("，", days.Take(5).Select(d => $"{d:yyyy-MM-dd}改为{(after.IsWorkingDay(d) ? "上班" : "放假")}")) + (days.Count > 5 ? $"等{days.Count}天" : "");
    }
}
