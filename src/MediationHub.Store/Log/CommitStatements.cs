using MediationHub.Domain.Statistics;
using MediationHub.Store.Amendments;
using MediationHub.Store.Rows;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Log;

/// <summary>The statements of one transaction of many commands, each with arrays, sent in one round trip. A statement that must write a certain number of rows is checked for it.</summary>
internal sealed class CommitStatements(NpgsqlConnection connection, NpgsqlTransaction transaction, long txOffset, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Ids in one notice: PostgreSQL takes 8,000 bytes.</summary>
    private const int MostInNotice = 200;

    /// <summary>One row where the log has these versions of calendar and rulebook, none where it has others.</summary>
    internal const string SameLaw =
        "select 1 where coalesce((select version from streams where id = 'calendar'), 0) = $1 and coalesce((select version from streams where id = 'rulebook'), 0) = $2";

    private readonly NpgsqlBatch _batch = new(connection, transaction);
    private readonly List<(NpgsqlBatchCommand Statement, int Rows)> _expected = [];

    public void Write(List<Unit> units)
    {
        var fresh = new List<Append>(units.Count);
        var moved = new List<Append>(units.Count);
        var appends = new List<Append>(units.Count);
        var events = new List<StoredEvent>(units.Count * 2);
        foreach (var unit in units)
        {
            foreach (var append in unit.Appends)
            {
                appends.Add(append);
                if (append.Events.Count > 0) (append.Expected == 0 ? fresh : moved).Add(append);
                events.AddRange(append.Events);
            }
        }
        InForce(units[0]);
        Released(appends);
        if (fresh.Count > 0)
        {
            Expect(fresh.Count, "insert into streams (id, type, version, head, key) select * from unnest($1::text[], $2::text[], $3::integer[], $4::bytea[], $5::bytea[]) on conflict do nothing",
                Texts(fresh, a => a.Stream.Id), Texts(fresh, a => a.Stream.Type), Integers(fresh, a => a.Events.Count), Bytes(fresh, a => a.Events[^1].Hash), Bytes(fresh, a => a.Key.Wrapped));
        }
        if (moved.Count > 0)
        {
            Expect(moved.Count, "update streams s set version = u.next, head = u.head from unnest($1::text[], $2::integer[], $3::integer[], $4::bytea[]) as u(id, expected, next, head) where s.id = u.id and s.version = u.expected",
                Texts(moved, a => a.Stream.Id), Integers(moved, a => a.Expected), Integers(moved, a => a.Expected + a.Events.Count), Bytes(moved, a => a.Events[^1].Hash));
        }
        Idempotency(units.FindAll(u => u.Idempotency is not null));
        Claimed(appends);
        if (events.Count > 0)
        {
            Expect(events.Count, $"insert into events (tx, stream, version, type, at, actor, data, sealed, hash) select pg_current_xact_id()::text::bigint + {txOffset}, * from unnest($1::text[], $2::integer[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::bytea[], $8::bytea[]) on conflict do nothing",
                Texts(events, e => e.Stream), Integers(events, e => e.Version), Texts(events, e => e.Type), Parameter(events, e => e.At.UtcDateTime, NpgsqlDbType.TimestampTz), Texts(events, e => e.Actor), Texts(events, e => e.Data), Bytes(events, e => e.Sealed), Bytes(events, e => e.Hash));
        }
        foreach (var (table, rows) in Grouped(appends.SelectMany(a => a.Rows.Deletes)))
            Add(table.Delete, [.. table.Columns.Take(table.Keys).Select((c, i) => ColumnValues.Parameter(c.Type, rows, i))]);
        foreach (var (table, rows) in Grouped(appends.SelectMany(a => a.Rows.Upserts)))
        {
            if (table.Exclusive) Exclusive(table, rows, appends);
            else Add(table.Upsert, [.. table.Columns.Select((c, i) => ColumnValues.Parameter(c.Type, rows, i))]);
        }
        Counters(appends);
        Files(appends);
        Destroyed(appends.FindAll(a => a.DestroysKey));
        Notices(appends);
    }

    /// <returns>False where a statement did not write what it had to: the transaction must not be committed.</returns>
    public async Task<bool> Execute()
    {
        await _batch.ExecuteNonQueryAsync();
        return _expected.TrueForAll(e => e.Statement.Rows == (ulong)e.Rows);
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    /// <summary>Nobody amends the law while this is written, and what it was decided under is still in force: one look for the whole batch.</summary>
    private void InForce(Unit unit)
    {
        if (unit.Amended is null) Add($"select pg_advisory_xact_lock_shared({LawInForce.Lock})");
        Expect(1, SameLaw, new NpgsqlParameter<int> { TypedValue = unit.Law.CalendarStream }, new NpgsqlParameter<int> { TypedValue = unit.Law.RulebookStream });
    }

    /// <summary>A key older than a day stands for nothing any more.</summary>
    private void Idempotency(List<Unit> units)
    {
        if (units.Count == 0) return;
        Expect(units.Count,
            """
            insert into idempotency as i (user_name, key, request, stream, version, at) select *, now() from unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::integer[])
            on conflict (user_name, key) do update set request = excluded.request, stream = excluded.stream, version = excluded.version, at = excluded.at where i.at <= now() - interval '24 hours'
            """,
            Texts(units, u => u.Idempotency!.UserName), Texts(units, u => u.Idempotency!.Key), Bytes(units, u => u.Idempotency!.Request), Texts(units, u => u.Answer!.Stream), Integers(units, u => u.Answer!.Version));
    }

    /// <summary>Everything that makes room goes first: what these rows take the place of, kept slots that they were kept for, and those that ran out.</summary>
    private void Exclusive(Table table, List<Row> rows, List<Append> appends)
    {
        Add(table.Delete, [.. table.Columns.Take(table.Keys).Select((c, i) => ColumnValues.Parameter(c.Type, rows, i))]);
        Add("delete from session_rows where expires_at <= $1", new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        var taken = appends.Select(a => a.Takes).OfType<TakenHold>().ToList();
        if (taken.Count > 0)
        {
            Add("delete from session_rows s using unnest($1::text[], $2::text[], $3::text[]) as u(id, organization, held_by) where s.case_id = u.id and s.expires_at is not null and s.organization_id = u.organization and (u.held_by is null or s.held_by = u.held_by)",
                Texts(taken, t => t.Id), Texts(taken, t => t.Organization), Texts(taken, t => t.HeldBy));
        }
        Expect(rows.Count, table.InsertFree, [.. table.Columns.Select((c, i) => ColumnValues.Parameter(c.Type, rows, i))]);
    }

    private void Released(List<Append> appends)
    {
        var released = appends.SelectMany(a => a.Releases).ToList();
        if (released.Count == 0) return;
        Add("delete from unique_values v using unnest($1::text[], $2::text[]) as u(scope, value) where v.scope = u.scope and v.value = u.value", Texts(released, r => r.Scope), Texts(released, r => r.Value));
    }

    private void Claimed(List<Append> appends)
    {
        var claims = appends.SelectMany(a => a.Claims, (a, claim) => (a.Stream.Id, Claim: claim)).ToList();
        if (claims.Count == 0) return;
        Expect(claims.Count, "insert into unique_values (scope, value, stream) select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing",
            Texts(claims, c => c.Claim.Scope), Texts(claims, c => c.Claim.Value), Texts(claims, c => c.Id));
    }

    private void Counters(List<Append> appends)
    {
        var sums = new Dictionary<CounterKey, long>();
        foreach (var append in appends)
            foreach (var (key, n) in append.Counters) sums[key] = sums.GetValueOrDefault(key) + n;
        var changed = sums.Where(s => s.Value != 0).ToList();
        if (changed.Count == 0) return;

        // In one order everywhere, so that two transactions never wait for each other.
        changed.Sort((a, b) =>
            string.CompareOrdinal(a.Key.Organization.Value, b.Key.Organization.Value) is var organization and not 0 ? organization
            : a.Key.Day.CompareTo(b.Key.Day) is var day and not 0 ? day
            : string.CompareOrdinal(a.Key.Counter, b.Key.Counter));
        Add("insert into counters (organization, day, counter, n) select * from unnest($1::text[], $2::date[], $3::text[], $4::bigint[]) on conflict (organization, day, counter) do update set n = counters.n + excluded.n",
            [.. Keys(changed), Parameter(changed, c => c.Value, NpgsqlDbType.Bigint)]);
        var lowered = changed.FindAll(c => c.Value < 0);
        if (lowered.Count > 0)
            Add("delete from counters c using unnest($1::text[], $2::date[], $3::text[]) as u(organization, day, counter) where c.organization = u.organization and c.day = u.day and c.counter = u.counter and c.n = 0", Keys(lowered));

        static NpgsqlParameter[] Keys(List<KeyValuePair<CounterKey, long>> counters) =>
            [Texts(counters, c => c.Key.Organization.Value), Parameter(counters, c => c.Key.Day, NpgsqlDbType.Date), Texts(counters, c => c.Key.Counter)];
    }

    /// <summary>A file that two records name at the same time goes to one of them.</summary>
    private void Files(List<Append> appends)
    {
        var files = appends.SelectMany(a => a.Files, (a, file) => (File: file.Value, Owner: a.Stream.Id)).Distinct().ToList();
        if (files.Count == 0) return;
        Expect(files.Count, "update files f set owner = u.owner from unnest($1::text[], $2::text[]) as u(id, owner) where f.id = u.id and f.key is not null and (f.owner is null or f.owner = u.owner)", Texts(files, f => f.File), Texts(files, f => f.Owner));
    }

    /// <summary>From the commit on nobody can read the personal texts of these streams, nor their files; what was said to open them goes too.</summary>
    private void Destroyed(List<Append> appends)
    {
        if (appends.Count == 0) return;
        Expect(appends.Count, "update streams set key = null where id = any($1)", Texts(appends, a => a.Stream.Id));
        Add("update files set key = null, sha256 = '' where owner = any($1)", Texts(appends, a => a.Stream.Id));
        Add("delete from drafts where subject = any($1)", Texts(appends, a => a.Stream.Id));
        Add("update access_log set reason = null where stream = any($1)", Texts(appends, a => a.Stream.Id));
    }

    /// <summary>Tells every node which organizations' figures moved and which records changed. Cases go their own way, since this node need not hear of its own.</summary>
    private void Notices(List<Append> appends)
    {
        var organizations = Payloads(appends.SelectMany(a => a.Organizations).Distinct(StringComparer.Ordinal));
        var records = Payloads(appends.Where(a => (a.Stream.Type != "case" || a.DestroysKey) && a.Events.Count > 0).Select(a => a.Stream.Id));
        // A new case is in nobody's memory.
        var cases = Payloads(appends.Where(a => a is { Stream.Type: "case", DestroysKey: false, Expected: > 0, Events.Count: > 0 }).Select(a => a.Stream.Id));
        // Records first: who is woken by an organization finds them as they are now.
        if (organizations.Count + records.Count + cases.Count > 0)
            Add("select pg_notify('records', p) from unnest($1::text[]) p union all select pg_notify('cases', p) from unnest($2::text[]) p union all select pg_notify('organizations', p) from unnest($3::text[]) p",
                Texts(records, r => r), Texts(cases, c => c), Texts(organizations, o => o));

        static List<string> Payloads(IEnumerable<string> ids) => [.. ids.Chunk(MostInNotice).Select(c => string.Join(' ', c))];
    }

    private void Expect(int rows, string sql, params NpgsqlParameter[] parameters) => _expected.Add((Add(sql, parameters), rows));

    private NpgsqlBatchCommand Add(string sql, params NpgsqlParameter[] parameters)
    {
        var statement = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) statement.Parameters.Add(parameter);
        _batch.BatchCommands.Add(statement);
        return statement;
    }

    private static Dictionary<Table, List<Row>> Grouped(IEnumerable<Row> rows)
    {
        var grouped = new Dictionary<Table, List<Row>>();
        foreach (var row in rows)
        {
            if (!grouped.TryGetValue(row.Table, out var list)) grouped[row.Table] = list = [];
            list.Add(row);
        }
        return grouped;
    }

    internal static NpgsqlParameter<string?[]> Texts<T>(List<T> from, Func<T, string?> of) => Parameter(from, of, NpgsqlDbType.Text);
    private static NpgsqlParameter<int[]> Integers<T>(List<T> from, Func<T, int> of) => Parameter(from, of, NpgsqlDbType.Integer);
    private static NpgsqlParameter<byte[]?[]> Bytes<T>(List<T> from, Func<T, byte[]?> of) => Parameter(from, of, NpgsqlDbType.Bytea);

    private static NpgsqlParameter<TValue[]> Parameter<T, TValue>(List<T> from, Func<T, TValue> of, NpgsqlDbType type)
    {
        var values = new TValue[from.Count];
        for (var i = 0; i < values.Length; i++) values[i] = of(from[i]);
        return new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
