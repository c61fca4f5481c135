using System.Text;
using Dapper;
using MediationHub.Store.Keys;

namespace MediationHub.Store.Accounts;

/// <summary>One reading of a case file.</summary>
/// <param name="What">opened, revealed, paper, file.</param>
public sealed record AccessEntry(long Id, DateTimeOffset At, string UserName, string Stream, string What, IReadOnlyList<string> Fields, string? Reason);

/// <summary>Who read which record, what was uncovered, and why they said they had to (PIPL 54). Written before anything is shown.</summary>
public sealed class AccessLog(HubStore store)
{
    private readonly byte[] _key = store.Keys.Derive("access-log");

    public async Task Write(string userName, string stream, string what, IEnumerable<string>? fields = null, string? reason = null, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync("insert into access_log (user_name, stream, what, fields, reason) values (@userName, @stream, @what, @fields, @reason)",
            new { userName, stream, what, fields = fields?.ToArray() ?? [], reason = reason is null ? null : Seal(reason) });
    }

    /// <summary>The newest entries, of one record or of all.</summary>
    public async Task<IReadOnlyList<AccessEntry>> Read(string? stream, int page, int pageSize, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<(long Id, DateTime At, string UserName, string Stream, string What, string[] Fields, byte[]? Reason)>(
            $"select id, at, user_name, stream, what, fields, reason from access_log {(stream is null ? "" : "where stream = @stream")} order by id desc limit @pageSize offset @skip",
            new { stream, pageSize, skip = (page - 1L) * pageSize });
        return [.. rows.Select(r => new AccessEntry(r.Id, new(r.At), r.UserName, r.Stream, r.What, r.Fields, r.Reason is null ? null : Encoding.UTF8.GetString(Sealing.Open(_key, r.Reason, []))))];
    }

    /// <summary>How many entries there are, of one record or of all; counted to <paramref name="most"/>.</summary>
    public async Task<int> Count(string? stream, int most, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 from access_log {(stream is null ? "" : "where stream = @stream")} limit @most) t", new { stream, most });
    }

    private byte[] Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var into = new byte[plain.Length + Sealing.Overhead];
        Sealing.Seal(_key, plain, [], into);
        return into;
    }
}
