using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Cases.Reveal;

/// <summary>Covered numbers shown plainly, for a reason that is logged.</summary>
public static class RevealPages
{
    public static void MapReveal(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/cases/{id}/reveal", async (HttpContext http, string id, string? party, IAggregates aggregates) =>
        {
            if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return Pages.Missing();
            return May(http) ? Pages.Show<RevealPage>(new { Case = stored.State, PartyId = party }) : Pages.NotYours();
        });

        pages.MapPost("/cases/{id}/reveal", async (HttpContext http, string id, IAggregates aggregates, AccessLog log) =>
        {
            if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return Pages.Missing();
            if (!May(http)) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var (party, reason, fields) = (form["partyId"].ToString(), form["reason"].ToString(), form["fields"].OfType<string>().ToList());
            var (plain, refusal) = await CaseEndpoints.Reveal(stored.State, new(PartyId.From(party), fields, reason), http.Actor(), log, http.RequestAborted);
            return Pages.Show<RevealPage>(new { Case = stored.State, PartyId = party, Fields = fields, Reason = reason, Plain = plain, Errors = refusal is null ? null : FormPosts.Shown(Problem.Of(refusal)) }, refusal is null ? 200 : 400);
        });
    }

    private static bool May(HttpContext http) => Policy.May(http.Actor(), "cases.reveal");
}
