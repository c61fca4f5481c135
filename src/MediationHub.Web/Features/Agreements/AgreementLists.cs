using System.Runtime.CompilerServices;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Search;

namespace MediationHub.Web.Features.Agreements;

/// <summary>What a list of agreements is narrowed by; words as in the API.</summary>
/// <param name="Performance">Seen from today: <c>performed, overdue, pending, defaulted</c>.</param>
public sealed record AgreementFilter(SearchQuery? Query = null, string? Status = null, string? Performance = null, string? OrganizationId = null, string? Unit = null, DateOnly? EffectiveFrom = null, DateOnly? EffectiveTo = null, DateOnly? DueFrom = null, DateOnly? DueTo = null, DateOnly? PerformedFrom = null, DateOnly? PerformedTo = null, string? Sort = null, string? After = null);

/// <summary>One case's agreement in a list.</summary>
public sealed record AgreementListed(string CaseId, string Number, string OrganizationId, string OrganizationName, string Applicants, string Respondents, string DisputeType, string Status, DateOnly DraftedOn, DateOnly? EffectiveOn, decimal Amount, decimal Paid, DateOnly? NextDueOn, DateOnly? LastDueOn, DateOnly? PerformedOn, DateOnly? DefaultedOn)
{
    /// <summary>Of an agreement that was ruled void or revoked: which.</summary>
    public RulingKind? Ruling { get; init; }

    /// <summary>How far it is performed on a day; null before it takes effect and once it was ruled void or revoked.</summary>
    public PerformanceStatus? On(DateOnly today) =>
        EffectiveOn is null || Ruling is not null ? null
        : PerformedOn is not null ? PerformanceStatus.Performed
        : DefaultedOn is not null ? PerformanceStatus.Defaulted
        : NextDueOn < today ? PerformanceStatus.Overdue
        : Paid > 0 ? PerformanceStatus.PartlyPerformed
        : PerformanceStatus.Pending;
}

/// <summary>The agreements of the cases that a person sees.</summary>
public sealed class AgreementLists(HubStore store, CaseScope scope, CaseFinder finder, IAggregates aggregates)
{
    private const string Columns = "a.case_id as CaseId, c.number as Number, a.organization_id as OrganizationId, o.name as OrganizationName, c.applicants as Applicants, c.respondents as Respondents, c.dispute_type as DisputeType, a.status as Status, a.drafted_on as DraftedOn, a.effective_on as EffectiveOn, a.amount as Amount, a.paid as Paid, a.next_due_on as NextDueOn, a.last_due_on as LastDueOn, a.performed_on as PerformedOn, a.defaulted_on as DefaultedOn";

    public static readonly IReadOnlyDictionary<string, Order> Sorts = new Dictionary<string, Order>
    {
        ["effective"] = new(new("a.effective_on", Descending: true, KeyType.Day, Nullable: true), new("a.case_id", Descending: true)),
        ["due"] = new(new("a.next_due_on", Type: KeyType.Day, Nullable: true), new("a.case_id", Descending: true)),
        ["performed"] = new(new("a.performed_on", Descending: true, KeyType.Day, Nullable: true), new("a.case_id", Descending: true)),
        ["amount"] = new(new("a.amount", Descending: true, KeyType.Amount), new("a.case_id", Descending: true)),
        ["-amount"] = new(new("a.amount", Type: KeyType.Amount), new OrderKey("a.case_id")),
    };

    public static readonly IReadOnlyList<string> Performances = ["performed", "pending", "overdue", "defaulted"];

    private readonly LargeTotals _totals = new();

    /// <summary>A page of the agreements this person sees; the total is exact to 10,000.</summary>
    /// <param name="known">How many there are, where that was counted already.</param>
    public async Task<Listed<AgreementListed>> List(Actor actor, AgreementFilter filter, int page, int pageSize, CancellationToken cancel, int? known = null)
    {
        if (await Ask(actor, filter, cancel) is not var (from, values, ranged)) return Listed<AgreementListed>.None;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var sort = filter.Sort ?? "effective";
        var (counted, items) = await Page(connection, actor, from, values, ranged, sort, filter.After, (page - 1) * pageSize, pageSize + 1, known is null);
        var total = known ?? counted;
        return new([.. items.Take(pageSize)], Math.Min(total, Paging.CountedTo), total <= Paging.CountedTo, items.Count > pageSize ? PlaceOf(sort, items[pageSize - 1]) : null);
    }

    public async Task<int> Count(Actor actor, AgreementFilter filter, int most, CancellationToken cancel)
    {
        if (await Ask(actor, filter, cancel) is not var (from, values, _)) return 0;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        values.Add("most", most);
        return await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 {from} limit @most) t", values);
    }

    /// <summary>Every agreement of a list in its order, read on from place to place.</summary>
    public async IAsyncEnumerable<AgreementListed> Everything(Actor actor, AgreementFilter filter, int most, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        const int atOnce = 2_000;
        if (await Ask(actor, filter, cancel) is not var (from, values, ranged)) yield break;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var (sort, after) = (filter.Sort ?? "effective", (string?)null);
        for (var done = 0; done < most;)
        {
            var (_, items) = await Page(connection, actor, from, values, ranged, sort, after, 0, Math.Min(atOnce, most - done), counted: false);
            foreach (var item in items) yield return item;
            if (items.Count < atOnce) yield break;
            done += items.Count;
            after = PlaceOf(sort, items[^1]);
        }
    }

    private static string PlaceOf(string sort, AgreementListed last) => sort.TrimStart('-') switch
    {
        "effective" => Order.Place(sort, last.EffectiveOn, last.CaseId),
        "due" => Order.Place(sort, last.NextDueOn, last.CaseId),
        "performed" => Order.Place(sort, last.PerformedOn, last.CaseId),
        _ => Order.Place(sort, last.Amount, last.CaseId),
    };

    /// <returns>From where and under which conditions, with their values, and whether it is planned for these.</returns>
    private async Task<(string From, DynamicParameters Values, bool Ranged)?> Ask(Actor actor, AgreementFilter filter, CancellationToken cancel)
    {
        var values = new DynamicParameters();
        if (await scope.Of(actor, values, filter.OrganizationId, filter.Unit, cancel, "a", "case_id") is not { } seen) return null;
        var (where, ranged) = (new List<string>(), false);
        var cases = false;   // looked up only where a condition asks for them
        if (filter.Status is { } status) where.Add($"a.status = '{status.Replace("'", "''", StringComparison.Ordinal)}'");
        var today = $"'{ChinaTime.DayOf(store.Clock.GetUtcNow()):O}'";
        if (filter.Performance is { } performance)
        {
            where.Add("a.effective_on is not null and " + performance switch
            {
                "performed" => "a.performed_on is not null",
                "defaulted" => "a.performed_on is null and a.defaulted_on is not null",
                "overdue" => $"a.performed_on is null and a.defaulted_on is null and a.next_due_on < {today}",
                _ => $"a.status <> 'invalidated' and a.performed_on is null and a.defaulted_on is null and (a.next_due_on is null or a.next_due_on >= {today})",
            });
        }
        Day("effectiveFrom", filter.EffectiveFrom, "a.effective_on >= @effectiveFrom");
        Day("effectiveTo", filter.EffectiveTo, "a.effective_on <= @effectiveTo");
        Day("dueFrom", filter.DueFrom, "a.next_due_on >= @dueFrom");
        Day("dueTo", filter.DueTo, "a.next_due_on <= @dueTo");
        Day("performedFrom", filter.PerformedFrom, "a.performed_on >= @performedFrom");
        Day("performedTo", filter.PerformedTo, "a.performed_on <= @performedTo");
        if (filter.Query is { } query)
        {
            var found = finder.Find(actor, query);
            ranged = true;
            if (found.Types.Count > 0)
            {
                cases = true;
                values.Add("types", found.Types.ToArray());
                where.Add("c.dispute_type = any(@types)");
            }
            else if (found.Sql is null) return null;
            else
            {
                values.AddDynamicParams(found.Values);
                where.Add($"a.case_id in ({found.Sql})");
            }
        }
        // One organization's are looked through as a whole where they are not read in their order (offset 0 keeps the planner to it): among all that wait they may stand anywhere.
        var house = seen.OneHouse && (where.Count > 0 || filter.Sort is not (null or "effective"));
        return ($"from {(house ? $"(select a.* from agreement_rows a where {seen.Sql} offset 0)" : "agreement_rows")} a{(cases ? " join case_rows c on c.id = a.case_id" : "")} where {string.Join(" and ", where.Prepend(house ? "true" : seen.Sql))}", values, ranged);

        void Day(string name, DateOnly? day, string condition)
        {
            if (day is not { } given) return;
            values.Add(name, given);
            where.Add(condition);
            ranged = true;
        }
    }

    /// <param name="counted">Whether the total is asked for as well.</param>
    private async Task<(int Total, List<AgreementListed> Items)> Page(Npgsql.NpgsqlConnection connection, Actor actor, string from, DynamicParameters values, bool ranged, string sort, string? after, int skip, int take, bool counted)
    {
        var order = Sorts[sort];
        values.Add("skip", skip);
        var (total, ids) = (0, new List<string>(take));
        IReadOnlyList<string> behind = order.Values(sort, after) is { } place ? [.. order.Behind(place, values).Select(b => $" and {b}")] : [""];
        var limit = skip == 0 && behind is [""] && !ranged ? $"limit {take}" : "limit @take offset @skip";
        foreach (var condition in behind)
        {
            if (ids.Count >= take) break;
            values.Add("take", take - ids.Count);
            var question = counted ? _totals.Of(from, values, ranged) : null;
            var page = await connection.QuerySingleAsync<(int Total, string[] Ids)>($"select t.total, case when t.total > 0 then array(select a.case_id {from}{condition} order by {order.Sql} {limit}) else '{{}}' end from (select {question?.Sql ?? "1"} as total offset 0) t", values);
            if (question is not null) total = _totals.Counted(question, page.Total);
            counted = false;
            ids.AddRange(page.Ids);
        }
        if (ids.Count == 0) return (total, []);
        var items = (await connection.QueryAsync<AgreementListed>(
            $"select {Columns} from unnest(@ids::text[]) with ordinality p(id, place) join agreement_rows a on a.case_id = p.id join case_rows c on c.id = a.case_id join organization_rows o on o.id = a.organization_id order by p.place", new { ids = ids.ToArray() })).AsList();
        // So few are ruled on that which ruling it was is asked of their cases and stands in no row.
        for (var i = 0; i < items.Count; i++)
            if (items[i].Status is "invalidated" && await aggregates.Find<MediationCase>(items[i].CaseId) is { State.Agreement.Ruling: { } ruling }) items[i] = items[i] with { Ruling = ruling.Kind };
        return (total, actor.Organization is not null ? items : items.ConvertAll(i => i with { Applicants = CaseLists.Masked(i.Applicants), Respondents = CaseLists.Masked(i.Respondents) }));
    }
}
