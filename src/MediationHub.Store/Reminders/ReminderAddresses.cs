using System.Text;
using Dapper;
using MediationHub.Store.Keys;

namespace MediationHub.Store.Reminders;

/// <summary>Where a person wants to be told beside the inbox, and of what not.</summary>
/// <param name="OptedOut">Rule and channel.</param>
public sealed record ReminderWishes(string? Mail, string? Phone, IReadOnlySet<(string Rule, string Channel)> OptedOut);

/// <summary>People's own addresses for reminders, encrypted under a key of the installation, and what they do not want to be sent.</summary>
public sealed class ReminderAddresses(HubStore store)
{
    private readonly byte[] _key = store.Keys.Derive("reminder-addresses");

    public async Task<ReminderWishes> Of(string userName, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<(byte[]? Mail, byte[]? Phone)>("select mail, phone from reminder_addresses where user_name = @userName", new { userName });
        var optedOut = await connection.QueryAsync<(string Rule, string Channel)>("select rule, channel from reminder_optouts where user_name = @userName", new { userName });
        return new(Open(row.Mail, userName, "mail"), Open(row.Phone, userName, "phone"), optedOut.ToHashSet());
    }

    public async Task Save(string userName, ReminderWishes wishes, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(
            """
            insert into reminder_addresses (user_name, mail, phone, changed_at) values (@userName, @mail, @phone, @now)
            on conflict (user_name) do update set mail = excluded.mail, phone = excluded.phone, changed_at = excluded.changed_at
            """, new { userName, mail = Seal(wishes.Mail, userName, "mail"), phone = Seal(wishes.Phone, userName, "phone"), now = store.Clock.GetUtcNow().UtcDateTime });
        await connection.ExecuteAsync("delete from reminder_optouts where user_name = @userName", new { userName });
        await connection.ExecuteAsync("insert into reminder_optouts (user_name, rule, channel) select @userName, r, c from unnest(@rules, @channels) u(r, c)",
            new { userName, rules = wishes.OptedOut.Select(o => o.Rule).ToArray(), channels = wishes.OptedOut.Select(o => o.Channel).ToArray() });
        await transaction.CommitAsync(cancel);
    }

    private string? Open(byte[]? from, string userName, string part) => from is null ? null : Encoding.UTF8.GetString(Sealing.Open(_key, from, Encoding.UTF8.GetBytes($"{part}:{userName}")));

    private byte[]? Seal(string? text, string userName, string part)
    {
        if (text is null) return null;
        var plain = Encoding.UTF8.GetBytes(text);
        var into = new byte[plain.Length + Sealing.Overhead];
        Sealing.Seal(_key, plain, Encoding.UTF8.GetBytes($"{part}:{userName}"), into);
        return into;
    }
}
