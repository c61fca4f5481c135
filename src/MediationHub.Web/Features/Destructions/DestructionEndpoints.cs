using MediationHub.Domain.Access;
using MediationHub.Domain.Destructions;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Destructions;

/// <summary>What a proposal says; the list's id is given by the program.</summary>
public sealed record NewDestruction(OrganizationId OrganizationId, IReadOnlyList<CaseId>? Cases, Personal Reason = default);

/// <summary>A destruction list on the wire.</summary>
public sealed record DestructionShown(
    string Id, int Version, string Number, OrganizationId OrganizationId, DestructionStage Stage, IReadOnlyList<DestructionItem> Items, Personal Reason, string ProposedBy, DateOnly ProposedOn,
    IReadOnlyList<DestructionApproval> Approvals, string? RefusedBy, Personal RefusedBecause, DateOnly? RefusedOn, DateOnly? CarriedOutOn, int Destroyed, IReadOnlyList<DestructionLeft> Left)
{
    public static DestructionShown Of(Stored<DestructionList> stored)
    {
        var (id, version, d) = stored;
        return new(id, version, d.Number, d.OrganizationId, d.Stage, d.Items, d.Reason, d.ProposedBy, d.ProposedOn, d.Approvals, d.RefusedBy, d.RefusedBecause, d.RefusedOn, d.CarriedOutOn, d.Destroyed, d.Left);
    }
}

/// <summary>Destruction lists over the API. With the second approval the cases are destroyed at once.</summary>
public static class DestructionEndpoints
{
    private static readonly Resource<DestructionList> Resource = new("destructions", (_, stored) => Task.FromResult<object>(DestructionShown.Of(stored)), typeof(DestructionShown));

    public static void MapDestructions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/destructions", async (HttpContext http, DestructionLists lists, string? stage, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "destructions.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if (!string.IsNullOrEmpty(stage) && !Enum.GetValues<DestructionStage>().Any(s => ApiWord.Of(s) == stage)) return Problem.Invalid("stage", "状态可为 proposed、approved、refused、carriedOut。", "The stage is proposed, approved, refused or carriedOut.");
            var (items, total, exact) = await lists.List(http.Actor(), string.IsNullOrEmpty(stage) ? null : stage, page, pageSize, http.RequestAborted);
            return Paging.Answer(items, total, page, pageSize, exact);
        }).Operation("destructions.list").AnswersList<DestructionListed>();

        // Cases whose retention period is over, which are not held from view but marked where they are on hold.
        api.MapGet("/destructions/due", async (HttpContext http, DestructionLists lists, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "destructions.due")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            var (items, total, exact) = await lists.Due(http.Actor(), archived: true, page, pageSize, http.RequestAborted);
            return Paging.Answer(items, total, page, pageSize, exact);
        }).Operation("destructions.due").AnswersList<DueCase>();

        api.MapRead(Resource).Operation("destructions.read");
        api.MapCreate<DestructionList, ProposeDestruction, NewDestruction>(Resource, "d", (id, body) => new(new(id), body.OrganizationId, body.Cases, body.Reason), (aggregates, body, cancel) => Cases.CaseEndpoints.OrganizationThere(aggregates, body.OrganizationId, cancel));
        api.MapCommand<DestructionList, ApproveDestruction>(Resource, "approve").AddEndpointFilter(async (call, next) =>
        {
            var answer = await next(call);
            await call.HttpContext.RequestServices.GetRequiredService<FileDestruction>().CarryOut(new(call.GetArgument<string>(1)), call.HttpContext.RequestAborted);
            return answer;
        });
        api.MapCommand<DestructionList, RefuseDestruction>(Resource, "refuse");
    }
}
