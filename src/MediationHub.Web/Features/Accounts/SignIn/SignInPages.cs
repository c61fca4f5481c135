using MediationHub.Web.Components;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;
using Microsoft.AspNetCore.Authentication;

namespace MediationHub.Web.Features.Accounts.SignIn;

/// <summary>Coming in, going out, and the own password.</summary>
public static class SignInPages
{
    public static void MapSignIn(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sign-in", (HttpContext http, string? @return) =>
            http.Features.Get<SignedIn>() is not null ? Results.Redirect("/") : Pages.Show<SignInPage>(new { Return = Local(@return) })).AllowAnonymous();

        pages.MapPost("/sign-in", async (HttpContext http, string? @return, SignInDesk desk) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var userName = form["userName"].ToString().Trim();
            var (account, refused) = await desk.Check(userName, form["password"].ToString());
            if (account is null)
                return Pages.Show<SignInPage>(new { UserName = userName, Return = Local(@return), Errors = new FormErrors().Add("", refused!.Chinese) }, 401);
            await http.SignInAsync(Signing.Cookie, Signing.Ticket(account.UserName, account.SecurityStamp, Signing.Cookie));
            return Results.Redirect(account.MustChangePassword ? "/password" : Local(@return) ?? "/");
        }).AllowAnonymous();

        pages.MapPost("/sign-out", async (HttpContext http) =>
        {
            await http.SignOutAsync(Signing.Cookie);
            return Results.Redirect("/sign-in");
        });

        pages.MapGet("/password", (HttpContext http) => Pages.Show<PasswordPage>(new { First = http.Me().MustChangePassword }));

        pages.MapPost("/password", async (HttpContext http, AccountDesk desk, People people) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var userName = http.Actor().UserName;
            if (await desk.ChangeOwnPassword(userName, form["current"].ToString(), form["password"].ToString()) is { } problem)
                return Pages.Show<PasswordPage>(new { First = http.Me().MustChangePassword, Errors = problem.Errors(english: false) }, problem.Status);
            var person = await people.Find(userName, http.RequestAborted);
            await http.SignInAsync(Signing.Cookie, Signing.Ticket(userName, person!.Stamp, Signing.Cookie));
            return Results.Redirect("/");
        });
    }

    /// <summary>Only an address of our own is returned to.</summary>
    private static string? Local(string? href) => href is { Length: > 1 } && href[0] == '/' && href[1] is not ('/' or '\\') ? href : null;
}
