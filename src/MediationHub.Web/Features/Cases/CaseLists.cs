using System.Runtime.CompilerServices;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Search;
using Npgsql;

namespace MediationHub.Web.Features.Cases;

/// <summary>What a list of cases is narrowed by; words as in the API.</summary>
/// <param name="Outcomes">Any of these.</param>
/// <param name="OpenOnly">Neither ended nor archived.</param>
/// <param name="After">The last case of the page before, as <see cref="Listed{T}.Next"/> gave it.</param>
/// <param name="Due">By today's light of the clock that presses next: <c>overdue</c>, <c>today</c>, <c>soon</c> (three days ahead at most).</param>
/// <param name="Unassigned">Nobody mediates it yet.</param>
/// <param name="Ledger"><c>only</c> or <c>none</c> of the old ledger's cases; null for both.</param>
public sealed record CaseFilter(SearchQuery? Query = null, string? Stage = null, string? Outcome = null, string? OrganizationId = null, string? DisputeType = null, DateOnly? ReceivedFrom = null, DateOnly? ReceivedTo = null, DateOnly? ClosedFrom = null, DateOnly? ClosedTo = null, string? Sort = null,
    IReadOnlyList<string>? Outcomes = null, bool OpenOnly = false, string? After = null, string? Source = null, string? MediatorId = null, string? Unit = null, decimal? ClaimedFrom = null, decimal? ClaimedTo = null, string? Due = null, bool Unassigned = false, string? Ledger = null)
{
    /// <summary>Only these.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>Ten workers or more (LMA 7), or fewer; null for both.</summary>
    public bool? Collective { get; init; }

    /// <summary>A region for which they count, by the day of their receipt.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>The day of acceptance, both included.</summary>
    public DateOnly? AcceptedFrom { get; init; }

    /// <inheritdoc cref="AcceptedFrom"/>
    public DateOnly? AcceptedTo { get; init; }

    /// <summary>Each dispute once, as it is counted: without cases that were transferred or registered by mistake.</summary>
    public bool Once { get; init; }

    /// <summary>Those behind a number of a breakdown.</summary>
    public CountedCases? Counted { get; init; }

    /// <summary>Of transferred cases: those that were taken into another one of the same organization, or those that were not.</summary>
    public bool? Merged { get; init; }

    /// <summary>What <see cref="Query"/> found, where it was asked already.</summary>
    public Found? Hits { get; init; }
}

/// <summary>One case in a list.</summary>
/// <param name="Merged">Of a transferred one: it was taken into another case of the same organization.</param>
public sealed record CaseListed(string Id, int Version, string Number, string OrganizationId, string OrganizationName, string Stage, bool Suspended, string? Outcome, string Source, string Form, string DisputeType, DateTimeOffset ReceivedAt, DateOnly? AcceptedOn, DateOnly? EffectiveOn, DateOnly? ClosedOn, string Applicants, string Respondents, int Workers, decimal Claimed, decimal? Agreed, string? DueRule, DateOnly? DueOn, bool DueProvisional, bool Imported, bool Merged);

/// <summary>Lists of cases, filtered in SQL by what the person may see (decision 0012).</summary>
public sealed class CaseLists(HubStore store, CaseScope scope, CaseFinder finder)
{
    private const string Columns = "c.id as Id, c.version as Version, c.number as Number, c.organization_id as OrganizationId, o.name as OrganizationName, c.stage as Stage, c.suspended as Suspended, c.outcome as Outcome, c.source as Source, c.form as Form, c.dispute_type as DisputeType, c.received_at as ReceivedAt, c.accepted_on as AcceptedOn, c.effective_on as EffectiveOn, c.closed_on as ClosedOn, c.applicants as Applicants, c.respondents as Respondents, c.workers as Workers, c.claimed as Claimed, c.agreed as Agreed, c.due_rule as DueRule, c.due_on as DueOn, c.due_provisional as DueProvisional, c.imported as Imported, c.stage = 'transferred' and " + Merged + " as Merged";

    /// <summary>A transferred case went to another organization, a merged one into a case of its own.</summary>
    private const string Merged = "exists (select 1 from case_retention k join case_rows t on t.id = k.transferred_to where k.case_id = c.id and t.organization_id = c.organization_id)";

    private const string Over = "from (select * from case_rows where ended) c";
    private const string Running = "from (select * from case_rows where not ended) c";

    /// <summary>Of more hits than that the organization's cases are read as they lie.</summary>
    private const int MostLookedUp = 1_000;

    private readonly LargeTotals _totals = new();

    /// <summary>By the number itself, then by party, then by receipt: only for a search, and without places to read on from.</summary>
    public const string Relevance = "relevance";

    /// <summary>Orders of the list; a minus turns one round. Days that may be missing go one way only, so that what has none stands last.</summary>
    public static readonly IReadOnlyDictionary<string, Order> Sorts = new Dictionary<string, Order>
    {
        ["received"] = new(new("c.received_at", Descending: true, KeyType.Instant), new("c.id", Descending: true)),
        ["-received"] = new(new("c.received_at", Type: KeyType.Instant), new OrderKey("c.id")),
        ["due"] = new(new("c.due_on", Type: KeyType.Day, Nullable: true), new("c.received_at", Descending: true, KeyType.Instant), new("c.id", Descending: true)),
        ["closed"] = new(new("c.closed_on", Descending: true, KeyType.Day, Nullable: true), new("c.id", Descending: true)),
        ["number"] = new(new("c.number"), new OrderKey("c.id")),
        ["-number"] = new(new("c.number", Descending: true), new("c.id", Descending: true)),
        ["claimed"] = new(new("c.claimed", Descending: true, KeyType.Amount), new("c.id", Descending: true)),
        ["-claimed"] = new(new("c.claimed", Type: KeyType.Amount), new OrderKey("c.id")),
    };

    /// <summary>A page of the cases this person sees; the total is exact to 10,000.</summary>
    public async Task<Listed<CaseListed>> List(Actor actor, CaseFilter filter, int page, int pageSize, CancellationToken cancel)
    {
        if (await Ask(actor, filter, cancel) is not { } asked) return Listed<CaseListed>.None;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        if (asked.Found is not null)
        {
            if (await Hits(connection, actor, asked, filter.After, (page - 1) * pageSize, pageSize) is { } hits) return hits;
            // So many that ranking them all takes longer than anyone waits: they are met soon enough in the order of the list.
            asked = asked.Walking(common: true);
        }
        var (total, items) = await Page(connection, actor, asked, filter.After, (page - 1) * pageSize, pageSize + 1, counted: true);
        var next = items.Count > pageSize ? PlaceOf(asked.Sort, items[pageSize - 1]) : null;
        return new([.. items.Take(pageSize)], Math.Min(total, Paging.CountedTo), total <= Paging.CountedTo, next);
    }

    /// <summary>A page of what was found, ranked, with its total in one question; null where more was found than is ever counted.</summary>
    private static async Task<Listed<CaseListed>?> Hits(NpgsqlConnection connection, Actor actor, Asked asked, string? after, int skip, int pageSize)
    {
        var order = asked.Sort == Relevance ? "c.rank, c.received_at desc, c.id desc" : Sorts[asked.Sort].Sql;
        asked.Values.Add("skip", skip);
        asked.Values.Add("take", pageSize + 1);
        // In an order with places one reads on from one; few enough were found to look through them again.
        var behind = asked.Sort != Relevance && Sorts[asked.Sort].Values(asked.Sort, after) is { } place ? $" where {string.Join(" or ", Sorts[asked.Sort].Behind(place, asked.Values).Select(b => $"({b})"))}" : "";
        // Only what is sorted by is carried along until it is known which rows are shown. Many hits of one organization are met by reading its cases as they lie, few by looking up each.
        var keys = $"c.id, c.received_at, c.due_on, c.closed_on, c.number, c.claimed, {(asked.Sort == Relevance ? CaseFinder.Rank(asked.Found!, asked.Values) : "0")} as rank";
        var met = !asked.House ? $"select {keys} from f join case_rows c on c.id = f.id where {asked.Where}" :
            $"""
            select {keys} from f join case_rows c on c.id = f.id where (select count(*) from f) <= {MostLookedUp} and {asked.Where}
              union all select {keys} from f join (select c.* from case_rows c where {asked.Where} offset 0) c on c.id = f.id where (select count(*) from f) > {MostLookedUp}
            """;
        var rows = (await connection.QueryAsync<CaseListed, Counted, (CaseListed Row, Counted Counted)>(
            $"""
            {asked.Found!.Common}, m as materialized ({met})
            select {Columns}, (select count(*) from m)::integer as Total, (select count(*) from f)::integer as Hits
            from (select c.id, row_number() over (order by {order}) as place from (select c.* from m c{behind} order by {order} limit @take offset @skip) c) p
            join case_rows c on c.id = p.id join organization_rows o on o.id = c.organization_id order by p.place
            """, (row, counted) => (row, counted), asked.Values, splitOn: "Total")).AsList();
        if (rows.Count == 0)
        {
            var counted = await connection.QuerySingleAsync<Counted>($"{asked.Found.Common} select (select count(*) from f join case_rows c on c.id = f.id where {asked.Where})::integer as Total, (select count(*) from f)::integer as Hits", asked.Values);
            return counted.Hits > Paging.CountedTo ? null : new([], counted.Total, true, null);
        }
        if (rows[0].Counted.Hits > Paging.CountedTo) return null;
        var items = For(actor, rows.ConvertAll(r => r.Row));
        var next = items.Count > pageSize && asked.Sort != Relevance ? PlaceOf(asked.Sort, items[pageSize - 1]) : null;
        return new([.. items.Take(pageSize)], rows[0].Counted.Total, true, next);
    }

    private sealed record Counted(int Total, int Hits);

    /// <summary>How many cases the list has, counted to <paramref name="most"/>.</summary>
    public async Task<int> Count(Actor actor, CaseFilter filter, int most, CancellationToken cancel)
    {
        if (await Ask(actor, filter, cancel) is not { } asked) return 0;
        asked = asked.Walking();
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        asked.Values.Add("most", most);
        return await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 {asked.Among} limit @most) t", asked.Values);
    }

    /// <summary>Every case of a list in its order, read on from place to place: memory does not grow with the list.</summary>
    public async IAsyncEnumerable<CaseListed> Everything(Actor actor, CaseFilter filter, int most, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        const int atOnce = 2_000;
        if (await Ask(actor, filter with { Sort = filter.Sort is null or Relevance ? "received" : filter.Sort }, cancel) is not { } asked) yield break;
        asked = asked.Walking();
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        string? after = null;
        for (var done = 0; done < most;)
        {
            var (_, items) = await Page(connection, actor, asked, after, 0, Math.Min(atOnce, most - done), counted: false);
            foreach (var item in items) yield return item;
            if (items.Count < atOnce) yield break;
            done += items.Count;
            after = PlaceOf(asked.Sort, items[^1]);
        }
    }

    /// <summary>Where the next page of an order begins.</summary>
    public static string PlaceOf(string sort, CaseListed last) => sort.TrimStart('-') switch
    {
        "received" => Order.Place(sort, last.ReceivedAt, last.Id),
        "due" => Order.Place(sort, last.DueOn, last.ReceivedAt, last.Id),
        "closed" => Order.Place(sort, last.ClosedOn, last.Id),
        "number" => Order.Place(sort, last.Number, last.Id),
        _ => Order.Place(sort, last.Claimed, last.Id),
    };

    /// <summary>Names as offices and auditors see them in lists.</summary>
    internal static string Masked(string names) => string.Join('、', names.Split('、').Select(Domain.Parties.Mask.Name));

    /// <summary>A list as a question to the database.</summary>
    /// <param name="Rows">Where its rows come from: open and ended cases have indexes of their own.</param>
    /// <param name="Where">What they must be, the person's scope included.</param>
    /// <param name="House">Whether the scope is one organization.</param>
    /// <param name="Ranged">Whether how many fit depends on values that are handed over, such as two days: then each is planned for its own. A list without them is planned once and kept.</param>
    private sealed record Asked(IReadOnlyList<string> Rows, string Where, bool House, DynamicParameters Values, string Sort, Found? Found, bool Ranged)
    {
        /// <summary>For a total.</summary>
        public string Among => $"from ({Each("1", "")}) c";

        /// <summary>The ids of a page in an order, behind the condition of a place.</summary>
        /// <param name="limit">Which of them.</param>
        /// <param name="reach">As far as they reach.</param>
        public string Page(Order order, string behind, string limit, string reach)
        {
            var keys = string.Join(", ", order.Keys.Select(k => k.Column));
            // One organization's cases are looked through as a whole (offset 0 keeps the planner to it), since in an order of all cases they may stand anywhere.
            if (House && !Sort.EndsWith("received", StringComparison.Ordinal)) return $"select c.id from ({Each(keys, behind)} offset 0) c order by {order.Sql} {limit}";
            if (Rows.Count == 1) return $"select c.id {Rows[0]} where {Where}{behind} order by {order.Sql} {limit}";
            // Each kind is read in order as far as the page may reach, and the two are put together.
            return $"select c.id from ({string.Join(" union all ", Rows.Select(r => $"(select {keys} {r} where {Where}{behind} order by {order.Sql} {reach})"))}) c order by {order.Sql} {limit}";
        }

        private string Each(string columns, string behind) => string.Join(" union all ", Rows.Select(r => $"select {columns} {r} where {Where}{behind}"));

        /// <summary>What was searched for as a condition: of those that were found, or, where they are too many to be put together, asked case by case.</summary>
        public Asked Walking(bool common = false) => Found?.Sql is null ? this : this with
        {
            Where = $"{Where} and {(common && Found.Terms.Count > 0 ? CaseFinder.Holds(Found, Values) : $"c.id in ({Found.Sql})")}",
            Sort = Sort == Relevance ? "received" : Sort,
            Found = null,
            Ranged = true,
        };
    }

    /// <summary>The list as a question; null where nothing can be in it.</summary>
    private async Task<Asked?> Ask(Actor actor, CaseFilter filter, CancellationToken cancel)
    {
        var values = new DynamicParameters();
        if (await scope.Of(actor, values, Given(filter.OrganizationId), Given(filter.Unit), cancel) is not { } seen) return null;
        var (where, ranged) = (new List<string>(), filter.Ids is not null);
        // Words of a fixed list stand in the text itself, so that the planner knows how rare they are.
        if (Given(filter.Stage) is { } stage) where.Add($"c.stage = '{Word<CaseStage>(stage)}'");
        if (filter.Merged is { } merged) where.Add($"c.stage = 'transferred' and {(merged ? "" : "not ")}{Merged}");
        if (Given(filter.Outcome) is { } outcome) where.Add($"c.outcome = '{Word<Outcome>(outcome)}'");
        if (Given(filter.Source) is { } source) where.Add($"c.source = '{Word<CaseSource>(source)}'");
        if (filter.Outcomes is { } outcomes) where.Add($"c.outcome in ({string.Join(", ", outcomes.Select(o => $"'{Word<Outcome>(o)}'"))})");
        if (filter.OpenOnly) where.Add("not c.ended");
        if (filter.Ledger is { } ledger) where.Add(ledger is "only" ? "c.imported" : "not c.imported");
        if (filter.Unassigned) where.Add("c.mediators = '{}' and not c.ended");
        if (filter.Collective is { } collective) where.Add($"c.workers {(collective ? ">=" : "<")} {Domain.Statistics.CaseContribution.CollectiveThreshold}");
        if (Given(filter.ReportedBy) is { } reportedBy)
        {
            where.Add(ReportedBy.Condition(reportedBy, values));
            ranged = true;
        }
        if (filter.Counted is { } counted)
        {
            where.Add(counted.Condition(values, store.Law.Current, ChinaTime.DayOf(store.Clock.GetUtcNow())));
            ranged = true;
        }
        if (Given(filter.MediatorId) is { } mediator)
        {
            values.Add("mediator", mediator);
            where.Add("@mediator = any(c.mediators)");
        }
        if (Given(filter.DisputeType) is { } type) Types([.. store.Rules.DisputeTypes.All.Where(t => store.Rules.DisputeTypes.IsWithin(t.Code, type)).Select(t => t.Code)]);
        Instant("receivedFrom", filter.ReceivedFrom, "c.received_at >= @receivedFrom");
        Instant("receivedTo", filter.ReceivedTo?.AddDays(1), "c.received_at < @receivedTo");
        // What was accepted was received before, and has not ended before: days that indexes know.
        Add("acceptedFrom", filter.AcceptedFrom, "c.accepted_on >= @acceptedFrom and (not c.ended or c.closed_on >= @acceptedFrom)");
        Add("acceptedTo", filter.AcceptedTo, "c.accepted_on <= @acceptedTo");
        Instant("acceptedBefore", filter.AcceptedTo?.AddDays(1), "c.received_at < @acceptedBefore");
        if (filter.Once) where.Add("(not c.ended or c.outcome not in ('transferred', 'void'))");
        Add("closedFrom", filter.ClosedFrom, "c.closed_on >= @closedFrom");
        Add("closedTo", filter.ClosedTo, "c.closed_on <= @closedTo");
        Add("claimedFrom", filter.ClaimedFrom, "c.claimed >= @claimedFrom");
        Add("claimedTo", filter.ClaimedTo, "c.claimed <= @claimedTo");
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        if (filter.Due is "overdue") where.Add($"c.due_on < '{today:O}' and not c.due_provisional");
        if (filter.Due is "today") where.Add($"c.due_on = '{today:O}'");
        if (filter.Due is "soon") where.Add($"c.due_on > '{today:O}' and c.due_on <= '{today.AddDays(store.Rules.Settings.AmberDays.Value):O}'");

        var rows = Ended(filter) switch
        {
            true => [Over],
            false => [Running],
            _ => new[] { Over, Running },
        };
        if (filter.Ids is { } only)
        {
            values.Add("only", only.ToArray());
            rows = ["from unnest(@only::text[]) f(id) join case_rows c on c.id = f.id"];
        }
        Found? found = null;
        if (filter.Query is { } query)
        {
            found = filter.Hits ?? finder.Find(actor, query);
            if (found.Types.Count > 0)
            {
                Types([.. found.Types]);
                found = null;
            }
            else if (found.Sql is null) return null;
            else values.AddDynamicParams(found.Values);
        }
        var sort = Given(filter.Sort) ?? (found is null ? "received" : Relevance);
        if (sort == Relevance && found is null) sort = "received";
        return new(rows, string.Join(" and ", where.Prepend(seen.Sql)), seen.OneHouse && filter.Ids is null, values, sort, found, ranged || found is not null);

        void Types(string[] codes) => where.Add(codes.Length == 0 ? "false" : $"c.dispute_type in ({string.Join(", ", codes.Select(code => $"'{code.Replace("'", "''", StringComparison.Ordinal)}'"))})");

        void Instant(string name, DateOnly? day, string condition)
        {
            if (day is not { } given) return;
            values.Add(name, ChinaTime.At(given, TimeOnly.MinValue).UtcDateTime);
            where.Add(condition);
            ranged = true;
        }

        void Add<T>(string name, T? value, string condition) where T : struct
        {
            if (value is not { } given) return;
            values.Add(name, given);
            where.Add(condition);
            ranged = true;
        }
    }

    /// <summary>Whether the list holds ended cases alone, or open ones alone; null for both.</summary>
    private static bool? Ended(CaseFilter filter) =>
        filter.OpenOnly || filter.Unassigned ? false
        : filter.Merged is not null ? true
        : Given(filter.Stage) is { } stage ? stage is "closed" or "notAccepted" or "transferred" or "archived"
        : Given(filter.Outcome) is not null || filter.Outcomes is not null || filter.ClosedFrom is not null || filter.ClosedTo is not null || filter.Counted is { Word: "closedInTime" } ? true
        : null;

    /// <param name="counted">Whether the total is asked for as well.</param>
    private async Task<(int Total, List<CaseListed> Items)> Page(NpgsqlConnection connection, Actor actor, Asked asked, string? after, int skip, int take, bool counted)
    {
        asked.Values.Add("skip", skip);
        var (total, ids) = (0, new List<string>(take));
        IReadOnlyList<string> behind = [""];
        if (Sorts[asked.Sort].Values(asked.Sort, after) is { } place) behind = [.. Sorts[asked.Sort].Behind(place, asked.Values).Select(b => $" and {b}")];
        // A first page stands in the text as it is, so that its plan is kept.
        var (limit, reach) = skip == 0 && behind is [""] && !asked.Ranged ? ($"limit {take}", $"limit {take}") : ("limit @take offset @skip", "limit @take + @skip");
        foreach (var condition in behind)
        {
            if (ids.Count >= take) break;
            asked.Values.Add("take", take - ids.Count);
            var question = counted ? _totals.Of(asked.Among, asked.Values, asked.Ranged) : null;
            // Which ones, and how many, is read from an index alone; what is shown of them is looked up afterwards, in a question that is the same for every list. Where there is none, no index is walked for it.
            var page = await connection.QuerySingleAsync<(int Total, string[] Ids)>($"select t.total, case when t.total > 0 then array({asked.Page(Sorts[asked.Sort], condition, limit, reach)}) else '{{}}' end from (select {question?.Sql ?? "1"} as total offset 0) t", asked.Values);
            if (question is not null) total = _totals.Counted(question, page.Total);
            counted = false;
            ids.AddRange(page.Ids);
        }
        if (ids.Count == 0) return (total, []);
        var items = await connection.QueryAsync<CaseListed>(
            $"select {Columns} from unnest(@ids::text[]) with ordinality p(id, place) join case_rows c on c.id = p.id join organization_rows o on o.id = c.organization_id order by p.place", new { ids = ids.ToArray() });
        return (total, For(actor, items.AsList()));
    }

    /// <summary>Offices open a case with a reason, and an auditor never sees who it is about: a list does not tell them either.</summary>
    private static List<CaseListed> For(Actor actor, List<CaseListed> items) =>
        actor.Organization is not null ? items : items.ConvertAll(i => i with { Applicants = Masked(i.Applicants), Respondents = Masked(i.Respondents) });

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>The word itself, once it is sure to be one.</summary>
    private static string Word<T>(string word) where T : struct, Enum => Enum.GetValues<T>().Select(v => ApiWord.Of(v)).First(w => w == word);
}
