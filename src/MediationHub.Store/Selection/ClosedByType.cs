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
public sealed class ClosedByType(HubStore store)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Type, DateOnly From, DateOnly To), (long At, Dictionary<string, long> Closed)> _kept = new();

    /// <summary>How many other active organizations of the type there are, and how many of them closed no more.</summary>
    public async Task<(long Others, long NotMore)> Compare(string organization, string type, DateOnly from, DateOnly to, long closed, CancellationToken cancel)
    {
        if (!_kept.TryGetValue((type, from, to), out var read) || Stopwatch.GetElapsedTime(read.At) >= Kept)
        {
            await using var connection = await store.Database.OpenConnectionAsync(cancel);
            read = (Stopwatch.GetTimestamp(), (await connection.QueryAsync<(string Id, long Closed)>($"select o.id, coalesce(sum(c.n), 0)::bigint {Closings} group by o.id", new { type, from, to })).ToDictionary(o => o.Id, o => o.Closed));
            if (_kept.Count >= 200) _kept.Clear();
            _kept[(type, from, to)] = read;
        }
        var others = read.Closed.Where(o => o.Key != organization).ToList();
        return (others.Count, others.Count(o => o.Value <= closed));
    }

    /// <inheritdoc cref="Compare"/>
    internal static async Task<(long Others, long NotMore)> Compared(NpgsqlConnection connection, string organization, string type, DateOnly from, DateOnly to, long closed) =>
        await connection.QuerySingleAsync<(long, long)>($"select count(*), count(*) filter (where closed <= @closed) from (select coalesce(sum(c.n), 0) as closed {Closings} and o.id <> @organization group by o.id) as other", new { organization, type, from, to, closed });

    private const string Closings = $"""
        from organization_rows o
        left join counters c on c.organization = o.id and c.day between @from and @to and c.counter in ('{Counters.Succeeded}', '{Counters.Partial}', '{Counters.Failed}')
        where o.type = @type and o.status = 'active'
        """;
}
