using System.Collections.Concurrent;
using Dapper;
using MediationHub.Web.Api;
using Npgsql;

namespace MediationHub.Web.Features.Lists;

/// <summary>
/// Totals of lists, exact to 10,000. A list that had a thousand more a few seconds ago still has more than that: pages that follow each other do not count it again.
/// </summary>
public sealed class LargeTotals
{
    private const int Margin = 1_000, MostKept = 2_000;
    private static readonly TimeSpan LargeFor = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, long> _large = new(StringComparer.Ordinal);

    /// <param name="from">From where, and under which conditions.</param>
    /// <returns>The number of rows, or some number over 10,000.</returns>
    public async Task<int> Of(NpgsqlConnection connection, string from, DynamicParameters values)
    {
        var question = $"{from}\n{string.Join('\n', values.ParameterNames.Select(name => values.Get<object?>(name) switch { string[] many => string.Join(',', many), var value => $"{value}" }))}";
        if (_large.TryGetValue(question, out var at) && Environment.TickCount64 - at < LargeFor.TotalMilliseconds) return Paging.CountedTo + 1;
        values.Add("most", Paging.CountedTo + Margin);
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 {from} limit @most) t", values);
        if (total < Paging.CountedTo + Margin) return total;
        if (_large.Count > MostKept) _large.Clear();
        _large[question] = Environment.TickCount64;
        return total;
    }
}
