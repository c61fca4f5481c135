using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using MediationHub.Store.Keys;

namespace MediationHub.Store.Drafts;

/// <summary>A draft without what was typed into it.</summary>
/// <param name="Kind">The form: <c>register</c>, or the step's name.</param>
/// <param name="Subject">The case that a step's form belongs to; empty for a registration.</param>
/// <param name="Title">What it is about, such as the parties' names.</param>
/// <param name="Filled">How many fields hold something.</param>
public sealed record DraftListed(string Id, string Kind, string Subject, int Version, string Title, int Filled, DateTimeOffset CreatedAt, DateTimeOffset SavedAt);

/// <summary>A half-filled form of one person.</summary>
/// <param name="Fields">Values by field path; a field that may have several has several.</param>
public sealed record Draft(string Id, string Kind, string Subject, int Version, string Title, DateTimeOffset CreatedAt, DateTimeOffset SavedAt, IReadOnlyDictionary<string, string[]> Fields);

/// <summary>One save.</summary>
/// <param name="Seen">The version that the form stands on; 0 for the first save.</param>
/// <param name="Fields">What the form holds now. Blank values say nothing.</param>
/// <param name="Cleared">Fields that the person emptied, or lists from which rows were taken out: only these lose what is kept.</param>
public sealed record DraftSave(string Kind, string Subject, int Seen, IReadOnlyDictionary<string, string[]> Fields, IReadOnlyCollection<string> Cleared);

public enum DraftSaved
{
    Saved,

    /// <summary>Another window saved meanwhile; its draft is given.</summary>
    Stale,

    /// <summary>It is not there any more: sent, thrown away, or run out.</summary>
    Gone,

    /// <summary>The person keeps as many drafts as one may.</summary>
    TooMany,

    /// <summary>More than a draft holds.</summary>
    TooLarge,
}

/// <summary>
/// Drafts by person. What was typed stands in the database only encrypted under a key of the draft's own.
/// A blank never erases a filled value: a field loses its value only where the save names it as cleared.
/// </summary>
public sealed class DraftStore(HubStore store)
{
    /// <summary>Most drafts of one person.</summary>
    public const int Most = 100;

    /// <summary>Characters of one draft as JSON.</summary>
    public const int Largest = 600_000;

    private const int MostFields = 6_000;

    private sealed record Row(string Id, string Kind, string Subject, int Version, byte[] Key, byte[] Title, byte[]? Fields, int Filled, DateTime CreatedAt, DateTime SavedAt);

    private const string Head = "id as Id, kind as Kind, subject as Subject, version as Version, key as Key, title as Title";
    private const string Tail = "filled as Filled, created_at as CreatedAt, saved_at as SavedAt";

    /// <summary>The person's drafts, the newest first.</summary>
    public async Task<IReadOnlyList<DraftListed>> List(string userName, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>($"select {Head}, null::bytea as Fields, {Tail} from drafts where user_name = @userName order by saved_at desc, id", new { userName });
        return [.. rows.Select(r => new DraftListed(r.Id, r.Kind, r.Subject, r.Version, Text(Open(r.Key, r.Id, r.Title, "title")), r.Filled, new(r.CreatedAt), new(r.SavedAt)))];
    }

    /// <summary>The person's own draft; null where there is none of that id.</summary>
    public async Task<Draft?> Find(string userName, string id, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return Read(await connection.QuerySingleOrDefaultAsync<Row>($"select {Head}, fields as Fields, {Tail} from drafts where id = @id and user_name = @userName", new { userName, id }));
    }

    /// <summary>The newest draft of a form about one case.</summary>
    public async Task<Draft?> FindFor(string userName, string kind, string subject, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return Read(await connection.QueryFirstOrDefaultAsync<Row>($"select {Head}, fields as Fields, {Tail} from drafts where user_name = @userName and kind = @kind and subject = @subject order by saved_at desc limit 1", new { userName, kind, subject }));
    }

    /// <summary>Keeps what the form holds now. A save that was sent twice has no second effect.</summary>
    /// <param name="titleOf">What the draft is about, from its fields.</param>
    public async Task<(DraftSaved Result, Draft? Draft)> Save(string userName, string id, DraftSave save, Func<IReadOnlyDictionary<string, string[]>, string> titleOf, CancellationToken cancel = default)
    {
        var known = await Find(userName, id, cancel);
        if (known is not null && (known.Kind != save.Kind || known.Subject != save.Subject)) return (DraftSaved.Gone, null);
        if (known is null && save.Seen > 0) return (DraftSaved.Gone, null);

        var fields = Merged(known?.Fields ?? new Dictionary<string, string[]>(), save.Fields, save.Cleared);
        if (known is not null && Same(fields, known.Fields)) return (DraftSaved.Saved, known);
        if (known is not null && known.Version != save.Seen) return (DraftSaved.Stale, known);
        var json = JsonSerializer.Serialize(fields);
        if (fields.Count > MostFields || json.Length > Largest) return (DraftSaved.TooLarge, null);

        var (title, now) = (titleOf(fields), store.Clock.GetUtcNow().UtcDateTime);
        var key = RandomNumberGenerator.GetBytes(32);
        var row = new { id, userName, kind = save.Kind, subject = save.Subject, seen = save.Seen, key = store.Keys.Wrap(key, id), title = Seal(key, id, title, "title"), fields = Seal(key, id, json, "fields"), filled = fields.Count, now, most = Most };
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        if (known is null)
        {
            // A form that was sent under this name is done with: a save that was still on its way brings no draft back.
            var made = await connection.ExecuteAsync(
                """
                insert into drafts (id, user_name, kind, subject, version, key, title, fields, filled, created_at, saved_at)
                select @id, @userName, @kind, @subject, 1, @key, @title, @fields, @filled, @now, @now
                where (select count(*) from drafts where user_name = @userName) < @most
                  and not exists (select 1 from idempotency where user_name = @userName and key = @id)
                on conflict do nothing
                """, row);
            if (made == 1) return (DraftSaved.Saved, new(id, save.Kind, save.Subject, 1, title, new(now), new(now), fields));
            if (await Find(userName, id, cancel) is { } other) return (DraftSaved.Stale, other);
            var sent = await connection.ExecuteScalarAsync<bool>("select exists (select 1 from idempotency where user_name = @userName and key = @id)", new { userName, id });
            return (sent ? DraftSaved.Gone : DraftSaved.TooMany, null);
        }
        var changed = await connection.ExecuteAsync("update drafts set version = version + 1, key = @key, title = @title, fields = @fields, filled = @filled, saved_at = @now where id = @id and user_name = @userName and version = @seen", row);
        if (changed == 1) return (DraftSaved.Saved, known with { Version = known.Version + 1, Title = title, SavedAt = new(now), Fields = fields });
        return await Find(userName, id, cancel) is { } newer ? (DraftSaved.Stale, newer) : (DraftSaved.Gone, null);
    }

    /// <summary>Every value in the person's drafts: what they name is in use.</summary>
    public async Task<IReadOnlySet<string>> Values(string userName, CancellationToken cancel = default)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var draft in await List(userName, cancel))
            if (await Find(userName, draft.Id, cancel) is { } whole) values.UnionWith(whole.Fields.Values.SelectMany(v => v));
        return values;
    }

    /// <summary>Throws a draft away with its key. Whether there was one.</summary>
    public async Task<bool> Delete(string userName, string id, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync("delete from drafts where id = @id and user_name = @userName", new { userName, id }) == 1;
    }

    /// <summary>Throws away the drafts that nobody changed since; gives how many.</summary>
    public async Task<int> Expire(DateTimeOffset notSavedSince, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync("delete from drafts where saved_at < @before", new { before = notSavedSince.UtcDateTime });
    }

    /// <summary>What is kept after a save: cleared fields and lists go first, then every filled value takes its place, and all else stays.</summary>
    public static Dictionary<string, string[]> Merged(IReadOnlyDictionary<string, string[]> kept, IReadOnlyDictionary<string, string[]> typed, IReadOnlyCollection<string> cleared)
    {
        var merged = kept.Where(k => !cleared.Any(c => k.Key == c || k.Key.StartsWith(c + ".", StringComparison.Ordinal) || k.Key.StartsWith(c + "[", StringComparison.Ordinal))).ToDictionary(k => k.Key, k => k.Value, StringComparer.Ordinal);
        foreach (var (path, values) in typed)
        {
            string[] filled = [.. values.Where(v => !string.IsNullOrWhiteSpace(v))];
            if (filled.Length > 0) merged[path] = filled;
        }
        return merged;
    }

    private static bool Same(Dictionary<string, string[]> one, IReadOnlyDictionary<string, string[]> other) =>
        one.Count == other.Count && one.All(f => other.TryGetValue(f.Key, out var values) && values.SequenceEqual(f.Value));

    private Draft? Read(Row? row) => row is null ? null : new(
        row.Id, row.Kind, row.Subject, row.Version, Text(Open(row.Key, row.Id, row.Title, "title")), new(row.CreatedAt), new(row.SavedAt),
        JsonSerializer.Deserialize<Dictionary<string, string[]>>(Open(row.Key, row.Id, row.Fields!, "fields"))!);

    private byte[] Open(byte[] wrapped, string id, byte[] from, string part) => Sealing.Open(store.Keys.Unwrap(wrapped, id), from, Encoding.UTF8.GetBytes($"{part}:{id}"));

    private static byte[] Seal(byte[] key, string id, string text, string part)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var into = new byte[plain.Length + Sealing.Overhead];
        Sealing.Seal(key, plain, Encoding.UTF8.GetBytes($"{part}:{id}"), into);
        return into;
    }

    private static string Text(byte[] plain) => Encoding.UTF8.GetString(plain);
}
