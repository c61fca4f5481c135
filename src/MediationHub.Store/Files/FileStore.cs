using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Keys;
using Npgsql;

namespace MediationHub.Store.Files;

/// <summary>What is known of a stored file.</summary>
/// <param name="Owner">The record that names it; null until one does.</param>
/// <param name="Sha256">Of the plain content, hex.</param>
/// <param name="Destroyed">Its key was destroyed with its record's: nobody can read it any more.</param>
public sealed record FileInfo(FileId Id, string Name, long Size, string ContentType, string Sha256, string? Owner, string UploadedBy, DateTimeOffset UploadedAt, bool Destroyed = false);

/// <summary>
/// Evidence, proofs, scans: each encrypted under a key of its own, named on disk by the hash of what is stored there.
/// The kind is told from the content, never from the name; pictures are kept without the place where they were taken.
/// </summary>
public sealed class FileStore(HubStore store, string folder)
{
    /// <summary>20 MB.</summary>
    public const int MostBytes = 20 * 1024 * 1024;

    /// <summary>Stores a file; gives it, or why not.</summary>
    public async Task<(FileInfo? File, Refusal? Refusal)> Add(string name, ReadOnlyMemory<byte> content, string userName, CancellationToken cancel = default)
    {
        if (Check(ref name, content.Span, out var contentType) is { } refusal) return (null, refusal);
        if (contentType.StartsWith("image/", StringComparison.Ordinal))
        {
            if (PictureMetadata.Strip(content.Span, contentType) is not { } picture)
                return (null, Refusal.Invalid("file", "图片已损坏或者不完整，请重新拍照或者另存后上传。", "The picture is broken or not whole: take or save it again and upload it."));
            content = picture;
        }
        return (await Keep(name, content, contentType, userName, cancel), null);
    }

    /// <summary>Stores what the program itself made, as it is.</summary>
    public async Task<FileInfo> Keep(string name, ReadOnlyMemory<byte> content, string contentType, string userName, CancellationToken cancel = default)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var id = NewId.Next("f");
        var bytes = new byte[content.Length + Sealing.Overhead];
        Sealing.Seal(key, content.Span, Encoding.UTF8.GetBytes(id), bytes);
        var stored = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await Write(PathOf(stored), bytes, cancel);

        var sealedName = new byte[Encoding.UTF8.GetByteCount(name) + Sealing.Overhead];
        Sealing.Seal(key, Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes("name:" + id), sealedName);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        await using var insert = store.Database.CreateCommand(
            "insert into files (id, sha256, stored, name, size, content_type, key, uploaded_by, uploaded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, now()) returning uploaded_at");
        foreach (var value in new object[] { id, sha256, stored, sealedName, (long)content.Length, contentType, store.Keys.Wrap(key, id), userName }) insert.Parameters.Add(new NpgsqlParameter { Value = value });
        var at = new DateTimeOffset((DateTime)(await insert.ExecuteScalarAsync(cancel))!);
        return new(new(id), name, content.Length, contentType, sha256, null, userName, at);
    }

    /// <summary>What is known of several files, those that there are.</summary>
    public async Task<IReadOnlyDictionary<FileId, FileInfo>> FindAll(IEnumerable<FileId> ids, CancellationToken cancel = default)
    {
        var found = new Dictionary<FileId, FileInfo>();
        foreach (var id in ids.Distinct())
            if (await Find(id, cancel) is { } file) found[id] = file;
        return found;
    }

    /// <summary>What is known of the file, or null.</summary>
    public async Task<FileInfo?> Find(FileId id, CancellationToken cancel = default) => (await Row(id, cancel))?.Info;

    /// <summary>The plain content; null where there is no such file, or where it was destroyed.</summary>
    /// <exception cref="CryptographicException">What is stored was altered.</exception>
    public async Task<byte[]?> Read(FileId id, CancellationToken cancel = default)
    {
        if (await Row(id, cancel) is not { Key: { } key, Stored: { } stored }) return null;
        var bytes = await File.ReadAllBytesAsync(PathOf(stored), cancel);
        return Sealing.Open(key, bytes, Encoding.UTF8.GetBytes(id.Value));
    }

    /// <summary>Takes from the disk what nobody can read any more, since its key was destroyed. May be run again at any time.</summary>
    /// <returns>How many files were removed.</returns>
    public async Task<int> SweepDestroyed(CancellationToken cancel = default)
    {
        var gone = new List<(string Id, string Stored)>();
        await using (var find = store.Database.CreateCommand("select id, stored from files where key is null and stored is not null"))
        {
            await using var reader = await find.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) gone.Add((reader.GetString(0), reader.GetString(1)));
        }
        foreach (var path in gone.Select(g => PathOf(g.Stored)).Where(File.Exists)) File.Delete(path);
        await using var swept = store.Database.CreateCommand("update files set stored = null where id = any($1) and key is null");
        swept.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. gone.Select(g => g.Id)] });
        await swept.ExecuteNonQueryAsync(cancel);
        return gone.Count;
    }

    /// <summary>
    /// Takes away uploads that nothing names: no record, no import, no draft of their uploader. First the key goes, under the same lock by which a commit
    /// takes a file over, so that one of the two finds the file gone; then the bytes; then the line. What was broken off goes on the next time.
    /// </summary>
    /// <param name="before">Uploaded before this.</param>
    /// <param name="inDrafts">What a person's half-filled forms hold.</param>
    /// <returns>How many files were taken away.</returns>
    public async Task<int> SweepUnnamed(DateTimeOffset before, Func<string, Task<IReadOnlySet<string>>> inDrafts, CancellationToken cancel = default)
    {
        const string unnamed = "owner is null and key is not null and not exists (select 1 from imports i where i.file_id = f.id)";
        var old = new List<(string Id, string By)>();
        await using (var find = store.Database.CreateCommand($"select id, uploaded_by from files f where {unnamed} and uploaded_at < $1"))
        {
            find.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = before.UtcDateTime });
            await using var reader = await find.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) old.Add((reader.GetString(0), reader.GetString(1)));
        }
        var gone = new List<string>();
        foreach (var uploads in old.GroupBy(f => f.By, f => f.Id, StringComparer.Ordinal))
        {
            var kept = await inDrafts(uploads.Key);
            gone.AddRange(uploads.Where(id => !kept.Contains(id)));
        }
        await using (var lose = store.Database.CreateCommand($"update files f set key = null, sha256 = '' where id = any($1) and {unnamed}"))
        {
            lose.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. gone] });
            await lose.ExecuteNonQueryAsync(cancel);
        }
        await SweepDestroyed(cancel);
        await using var forget = store.Database.CreateCommand("delete from files where owner is null and key is null and stored is null");
        return await forget.ExecuteNonQueryAsync(cancel);
    }

    private async Task<(FileInfo Info, byte[]? Key, string? Stored)?> Row(FileId id, CancellationToken cancel)
    {
        await using var find = store.Database.CreateCommand("select sha256, stored, name, size, content_type, key, owner, uploaded_by, uploaded_at from files where id = $1");
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id.Value });
        await using var reader = await find.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) return null;
        string? owner = await reader.IsDBNullAsync(6, cancel) ? null : reader.GetString(6);
        if (await reader.IsDBNullAsync(5, cancel))
            return (new(id, Personal.Destroyed.Value!, reader.GetInt64(3), reader.GetString(4), "", owner, reader.GetString(7), new(reader.GetDateTime(8)), Destroyed: true), null, null);
        var key = store.Keys.Unwrap(reader.GetFieldValue<byte[]>(5), id.Value);
        var name = Encoding.UTF8.GetString(Sealing.Open(key, reader.GetFieldValue<byte[]>(2), Encoding.UTF8.GetBytes("name:" + id.Value)));
        return (new(id, name, reader.GetInt64(3), reader.GetString(4), reader.GetString(0), owner, reader.GetString(7), new(reader.GetDateTime(8))), key, reader.GetString(1));
    }

    private string PathOf(string stored) => Path.Combine(folder, stored[..2], stored);

    private static async Task Write(string path, byte[] bytes, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var fresh = $"{path}.{Guid.NewGuid():N}";
        await using (var file = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write))
        {
            await file.WriteAsync(bytes, cancel);
            file.Flush(flushToDisk: true);
        }
        File.Move(fresh, path, overwrite: true);
    }

    private static Refusal? Check(ref string name, ReadOnlySpan<byte> content, out string contentType)
    {
        contentType = "";
        name = new string([.. Path.GetFileName(name.Replace('\\', '/')).Where(c => !char.IsControl(c))]).Trim();
        if (name.Length is 0 or > 200) return Refusal.Invalid("file", "文件名应为 1 至 200 个字符,请改名后重新上传。", "A file name has 1 to 200 characters: rename it and upload again.");
        if (content.Length == 0) return Refusal.Invalid("file", "文件是空的,请选择有内容的文件。", "The file is empty: choose another.");
        if (content.Length > MostBytes) return Refusal.Invalid("file", "文件超过 20 MB,请压缩或拆分后上传。", "The file is larger than 20 MB: compress or split it.");

        (contentType, var extensions) = Sniff(content);
        if (contentType.Length == 0)
            return Refusal.Invalid("file", "只接受 PDF、JPG、PNG、DOCX、XLSX 文件;该文件的内容不是其中任何一种。", "Only PDF, JPG, PNG, DOCX and XLSX are accepted; this file's content is none of them.");
        var extension = Path.GetExtension(name).ToLowerInvariant();
        if (extension.Length == 0) return Refusal.Invalid("file", $"文件名没有扩展名,请以“{extensions[0]}”结尾后重新上传。", $"The name has no extension: let it end in {extensions[0]}.");
        return extensions.Contains(extension) ? null
            : Refusal.Invalid("file", $"文件名以“{extension}”结尾,但内容是 {extensions[0][1..].ToUpperInvariant()},请核对后用正确的文件名上传。", $"The name ends in “{extension}”, but the content is {extensions[0][1..]}: check it and name it rightly.");
    }

    private static (string ContentType, string[] Extensions) Sniff(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("%PDF-"u8)) return ("application/pdf", [".pdf"]);
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return ("image/jpeg", [".jpg", ".jpeg"]);
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return ("image/png", [".png"]);
        if (!content.StartsWith("PK\u0003\u0004"u8)) return ("", []);
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content.ToArray()), ZipArchiveMode.Read);
            if (zip.GetEntry("[Content_Types].xml") is null || zip.Entries.Any(e => e.Name == "vbaProject.bin")) return ("", []);
            if (zip.GetEntry("word/document.xml") is not null) return ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".docx"]);
            if (zip.GetEntry("xl/workbook.xml") is not null) return ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".xlsx"]);
        }
        catch (InvalidDataException)
        {
            return ("", []);
        }
        return ("", []);
    }
}
