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
/// <remarks>Rows of the bridge to arbitration count as a clock each.</remarks>
public sealed record Recomputed(long Total, long Done, long Cases);

/// <summary>
/// Brings the clocks of open cases to the law in force after an amendment. They are computed once for every distinct (rule, first day, extension), and only rows
/// whose last day is another one are written, some thousands in a transaction; commits go on between them. Ended cases have no such clocks and stay untouched.
/// Reviews, entrustments and recommendations that wait follow behind, see <see cref="BridgeRows"/>.
/// </summary>
public static class Recomputation
{
    private const long OneAtATime = 0x4D485243;   // "MHRC"
    private const int RowsAtOnce = 4_000;

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
        return await BridgeRows.Rewrite(store, connection, law, at, Note, progress, cancel);
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
