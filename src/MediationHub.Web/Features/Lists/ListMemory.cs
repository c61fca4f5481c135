using System.Net;

namespace MediationHub.Web.Features.Lists;

/// <summary>
/// The address of a list as it was left, in a cookie of the browser session: whichever page and step of a record somebody comes back from,
/// the list is as it was. An address in each link would be lost with the first form.
/// </summary>
public static class ListMemory
{
    private const int Longest = 2000;

    public static void Remember(HttpContext http, ListKind kind)
    {
        var query = http.Request.QueryString.Value?.TrimStart('?') ?? "";
        http.Response.Cookies.Append(NameOf(kind), query.Length <= Longest ? query : "", new CookieOptions { Path = "/", HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, IsEssential = true });
    }

    /// <summary>Back to the list as it was, at the row of a record.</summary>
    public static string Back(HttpContext http, ListKind kind, string? row = null)
    {
        var query = http.Request.Cookies[NameOf(kind)] is { Length: > 0 and <= Longest } kept && kept.All(c => c is > ' ' and < '\u007f' and not ('#' or '"' or '<' or '>')) ? $"?{kept}" : "";
        return $"{kind.Path}{query}{(row is null ? "" : $"#{WebUtility.UrlEncode(row)}")}";
    }

    private static string NameOf(ListKind kind) => $"list-{kind.Name}";
}
