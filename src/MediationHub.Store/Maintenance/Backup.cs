using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Keys;
using Npgsql;

namespace MediationHub.Store.Maintenance;

/// <summary>What a backup says of itself.</summary>
/// <param name="KeyFingerprint">Of the installation key that it can be read with.</param>
/// <param name="DatabaseSha256">Of <c>database.dump</c>, hex.</param>
/// <param name="Files">How many stored files it holds.</param>
public sealed record BackupLabel(DateTimeOffset MadeAt, string KeyFingerprint, string DatabaseSha256, int Files);

/// <summary>A backup that cannot be made or read; the message says what to do.</summary>
public sealed class BackupException(string message) : Exception(message);

/// <summary>
/// A consistent copy of an installation that goes on working meanwhile: the database by <c>pg_dump</c> in one snapshot, the stored files, the anchors outside the database.
/// The installation key is no part of it and is kept apart.
/// </summary>
/// <param name="connectionString">The database. It is not opened as a record, so that a backup before an upgrade changes nothing.</param>
/// <param name="programs">Where PostgreSQL's programs are; null: on PATH and in the usual places.</param>
/// <param name="data">The data folder.</param>
public sealed class Backup(string connectionString, string? programs, string data)
{
    private const string Database = "database.dump", Anchors = "anchors.jsonl", Label = "backup.json";

    /// <summary>Makes a backup in a new folder of its own below <paramref name="into"/>; an unfinished one ends in <c>.partial</c>.</summary>
    /// <returns>The folder.</returns>
    /// <exception cref="BackupException"/>
    public async Task<string> Make(KeyRing keys, string into, DateTimeOffset now, CancellationToken cancel = default)
    {
        var folder = Path.Combine(Path.GetFullPath(into), $"mediationhub-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
        if (Directory.Exists(folder)) throw new BackupException($"{folder} 已存在,请稍候再试。 / {folder} exists already: try again in a moment.");
        var partial = folder + ".partial";
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(partial);
        else Directory.CreateDirectory(partial, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        // Before the dump: an anchor in the file that the log did not have yet would look like a log cut short.
        if (File.Exists(Path.Combine(data, Anchors))) File.Copy(Path.Combine(data, Anchors), Path.Combine(partial, Anchors));
        // Files never change, and each stands on the disk before the database names it. Those that go while we read are there from before the dump, those that come after it.
        CopyFiles(Path.Combine(data, "files"), Path.Combine(partial, "files"));
        await Run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", $"--file={Path.Combine(partial, Database)}"], cancel);
        CopyFiles(Path.Combine(data, "files"), Path.Combine(partial, "files"));

        var label = new BackupLabel(now, keys.Fingerprint, await Sha256(Path.Combine(partial, Database), cancel), Directory.EnumerateFiles(Path.Combine(partial, "files"), "*", SearchOption.AllDirectories).Count());
        await File.WriteAllTextAsync(Path.Combine(partial, Label), JsonSerializer.Serialize(label, Wire.Json), cancel);
        Directory.Move(partial, folder);
        return folder;
    }

    /// <summary>Whether a backup is whole and belongs to the key; before anything is written anywhere.</summary>
    /// <exception cref="BackupException"/>
    public static async Task<BackupLabel> Check(string backup, KeyRing keys, CancellationToken cancel = default)
    {
        if (!File.Exists(Path.Combine(backup, Label))) throw new BackupException($"{backup} 不是完整的备份。 / {backup} is no whole backup.");
        var label = JsonSerializer.Deserialize<BackupLabel>(await File.ReadAllTextAsync(Path.Combine(backup, Label), cancel), Wire.Json)!;
        if (label.KeyFingerprint != keys.Fingerprint) throw new BackupException("安装密钥不是这份备份的:请用同时备份的密钥文件。 / The installation key does not belong to this backup: use the one that was backed up with it.");
        if (await Sha256(Path.Combine(backup, Database), cancel) != label.DatabaseSha256) throw new BackupException($"{Path.Combine(backup, Database)} 已损坏,请换一份备份。 / {Path.Combine(backup, Database)} is damaged: use another backup.");
        return label;
    }

    /// <summary>Puts a backup into an empty database and the data folder, and looks whether every file that the database names is there and unaltered.</summary>
    /// <returns>How many files the database names.</returns>
    /// <exception cref="BackupException"/>
    public async Task<int> Restore(string backup, CancellationToken cancel = default)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using (var tables = source.CreateCommand("select count(*) from pg_class where relnamespace = 'public'::regnamespace"))
            if ((long)(await tables.ExecuteScalarAsync(cancel))! > 0) throw new BackupException("数据库不是空的:请指定一个新建的空数据库。 / The database is not empty: name a new, empty one.");

        if (File.Exists(Path.Combine(backup, Anchors))) File.Copy(Path.Combine(backup, Anchors), Path.Combine(data, Anchors));
        CopyFiles(Path.Combine(backup, "files"), Path.Combine(data, "files"));
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        await Run("pg_restore", ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", $"--dbname={name}", Path.Combine(backup, Database)], cancel);

        var there = Directory.EnumerateFiles(Path.Combine(data, "files"), "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetFileName(f));
        await using var named = source.CreateCommand("select stored from files where key is not null");
        await using var reader = await named.ExecuteReaderAsync(cancel);
        var (count, broken) = (0, 0);
        while (await reader.ReadAsync(cancel))
        {
            count++;
            if (!there.TryGetValue(reader.GetString(0), out var path) || await Sha256(path, cancel) != reader.GetString(0)) broken++;
        }
        return broken == 0 ? count : throw new BackupException($"{count} 个文件中有 {broken} 个缺失或已损坏。 / {broken} of {count} files are missing or damaged.");
    }

    private static void CopyFiles(string from, string to)
    {
        Directory.CreateDirectory(to);
        if (!Directory.Exists(from)) return;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            if (File.Exists(target) || !IsStored(file)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            try
            {
                File.Copy(file, target);
            }
            catch (FileNotFoundException)
            {
                // Swept or destroyed since we listed it.
            }
        }
    }

    /// <summary>Named by its hash: what is just being written has another name.</summary>
    private static bool IsStored(string file) => Path.GetFileName(file) is { Length: 64 } name && name.All(char.IsAsciiHexDigitLower);

    private static async Task<string> Sha256(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
    }

    private async Task Run(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(Find(program), arguments) { RedirectStandardError = true, UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        (start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGUSER"], start.Environment["PGDATABASE"]) = (to.Host, $"{to.Port}", to.Username, to.Database);
        if (to.Password is { Length: > 0 } password) start.Environment["PGPASSWORD"] = password;
        if (to.SslMode is SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull) start.Environment["PGSSLMODE"] = to.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", _ => "require" };
        if (to.RootCertificate is { Length: > 0 } root) start.Environment["PGSSLROOTCERT"] = root;
        using var process = Process.Start(start)!;
        var complaint = await process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0) throw new BackupException($"{program} 失败 / failed: {complaint.Trim()}");
    }

    /// <summary>Those of the private server's own version, which may be links into another folder; else the newest, since a client must not be older than its server.</summary>
    private string Find(string program)
    {
        if (OperatingSystem.IsWindows()) program += ".exe";
        var own = programs is null ? [] : new[] { programs, Path.GetDirectoryName(File.ResolveLinkTarget(Path.Combine(programs, "initdb"), returnFinalTarget: true)?.FullName) }.OfType<string>();
        var folders = own.Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(f => int.TryParse(Path.GetFileName(f), out var major) ? major : 0).Select(f => Path.Combine(f, "bin")) : [])
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)).Where(Path.IsPathFullyQualified);
        return folders.Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists)
            ?? throw new BackupException($"找不到 {program},请安装 PostgreSQL 的客户端程序。 / {program} is not to be found: install PostgreSQL's client programs.");
    }
}
