using System.Globalization;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;

namespace MediationHub.Web.Features.Cases;

/// <summary>What a list of cases is narrowed by; words as in the API.</summary>
/// <param name="Outcomes">Any of these.</param>
/// <param name="OpenOnly">Neither ended nor archived.</param>
/// <param name="After">The last case of the page before, as <see cref="CaseLists.CursorOf"/> gives it; in order of receipt only.</param>
public sealed record CaseFilter(string? Query = null, string? Stage = null, string? Outcome = null, string? OrganizationId = null, string? DisputeType = null, DateOnly? ReceivedFrom = null, DateOnly? ReceivedTo = null, DateOnly? ClosedFrom = null, DateOnly? ClosedTo = null, string? Sort = null,
    IReadOnlyList<string>? Outcomes = null, bool OpenOnly = false, string? After = null);

/// <summary>One case in a list.</summary>
public sealed record CaseListed(string Id, int Version, string Number, string OrganizationId, string OrganizationName, string Stage, bool Suspended, string? Outcome, string DisputeType, DateTimeOffset ReceivedAt, DateOnly? ClosedOn, string Applicants, string Respondents, decimal Claimed, decimal? Agreed, string? DueRule, DateOnly? DueOn, bool DueProvisional);

/// <summary>Lists of cases, filtered in SQL by what the person may see.</summary>
public sealed class CaseLists(HubStore store)
{
    private const string Columns = "c.id as Id, c.version as Version, c.number as Number, c.organization_id as OrganizationId, o.name as OrganizationName, c.stage as Stage, c.suspended as Suspended, c.outcome as Outcome, c.dispute_type as DisputeType, c.received_at as ReceivedAt, c.closed_on as ClosedOn, c.applicants as Applicants, c.respondents as Respondents, c.claimed as Claimed, c.agreed as Agreed, c.due_rule as DueRule, c.due_on as DueOn, c.due_provisional as DueProvisional";

    public static readonly IReadOnlyDictionary<string, string> Sorts = new Dictionary<string, string>
    {
        ["received"] = "c.received_at desc, c.id desc",
        ["due"] = "c.due_on nulls last, c.received_at desc, c.id desc",
        ["closed"] = "c.closed_on desc nulls last, c.id desc",
        ["number"] = "c.number, c.id",
    };

    /// <summary>A page of the cases this person sees; the total is exact to 10,000.</summary>
    public async Task<(IReadOnlyList<CaseListed> Items, int Total, bool Exact)> List(Actor actor, CaseFilter filter, int page, int pageSize, CancellationToken cancel)
    {
        var values = new DynamicParameters();
        var where = new List<string> { Scope(actor, values) };
        void Equal(string column, string? value)
        {
            if (string.IsNullOrWhiteSpace(value)) return;
            values.Add(column, value.Trim());
            where.Add($"c.{column} = @{column}");
        }
        Equal("stage", filter.Stage);
        Equal("outcome", filter.Outcome);
        Equal("organization_id", filter.OrganizationId);
        if (filter.OpenOnly) where.Add("c.stage not in ('closed', 'notAccepted', 'transferred', 'archived')");
        if (filter.Outcomes is { } outcomes)
        {
            values.Add("outcomes", outcomes.ToArray());
            where.Add("c.outcome = any(@outcomes)");
        }
        if (CursorFrom(filter.After) is var (afterAt, afterId))
        {
            values.Add("afterAt", afterAt.UtcDateTime);
            values.Add("afterId", afterId);
            where.Add("(c.received_at, c.id) < (@afterAt, @afterId)");
        }
        if (!string.IsNullOrWhiteSpace(filter.DisputeType))
        {
            values.Add("types", store.Rules.DisputeTypes.All.Where(t => store.Rules.DisputeTypes.IsWithin(t.Code, filter.DisputeType)).Select(t => t.Code).ToArray());
            where.Add("c.dispute_type = any(@types)");
        }
        void Day(string name, DateOnly? day, string condition, int plus = 0)
        {
            if (day is not { } given) return;
            values.Add(name, condition.Contains("received_at", StringComparison.Ordinal) ? ChinaTime.At(given.AddDays(plus), TimeOnly.MinValue).UtcDateTime : (object)given);
            where.Add(condition);
        }
        Day("receivedFrom", filter.ReceivedFrom, "c.received_at >= @receivedFrom");
        Day("receivedTo", filter.ReceivedTo, "c.received_at < @receivedTo", plus: 1);
        Day("closedFrom", filter.ClosedFrom, "c.closed_on >= @closedFrom");
        Day("closedTo", filter.ClosedTo, "c.closed_on <= @closedTo");
        if (!string.IsNullOrWhiteSpace(filter.Query))
        {
            values.Add("like", $"%{filter.Query.Trim().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%");
            where.Add(actor.Organization is null ? "c.number like @like" : "(c.number like @like or c.applicants like @like or c.respondents like @like)");
        }
        values.Add("pageSize", pageSize);
        values.Add("skip", (page - 1) * pageSize);
        var condition = string.Join(" and ", where);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 from case_rows c join organization_rows o on o.id = c.organization_id where {condition} limit {Api.Paging.CountedTo + 1}) t", values);
        var items = await connection.QueryAsync<CaseListed>(
            $"select {Columns} from case_rows c join organization_rows o on o.id = c.organization_id where {condition} order by {Sorts.GetValueOrDefault(filter.Sort ?? "received") ?? Sorts["received"]} limit @pageSize offset @skip", values);
        // Offices open a case with a reason, and an auditor never sees who it is about: a list does not tell them either.
        if (actor.Organization is null) items = items.Select(i => i with { Applicants = Masked(i.Applicants), Respondents = Masked(i.Respondents) });
        return ([.. items], Math.Min(total, Api.Paging.CountedTo), total <= Api.Paging.CountedTo);
    }

    /// <summary>Where the next page in order of receipt begins.</summary>
    public static string CursorOf(CaseListed last) => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{last.ReceivedAt.UtcTicks}:{last.Id}")).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    /// <summary>The place a cursor names; null where it is none.</summary>
    public static (DateTimeOffset At, string Id)? CursorFrom(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor) || cursor.Length > 200) return null;
        var padded = cursor.Replace('-', '+').Replace('_', '/') + new string('=', (4 - cursor.Length % 4) % 4);
        var bytes = new byte[padded.Length];
        if (!Convert.TryFromBase64String(padded, bytes, out var length)) return null;
        return System.Text.Encoding.ASCII.GetString(bytes, 0, length).Split(':', 2) is [var ticks, var id] && long.TryParse(ticks, out var at) && at > 0 && at < DateTime.MaxValue.Ticks ? (new(at, TimeSpan.Zero), id) : null;
    }

    private static string Masked(string names) => string.Join('、', names.Split('、').Select(Domain.Parties.Mask.Name));

    /// <summary>The SQL twin of the policy's scope of cases.</summary>
    internal static string Scope(Actor actor, DynamicParameters values)
    {
        var scopes = new List<string>();
        if (actor.Is(Role.Auditor)) scopes.Add("true");
        if (actor.Organization is { } own)
        {
            values.Add("own", own.Value);
            values.Add("me", actor.Mediator?.Value ?? "");
            if (actor.Is(Role.Head)) scopes.Add("(c.organization_id = @own or c.offered_to = @own)");
            else if (actor.Is(Role.Mediator)) scopes.Add("(c.organization_id = @own and (c.mediators = '{}' or @me = any(c.mediators)))");
        }
        if (actor.Unit is { } unit && (actor.Is(Role.City) || actor.Is(Role.Province)))
        {
            values.Add("units", Regions.BuiltIn.All.Where(r => Regions.BuiltIn.IsWithin(r.Code, unit)).Select(r => r.Code).ToArray());
            scopes.Add("o.unit = any(@units)");
        }
        return scopes.Count == 0 ? "false" : $"({string.Join(" or ", scopes)})";
    }
}
