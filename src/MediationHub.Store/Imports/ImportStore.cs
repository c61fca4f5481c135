using System.IO.Compression;
using System.Text.Json;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Keys;

namespace MediationHub.Store.Imports;

/// <summary>Where an import stands. The words are those of the API.</summary>
public enum ImportState
{
    /// <summary>The rows are being looked at; nothing is written.</summary>
    Checking,

    /// <summary>Looked at: to be confirmed, or to be corrected and handed in again.</summary>
    Checked,

    Running,
    Done,
    Cancelled,

    /// <summary>It could not go on; what was done stays, and the same file can be handed in again.</summary>
    Failed,
}

/// <summary>One import of a register.</summary>
public sealed class Import
{
    public string Id { get; set; } = "";
    public string Kind { get; set; } = "";
    public ImportState State { get; set; }
    public string FileId { get; set; } = "";
    public string FileSha256 { get; set; } = "";
    public string ByUser { get; set; } = "";
    public string? OrganizationId { get; set; }
    public string? Unit { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? CheckedAt { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
    public int Rows { get; set; }

    /// <summary>Rows gone through, in order: where to go on after a stop.</summary>
    public int Done { get; set; }

    public int Made { get; set; }
    public int Changed { get; set; }
    public int Same { get; set; }
    public int Failed { get; set; }
    public int Errors { get; set; }
    public int Warnings { get; set; }
    public bool CancelAsked { get; set; }

    /// <summary>It may be confirmed: looked at, without an error, and with something to do.</summary>
    public bool Ready => State is ImportState.Checked && Errors == 0 && Rows > 0;

    public bool UnderWay => State is ImportState.Checking or ImportState.Running;

    /// <summary>Whether this person may know of it: whoever handed it in, and those of the same organization or office.</summary>
    public bool SeenBy(Actor actor) =>
        ByUser == actor.UserName || (OrganizationId is not null && OrganizationId == actor.Organization?.Value && actor.Is(Role.Head)) || (Unit is not null && Unit == actor.Unit);
}

/// <summary>The table of imports. A plain table: what an import brings stands in the log, row by row.</summary>
public sealed class ImportStore(HubStore store)
{
    private const int LockClass = 0x494D50;

    private const string Columns = """
        id as Id, kind as Kind, state as State, file_id as FileId, file_sha256 as FileSha256, by_user as ByUser, organization_id as OrganizationId, unit as Unit, created_at as CreatedAt,
        checked_at as CheckedAt, confirmed_at as ConfirmedAt, finished_at as FinishedAt, rows as Rows, done as Done, made as Made, changed as Changed, same as Same, failed as Failed,
        errors as Errors, warnings as Warnings, cancel_asked as CancelAsked
        """;

    private readonly byte[] _key = store.Keys.Derive("imports");

    public async Task<Import> Add(string kind, FileId file, string sha256, Actor actor, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleAsync<Import>($"insert into imports (id, kind, state, file_id, file_sha256, by_user, organization_id, unit) values (@id, @kind, 'checking', @file, @sha256, @user, @organization, @unit) returning {Columns}",
            new { id = NewId.Next("i"), kind, file = file.Value, sha256, user = actor.UserName, organization = actor.Organization?.Value, unit = actor.Unit });
    }

    public async Task<Import?> Find(string id, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<Import>($"select {Columns} from imports where id = @id", new { id });
    }

    /// <summary>The imports this person may know of, newest first.</summary>
    public async Task<(IReadOnlyList<Import> Items, int Total)> List(Actor actor, string? kind, int page, int pageSize, CancellationToken cancel = default)
    {
        const string where = "from imports where (by_user = @user or (@head and organization_id = @organization) or unit = @unit) and (@kind::text is null or kind = @kind)";
        var values = new { user = actor.UserName, head = actor.Is(Role.Head), organization = actor.Organization?.Value, unit = actor.Unit, kind = string.IsNullOrEmpty(kind) ? null : kind, pageSize, skip = (page - 1) * pageSize };
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) {where}", values);
        return ([.. await connection.QueryAsync<Import>($"select {Columns} {where} order by created_at desc, id desc limit @pageSize offset @skip", values)], total);
    }

    /// <summary>Imports that somebody has to work on, oldest first.</summary>
    public async Task<IReadOnlyList<string>> UnderWay(CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<string>("select id from imports where state in ('checking', 'running') order by created_at")];
    }

    /// <summary>Runs <paramref name="work"/> unless another worker, here or on another node, has this import in hand.</summary>
    /// <returns>False where another one has.</returns>
    public async Task<bool> Alone(string id, Func<Task> work, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        if (!await connection.ExecuteScalarAsync<bool>($"select pg_try_advisory_lock({LockClass}, hashtext(@id))", new { id })) return false;
        try
        {
            await work();
        }
        finally
        {
            if (connection.State is System.Data.ConnectionState.Open) await connection.ExecuteAsync($"select pg_advisory_unlock({LockClass}, hashtext(@id))", new { id });
        }
        return true;
    }

    /// <summary>How far it is; the answer says whether somebody asked to stop.</summary>
    public async Task<bool> Progress(Import import, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>("update imports set rows = @Rows, done = @Done, made = @Made, changed = @Changed, same = @Same, failed = @Failed where id = @Id returning cancel_asked", import);
    }

    /// <summary>Writes what the looking at the rows, or the import itself, came to.</summary>
    public async Task Finish(Import import, object report, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            """
            update imports set state = @state, rows = @Rows, done = @Done, made = @Made, changed = @Changed, same = @Same, failed = @Failed, errors = @Errors, warnings = @Warnings, report = @report,
              checked_at = coalesce(checked_at, now()), finished_at = case when @state in ('done', 'cancelled', 'failed') then now() end
            where id = @Id
            """,
            new { import.Id, state = Word(import.State), import.Rows, import.Done, import.Made, import.Changed, import.Same, import.Failed, import.Errors, import.Warnings, report = Seal(report) });
    }

    /// <summary>Confirms a looked-at import without errors; false where it is not one (any more).</summary>
    public async Task<bool> Confirm(string id, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync("update imports set state = 'running', confirmed_at = now(), done = 0, made = 0, changed = 0, same = 0, failed = 0 where id = @id and state = 'checked' and errors = 0 and rows > 0 and not cancel_asked", new { id }) == 1;
    }

    /// <summary>Asks a running import to stop; one that nobody works on is cancelled at once.</summary>
    public async Task<bool> Cancel(string id, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync(
            """
            update imports set cancel_asked = true, state = case when state = 'checked' then 'cancelled' else state end, finished_at = case when state = 'checked' then now() end
            where id = @id and state in ('checking', 'checked', 'running')
            """, new { id }) == 1;
    }

    /// <summary>What was found, or null where nothing was kept.</summary>
    public async Task<T?> Report<T>(string id, CancellationToken cancel = default) where T : class
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        if (await connection.ExecuteScalarAsync<byte[]?>("select report from imports where id = @id", new { id }) is not { } kept) return null;
        await using var plain = new BrotliStream(new MemoryStream(Sealing.Open(_key, kept, [])), CompressionMode.Decompress);
        return await JsonSerializer.DeserializeAsync<T>(plain, Wire.Json, cancel);
    }

    private byte[] Seal(object report)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) JsonSerializer.Serialize(brotli, report, report.GetType(), Wire.Json);
        var into = new byte[packed.Length + Sealing.Overhead];
        Sealing.Seal(_key, packed.GetBuffer().AsSpan(0, (int)packed.Length), [], into);
        return into;
    }

    private static string Word(ImportState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
