using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Bridge;

/// <summary>What a new commission says; the id may be given, since organizations and accounts name it.</summary>
public sealed record NewCommission(CommissionProfile Profile);

/// <summary>A commission on the wire. Numbers of its arbitrators' papers are for those who keep the roster.</summary>
public sealed record CommissionShown(string Id, int Version, string? Code, string Name, CommissionLevel? Level, string Unit, IReadOnlyList<string> Jurisdiction, string? InstituteName, Personal Address, Personal Phone, Personal DirectorName, string? SealName, string? NumberPrefix, IReadOnlyList<Arbitrator> Arbitrators, IReadOnlyList<Delegation> Delegations)
{
    public static CommissionShown Of(Actor actor, Stored<Commission> stored)
    {
        var (id, version, c) = stored;
        var keeper = actor.Commission == c.Id || actor.Is(Role.City) || actor.Is(Role.Province);
        return new(id, version, c.Profile.Code, c.Name, c.Profile.Level, c.Unit, c.Jurisdiction, c.Profile.InstituteName, c.Profile.Address, c.Profile.Phone, c.Profile.DirectorName, c.Profile.SealName, c.Profile.NumberPrefix,
            [.. c.Arbitrators.Select(a => a with { IdNumber = Mask.IdNumber(a.IdNumber), Phone = keeper ? a.Phone : Mask.Phone(a.Phone) })], keeper ? c.Delegations : []);
    }
}

/// <summary>Commissions over the API: everybody knows who they are; the office above and the director keep them.</summary>
public static class CommissionEndpoints
{
    private static readonly Resource<Commission> Resource = new("commissions", (http, stored) => Task.FromResult<object>(CommissionShown.Of(http.Actor(), stored)), typeof(CommissionShown));

    public static void MapCommissions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/commissions", async (HttpContext http, HubStore store, string? unit, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "commissions.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            await using var connection = await store.Database.OpenConnectionAsync(http.RequestAborted);
            var values = new { unit = string.IsNullOrEmpty(unit) ? null : unit, pageSize, skip = (page - 1) * pageSize };
            var total = await connection.ExecuteScalarAsync<int>("select count(*) from commission_rows where @unit::text is null or unit = @unit or @unit = any(jurisdiction)", values);
            var items = await connection.QueryAsync<CommissionListed>("select id as Id, version as Version, code as Code, name as Name, level as Level, unit as Unit, jurisdiction as Jurisdiction from commission_rows where @unit::text is null or unit = @unit or @unit = any(jurisdiction) order by code, id limit @pageSize offset @skip", values);
            return Paging.Answer(items.AsList(), total, page, pageSize);
        }).Operation("commissions.list").AnswersList<CommissionListed>();

        api.MapRead(Resource).Operation("commissions.read");
        api.MapCreate<Commission, EstablishCommission, NewCommission>(Resource, "k", (id, body) => new(new(id), body.Profile));
        api.MapCommand<Commission, ChangeCommission>(Resource, "change");
        api.MapCommand<Commission, AppointArbitrator>(Resource, "appoint-arbitrator");
        api.MapCommand<Commission, EndArbitrator>(Resource, "end-arbitrator");
        api.MapCommand<Commission, DelegateApproval>(Resource, "delegate");
        api.MapCommand<Commission, EndDelegation>(Resource, "end-delegation");
        api.MapCommand<Commission, CountApplications>(Resource, "count-applications");

        api.MapGet("/commissions/{id}/applications", async (HttpContext http, string id, IAggregates aggregates, HubStore store, int? year) =>
        {
            if (!Policy.May(http.Actor(), "commissions.applications")) return Problem.Forbidden;
            if (await aggregates.Find<Commission>(id, cancel: http.RequestAborted) is not { } stored) return Problem.NotFound;
            if (!Policy.ReadsApplications(http.Actor(), stored.State)) return Problem.Forbidden;
            var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
            if (year is { } asked && (asked < 2008 || asked > today.Year)) return Problem.Invalid("year", $"年份应在 2008 至 {today.Year} 之间。", $"The year lies between 2008 and {today.Year}.");
            return Results.Json(await ApplicationsShown.Of(store, http.Actor(), stored, year ?? today.Year, http.RequestAborted), Wire.Json);
        }).Operation("commissions.applications").Answers<ApplicationsShown>();
    }

    /// <summary>A commission among others.</summary>
    public sealed record CommissionListed(string Id, int Version, string Code, string Name, string Level, string Unit, string[] Jurisdiction);
}
