using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Reviews;
using MediationHub.Store;
using MediationHub.Store.Search;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Search;

namespace MediationHub.Web.Features.Bridge;

/// <summary>The piles of a commission's docket.</summary>
public enum DocketBox { ToAccept, ToAssign, InReview, ToApprove, ToServe, Due, Waiting, Ended }

/// <summary>A review among others.</summary>
public sealed record ReviewListed(
    string Id, int Version, string Number, string CaseId, string CaseNumber, string Stage, string CommissionId, string OrganizationId, string Applicants, string Respondents, string DisputeType, decimal Amount, DateOnly AppliedOn,
    DateOnly? FiledOn, bool FiledLate, DateOnly? AcceptedOn, string? ArbitratorId, string? Pending, string? DueRule, DateOnly? DueOn, bool DueProvisional, DateOnly? EndedOn)
{
    public Light? Light { get; init; }
}

/// <summary>An entrustment among others.</summary>
public sealed record EntrustmentListed(
    string Id, int Version, string Number, string Stage, string CommissionId, string OrganizationId, string ArbitrationNumber, string Applicants, string Respondents, string DisputeType, DateOnly ProposedOn, DateOnly? EntrustedOn,
    string? CaseId, string? DueRule, DateOnly? DueOn, bool DueProvisional, string? Result, DateOnly? EndedOn, DateOnly? ReturnedOn)
{
    public Light? Light { get; init; }
}

/// <summary>A recommendation among others.</summary>
public sealed record RecommendationListed(
    string Id, int Version, string Number, string Stage, string CommissionId, string? OrganizationId, string ArbitrationNumber, string Applicants, string Respondents, string DisputeType, DateOnly ReceivedOn, DateOnly IssuedOn,
    DateOnly? AgreedOn, string? CaseId, string? DueRule, DateOnly? DueOn, bool DueProvisional, DateOnly? SettledOn)
{
    public Light? Light { get; init; }
}

/// <summary>Lists of the bridge, filtered in SQL by what the person may see.</summary>
public sealed class BridgeLists(HubStore store)
{
    private const string ReviewColumns = "r.id as Id, r.version as Version, r.number as Number, r.case_id as CaseId, r.case_number as CaseNumber, r.stage as Stage, r.commission_id as CommissionId, r.organization_id as OrganizationId, r.applicants as Applicants, r.respondents as Respondents, r.dispute_type as DisputeType, r.amount as Amount, r.applied_on as AppliedOn, r.filed_on as FiledOn, r.filed_late as FiledLate, r.accepted_on as AcceptedOn, r.arbitrator_id as ArbitratorId, r.pending as Pending, r.due_rule as DueRule, r.due_on as DueOn, r.due_provisional as DueProvisional, r.ended_on as EndedOn";
    private const string EntrustmentColumns = "r.id as Id, r.version as Version, r.number as Number, r.stage as Stage, r.commission_id as CommissionId, r.organization_id as OrganizationId, r.arbitration_number as ArbitrationNumber, r.applicants as Applicants, r.respondents as Respondents, r.dispute_type as DisputeType, r.proposed_on as ProposedOn, r.entrusted_on as EntrustedOn, r.case_id as CaseId, r.due_rule as DueRule, r.due_on as DueOn, r.due_provisional as DueProvisional, r.result as Result, r.ended_on as EndedOn, r.returned_on as ReturnedOn";
    private const string RecommendationColumns = "r.id as Id, r.version as Version, r.number as Number, r.stage as Stage, r.commission_id as CommissionId, r.organization_id as OrganizationId, r.arbitration_number as ArbitrationNumber, r.applicants as Applicants, r.respondents as Respondents, r.dispute_type as DisputeType, r.received_on as ReceivedOn, r.issued_on as IssuedOn, r.agreed_on as AgreedOn, r.case_id as CaseId, r.due_rule as DueRule, r.due_on as DueOn, r.due_provisional as DueProvisional, r.settled_on as SettledOn";

    private DateOnly Today => ChinaTime.DayOf(store.Clock.GetUtcNow());

    /// <param name="box">One pile of the docket, the most pressing in front; null for everything, the newest in front.</param>
    /// <param name="query">Numbers and names of parties.</param>
    public async Task<Listed<ReviewListed>> Reviews(Actor actor, DocketBox? box, string? stage, string? caseId, int page, int pageSize, CancellationToken cancel, SearchQuery? query = null)
    {
        var values = new DynamicParameters(new { stage, caseId, today = Today, soon = Today.AddDays(store.Rules.Settings.AmberDays.Value), me = actor.ArbitratorId });
        var pile = box switch
        {
            DocketBox.ToAccept => " and r.ended_on is null and r.stage = 'filed'",
            DocketBox.ToAssign => " and r.ended_on is null and r.stage = 'accepted'",
            DocketBox.InReview => " and r.ended_on is null and r.stage = 'underReview'" + (actor.ArbitratorId is null ? "" : " and r.arbitrator_id = @me"),
            // What waits for the director is the commission's own.
            DocketBox.ToApprove when actor.Commission is null => " and false",
            DocketBox.ToApprove => " and r.ended_on is null and r.stage = 'underReview' and r.pending is not null",
            DocketBox.ToServe => " and r.ended_on is null and r.stage = 'letterMade'",
            DocketBox.Due => " and r.ended_on is null and r.stage in ('filed', 'accepted', 'underReview') and r.due_on <= @soon",
            DocketBox.Waiting => " and r.ended_on is null and r.stage = 'applied'",
            DocketBox.Ended => " and r.ended_on is not null",
            _ => "",
        };
        var order = box is null or DocketBox.Ended ? "r.id desc" : "r.due_on, r.id";
        // A condition that may be absent keeps a kept plan from its index.
        var asked = (caseId is null ? "" : " and r.case_id = @caseId") + (stage is null ? "" : " and r.stage = @stage" + (Enum.GetValues<ReviewStage>().Any(s => s.IsEnded() && ApiWord.Of(s) == stage) ? " and r.ended_on is not null" : ""));
        var mediator = actor.Is(Role.Mediator) && !actor.Is(Role.Head) ? " and @mediator = any(r.mediators)" : "";
        values.Add("mediator", actor.Mediator?.Value ?? "");
        var listed = await List<ReviewListed>("review_rows", ReviewColumns, Scope(actor, values, "r.organization_id = @house" + mediator), $"true{asked}{pile}{Matching(actor, query, values, "r.number", "r.case_number")}", order, values, page, pageSize, query is not null, cancel);
        return listed with { Items = [.. listed.Items.Select(i => i with { Light = LightOf(i.DueOn, i.DueProvisional), Pending = actor.Commission is null ? null : i.Pending, Applicants = Named(actor, i.Applicants), Respondents = Named(actor, i.Respondents) })] };
    }

    /// <summary>How many lie on each pile of the docket.</summary>
    public async Task<IReadOnlyDictionary<DocketBox, int>> Docket(Actor actor, CancellationToken cancel)
    {
        if (actor.Commission is not { } commission) return new Dictionary<DocketBox, int>();
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleAsync<(long ToAccept, long ToAssign, long InReview, long ToApprove, long ToServe, long Due, long Waiting)>(
            """
            select count(*) filter (where stage = 'filed'), count(*) filter (where stage = 'accepted'), count(*) filter (where stage = 'underReview' and (@me::text is null or arbitrator_id = @me)),
              count(*) filter (where pending is not null), count(*) filter (where stage = 'letterMade'), count(*) filter (where stage in ('filed', 'accepted', 'underReview') and due_on <= @soon), count(*) filter (where stage = 'applied')
            from review_rows where commission_id = @house and ended_on is null
            """, new { house = commission.Value, me = actor.ArbitratorId, soon = Today.AddDays(store.Rules.Settings.AmberDays.Value) });
        return new Dictionary<DocketBox, int>
        {
            [DocketBox.ToAccept] = (int)row.ToAccept, [DocketBox.ToAssign] = (int)row.ToAssign, [DocketBox.InReview] = (int)row.InReview, [DocketBox.ToApprove] = (int)row.ToApprove,
            [DocketBox.ToServe] = (int)row.ToServe, [DocketBox.Due] = (int)row.Due, [DocketBox.Waiting] = (int)row.Waiting,
        };
    }

    /// <param name="undisposed">Only those whose result came back and of which nobody recorded yet what the tribunal did then: the row of such a one waits for <c>ENTNEXT</c>.</param>
    public async Task<Listed<EntrustmentListed>> Entrustments(Actor actor, string? stage, int page, int pageSize, CancellationToken cancel, SearchQuery? query = null, bool undisposed = false)
    {
        var values = new DynamicParameters(new { stage });
        var own = "r.organization_id = @house and r.entrusted_on is not null" + (actor.Is(Role.Head) ? "" : " and r.case_id is not null" + OwnCase(actor, values));
        var listed = await List<EntrustmentListed>("entrustment_rows", EntrustmentColumns, Scope(actor, values, own), $"(@stage::text is null or r.stage = @stage){(undisposed ? " and r.due_rule = 'ENTNEXT'" : "")}{Matching(actor, query, values, "r.number", "r.arbitration_number")}", undisposed ? "r.due_on, r.id" : "r.id desc", values, page, pageSize, query is not null, cancel);
        return listed with { Items = [.. listed.Items.Select(i => i with { Light = LightOf(i.DueOn, i.DueProvisional), Applicants = Named(actor, i.Applicants), Respondents = Named(actor, i.Respondents) })] };
    }

    public async Task<Listed<RecommendationListed>> Recommendations(Actor actor, string? stage, int page, int pageSize, CancellationToken cancel, SearchQuery? query = null)
    {
        var values = new DynamicParameters(new { stage });
        var listed = await List<RecommendationListed>("recommendation_rows", RecommendationColumns, Scope(actor, values, "r.organization_id = @house" + (actor.Is(Role.Head) ? "" : OwnCase(actor, values))), $"(@stage::text is null or r.stage = @stage){Matching(actor, query, values, "r.number", "r.arbitration_number")}", "r.id desc", values, page, pageSize, query is not null, cancel);
        return listed with { Items = [.. listed.Items.Select(i => i with { Light = LightOf(i.DueOn, i.DueProvisional), Applicants = Named(actor, i.Applicants), Respondents = Named(actor, i.Respondents) })] };
    }

    /// <summary>The SQL twin of <see cref="Policy.SeenWithCase"/>: a mediator sees what belongs to the own cases, or to one that is assigned to nobody yet.</summary>
    private static string OwnCase(Actor actor, DynamicParameters values)
    {
        values.Add("mediator", actor.Mediator?.Value ?? "");
        return " and exists (select 1 from case_rows c where c.id = r.case_id and (c.mediators = '{}' or @mediator = any(c.mediators)))";
    }

    /// <summary>Of the recommendations issued in a period: how many applicants replied, agreed, and settled.</summary>
    public async Task<(int Issued, int Answered, int Agreed, int Settled)> Rates(string? commission, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleAsync<(long Issued, long Answered, long Agreed, long Settled)>(
            "select count(*), count(*) filter (where stage not in ('issued', 'delivered')), count(agreed_on), count(settled_on) from recommendation_rows where (@commission::text is null or commission_id = @commission) and issued_on between @from and @to", new { commission, from, to });
        return ((int)row.Issued, (int)row.Answered, (int)row.Agreed, (int)row.Settled);
    }

    /// <summary>Each word stands in a number or, where the person may read them, in a name: a commission's own records are some ten thousands, and are read through.</summary>
    private static string Matching(Actor actor, SearchQuery? query, DynamicParameters values, params string[] numbers)
    {
        if (query is null) return "";
        values.Add("number", Like.Containing(query.AsNumber));
        var whole = string.Join(" or ", numbers.Select(n => $"{n} like @number"));
        var fields = actor.Is(Role.Auditor) ? numbers : [.. numbers, "r.applicants", "r.respondents"];
        var each = query.Terms.Select((term, i) =>
        {
            values.Add($"term{i}", Like.Containing(term));
            return $"({string.Join(" or ", fields.Select(f => $"{f} like @term{i}"))})";
        });
        return $" and (({whole}) or ({string.Join(" and ", each)}))";
    }

    /// <param name="through">All of the person's records are read through for it: once for the page and its total together.</param>
    private async Task<Listed<T>> List<T>(string table, string columns, string scope, string filter, string order, DynamicParameters values, int page, int pageSize, bool through, CancellationToken cancel)
    {
        values.Add("pageSize", pageSize);
        values.Add("skip", (page - 1) * pageSize);
        var from = $"from {table} r where {scope} and {filter}";
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        if (through)
        {
            var found = await connection.QuerySingleAsync<(int Total, string[] Ids)>(
                $"with m as materialized (select r.id, {(order.Contains("r.due_on", StringComparison.Ordinal) ? "r.due_on" : "null::date as due_on")} {from}) select (select count(*) from m)::integer, array(select r.id from m r order by {order} limit @pageSize offset @skip)", values);
            var shown = await connection.QueryAsync<T>($"select {columns} from unnest(@ids::text[]) with ordinality p(id, place) join {table} r on r.id = p.id order by p.place", new { ids = found.Ids });
            return new([.. shown], Math.Min(found.Total, Paging.CountedTo), found.Total <= Paging.CountedTo);
        }
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 {from} limit {Paging.CountedTo + 1}) t", values);
        var items = await connection.QueryAsync<T>($"select {columns} {from} order by {order} limit @pageSize offset @skip", values);
        return new([.. items], Math.Min(total, Paging.CountedTo), total <= Paging.CountedTo);
    }

    /// <summary>The SQL twin of the policy's scope: the commission's own, or the organization's.</summary>
    private static string Scope(Actor actor, DynamicParameters values, string organization)
    {
        if (actor.Is(Role.Auditor)) return "true";
        if (actor.Commission is { } commission && (actor.Is(Role.Clerk) || actor.Is(Role.Arbitrator) || actor.Is(Role.Director)))
        {
            values.Add("house", commission.Value);
            return "r.commission_id = @house";
        }
        if (actor.Organization is not { } own || !(actor.Is(Role.Head) || actor.Is(Role.Mediator))) return "false";
        values.Add("house", own.Value);
        return organization;
    }

    private Light? LightOf(DateOnly? due, bool provisional) => due is not { } day ? null : CaseClock.LightOn(day, provisional && Today > day ? day : Today, store.Rules.Settings.AmberDays.Value);

    private static string Named(Actor actor, string names) => actor.Is(Role.Auditor) ? string.Join('、', names.Split('、').Select(Mask.Name)) : names;
}
