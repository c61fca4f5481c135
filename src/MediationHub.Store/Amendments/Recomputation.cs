using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Domain.Rulebook;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Amendments;

/// <summary>How far a recomputation is.</summary>
/// <param name="Total">Clocks whose last day is another one now.</param>
/// <param name="Cases">Case rows rewritten for them.</param>
public sealed record Recomputed(long Total, long Done, long Cases);

/// <summary>
/// Brings the clocks of open cases to the law in force after an amendment. They are computed once for every distinct (rule, first day, extension), and only rows
/// whose last day is another one are written, some thousands in a transaction; commits go on between them. Ended cases have no such clocks and stay untouched.
/// </summary>
public static class Recomputation
{
    private const long OneAtATime = 0x4D485243;   // "MHRC"
    private const int RowsAtOnce = 4_000;
    private const int RecordsAtOnce = 100;

    /// <summary>Whether an amendment waits for its rows.</summary>
    public static async Task<bool> IsPending(HubStore store, CancellationToken cancel = default)
    {
        await using var ask = store.Database.CreateCommand("select exists (select 1 from recomputations where finished_at is null)");
        return (bool)(await ask.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Rewrites what differs; where nothing does, nothing is written. Safe to repeat, and goes on where it was broken off. Another node that is at it is waited for.</summary>
    public static async Task<Recomputed> Run(HubStore store, Action<Recomputed>? progress = null, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await Execute(connection, $"select pg_advisory_lock({OneAtATime})", cancel);
        try
        {
            Recomputed done;
            Law law;
            do
            {
                law = await store.Law.Refresh(cancel);
                done = await Under(store, connection, law, progress ?? (_ => { }), cancel);
            }
            while (done.Done < 0);   // amended again meanwhile
            await using var finish = new NpgsqlCommand("update recomputations set started_at = coalesce(started_at, now()), finished_at = now() where finished_at is null and revision <= $1", connection);
            finish.Parameters.AddWithValue(law.Revision);
            await finish.ExecuteNonQueryAsync(cancel);
            return done;
        }
        finally
        {
            await Execute(connection, $"select pg_advisory_unlock({OneAtATime})", CancellationToken.None);
        }
    }

    /// <summary>The clocks whose last day is another one under a law: each distinct combination with how many rows have it.</summary>
    internal static async Task<List<Move>> Moves(NpgsqlConnection connection, Law law, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand("select rule, from_on, extend, due_on, provisional, count(*) from case_clocks where rule <> 'TERM' group by 1, 2, 3, 4, 5", connection) { CommandTimeout = 0 };
        List<Move> moves = [];
        await using var reader = await read.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var (rule, from, extend) = (reader.GetString(0), reader.GetFieldValue<DateOnly>(1), reader.GetInt32(2));
            if (!law.Rules.Knows(rule)) continue;
            var clock = law.Rules.Agreed(rule, from, law.Calendar, extend);
            var (due, provisional) = (reader.GetFieldValue<DateOnly>(3), reader.GetBoolean(4));
            if ((clock.Due, clock.Provisional) != (due, provisional)) moves.Add(new(rule, from, extend, due, provisional, clock.Due, clock.Provisional, reader.GetInt64(5)));
        }
        return moves;
    }

    /// <returns>With <c>Done</c> of -1 where the law was amended again meanwhile.</returns>
    private static async Task<Recomputed> Under(HubStore store, NpgsqlConnection connection, Law law, Action<Recomputed> progress, CancellationToken cancel)
    {
        var moves = await Moves(connection, law, cancel);
        var at = new Recomputed(moves.Sum(m => m.Rows), 0, 0);
        await Note(connection, at, law, cancel);
        foreach (var day in moves.GroupBy(m => m.Due).OrderBy(g => g.Key))
        {
            var combinations = day.ToList();
            while (true)
            {
                await using var transaction = await connection.BeginTransactionAsync(cancel);
                // Alone, between the commits: no row is computed from what another transaction is about to change.
                await Execute(connection, $"select pg_advisory_xact_lock({LawInForce.Lock})", cancel);
                if (!await IsInForce(connection, law, cancel)) return at with { Done = -1 };
                var cases = await Clocks(connection, day.Key, combinations, cancel);
                var rewritten = cases.Length == 0 ? 0 : await Rows(connection, cases, cancel);
                at = at with { Done = at.Done + cases.Length, Cases = at.Cases + rewritten };
                if (cases.Length > 0) await Note(connection, at, law, cancel);
                await transaction.CommitAsync(cancel);
                progress(at);
                if (cases.Length < RowsAtOnce) break;
            }
        }
        foreach (var (table, stream) in new[] { ("review_rows", Review.Stream), ("entrustment_rows", Entrustment.Stream), ("recommendation_rows", Recommendation.Stream) })
        {
            foreach (var some in (await Texts(connection, $"select id from {table} where due_rule is not null", cancel)).Chunk(RecordsAtOnce))
            {
                await using var transaction = await connection.BeginTransactionAsync(cancel);
                await Execute(connection, $"select pg_advisory_xact_lock({LawInForce.Lock})", cancel);
                if (!await IsInForce(connection, law, cancel)) return at with { Done = -1 };
                if (await Records(store, connection, table, stream, some, law, cancel) is > 0 and var rewritten)
                {
                    at = at with { Total = at.Total + rewritten, Done = at.Done + rewritten };
                    await Note(connection, at, law, cancel);
                }
                await transaction.CommitAsync(cancel);
                progress(at);
            }
        }
        return at;
    }

    /// <summary>What a commission waits for has a clock each in its own row. They are few, and which clock presses follows from the whole record: it is folded anew.</summary>
    /// <returns>How many rows are other ones now.</returns>
    private static async Task<int> Records(HubStore store, NpgsqlConnection connection, string table, string stream, string[] ids, Law law, CancellationToken cancel)
    {
        var keys = new Dictionary<string, byte[]?>();
        await using (var heads = new NpgsqlCommand("select id, key from streams where id = any($1)", connection))
        {
            heads.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ids });
            await using var reader = await heads.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) keys[reader.GetString(0)] = await reader.IsDBNullAsync(1, cancel) ? null : reader.GetFieldValue<byte[]>(1);
        }
        var rows = new List<Row>();
        foreach (var id in ids)
        {
            using var key = StreamKey.Open(store.Keys, id, keys[id]);
            var folding = store.Projection(stream).Begin(id, law);
            foreach (var stored in await store.Log.Stream(id, cancel: cancel)) folding.Apply(EventCodec.Decode(stored, key));
            rows.AddRange(folding.Rows().Where(r => r.Table.Name == table));
        }
        if (rows.Count == 0) return 0;
        var columns = rows[0].Table.Columns.Select(c => c.Name).ToList();
        T[] Of<T>(string column) => [.. rows.Select(r => (T)r.Values[columns.IndexOf(column)]!)];
        await using var update = new NpgsqlCommand(
            $"""
            update {table} t set due_rule = u.due_rule, due_on = u.due_on, due_provisional = u.due_provisional
            from unnest($1::text[], $2::text[], $3::date[], $4::boolean[]) as u(id, due_rule, due_on, due_provisional)
            where t.id = u.id and (t.due_rule, t.due_on, t.due_provisional) is distinct from (u.due_rule, u.due_on, u.due_provisional)
            """, connection);
        update.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Of<string>("id") });
        update.Parameters.Add(new NpgsqlParameter { Value = Of<string?>("due_rule"), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        update.Parameters.Add(new NpgsqlParameter<DateOnly?[]> { TypedValue = Of<DateOnly?>("due_on") });
        update.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = Of<bool>("due_provisional") });
        return await update.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<string[]> Texts(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        List<string> texts = [];
        await using var reader = await read.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) texts.Add(reader.GetString(0));
        return [.. texts];
    }

    /// <returns>The cases whose clocks were rewritten, one for each clock.</returns>
    private static async Task<string[]> Clocks(NpgsqlConnection connection, DateOnly due, List<Move> moves, CancellationToken cancel)
    {
        await using var update = new NpgsqlCommand(
            $"""
            with hit as (
              select k.case_id, k.rule, k.subject, u.next_on, u.next_provisional
              from case_clocks k join unnest($2::text[], $3::date[], $4::integer[], $5::boolean[], $6::date[], $7::boolean[]) as u(rule, from_on, extend, provisional, next_on, next_provisional)
                on k.rule = u.rule and k.from_on = u.from_on and k.extend = u.extend and k.provisional = u.provisional
              where k.due_on = $1 limit {RowsAtOnce})
            update case_clocks k set due_on = h.next_on, provisional = h.next_provisional
            from hit h where k.case_id = h.case_id and k.rule = h.rule and k.subject = h.subject
            returning k.case_id
            """, connection) { CommandTimeout = 0 };
        update.Parameters.AddWithValue(due);
        update.Parameters.Add(Of(moves, m => m.Rule, NpgsqlDbType.Text));
        update.Parameters.Add(Of(moves, m => m.From, NpgsqlDbType.Date));
        update.Parameters.Add(Of(moves, m => m.Extend, NpgsqlDbType.Integer));
        update.Parameters.Add(Of(moves, m => m.Provisional, NpgsqlDbType.Boolean));
        update.Parameters.Add(Of(moves, m => m.NextDue, NpgsqlDbType.Date));
        update.Parameters.Add(Of(moves, m => m.NextProvisional, NpgsqlDbType.Boolean));
        List<string> cases = new(RowsAtOnce);
        await using var reader = await update.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) cases.Add(reader.GetString(0));
        return [.. cases];
    }

    /// <summary>The line in lists says the clock that presses next: the earliest of those that wait.</summary>
    private static async Task<int> Rows(NpgsqlConnection connection, string[] cases, CancellationToken cancel)
    {
        await using var update = new NpgsqlCommand(
            """
            update case_rows c set due_rule = m.rule, due_on = m.due_on, due_provisional = m.provisional
            from (select distinct on (k.case_id) k.case_id, k.rule, k.due_on, k.provisional from case_clocks k where k.case_id = any($1) order by k.case_id, k.due_on, k.rule) m
            where c.id = m.case_id and (c.due_rule, c.due_on, c.due_provisional) is distinct from (m.rule, m.due_on, m.provisional)
            """, connection) { CommandTimeout = 0 };
        update.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = cases });
        return await update.ExecuteNonQueryAsync(cancel);
    }

    private static async Task Note(NpgsqlConnection connection, Recomputed at, Law law, CancellationToken cancel)
    {
        await using var note = new NpgsqlCommand("update recomputations set started_at = coalesce(started_at, now()), total = $1, done = $2, cases = $3 where revision = $4", connection);
        note.Parameters.AddWithValue((int)at.Total);
        note.Parameters.AddWithValue((int)at.Done);
        note.Parameters.AddWithValue((int)at.Cases);
        note.Parameters.AddWithValue(law.Revision);
        await note.ExecuteNonQueryAsync(cancel);
    }

    internal static async Task<bool> IsInForce(NpgsqlConnection connection, Law law, CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand(CommitStatements.SameLaw, connection);
        ask.Parameters.Add(new NpgsqlParameter<int> { TypedValue = law.CalendarStream });
        ask.Parameters.Add(new NpgsqlParameter<int> { TypedValue = law.RulebookStream });
        return await ask.ExecuteScalarAsync(cancel) is not null;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlParameter<T[]> Of<T>(List<Move> moves, Func<Move, T> of, NpgsqlDbType type) => new() { TypedValue = [.. moves.Select(of)], NpgsqlDbType = NpgsqlDbType.Array | type };
}

/// <summary>Clocks that begin on the same day by the same rule, and whose last day moves.</summary>
internal sealed record Move(string Rule, DateOnly From, int Extend, DateOnly Due, bool Provisional, DateOnly NextDue, bool NextProvisional, long Rows);
