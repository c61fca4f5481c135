using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Accounts;
using MediationHub.Web.Api;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Accounts;

/// <summary>Who one is, tokens, and 用户管理 over the API.</summary>
public static class AccountEndpoints
{
    public sealed record TokenRequest(string UserName, string Password);
    public sealed record PasswordRequest(string? Password = null);
    public sealed record OwnPassword(string Current, string Password);

    /// <summary>A token of twelve hours, opaque.</summary>
    public sealed record TokenIssued(string AccessToken, DateTimeOffset ExpiresAt, string UserName, string[] Roles, bool MustChangePassword);

    /// <summary>Who asks, and what the account is bound to; null where it is bound to none.</summary>
    /// <param name="Unit">The region of a city or provincial office.</param>
    public sealed record MeShown(
        string UserName, string DisplayName, IReadOnlyList<Role> Roles, OrganizationId? OrganizationId, MediatorId? MediatorId, CommissionId? CommissionId,
        string? ArbitratorId, string? Unit, bool MustChangePassword);

    /// <summary>What a list of accounts is narrowed by, from its address.</summary>
    internal static (AccountFilter Filter, Problem? Problem) Filter(string? q, string? role, string? locked)
    {
        var problem = ApiWord.Check("role", role, ApiWord.All<Role>().Where(r => r is not "system" and not "party")) ?? ApiWord.Check("locked", locked, ["true", "false"])
            ?? (q?.Trim().Length > 100 ? Problem.Invalid("q", "查询内容不超过 100 个字。", "At most 100 characters.") : null);
        return (new(q.Given(), role.Given(), locked.Given() switch { "true" => true, "false" => false, _ => null }), problem);
    }

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        api.MapPost("/tokens", async (HttpContext http, SignInDesk desk, AccountStore accounts) =>
        {
            var (request, invalid) = await Body.Read<TokenRequest>(http);
            if (invalid is not null) return invalid;
            var (account, refused) = await desk.Check(request!.UserName.Trim(), request.Password);
            if (account is null) return new Problem(401, "sign-in-failed", new("登录失败", "Sign-in failed"), refused!);
            var (token, expiresAt) = await accounts.IssueToken(account, TimeSpan.FromHours(12), http.RequestAborted);
            return Results.Json(new TokenIssued(token, expiresAt.ToOffset(ChinaTime.Offset), account.UserName, account.Roles, account.MustChangePassword), Wire.Json);
        }).AllowAnonymous().Operation("tokens.create").Answers<TokenIssued>().Accepts<TokenRequest>("application/json");

        api.MapGet("/me", (HttpContext http) =>
        {
            var me = http.Actor();
            return Results.Json(new MeShown(me.UserName, http.Me().DisplayName, [.. me.Roles], me.Organization, me.Mediator, me.Commission, me.ArbitratorId, me.Unit, http.Me().MustChangePassword), Organizations.OrganizationEndpoints.Rates);
        }).Operation("me.read").Answers<MeShown>();

        api.MapPost("/me/password", async (HttpContext http, AccountDesk desk) =>
        {
            var (request, problem) = await Body.Read<OwnPassword>(http);
            if (problem is not null) return problem;
            return await desk.ChangeOwnPassword(http.Actor().UserName, request!.Current, request.Password) is { } no ? no : Results.NoContent();
        }).Operation("me.change-password").AnswersNothing().Accepts<OwnPassword>("application/json");

        api.MapGet("/users", async (HttpContext http, AccountDesk desk, string? q, string? role, string? locked, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "users.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            var (filter, unknown) = Filter(q, role, locked);
            if (unknown is not null) return unknown;
            var (items, total) = await desk.List(http.Actor(), filter, page, pageSize, http.RequestAborted);
            return Paging.Answer([.. items.Select(AccountShown.Of)], total, page, pageSize);
        }).Operation("users.list").AnswersList<AccountShown>();

        api.MapGet("/users/{id}", async (HttpContext http, string id, AccountDesk desk) =>
        {
            if (!Policy.May(http.Actor(), "users.read")) return Problem.Forbidden;
            return await desk.Find(http.Actor(), id) is { } account ? Shown(http, account, 200) : Problem.NotFound;
        }).Operation("users.read").Answers<AccountShown>();

        api.MapPost("/users", async (HttpContext http, AccountDesk desk) =>
        {
            if (!Policy.May(http.Actor(), "users.create")) return Problem.Forbidden;
            var (wanted, problem) = await Body.Read<NewAccount>(http);
            if (problem is not null) return problem;
            var (account, password, no) = await desk.Create(http.Actor(), wanted!);
            return account is null ? no! : Shown(http, account, 201, wanted!.Password is null ? password : null);
        }).Operation("users.create").Answers<AccountShown>(201).Accepts<NewAccount>("application/json");

        Change<object>("lock", async (http, desk, account, _) => (await desk.SetLocked(http.Actor(), account, true), null));
        Change<object>("unlock", async (http, desk, account, _) => (await desk.SetLocked(http.Actor(), account, false), null));
        Change<NewRoles>("set-roles", async (http, desk, account, roles) => (await desk.SetRoles(http.Actor(), account, roles), null));
        Change<PasswordRequest>("reset-password", async (http, desk, account, request) =>
        {
            var (password, problem) = await desk.ResetPassword(http.Actor(), account, request.Password);
            return (problem, request.Password is null ? password : null);
        });

        void Change<TBody>(string name, Func<HttpContext, AccountDesk, Account, TBody, Task<(Problem? Problem, string? Password)>> change) where TBody : class =>
            api.MapPost($"/users/{{id}}/{name}", async (HttpContext http, string id, AccountDesk desk) =>
            {
                if (!Policy.May(http.Actor(), $"users.{name}")) return Problem.Forbidden;
                if (await desk.Find(http.Actor(), id) is not { } account) return Problem.NotFound;
                var (body, problem) = await Body.Read<TBody>(http);
                if (problem is not null) return problem;
                if (CommandEndpoint.SeenVersion(http, out var seen) is { } unseen) return unseen;
                if (seen != account.Version) return Problem.Stale(seen, account.Version, Array.Empty<object>());
                var (no, password) = await change(http, desk, account, body!);
                return no is not null ? no : Shown(http, account, 200, password);
            }).Operation($"users.{name}").AsksForVersion().Answers<AccountShown>().Accepts<TBody>("application/json");
    }

    private static IResult Shown(HttpContext http, Account account, int status, string? password = null)
    {
        http.Response.Headers.ETag = $"\"{account.Version}\"";
        if (status == 201) http.Response.Headers.Location = $"/api/v1/users/{account.UserName}";
        return Results.Json(AccountShown.Of(account) with { FirstPassword = password }, Wire.Json, statusCode: status);
    }
}
