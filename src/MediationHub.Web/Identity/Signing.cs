using System.Security.Claims;
using System.Text.Encodings.Web;
using MediationHub.Domain.Access;
using MediationHub.Store.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace MediationHub.Web.Identity;

/// <summary>Names of the ways to sign in and of what a ticket holds.</summary>
public static class Signing
{
    public const string Either = "either";
    public const string Cookie = CookieAuthenticationDefaults.AuthenticationScheme;
    public const string CookieName = "mediationhub";
    public const string Token = "token";

    /// <summary>The claim that carries the account's security stamp: a changed password or a lock ends every ticket.</summary>
    public const string Stamp = "stamp";

    public static ClaimsPrincipal Ticket(string userName, string stamp, string scheme) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, userName), new Claim(Stamp, stamp)], scheme));

    /// <summary>Who asks.</summary>
    /// <exception cref="InvalidOperationException">The endpoint let someone in who is not signed in.</exception>
    public static SignedIn Me(this HttpContext http) => http.Features.Get<SignedIn>() ?? throw new InvalidOperationException("not signed in");

    public static Actor Actor(this HttpContext http) => http.Me().Actor;
}

/// <summary>The person behind a request, put into its features when the ticket is checked.</summary>
public sealed record SignedIn(Actor Actor, string DisplayName, bool MustChangePassword);

/// <summary>Finds the person behind a ticket and whether they may still come in.</summary>
public sealed class TicketCheck(People people)
{
    public async Task<bool> Admit(HttpContext http, string userName, string stamp)
    {
        var person = await people.Find(userName, http.RequestAborted);
        if (person is null || person.Stamp != stamp || person.Refused is not null) return false;
        http.Features.Set(person.SignedIn);
        return true;
    }
}

/// <summary>An opaque bearer token, of which only the hash is kept.</summary>
public sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccountStore accounts, TicketCheck check, TokenCache cache)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var token = header["Bearer ".Length..].Trim();
        if (await cache.Find(token, () => accounts.FindToken(token, Context.RequestAborted)) is not { } found || !await check.Admit(Context, found.UserName, found.SecurityStamp))
            return AuthenticateResult.Fail("unknown token");
        return AuthenticateResult.Success(new(Signing.Ticket(found.UserName, found.SecurityStamp, Scheme.Name), Scheme.Name));
    }
}
