using System.Security.Cryptography;
using MediationHub.Domain.Access;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Identity;
using Microsoft.AspNetCore.Identity;

namespace MediationHub.Web.Features.Accounts;

/// <summary>A new account: its name, roles, and what they are bound to.</summary>
public sealed record NewAccount(string UserName, string DisplayName, string[] Roles, string? Password = null, string? OrganizationId = null, string? MediatorId = null, string? CommissionId = null, string? ArbitratorId = null, string? Unit = null);

/// <summary>Other roles, and what they are bound to, for an existing account.</summary>
public sealed record NewRoles(string[] Roles, string? OrganizationId = null, string? MediatorId = null, string? CommissionId = null, string? ArbitratorId = null, string? Unit = null);

/// <summary>An account as the API and the pages show it.</summary>
/// <param name="FirstPassword">What the program made up for a new account or for a password that was reset: said once, in the answer to that, and left out everywhere else.</param>
public sealed record AccountShown(string Id, int Version, string UserName, string DisplayName, string[] Roles, string? OrganizationId, string? MediatorId, string? CommissionId, string? ArbitratorId, string? Unit, bool Locked, bool MustChangePassword, DateTimeOffset? LockoutEnd, string? FirstPassword = null)
{
    public static AccountShown Of(Account a) => new(a.UserName, a.Version, a.UserName, a.DisplayName, a.Roles, a.OrganizationId, a.MediatorId, a.CommissionId, a.ArbitratorId, a.Unit, a.Locked, a.MustChangePassword,
        a.LockoutEnd is { } end && end > DateTime.UtcNow ? new DateTimeOffset(DateTime.SpecifyKind(end, DateTimeKind.Utc)).ToOffset(ChinaTime.Offset) : null);
}

/// <summary>用户管理: the administrator for all accounts, a head for those of the own organization's mediators.</summary>
public sealed class AccountDesk(UserManager<Account> users, AccountStore accounts, IAggregates aggregates, People people)
{
    /// <summary>The accounts this person may manage.</summary>
    public Task<(IReadOnlyList<Account> Items, int Total)> List(Actor actor, AccountFilter filter, int page, int pageSize, CancellationToken cancel) =>
        accounts.List(actor.Is(Role.Admin) ? null : actor.Organization!.Value.Value, filter, page, pageSize, cancel);

    /// <summary>An account this person may manage, or null.</summary>
    public async Task<Account?> Find(Actor actor, string userName)
    {
        var account = await users.FindByNameAsync(userName);
        return account is not null && (actor.Is(Role.Admin) || (account.OrganizationId == actor.Organization?.Value && account.Roles is ["mediator"])) ? account : null;
    }

    /// <summary>Makes an account; gives it with its first password, which must be changed at first sign-in.</summary>
    public async Task<(Account? Account, string? Password, Problem? Problem)> Create(Actor actor, NewAccount wanted)
    {
        var problems = new Problems();
        problems.Require("userName", wanted.UserName, "请填写用户名。", "Enter a user name.");
        if (wanted.UserName is { Length: > 0 } name && (name.Length is < 3 or > 32 || name.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_'))))
            problems.Add("userName", "用户名为 3 至 32 个小写字母、数字、点、横线或下划线。", "A user name has 3 to 32 lower-case letters, digits, dots, dashes or underscores.");
        problems.Require("displayName", wanted.DisplayName, "请填写姓名。", "Enter the person's name.");
        if (wanted.DisplayName is { Length: > 40 }) problems.Add("displayName", "姓名不超过 40 个字。", "A name has at most 40 characters.");
        var account = new Account { UserName = wanted.UserName ?? "", DisplayName = wanted.DisplayName?.Trim() ?? "", SecurityStamp = Guid.NewGuid().ToString("N") };
        await Bind(actor, account, new(wanted.Roles, wanted.OrganizationId, wanted.MediatorId, wanted.CommissionId, wanted.ArbitratorId, wanted.Unit), problems);
        if (problems.ToRefusal() is { } refusal) return (null, null, Problem.Of(refusal));
        await using var turn = await Turn(account);
        if (await Taken(account) is { } taken) return (null, null, taken);

        var password = wanted.Password ?? FirstPassword();
        var made = await users.CreateAsync(account, password);
        return made.Succeeded ? (account, password, null) : (null, null, Explain(made));
    }

    public async Task<Problem?> SetRoles(Actor actor, Account account, NewRoles wanted)
    {
        var problems = new Problems();
        var (mediator, house) = (account.MediatorId, account.OrganizationId);
        await Bind(actor, account, wanted, problems);
        if (problems.ToRefusal() is { } refusal) return Problem.Of(refusal);
        await using var turn = await Turn(account);
        if ((account.MediatorId, account.OrganizationId) != (mediator, house) && !account.Locked && await Taken(account) is { } taken) return taken;
        return await Save(actor, account, newStamp: true);
    }

    /// <summary>One mediator, one account in use for an organization: who did what stands under the account's name.</summary>
    private async Task<Problem?> Taken(Account account) =>
        account.MediatorId is { } mediator && await accounts.InUseBy(mediator, account.OrganizationId, account.UserName) is { } other
            ? Problem.Of(new Refusal("mediator-has-account", $"这位调解员在本组织已有账号“{other}”，请直接使用；确需更换的，先停用原账号。", $"The mediator has the account {other}; use it, or lock it first.")) : null;

    /// <summary>Held from asking whether the mediator has an account until that is written.</summary>
    private async Task<IAsyncDisposable?> Turn(Account account) => account.MediatorId is { } mediator ? await accounts.TurnOf(mediator, account.OrganizationId) : null;

    public async Task<Problem?> SetLocked(Actor actor, Account account, bool locked)
    {
        if (locked && account.UserName == actor.UserName) return Problem.Of(new Refusal("own-account", "不能停用自己的账号。", "You cannot lock your own account."));
        if (account.Locked == locked && (locked || account.LockoutEnd is null)) return null;
        await using var turn = locked ? null : await Turn(account);
        if (account.Locked && await Taken(account) is { } taken) return taken;
        account.Locked = locked;
        if (!locked) (account.FailedCount, account.LockoutEnd) = (0, null);
        return await Save(actor, account, newStamp: locked);
    }

    /// <summary>Gives a new first password; every ticket and token of the account ends.</summary>
    public async Task<(string? Password, Problem? Problem)> ResetPassword(Actor actor, Account account, string? wanted)
    {
        var password = wanted ?? FirstPassword();
        foreach (var validator in users.PasswordValidators)
            if (await validator.ValidateAsync(users, account, password) is { Succeeded: false } weak) return (null, Explain(weak));
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        (account.MustChangePassword, account.FailedCount, account.LockoutEnd) = (true, 0, null);
        var problem = await Save(actor, account, newStamp: true);
        return (problem is null ? password : null, problem);
    }

    /// <summary>The person's own change of password.</summary>
    public async Task<Problem?> ChangeOwnPassword(string userName, string current, string wanted)
    {
        if (await users.FindByNameAsync(userName) is not { } account) return Problem.NotSignedIn;
        if (!await users.CheckPasswordAsync(account, current)) return Problem.Invalid("current", "当前密码不正确。", "The current password is wrong.");
        if (current == wanted) return Problem.Invalid("password", "新密码不能与当前密码相同。", "The new password must differ from the current one.");
        foreach (var validator in users.PasswordValidators)
            if (await validator.ValidateAsync(users, account, wanted) is { Succeeded: false } weak) return Explain(weak);
        account.PasswordHash = users.PasswordHasher.HashPassword(account, wanted);
        account.MustChangePassword = false;
        return await Save(account.ToActor(), account, newStamp: true);
    }

    private async Task<Problem?> Save(Actor actor, Account account, bool newStamp)
    {
        if (newStamp) account.SecurityStamp = Guid.NewGuid().ToString("N");
        var saved = await accounts.UpdateAsync(account, default);
        people.Forget(account.UserName);
        return saved.Succeeded ? null : Problem.Stale(account.Version, account.Version + 1, Array.Empty<object>());
    }

    /// <summary>Roles stand only together with what they are bound to, and a head gives none but a mediator's of the own organization.</summary>
    private async Task Bind(Actor actor, Account account, NewRoles wanted, Problems problems)
    {
        var roles = new List<Role>();
        foreach (var word in wanted.Roles ?? [])
        {
            if (Enum.TryParse<Role>(word, ignoreCase: true, out var role) && role is not (Role.System or Role.Party) && word.All(char.IsAsciiLetter)) roles.Add(role);
            else problems.Add("roles", $"没有“{word}”这种角色。", $"There is no role “{word}”.");
        }
        if (roles.Count == 0) problems.Add("roles", "请至少选择一种角色。", "Choose at least one role.");
        if (!actor.Is(Role.Admin))
        {
            if (roles.Any(r => r is not Role.Mediator)) problems.Add("roles", "负责人只能为本组织的调解员开设账号。", "A head makes accounts for the own organization's mediators only.");
            if (wanted.OrganizationId is { } other && other != actor.Organization?.Value) problems.Add("organizationId", "只能为本组织的调解员开设账号。", "Only for the own organization's mediators.");
            wanted = wanted with { OrganizationId = actor.Organization?.Value };
        }
        if (roles.Contains(Role.Admin) && roles.Count > 1) problems.Add("roles", "系统管理员不接触案件，不能兼任其他角色。", "An administrator sees no case and has no other role.");

        if (roles.Any(r => r is Role.Mediator or Role.Head))
        {
            if (wanted.OrganizationId is null || await aggregates.Find<Organization>(wanted.OrganizationId) is null) problems.Add("organizationId", "请选择所属的调解组织。", "Choose the organization.");
            if (roles.Contains(Role.Mediator) && wanted.MediatorId is null) problems.Add("mediatorId", "请选择对应的调解员档案。", "Choose the mediator.");
            if (wanted.MediatorId is { } id && await aggregates.Find<Mediator>(id) is null) problems.Add("mediatorId", "没有这位调解员的档案，请核对。", "There is no such mediator.");
        }
        if (roles.Any(r => r is Role.Clerk or Role.Arbitrator or Role.Director))
        {
            var commission = string.IsNullOrWhiteSpace(wanted.CommissionId) ? null : (await aggregates.Find<Commission>(wanted.CommissionId.Trim()))?.State;
            if (commission is null) problems.Add("commissionId", "请选择已登记的仲裁委员会。", "Name an arbitration commission of the register.");
            // An arbitrator acts under the entry of the commission's roster, which conflicts are looked for in.
            else if (roles.Contains(Role.Arbitrator) && (string.IsNullOrWhiteSpace(wanted.ArbitratorId) || commission.Arbitrator(new(wanted.ArbitratorId.Trim())) is null)) problems.Add("arbitratorId", "请选择该仲裁委员会名册中的仲裁员。", "Name an arbitrator of the commission's roster.");
        }
        if (roles.Any(r => r is Role.City or Role.Province) && string.IsNullOrWhiteSpace(wanted.Unit)) problems.Add("unit", "请选择所属地区。", "Choose the unit.");
        account.Roles = [.. roles.Distinct().Select(r => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(r.ToString()))];
        // What no role needs is not kept: it would narrow or widen what the account sees.
        var (house, bench) = (roles.Any(r => r is Role.Mediator or Role.Head), roles.Any(r => r is Role.Clerk or Role.Arbitrator or Role.Director));
        account.OrganizationId = house ? wanted.OrganizationId : null;
        account.MediatorId = house ? wanted.MediatorId : null;
        account.CommissionId = bench ? wanted.CommissionId?.Trim() : null;
        account.ArbitratorId = roles.Contains(Role.Arbitrator) ? wanted.ArbitratorId?.Trim() : null;
        account.Unit = roles.Any(r => r is Role.City or Role.Province) ? wanted.Unit : null;
    }

    private static Problem Explain(IdentityResult result) =>
        result.Errors.Any(e => e.Code == "DuplicateUserName")
            ? Problem.Of(new Refusal("user-name-taken", "该用户名已被使用，请换一个。", "This user name is taken: choose another."))
            : result.Errors.Any(e => e.Code == "ConcurrencyFailure")
                ? Problem.Stale(0, 0, Array.Empty<object>())
                : Problem.Invalid("password", "密码至少 10 位，并同时含有大写字母、小写字母、数字和符号。", "A password has at least 10 characters with upper and lower case letters, digits and symbols.");

    /// <summary>Readable aloud over the telephone, and random enough until it is changed at first sign-in.</summary>
    private static string FirstPassword() => $"Mh-{RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", 6)}-{RandomNumberGenerator.GetString("23456789", 4)}";
}
