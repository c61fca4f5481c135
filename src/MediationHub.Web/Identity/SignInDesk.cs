using MediationHub.Domain.Kernel;
using MediationHub.Store.Accounts;
using Microsoft.AspNetCore.Identity;

namespace MediationHub.Web.Identity;

/// <summary>Checks a user name and password. Five failures lock the account for 15 minutes; an unknown name takes as long as a wrong password.</summary>
public sealed class SignInDesk(UserManager<Account> users, People people, IPasswordHasher<Account> hasher)
{
    public const int MostFailures = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    private static readonly Text Wrong = new("用户名或密码不正确。连续 5 次输错后账号将锁定 15 分钟。", "User name or password is wrong. After 5 failures in a row the account is locked for 15 minutes.");
    private static readonly Account Nobody = new();

    public async Task<(Account? Account, Text? Refused)> Check(string userName, string password)
    {
        if (userName.Length is 0 or > 64 || password.Length is 0 or > 200 || await users.FindByNameAsync(userName) is not { } account)
        {
            hasher.VerifyHashedPassword(Nobody, DummyHash(hasher), password.Length > 200 ? "" : password);
            return (null, Wrong);
        }
        if (await users.IsLockedOutAsync(account)) return (null, new("连续输错密码，账号已锁定 15 分钟，请稍后再试，或请管理员重置密码。", "Too many failures: the account is locked for 15 minutes. Try later, or have the password reset."));
        if (!await users.CheckPasswordAsync(account, password))
        {
            await users.AccessFailedAsync(account);
            return (null, Wrong);
        }
        if (await people.WhyNot(account) is { } refused) return (null, refused);
        if (account.FailedCount > 0) await users.ResetAccessFailedCountAsync(account);
        return (account, null);
    }

    private static string? _dummy;

    private static string DummyHash(IPasswordHasher<Account> hasher) => _dummy ??= hasher.HashPassword(Nobody, "no account has this password");
}
