using System.Security.Cryptography;
using System.Text.Json;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Files;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;
using Microsoft.AspNetCore.DataProtection;

namespace MediationHub.Web.Features.Cases.Opening;

/// <summary>
/// City and province say why they open a case; the reason is logged, and for half an hour it opens that case's pages to that person.
/// It is kept in a protected cookie, so that no page needs a particular node.
/// </summary>
public static class CaseOpenings
{
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(30);

    private sealed record Opened(string UserName, string CaseId, string Reason);

    /// <summary>The reason this person gave for this case, if it still holds.</summary>
    public static string? Of(HttpContext http, string caseId)
    {
        if (http.Request.Cookies[NameOf(caseId)] is not { Length: > 0 } cookie) return null;
        try
        {
            var opened = JsonSerializer.Deserialize<Opened>(Protector(http).Unprotect(cookie));
            return opened is not null && opened.UserName == http.Actor().UserName && opened.CaseId == caseId ? opened.Reason : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static void MapOpening(this IEndpointRouteBuilder pages) =>
        pages.MapPost("/cases/{id}/open", async (HttpContext http, string id, IAggregates aggregates, AccessLog log) =>
        {
            if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return Pages.Missing();
            if (!CaseEndpoints.NeedsReason(http.Actor())) return Results.Redirect($"/cases/{id}");
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var reason = form["reason"].ToString().Trim();
            if (reason.Length is < 2 or > 200)
                return Pages.Show<OpenCasePage>(new { Id = id, stored.State.Number, Reason = reason, Errors = new FormErrors().Add("reason", reason.Length < 2 ? "请填写查阅理由（至少 2 个字）。" : "查阅理由不超过 200 字。") }, 400);

            await log.Write(http.Actor().UserName, id, "opened", reason: reason, cancel: http.RequestAborted);
            http.Response.Cookies.Append(NameOf(id), Protector(http).Protect(JsonSerializer.Serialize(new Opened(http.Actor().UserName, id, reason)), Lasting), new CookieOptions
            {
                MaxAge = Lasting,
                Path = "/",
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = http.Request.IsHttps,
                IsEssential = true,
            });
            return Results.Redirect($"/cases/{id}");
        });

    private static string NameOf(string caseId) => $"opened-{caseId}";

    private static ITimeLimitedDataProtector Protector(HttpContext http) => http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("case-opening").ToTimeLimitedDataProtector();
}
