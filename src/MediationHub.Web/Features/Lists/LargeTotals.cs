using System.Collections.Concurrent;
using Dapper;
using MediationHub.Web.Api;

namespace MediationHub.Web.Features.Lists;

/// <summary>
/// Totals of lists, exact to 10,000. A list that had a thousand more a few seconds ago still has more than that: pages that follow each other do not count it again.
/// </summary>
public sealed class LargeTotals
{
    private const int Margin = 1_000, MostKept = 2_000;
    private static readonly TimeSpan LargeFor = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, long> _large = new(StringComparer.Ordinal);

    /// <param name="Sql">The number of rows, as far as it is counted; a large one that is known stands there as it is.</param>
    /// <param name="Key">What is counted.</param>
    public sealed record Question(string Sql, string Key);

    /// <summary>A total as a part of a question to the database.</summary>
    /// <param name="from">From where, and under which conditions.</param>
    /// <param name="ranged">Whether it is planned for its values, since how many fit depends on them.</param>
    public Question Of(string from, DynamicParameters values, bool ranged)
    {
        var key = $"{from}\n{string.Join('\n', values.ParameterNames.Where(name => name is not ("skip" or "take" or "most") && !name.StartsWith("after", StringComparison.Ordinal)).Select(name => values.Get<object?>(name) switch { string one => one, System.Collections.IEnumerable many => string.Join(',', many.Cast<object?>()), var value => $"{value}" }))}";
        if (_large.TryGetValue(key, out var at) && Environment.TickCount64 - at < LargeFor.TotalMilliseconds) return new($"{Paging.CountedTo + 1}", key);
        values.Add("most", Paging.CountedTo + Margin);
        return new($"(select count(*) from (select 1 {from} limit {(ranged ? "@most" : $"{Paging.CountedTo + Margin}")}) t)::integer", key);
    }

    /// <returns>The number of rows, or some number over 10,000.</returns>
    public int Counted(Question question, int total)
    {
        if (total < Paging.CountedTo + Margin) return total;
        if (_large.Count > MostKept) _large.Clear();
        _large[question.Key] = Environment.TickCount64;
        return total;
    }
}
