using MediationHub.Store.Keys;
using Npgsql;

namespace MediationHub.Store.Maintenance;

/// <summary>Wraps every stream's, file's and draft's key anew under the newest installation key. What they encrypt is not touched. May be run again.</summary>
public static class KeyRotation
{
    private const int AtOnce = 2_000;

    /// <param name="ring">The ring with the new key and all old ones.</param>
    /// <returns>How many keys were wrapped anew.</returns>
    public static async Task<long> Run(HubStore store, KeyRing ring, CancellationToken cancel = default)
    {
        long wrapped = 0;
        foreach (var table in new[] { "streams", "files", "drafts" })
        {
            var after = "";
            while (true)
            {
                var keys = new List<(string Id, byte[] Key)>();
                await using (var read = store.Database.CreateCommand($"select id, key from {table} where id > $1 and key is not null order by id limit {AtOnce}"))
                {
                    read.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after });
                    await using var reader = await read.ExecuteReaderAsync(cancel);
                    while (await reader.ReadAsync(cancel)) keys.Add((reader.GetString(0), reader.GetFieldValue<byte[]>(1)));
                }
                if (keys.Count == 0) break;
                after = keys[^1].Id;
                var old = keys.Where(k => KeyRing.NumberOf(k.Key) != ring.Current).ToList();
                if (old.Count == 0) continue;
                await using var write = store.Database.CreateCommand($"update {table} t set key = u.key from unnest($1::text[], $2::bytea[]) as u(id, key) where t.id = u.id and t.key is not null");
                write.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. old.Select(k => k.Id)] });
                write.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. old.Select(k => ring.Wrap(ring.Unwrap(k.Key, k.Id), k.Id))] });
                wrapped += await write.ExecuteNonQueryAsync(cancel);
            }
        }
        return wrapped;
    }
}
