using MediationHub.Domain.Kernel;
using MediationHub.Store.Rows;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Sessions;

/// <summary>What came of keeping a slot.</summary>
/// <param name="Kept">The slot; null where it was not kept.</param>
/// <param name="Occupied">What stands there.</param>
/// <param name="TooMany">The person keeps as many as anybody may.</param>
public sealed record HoldAnswer(Slot? Kept, Occupied? Occupied = null, bool TooMany = false);

/// <summary>
/// Slots kept for a while, for a session that is not fixed yet: a mediator's time, a room, or both. They run out by themselves and are no part of the record;
/// against sessions, and each other, they stand under the same rule of the database.
/// </summary>
public sealed class SlotHolds(HubStore store)
{
    /// <summary>Kept by one person at once.</summary>
    public const int Most = 20;

    private const string Columns = "s.case_id, s.session_id, s.mediator, s.room, s.starts_at, s.ends_at, s.organization_id, s.held_by, s.expires_at";

    /// <summary>Keeps a slot until <paramref name="lasts"/> is over.</summary>
    /// <param name="room">As <see cref="RoomKeys"/> has it.</param>
    public async Task<HoldAnswer> Keep(OrganizationId organization, string userName, MediatorId? mediator, string? room, DateTimeOffset startsAt, DateTimeOffset endsAt, TimeSpan lasts, CancellationToken cancel)
    {
        var now = store.Clock.GetUtcNow();
        var slot = new Slot(NewId.Next("h"), "", mediator?.Value, room, Row.Instant(startsAt), Row.Instant(endsAt), organization.Value, userName, Row.Instant(now + lasts));
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await using (var forget = new NpgsqlCommand("delete from session_rows where expires_at <= $1", connection) { Parameters = { At(now) } }) await forget.ExecuteNonQueryAsync(cancel);
        await using var keep = new NpgsqlCommand(
            """
            insert into session_rows (case_id, session_id, seat, organization_id, mediator, room, starts_at, ends_at, held_by, expires_at)
            select $1, '', 0, $2, $3, $4, $5, $6, $7, $8 where (select count(*) from session_rows where held_by = $7 and expires_at is not null) < $9
            on conflict do nothing
            """, connection)
        {
            Parameters =
            {
                Text(slot.CaseId), Text(slot.OrganizationId), Text(slot.Mediator), Text(slot.Room), At(slot.StartsAt), At(slot.EndsAt), Text(slot.HeldBy), At(slot.ExpiresAt!.Value),
                new NpgsqlParameter<int> { TypedValue = Most },
            },
        };
        if (await keep.ExecuteNonQueryAsync(cancel) == 1) return new(slot);
        return (await Overlapping(connection, [slot])).Find(s => s.Excludes(slot)) is { } by ? new(null, new(slot, by)) : new(null, TooMany: true);
    }

    /// <summary>Gives a slot back.</summary>
    /// <param name="userName">Whose it must be; null: anybody's of the organization.</param>
    public async Task<bool> Release(string id, OrganizationId organization, string? userName, CancellationToken cancel)
    {
        await using var release = store.Database.CreateCommand("delete from session_rows where case_id = $1 and expires_at is not null and organization_id = $2 and ($3::text is null or held_by = $3)");
        foreach (var parameter in new[] { Text(id), Text(organization.Value), Text(userName) }) release.Parameters.Add(parameter);
        return await release.ExecuteNonQueryAsync(cancel) > 0;
    }

    /// <summary>Forgets what ran out.</summary>
    public async Task Expire(CancellationToken cancel)
    {
        await using var forget = store.Database.CreateCommand("delete from session_rows where expires_at <= $1");
        forget.Parameters.Add(At(store.Clock.GetUtcNow()));
        await forget.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>What stands at the times of these slots for their mediators or rooms.</summary>
    internal static async Task<List<Slot>> Overlapping(NpgsqlConnection connection, List<Slot> wanted)
    {
        await using var ask = new NpgsqlCommand(
            $"""
            select distinct {Columns} from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) as u(mediator, room, starts, ends)
            join session_rows s on tstzrange(s.starts_at, s.ends_at) && tstzrange(u.starts, u.ends) and (s.mediator = u.mediator or s.room = u.room)
            order by s.starts_at
            """, connection)
        {
            Parameters =
            {
                Texts(s => s.Mediator), Texts(s => s.Room), Times(s => s.StartsAt), Times(s => s.EndsAt),
            },
        };
        var found = new List<Slot>();
        await using var reader = await ask.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found.Add(new(reader.GetString(0), reader.GetString(1), Words(2), Words(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5), reader.GetString(6), Words(7),
                reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8)));
        }
        return found;

        string? Words(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        NpgsqlParameter Texts(Func<Slot, string?> of) => new NpgsqlParameter<string?[]> { TypedValue = [.. wanted.Select(of)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
        NpgsqlParameter Times(Func<Slot, DateTimeOffset> of) => new NpgsqlParameter<DateTime[]> { TypedValue = [.. wanted.Select(s => of(s).UtcDateTime)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };
    }

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
    private static NpgsqlParameter At(DateTimeOffset at) => new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
