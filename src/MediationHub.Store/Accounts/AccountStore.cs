using System.Security.Cryptography;
using System.Text;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Search;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace MediationHub.Store.Accounts;

/// <summary>An account: a person's way in, its roles and what they are bound to.</summary>
public sealed class Account
{
    public string UserName { get; set; } = "";
    public string DisplayName { get; set; } = "";
    public string PasswordHash { get; set; } = "";
    public string[] Roles { get; set; } = [];
    public string? OrganizationId { get; set; }
    public string? MediatorId { get; set; }
    public string? CommissionId { get; set; }
    public string? ArbitratorId { get; set; }
    public string? Unit { get; set; }
    public bool Locked { get; set; }
    public bool MustChangePassword { get; set; } = true;
    public int FailedCount { get; set; }
    public DateTime? LockoutEnd { get; set; }
    public string SecurityStamp { get; set; } = "";
    public int Version { get; set; } = 1;

    /// <summary>Who asks, as the domain knows it.</summary>
    public Actor ToActor() => new(
        UserName,
        Roles.Select(r => Enum.Parse<Role>(r, ignoreCase: true)).ToHashSet(),
        OrganizationId is null ? null : new OrganizationId(OrganizationId),
        MediatorId is null ? null : new MediatorId(MediatorId),
        CommissionId is null ? null : new CommissionId(CommissionId),
        ArbitratorId,
        Unit);
}

/// <summary>What a list of accounts is narrowed by.</summary>
/// <param name="Query">In the user name, the person's name, or the organization's name or code.</param>
/// <param name="Role">A word of the API.</param>
/// <param name="Locked">Locked by a person, or not; null for both.</param>
public sealed record AccountFilter(string? Query = null, string? Role = null, bool? Locked = null);

/// <summary>The table of accounts for ASP.NET Core Identity, and tokens for the API.</summary>
public sealed class AccountStore(HubStore store) : IUserPasswordStore<Account>, IUserLockoutStore<Account>, IUserSecurityStampStore<Account>
{
    private const int LockClass = 0x414343;   // "ACC"

    /// <summary>One turn at a time in a process: each holds a connection while its owner needs another, and many at once would have all of the pool.</summary>
    private readonly SemaphoreSlim _turns = new(1, 1);

    private const string Columns = "user_name as UserName, display_name as DisplayName, password_hash as PasswordHash, roles as Roles, organization_id as OrganizationId, mediator_id as MediatorId, commission_id as CommissionId, arbitrator_id as ArbitratorId, unit as Unit, locked as Locked, must_change_password as MustChangePassword, failed_count as FailedCount, lockout_end as LockoutEnd, security_stamp as SecurityStamp, version as Version";

    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Account>($"select {Columns} from accounts where user_name = @normalizedUserName", new { normalizedUserName });
    }

    /// <summary>Accounts, of one organization or of all, by name.</summary>
    /// <param name="filter">What the accounts are narrowed by.</param>
    public async Task<(IReadOnlyList<Account> Items, int Total)> List(string? organizationId, AccountFilter filter, int page, int pageSize, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var like = string.IsNullOrWhiteSpace(filter.Query) ? null : Like.Containing(filter.Query.Trim().ToLowerInvariant());
        const string where = """
            where (@organizationId::text is null or organization_id = @organizationId) and (@Role::text is null or @Role = any(roles)) and (@Locked::boolean is null or locked = @Locked)
              and (@like::text is null or lower(user_name) like @like or lower(display_name) like @like or organization_id in (select id from organization_rows where lower(name) like @like or lower(code) like @like))
            """;
        var values = new { organizationId, filter.Role, filter.Locked, like, pageSize, skip = (page - 1L) * pageSize };
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from accounts {where}", values);
        var items = await connection.QueryAsync<Account>($"select {Columns} from accounts {where} order by user_name limit @pageSize offset @skip", values);
        return ([.. items], total);
    }

    /// <summary>The user name of an account in use, other than <paramref name="besides"/>, that acts as this mediator for this organization; null where there is none.</summary>
    public async Task<string?> InUseBy(string mediatorId, string? organizationId, string besides)
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        return await connection.QueryFirstOrDefaultAsync<string>("select user_name from accounts where mediator_id = @mediatorId and organization_id is not distinct from @organizationId and not locked and user_name <> @besides order by user_name limit 1", new { mediatorId, organizationId, besides });
    }

    /// <summary>Of all who give this mediator an account for this organization, one at a time, on every node; the next when this is disposed.</summary>
    public async Task<IAsyncDisposable> TurnOf(string mediatorId, string? organizationId)
    {
        await _turns.WaitAsync();
        var turn = new Turn(_turns, store.Database.CreateConnection());
        try
        {
            await turn.Connection.OpenAsync();
            await turn.Connection.BeginTransactionAsync();
            await turn.Connection.ExecuteAsync($"select pg_advisory_xact_lock({LockClass}, hashtext(@of))", new { of = $"{mediatorId} {organizationId}" });
            return turn;
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }
    }

    private sealed record Turn(SemaphoreSlim Turns, NpgsqlConnection Connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await Connection.DisposeAsync();   // with it ends its transaction, and with that the lock
            }
            finally
            {
                Turns.Release();
            }
        }
    }

    /// <summary>The persons' names by user name, and what the program and the public are called; unknown ones are left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Names(IEnumerable<string> userNames, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var names = (await connection.QueryAsync<(string UserName, string Name)>("select user_name, display_name from accounts where user_name = any(@names)", new { names = userNames.Distinct().ToArray() })).ToDictionary(n => n.UserName, n => n.Name);
        names.TryAdd("system", "系统");
        names.TryAdd("public", "公众");
        return names;
    }

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellationToken);
        var made = await connection.ExecuteAsync(
            """
            insert into accounts (user_name, display_name, password_hash, roles, organization_id, mediator_id, commission_id, arbitrator_id, unit, locked, must_change_password, security_stamp)
            values (@UserName, @DisplayName, @PasswordHash, @Roles, @OrganizationId, @MediatorId, @CommissionId, @ArbitratorId, @Unit, @Locked, @MustChangePassword, @SecurityStamp)
            on conflict do nothing
            """, user);
        return made == 1 ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = "DuplicateUserName", Description = "该用户名已被使用。" });
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellationToken);
        var changed = await connection.ExecuteAsync(
            """
            update accounts set display_name = @DisplayName, password_hash = @PasswordHash, roles = @Roles, organization_id = @OrganizationId, mediator_id = @MediatorId,
              commission_id = @CommissionId, arbitrator_id = @ArbitratorId, unit = @Unit, locked = @Locked, must_change_password = @MustChangePassword,
              failed_count = @FailedCount, lockout_end = @LockoutEnd, security_stamp = @SecurityStamp, version = version + 1
            where user_name = @UserName and version = @Version
            """, user);
        if (changed == 0) return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        user.Version++;
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("delete from accounts where user_name = @UserName", user);
        return IdentityResult.Success;
    }

    /// <summary>Whether there is any account yet.</summary>
    public async Task<bool> Any(CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>("select exists (select 1 from accounts)");
    }

    /// <summary>A new opaque token; only its hash is kept.</summary>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> IssueToken(Account account, TimeSpan lasts, CancellationToken cancel)
    {
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
        var expires = DateTimeOffset.UtcNow + lasts;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync("delete from tokens where expires_at < now()");
        await connection.ExecuteAsync("insert into tokens (hash, user_name, security_stamp, expires_at) values (@hash, @UserName, @SecurityStamp, @expires)",
            new { hash = HashOf(token), account.UserName, account.SecurityStamp, expires = expires.UtcDateTime });
        return (token, expires);
    }

    /// <summary>The user and stamp that a token stands for, or null when it is unknown or has run out.</summary>
    public async Task<(string UserName, string SecurityStamp)?> FindToken(string token, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<(string, string)?>("select user_name, security_stamp from tokens where hash = @hash and expires_at > now()", new { hash = HashOf(token) });
    }

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.UserName);
    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);
    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => Set(() => user.UserName = userName ?? "");
    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;
    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) => FindByNameAsync(userId, cancellationToken);
    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) => Set(() => user.PasswordHash = passwordHash ?? "");
    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.PasswordHash);
    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash.Length > 0);
    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(user.LockoutEnd is { } end ? new DateTimeOffset(DateTime.SpecifyKind(end, DateTimeKind.Utc)) : null);
    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(() => user.LockoutEnd = lockoutEnd?.UtcDateTime);
    public Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(++user.FailedCount);
    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Set(() => user.FailedCount = 0);
    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.FailedCount);
    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);
    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;
    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);
    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);
    public void Dispose()
    {
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }
}
