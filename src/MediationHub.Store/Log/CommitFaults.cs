using MediationHub.Domain.Kernel;
using MediationHub.Store.Rows;
using MediationHub.Store.Sessions;
using Npgsql;

namespace MediationHub.Store.Log;

/// <summary>Finds, after a transaction was rolled back, whose command cannot be committed as it stands.</summary>
internal static class CommitFaults
{
    public static async Task<Dictionary<Unit, CommitResult>> Of(NpgsqlConnection connection, List<Unit> batch)
    {
        var appends = batch.SelectMany(u => u.Appends).ToList();
        var keyed = batch.FindAll(u => u.Idempotency is not null);
        var claims = appends.SelectMany(a => a.Claims).ToList();
        var files = appends.SelectMany(a => a.Files).ToList();
        await using var ask = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select id, version from streams where id = any($1)") { Parameters = { CommitStatements.Texts(appends, a => a.Stream.Id) } },
                new("select i.user_name, i.key from idempotency i join unnest($1::text[], $2::text[]) as u(user_name, key) on i.user_name = u.user_name and i.key = u.key where i.at > now() - interval '24 hours'")
                {
                    Parameters = { CommitStatements.Texts(keyed, u => u.Idempotency!.UserName), CommitStatements.Texts(keyed, u => u.Idempotency!.Key) },
                },
                new("select v.scope, v.value from unique_values v join unnest($1::text[], $2::text[]) as u(scope, value) on v.scope = u.scope and v.value = u.value")
                {
                    Parameters = { CommitStatements.Texts(claims, c => c.Scope), CommitStatements.Texts(claims, c => c.Value) },
                },
                new("select id, owner from files where id = any($1) and key is not null") { Parameters = { CommitStatements.Texts(files, f => f.Value) } },
                new("select coalesce((select version from streams where id = 'calendar'), 0), coalesce((select version from streams where id = 'rulebook'), 0)"),
            },
        };
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        var answered = new HashSet<(string, string)>();
        var held = new HashSet<UniqueValue>();
        var owners = new Dictionary<string, string?>(StringComparer.Ordinal);
        (int Calendar, int Rulebook) law;
        await using (var reader = await ask.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) versions[reader.GetString(0)] = reader.GetInt32(1);
            await reader.NextResultAsync();
            while (await reader.ReadAsync()) answered.Add((reader.GetString(0), reader.GetString(1)));
            await reader.NextResultAsync();
            while (await reader.ReadAsync()) held.Add(new(reader.GetString(0), reader.GetString(1)));
            await reader.NextResultAsync();
            while (await reader.ReadAsync()) owners[reader.GetString(0)] = await reader.IsDBNullAsync(1) ? null : reader.GetString(1);
            await reader.NextResultAsync();
            await reader.ReadAsync();
            law = (reader.GetInt32(0), reader.GetInt32(1));
        }
        var standing = await Standing(connection, appends);
        foreach (var released in appends.SelectMany(a => a.Releases)) held.Remove(released);
        var standingValues = held.ToHashSet();

        var failed = new Dictionary<Unit, CommitResult>();
        foreach (var unit in batch)
        {
            if ((unit.Law.CalendarStream, unit.Law.RulebookStream) != law)
            {
                failed[unit] = new(CommitOutcome.LawChanged);
                continue;
            }
            // What one of the batch takes is taken for those behind it.
            if (unit.Idempotency is { } key && !answered.Add((key.UserName, key.Key))) failed[unit] = new(CommitOutcome.AlreadyAnswered);
            else if (unit.Appends.Any(a => a.Events.Count > 0 && versions.GetValueOrDefault(a.Stream.Id) != a.Expected)) failed[unit] = new(CommitOutcome.VersionConflict);
            // A file that another record took, or that was swept away meanwhile: asked again, the command says so.
            else if (unit.Appends.Any(a => a.Files.Any(f => !owners.TryGetValue(f.Value, out var owner) || (owner is not null && owner != a.Stream.Id)))) failed[unit] = new(CommitOutcome.VersionConflict);
            else if (TakenBy(unit, held) is { } taken) failed[unit] = new(CommitOutcome.NotUnique, taken, Beside: !standingValues.Contains(taken));
            else if (OccupiedFor(unit, standing) is { } occupied) failed[unit] = new(CommitOutcome.Occupied, Occupied: occupied);
            else foreach (var append in unit.Appends)
                foreach (var file in append.Files) owners[file.Value] = append.Stream.Id;
        }
        return failed;
    }

    /// <summary>The first value of a command that stands already, or that it asks for twice. Only what is free altogether is taken for those behind: who is refused one value takes none of the others.</summary>
    private static UniqueValue? TakenBy(Unit unit, HashSet<UniqueValue> held)
    {
        var own = new HashSet<UniqueValue>();
        foreach (var claim in unit.Appends.SelectMany(a => a.Claims))
            if (held.Contains(claim) || !own.Add(claim)) return claim;
        held.UnionWith(own);
        return null;
    }

    /// <summary>Everything that overlaps with what is asked for and does not make room in the same transaction.</summary>
    private static async Task<List<Slot>> Standing(NpgsqlConnection connection, List<Append> appends)
    {
        var wanted = appends.SelectMany(a => a.Rows.Upserts).Where(r => r.Table.Exclusive).Select(SessionSlots.SlotOf).ToList();
        if (wanted.Count == 0) return [];
        var leaving = appends.SelectMany(a => a.Rows.Upserts.Concat(a.Rows.Deletes)).Where(r => r.Table.Exclusive).Select(SessionSlots.SlotOf).Select(s => (s.CaseId, s.SessionId)).ToHashSet();
        var taken = appends.Select(a => a.Takes).OfType<TakenHold>().ToList();
        return [.. (await SlotHolds.Overlapping(connection, wanted)).Where(s =>
            !leaving.Contains((s.CaseId, s.SessionId)) && !taken.Exists(t => t.Id == s.CaseId && t.Organization == s.OrganizationId && (t.HeldBy is null || t.HeldBy == s.HeldBy)))];
    }

    /// <summary>What stands where a command's sessions are to be; what they take is taken for those behind.</summary>
    private static Occupied? OccupiedFor(Unit unit, List<Slot> standing)
    {
        var wanted = unit.Appends.SelectMany(a => a.Rows.Upserts).Where(r => r.Table.Exclusive).Select(SessionSlots.SlotOf).ToList();
        for (var i = 0; i < wanted.Count; i++)
            if ((standing.Find(s => s.Excludes(wanted[i])) ?? wanted.Take(i).FirstOrDefault(s => s.Excludes(wanted[i]))) is { } by) return new(wanted[i], by);
        standing.AddRange(wanted);
        return null;
    }
}
