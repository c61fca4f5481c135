using System.Globalization;
using System.Text.Json;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Store.Search;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Rankings;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Organizations;

/// <summary>Organizations over the API: filing, profile, success rate.</summary>
public static class OrganizationEndpoints
{
    internal static readonly Resource<Organization> Resource = new("organizations", (http, stored) => Task.FromResult<object>(OrganizationShown.Of(stored, http.Actor())), typeof(OrganizationShown));

    public static void MapOrganizations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/organizations", async (HttpContext http, OrganizationLists lists, string? q, string? unit, string? type, string? status, string? sort, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "organizations.list")) return Problem.Forbidden;
            if (!string.IsNullOrEmpty(sort) && !OrganizationLists.Sorts.ContainsKey(sort)) return Problem.Invalid("sort", $"排序方式可为 {string.Join('、', OrganizationLists.Sorts.Keys)}。", $"Sort by {string.Join(", ", OrganizationLists.Sorts.Keys)}.");
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if (new OrganizationFilter(q, unit, type, status).Check() is { } unknown) return unknown;
            var (items, total) = await lists.List(new(q, unit, type, status, sort), page, pageSize, http.RequestAborted);
            return Paging.Answer(items, total, page, pageSize);
        }).Operation("organizations.list").AnswersList<OrganizationSummary>();
        api.MapRead(Resource).Operation("organizations.read");
        api.MapCreate<Organization, CreateOrganization, OrganizationProfile>(Resource, "o", (id, profile) => new(new(id), profile), (_, profile, _) => Task.FromResult(ApiWord.CheckUnit("unit", profile.Unit)));
        api.MapCommand<Organization, SubmitOrganization>(Resource, "submit");
        api.MapCommand<Organization, FileOrganization>(Resource, "file");
        api.MapCommand<Organization, ReturnOrganization>(Resource, "return");
        api.MapCommand<Organization, RefuseOrganization>(Resource, "refuse");
        api.MapCommand<Organization, ActivateOrganization>(Resource, "activate");
        api.MapCommand<Organization, OrderRectification>(Resource, "order-rectification");
        api.MapCommand<Organization, SuspendOrganization>(Resource, "suspend");
        api.MapCommand<Organization, ResumeOrganization>(Resource, "resume");
        api.MapCommand<Organization, DeregisterOrganization>(Resource, "deregister");
        api.MapCommand<Organization, ChangeOrganizationProfile>(Resource, "change-profile");
        api.MapCommand<Organization, AddProof>(Resource, "add-proof");
        api.MapCommand<Organization, WithdrawProof>(Resource, "withdraw-proof");
        api.MapCommand<Organization, ListRooms>(Resource, "list-rooms");
        api.MapCommand<Organization, RecordInspection>(Resource, "record-inspection");
        api.MapCommand<Organization, CloseInspection>(Resource, "close-inspection");
        api.MapCommand<Organization, ListOrganization>(Resource, "list");
        api.MapCommand<Organization, UnlistOrganization>(Resource, "unlist");

        api.MapGet("/organizations/{id}/success-rate", async (HttpContext http, string id, SuccessRates rates, IAggregates aggregates, HubStore store, string? from, string? to, string? definition) =>
        {
            var (period, problem) = await Asked(http, id, aggregates, store, from, to, definition);
            return problem is not null ? problem : Results.Json(await rates.Of(id, period.From, period.To, http.RequestAborted, Named(store, definition)), Rates);
        }).Operation("organizations.success-rate").Answers<SuccessRate>();

        // The cases behind one number, as far as the person may see them.
        api.MapGet("/organizations/{id}/success-rate/cases", async (HttpContext http, string id, CaseLists cases, Cells cells, IAggregates aggregates, HubStore store, string? number, string? from, string? to, string? definition, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "organizations.success-rate-cases")) return Problem.Forbidden;
            var (period, problem) = await Asked(http, id, aggregates, store, from, to, definition);
            if (problem is not null) return problem;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            var all = SuccessRates.Numbers.Concat(Cells.Names);
            if (await cells.Behind(id, number ?? "denominator", period.From, period.To, http.RequestAborted) is not { } filter)
                return Problem.Invalid("number", $"没有这个数，可用：{string.Join('、', all)}。", $"No such number: {string.Join(", ", all)}.");
            var listed = await cases.List(http.Actor(), filter, page, pageSize, http.RequestAborted);
            return Paging.Answer(listed, page, pageSize);
        }).Operation("organizations.success-rate-cases").AnswersList<CaseListed>();

        // Server-sent events: the rate now, and again after each commit that touches the organization.
        api.MapGet("/organizations/{id}/success-rate/live", async (HttpContext http, string id, LiveRates rates, IAggregates aggregates, HubStore store, string? from, string? to, string? definition) =>
        {
            var (period, problem) = await Asked(http, id, aggregates, store, from, to, definition);
            return problem is not null ? problem : EventStream.Of(http, rates.Follow(id, period.From, period.To, definition, http.RequestAborted));
        }).Operation("organizations.success-rate-live").AnswersFile(EventStream.MediaType);
    }

    internal static Domain.Statistics.RateDefinition? Named(HubStore store, string? definition) => string.IsNullOrEmpty(definition) ? null : store.Rules.Settings.Definition(definition);

    /// <summary>A rate of null is said, not left out: it is not 0 %.</summary>
    internal static readonly JsonSerializerOptions Rates = new(Wire.Json) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never };

    internal static async Task<((DateOnly From, DateOnly To) Period, Problem? Problem)> Asked(HttpContext http, string id, IAggregates aggregates, HubStore store, string? from, string? to, string? definition)
    {
        if (await aggregates.Seen<Organization>(http, id) is not { } stored) return (default, Problem.NotFound);
        var (period, wrong) = AskedPeriod.Of(from, to, ChinaTime.DayOf(store.Clock.GetUtcNow()).Year);
        return (period, wrong ?? AskedPeriod.CheckDefinition(store.Rules.Settings, definition));
    }
}

/// <summary>The days that figures are asked for, and by which definition.</summary>
public static class AskedPeriod
{
    /// <summary>First and last day, both inclusive; what is left out is the calendar year.</summary>
    public static ((DateOnly From, DateOnly To) Period, Problem? Problem) Of(string? from, string? to, int year)
    {
        if (Day(from, new(year, 1, 1)) is not { } first) return (default, Problem.Invalid("from", "起始日期无效，请写成 2026-01-01 这样。", "Not a date: write it like 2026-01-01."));
        if (Day(to, new(year, 12, 31)) is not { } last) return (default, Problem.Invalid("to", "截止日期无效，请写成 2026-12-31 这样。", "Not a date: write it like 2026-12-31."));
        return last < first ? (default, Problem.Invalid("to", "截止日期早于起始日期，请调换。", "The period ends before it begins.")) : ((first, last), null);
    }

    public static Problem? CheckDefinition(Domain.Rulebook.Settings settings, string? definition) =>
        string.IsNullOrEmpty(definition) || settings.Definition(definition) is not null ? null
            : Problem.Invalid("definition", $"没有这个口径，可用：{string.Join('、', settings.RateDefinitions.Value.Select(d => d.Id))}。", $"There is no such definition: it is one of {string.Join(", ", settings.RateDefinitions.Value.Select(d => d.Id))}.");

    private static DateOnly? Day(string? text, DateOnly otherwise) =>
        string.IsNullOrEmpty(text) ? otherwise : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= Instants.FirstYear and <= Instants.LastYear ? day : null;
}

/// <summary>An organization on the wire. The head's name and the telephone are shown whole to those who work with it.</summary>
public sealed record OrganizationShown(
    string Id, int Version, string Code, string Name, OrganizationType Type, string Unit, OrganizationStatus Status, DateOnly? FiledOn, string? FilingNumber, DateOnly? Since,
    bool Listed, DateOnly? RectifyBy, OrganizationProfile Profile, IReadOnlyList<string> Rooms, IReadOnlyList<Proof> Proofs, IReadOnlyList<StatusPeriod> Periods, int LateEntries,
    IReadOnlyList<Inspection> Inspections, IReadOnlyList<OrganizationHonor> Honors)
{
    public static OrganizationShown Of(Stored<Organization> stored, Actor actor)
    {
        var (id, version, o) = stored;
        var own = actor.Organization?.Value == id || actor.Is(Role.City) || actor.Is(Role.Province);
        var profile = own ? o.Profile : o.Profile with { HeadName = default, Phone = Mask.Phone(o.Profile.Phone) };
        return new(id, version, o.Code, o.Name, o.Type, o.Unit, o.Status, o.FiledOn, o.FilingNumber, o.Since, o.Listed, o.RectifyBy, profile, own ? o.Rooms : [], own ? o.Proofs : [], o.Periods, o.LateEntries, own ? o.Inspections : [], o.Honors);
    }
}

/// <summary>What a list of organizations is narrowed by.</summary>
public sealed record OrganizationFilter(string? Query = null, string? Unit = null, string? Type = null, string? Status = null, string? Sort = null)
{
    /// <summary>A word that stands for nothing finds nothing: whoever sends it is told which there are.</summary>
    public Problem? Check() => ApiWord.CheckUnit("unit", Unit) ?? ApiWord.Check("type", Type, ApiWord.All<OrganizationType>()) ?? ApiWord.Check("status", Status, ApiWord.All<OrganizationStatus>());
}

/// <summary>One organization in a list.</summary>
public sealed record OrganizationSummary(string Id, int Version, string Code, string Name, string Type, string Unit, string Status, DateOnly? FiledOn, string? FilingNumber)
{
    /// <summary>This year's success rate, percent; only where it was asked for.</summary>
    public decimal? Rate { get; init; }
}

public sealed class OrganizationLists(HubStore store)
{
    /// <summary>Orders of the list; without one it stands by region.</summary>
    public static readonly IReadOnlyDictionary<string, string> Sorts = new Dictionary<string, string>
    {
        ["unit"] = "unit, name, id", ["name"] = "name, id", ["-name"] = "name desc, id desc", ["code"] = "code, id", ["-code"] = "code desc, id desc", ["filed"] = "filed_on desc nulls last, id desc",
    };

    public async Task<(IReadOnlyList<OrganizationSummary> Items, int Total)> List(OrganizationFilter filter, int page, int pageSize, CancellationToken cancel)
    {
        var units = filter.Unit is null ? null : Domain.Rulebook.Regions.BuiltIn.All.Where(r => Domain.Rulebook.Regions.BuiltIn.IsWithin(r.Code, filter.Unit)).Select(r => r.Code).Append(filter.Unit).ToArray();
        const string where = """
            from organization_rows where (@units::text[] is null or unit = any(@units)) and (@Type::text is null or type = @Type) and (@Status::text is null or status = @Status)
              and (@like::text is null or name like @like or code like @like)
            """;
        var values = new { units, Type = filter.Type.Given(), Status = filter.Status.Given(), like = filter.Query.Given() is { } q ? Like.Containing(q) : null, pageSize, skip = (page - 1) * pageSize };
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) {where}", values);
        var items = await connection.QueryAsync<OrganizationSummary>($"select id, version, code, name, type, unit, status, filed_on as FiledOn, filing_number as FilingNumber {where} order by {Sorts[filter.Sort.Given() ?? "unit"]} limit @pageSize offset @skip", values);
        return ([.. items], total);
    }

    /// <summary>The organization's name; null where there is none such.</summary>
    public async Task<string?> NameOf(string id, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<string?>("select name from organization_rows where id = @id", new { id });
    }

    /// <summary>Every organization that has not ended, under its region: to choose from.</summary>
    /// <param name="within">Only those in this region; null: everywhere.</param>
    public async Task<IReadOnlyList<Components.Choice>> Choices(CancellationToken cancel, string? within = null)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<(string Id, string Name, string Unit)>("select id, name, unit from organization_rows where status not in ('refused', 'deregistered') order by unit, name, id")).Where(o => within is null || Domain.Rulebook.Regions.BuiltIn.IsWithin(o.Unit, within))
            .Select(o => new Components.Choice(o.Id, o.Name, Group: Domain.Rulebook.Regions.BuiltIn.NameOf(o.Unit)))];
    }
}
