using System.Collections.Concurrent;
using System.Diagnostics;
using Dapper;
using MediationHub.Domain.Statistics;
using Npgsql;

namespace MediationHub.Store.Selection;

/// <summary>
/// What the active organizations of a type closed in a window, kept for a minute: the one reading of a nomination's page that grows with the province, and the same for all nominations of that type.
/// What is decided or frozen reads anew.
/// </summary>
public sealed class ClosedByType
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Type, DateOnly From, DateOnly To), (long At, Dictionary<string, long> Closed)> _kept = new();

    /// <summary>How many other active organizations of the type there are, and how many of them closed no more.</summary>
    /// <param name="kept">Where readings up to a minute old are kept; left out, it is read anew.</param>
    internal static async Task<(long Others, long NotMore)> Compare(NpgsqlConnection connection, string organization, string type, DateOnly from, DateOnly to, long closed, ClosedByType? kept)
    {
        var all = kept is null ? await Read(connection, type, from, to) : await kept.Newest(connection, type, from, to);
        var others = all.Where(o => o.Key != organization).ToList();
        return (others.Count, others.Count(o => o.Value <= closed));
    }

    private async Task<Dictionary<string, long>> Newest(NpgsqlConnection connection, string type, DateOnly from, DateOnly to)
    {
        if (_kept.TryGetValue((type, from, to), out var read) && Stopwatch.GetElapsedTime(read.At) < Kept) return read.Closed;
        var closed = await Read(connection, type, from, to);
        if (_kept.Count >= 200) _kept.Clear();
        _kept[(type, from, to)] = (Stopwatch.GetTimestamp(), closed);
        return closed;
    }

    private static async Task<Dictionary<string, long>> Read(NpgsqlConnection connection, string type, DateOnly from, DateOnly to) =>
        (await connection.QueryAsync<(string Id, long Closed)>(
            $"""
            select o.id, coalesce(sum(c.n), 0)::bigint from organization_rows o
            left join counters c on c.organization = o.id and c.day between @from and @to and c.counter in ('{Counters.Succeeded}', '{Counters.Partial}', '{Counters.Failed}')
            where o.type = @type and o.status = 'active' group by o.id
            """, new { type, from, to })).ToDictionary(o => o.Id, o => o.Closed);
}
