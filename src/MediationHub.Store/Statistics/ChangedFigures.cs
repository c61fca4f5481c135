using MediationHub.Domain.Kernel;
using MediationHub.Store.Log;
using Npgsql;

namespace MediationHub.Store.Statistics;

/// <summary>Whose figures may be others than they were: what the log names between two of its places, or between two looks at it. Boards, closed periods and alerts all look anew at just these.</summary>
/// <param name="Law">A calendar or the rulebook: figures of every organization, since acceptances may be in time that were late.</param>
/// <param name="Filed">Organizations with a new name, type, region or state.</param>
/// <param name="Moved">Organizations with other cases or reviews, and the first day (Asia/Shanghai) on which a figure of each may be another one.</param>
public sealed record ChangedFigures(bool Law, IReadOnlySet<string> Filed, IReadOnlyDictionary<string, DateOnly> Moved)
{
    /// <summary>Every organization that is named; null where the law is, which names all.</summary>
    public IReadOnlySet<string>? Organizations => Law ? null : Filed.Concat(Moved.Keys).ToHashSet(StringComparer.Ordinal);

    /// <param name="upTo">A place that readers may rely on (<see cref="LogReader.Newest"/>), itself among what is looked at; <paramref name="after"/> is not.</param>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public static Task<ChangedFigures> Between(NpgsqlConnection connection, LogPosition after, LogPosition upTo, CancellationToken cancel) =>
        Read(connection, "(tx, position) > ($1, $2) and (tx, position) <= ($3, $4)",
        [
            new NpgsqlParameter<long> { TypedValue = after.Tx }, new NpgsqlParameter<long> { TypedValue = after.Position },
            new NpgsqlParameter<long> { TypedValue = upTo.Tx }, new NpgsqlParameter<long> { TypedValue = upTo.Position },
        ], cancel);

    /// <summary>By all that this transaction sees of the log and an earlier one did not, in whatever order it was committed.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    internal static Task<ChangedFigures> Since(NpgsqlConnection connection, SeenLog seen, CancellationToken cancel) =>
        Read(connection, "(tx >= $1 or tx = any($2))", [new NpgsqlParameter<long> { TypedValue = seen.Ends }, new NpgsqlParameter<long[]> { TypedValue = seen.UnderWay }], cancel);

    private static async Task<ChangedFigures> Read(NpgsqlConnection connection, string which, NpgsqlParameter[] values, CancellationToken cancel)
    {
        var (law, filed, moved) = (false, new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, DateOnly>(StringComparer.Ordinal));
        // Nothing of a case falls on a day before its receipt; a correction may have moved that, so all of its organization is read.
        await using var read = new NpgsqlCommand(
            $"""
            with fresh as materialized (select stream, bool_or(type = 'case.corrected/1') as corrected from events where {which} group by stream)
            select c.organization_id, min(c.received_at), bool_or(f.corrected), 0 from fresh f join case_rows c on c.id = f.stream group by 1
            union all select r.organization_id, min(c.received_at), false, 0 from fresh f join review_rows r on r.id = f.stream join case_rows c on c.id = r.case_id group by 1
            union all select o.id, null, false, 1 from fresh f join organization_rows o on o.id = f.stream
            union all select f.stream, null, false, 2 from fresh f where f.stream in ('calendar', 'rulebook')
            """, connection)
        { CommandTimeout = 0 };
        read.Parameters.AddRange(values);
        await using var reader = await read.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var id = reader.GetString(0);
            switch (reader.GetInt32(3))
            {
                case 2: law = true; break;
                case 1: filed.Add(id); break;
                default:
                    var first = reader.GetBoolean(2) ? DateOnly.MinValue : ChinaTime.DayOf(new DateTimeOffset(reader.GetDateTime(1)));
                    if (!moved.TryGetValue(id, out var known) || first < known) moved[id] = first;
                    break;
            }
        }
        return new(law, filed, moved);
    }
}
