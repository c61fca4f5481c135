using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;

namespace MediationHub.Web.Identity;

/// <summary>A person with an account, as of a moment ago.</summary>
/// <param name="Refused">Why the person may not come in; null when they may.</param>
public sealed record Person(SignedIn SignedIn, string Stamp, Text? Refused);

/// <summary>People by user name, kept for two seconds so that not each request asks the database; changes here show at once.</summary>
public sealed class People(AccountStore accounts, IAggregates aggregates, HubStore store)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, (long At, Task<Person?> Person)> _known = new(StringComparer.Ordinal);

    public Task<Person?> Find(string userName, CancellationToken cancel)
    {
        var now = Environment.TickCount64;
        if (_known.TryGetValue(userName, out var known) && now - known.At < Fresh.TotalMilliseconds && !known.Person.IsFaulted && !known.Person.IsCanceled) return known.Person;
        if (_known.Count > 10_000) _known.Clear();
        var fresh = Load(userName);
        _known[userName] = (now, fresh);
        return fresh.WaitAsync(cancel);
    }

    public void Forget(string userName) => _known.TryRemove(userName, out _);

    private async Task<Person?> Load(string userName)
    {
        if (await accounts.FindByNameAsync(userName, default) is not { } account) return null;
        return new(new(account.ToActor(), account.DisplayName, account.MustChangePassword), account.SecurityStamp, await WhyNot(account));
    }

    /// <summary>A locked account, or a mediator whose appointment has ended, is not let in.</summary>
    public async Task<Text?> WhyNot(Account account)
    {
        if (account.Locked) return new("该账号已被停用，请联系本组织负责人或系统管理员。", "This account is locked: ask your organization's head or the administrator.");
        if (account.MediatorId is { } mediator && account.OrganizationId is { } organization && account.Roles is ["mediator"])
        {
            var state = (await aggregates.Find<Mediator>(mediator))?.State;
            if (state is null || !state.MayMediateAt(new(organization), ChinaTime.DayOf(store.Clock.GetUtcNow())))
                return new("您在本组织的调解员聘任已到期或尚未生效，续聘后即可登录。", "Your appointment as mediator has ended or not begun: it must be renewed first.");
        }
        return null;
    }
}

/// <summary>Tokens seen within the last seconds, by hash.</summary>
public sealed class TokenCache
{
    private readonly ConcurrentDictionary<string, (long At, (string UserName, string SecurityStamp)? Found)> _seen = new(StringComparer.Ordinal);

    public async Task<(string UserName, string SecurityStamp)?> Find(string token, Func<Task<(string UserName, string SecurityStamp)?>> ask)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        var now = Environment.TickCount64;
        if (_seen.TryGetValue(hash, out var seen) && now - seen.At < 5_000) return seen.Found;
        var found = await ask();
        if (_seen.Count > 10_000) _seen.Clear();
        if (found is not null) _seen[hash] = (now, found);
        return found;
    }
}
