using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Log;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Amendments;

/// <summary>
/// What an amendment of the law writes in its own transaction, while no other commit is under way: the counters of open cases whose acceptance is in time
/// under one law and late under the other, and the work that remains to be done. Rows follow behind, see <see cref="Recomputation"/>.
/// </summary>
internal static class Amendment
{
    public static async Task Write(NpgsqlConnection connection, Law before, Law after, string by, DateOnly today)
    {
        foreach (var (organization, day, n) in await Flipped(connection, before, after, today))
        {
            await using var count = new NpgsqlCommand("insert into counters (organization, day, counter, n) values ($1, $2, $3, $4) on conflict (organization, day, counter) do update set n = counters.n + excluded.n", connection);
            count.Parameters.AddWithValue(organization);
            count.Parameters.AddWithValue(day);
            count.Parameters.AddWithValue(Counters.AcceptedInTime);
            count.Parameters.AddWithValue(n);
            await count.ExecuteNonQueryAsync();
        }
        await using var settle = new NpgsqlCommand("delete from counters where counter = $1 and n = 0", connection);
        settle.Parameters.AddWithValue(Counters.AcceptedInTime);
        await settle.ExecuteNonQueryAsync();

        await using var job = new NpgsqlCommand("insert into recomputations (revision, cause, asked_by) values ($1, $2, $3)", connection);
        job.Parameters.AddWithValue(after.Revision);
        job.Parameters.AddWithValue(Cause(before, after));
        job.Parameters.AddWithValue(by);
        await job.ExecuteNonQueryAsync();
    }

    /// <summary>How many more or fewer acceptances are in time, by organization and day of acceptance.</summary>
    internal static async Task<List<(string Organization, DateOnly AcceptedOn, long Change)>> Flipped(NpgsqlConnection connection, Law before, Law after, DateOnly today)
    {
        // A case is received on some day up to today: for those whose last day moves, the rows say how many were accepted between the one and the other.
        List<(DateOnly Received, DateOnly LastBefore, DateOnly LastAfter)> moved = [];
        for (var day = new DateOnly(2000, 1, 1); day <= today; day = day.AddDays(1))
        {
            var (old, now) = (CaseClocks.AcceptedInTimeUntil(day, before.Calendar, before.Rules), CaseClocks.AcceptedInTimeUntil(day, after.Calendar, after.Rules));
            if (old != now) moved.Add((day, old, now));
        }
        if (moved.Count == 0) return [];
        await using var find = new NpgsqlCommand(
            """
            select c.organization_id, c.accepted_on, sum((c.accepted_on <= u.now)::int - (c.accepted_on <= u.old)::int)
            from case_rows c join unnest($1::date[], $2::date[], $3::date[]) as u(received, old, now) on (c.received_at at time zone 'Asia/Shanghai')::date = u.received
            where not c.ended and c.accepted_on > least(u.old, u.now) and c.accepted_on <= greatest(u.old, u.now)
              and c.received_at >= $4 and c.received_at < $5
            group by 1, 2
            """, connection)
        { CommandTimeout = 0 };
        find.Parameters.Add(Days(moved, m => m.Received));
        find.Parameters.Add(Days(moved, m => m.LastBefore));
        find.Parameters.Add(Days(moved, m => m.LastAfter));
        find.Parameters.AddWithValue(ChinaTime.At(moved[0].Received, TimeOnly.MinValue).UtcDateTime);
        find.Parameters.AddWithValue(ChinaTime.At(moved[^1].Received.AddDays(1), TimeOnly.MinValue).UtcDateTime);
        List<(string, DateOnly, long)> flipped = [];
        await using var reader = await find.ExecuteReaderAsync();
        while (await reader.ReadAsync()) flipped.Add((reader.GetString(0), reader.GetFieldValue<DateOnly>(1), reader.GetInt64(2)));
        return flipped;
    }

    private static string Cause(Law before, Law after)
    {
        if (after.RulebookStream != before.RulebookStream) return $"rulebook {after.Rules.Version}";
        var years = after.Calendar.Years.Where(y => after.Calendar.VersionOf(y) != before.Calendar.VersionOf(y));
        return $"calendar {string.Join(", ", years.Select(y => $"{y}/{after.Calendar.VersionOf(y)}"))}";
    }

    private static NpgsqlParameter<DateOnly[]> Days<T>(List<T> from, Func<T, DateOnly> of) => new() { TypedValue = [.. from.Select(of)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date };
}
