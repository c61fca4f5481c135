using Microsoft.AspNetCore.Mvc;

namespace MediationHub.Web.Components;

/// <summary>The reader's choice of normal or large type, kept in a cookie on this device: it needs no account.</summary>
public static class TypeSize
{
    public const string Path = "/preferences/type";

    private const string Cookie = "type";
    private const string Large = "large";

    public static bool IsLarge(HttpRequest request) => request.Cookies[Cookie] == Large;

    public static void MapTypeSize(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, (HttpContext context, [FromForm] string? size, [FromForm] string? returnTo) =>
        {
            context.Response.Cookies.Append(Cookie, size == Large ? Large : "normal", new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Strict,
                HttpOnly = true,
                Secure = context.Request.IsHttps,
                IsEssential = true,
            });
            return Results.LocalRedirect(IsOwnPath(returnTo) ? returnTo! : "/");
        }).AllowAnonymous();

    private static bool IsOwnPath(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\') && !path.Any(char.IsControl);
}
