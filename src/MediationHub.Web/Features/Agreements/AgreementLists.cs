using System.Runtime.CompilerServices;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
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
    /// <summary>How far it is performed on a day; null before it takes effect.</summary>
    public PerformanceStatus? On(DateOnly today) =>
        EffectiveOn is null ? null
        : PerformedOn is not null ? PerformanceStatus.Performed
        : DefaultedOn is not null ? PerformanceStatus.Defaulted
        : NextDueOn < today ? PerformanceStatus.Overdue
        : Paid > 0 ? PerformanceStatus.PartlyPerformed
        : PerformanceStatus.Pending;
}

/// <summary>The agreements of the cases that a person sees.</summary>
public sealed class AgreementLists(HubStore store, CaseScope scope, CaseFinder finder)
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
        if (await Ask(actor, filter, cancel) is not var (from, values)) return Listed<AgreementListed>.None;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var total = known ?? await _totals.Of(connection, from, values);
        var sort = filter.Sort ?? "effective";
        var items = total == 0 ? [] : await Page(connection, actor, from, values, sort, filter.After, (page - 1) * pageSize, pageSize + 1);
        return new([.. items.Take(pageSize)], Math.Min(total, Paging.CountedTo), total <= Paging.CountedTo, items.Count > pageSize ? PlaceOf(sort, items[pageSize - 1]) : null);
    }

    public async Task<int> Count(Actor actor, AgreementFilter filter, int most, CancellationToken cancel)
    {
        if (await Ask(actor, filter, cancel) is not var (from, values)) return 0;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        values.Add("most", most);
        return await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 {from} limit @most) t", values);
    }

    /// <summary>Every agreement of a list in its order, read on from place to place.</summary>
    public async IAsyncEnumerable<AgreementListed> Everything(Actor actor, AgreementFilter filter, int most, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        const int atOnce = 2_000;
        if (await Ask(actor, filter, cancel) is not var (from, values)) yield break;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var (sort, after) = (filter.Sort ?? "effective", (string?)null);
        for (var done = 0; done < most;)
        {
            var items = await Page(connection, actor, from, values, sort, after, 0, Math.Min(atOnce, most - done));
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

    private async Task<(string From, DynamicParameters Values)?> Ask(Actor actor, AgreementFilter filter, CancellationToken cancel)
    {
        var values = new DynamicParameters();
        if (await scope.Of(actor, values, filter.OrganizationId, filter.Unit, cancel, "a", "case_id") is not { } seen) return null;
        var where = new List<string> { seen.Sql };
        var cases = false;   // looked up only where a condition asks for them
        if (filter.Status is { } status)
        {
            values.Add("status", status);
            where.Add("a.status = @status");
        }
        values.Add("today", ChinaTime.DayOf(store.Clock.GetUtcNow()));
        if (filter.Performance is { } performance)
        {
            where.Add("a.effective_on is not null and " + performance switch
            {
                "performed" => "a.performed_on is not null",
                "defaulted" => "a.performed_on is null and a.defaulted_on is not null",
                "overdue" => "a.performed_on is null and a.defaulted_on is null and a.next_due_on < @today",
                _ => "a.performed_on is null and a.defaulted_on is null and (a.next_due_on is null or a.next_due_on >= @today)",
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
        return ($"from agreement_rows a{(cases ? " join case_rows c on c.id = a.case_id" : "")} where {string.Join(" and ", where)}", values);

        void Day(string name, DateOnly? day, string condition)
        {
            if (day is not { } given) return;
            values.Add(name, given);
            where.Add(condition);
        }
    }

    private static async Task<List<AgreementListed>> Page(Npgsql.NpgsqlConnection connection, Actor actor, string from, DynamicParameters values, string sort, string? after, int skip, int take)
    {
        var order = Sorts[sort];
        values.Add("skip", skip);
        var items = new List<AgreementListed>(take);
        IReadOnlyList<string> behind = order.Values(sort, after) is { } place ? [.. order.Behind(place, values).Select(b => $" and {b}")] : [""];
        foreach (var condition in behind)
        {
            if (items.Count >= take) break;
            values.Add("take", take - items.Count);
            items.AddRange(await connection.QueryAsync<AgreementListed>(
                $"select {Columns} from (select a.case_id {from}{condition} order by {order.Sql} limit @take offset @skip) p join agreement_rows a on a.case_id = p.case_id join case_rows c on c.id = a.case_id join organization_rows o on o.id = a.organization_id order by {order.Sql}", values));
        }
        return actor.Organization is not null ? items : items.ConvertAll(i => i with { Applicants = CaseLists.Masked(i.Applicants), Respondents = CaseLists.Masked(i.Respondents) });
    }
}
