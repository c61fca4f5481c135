using MediationHub.Store.Keys;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Postgres;

namespace MediationHub.Web.Hosting;

/// <summary><c>mediationhub backup</c> and <c>restore</c>, which <c>ops/backup</c> and <c>ops/restore</c> call. The program may be serving while it is backed up.</summary>
internal static class BackupVerbs
{
    private const string KeyFile = "installation.key";

    public static async Task<int> Backup(HubSettings settings, string[] rest, Action<string> say)
    {
        if (rest is not [var folder, "--keys", var keyFolder]) throw new SettingException("用法:mediationhub backup <备份文件夹> --keys <密钥文件夹>");
        var (into, apart) = (Path.GetFullPath(folder), Path.GetFullPath(keyFolder));
        if (IsWithin(apart, into) || IsWithin(into, apart)) throw new SettingException("安装密钥必须与备份分开保管:请把 --keys 指到另一处(最好是另一台设备)。 / The key is kept apart from the backup: let --keys name another place.");
        if (IsWithin(into, settings.DataFolder) || IsWithin(apart, settings.DataFolder)) throw new SettingException("备份不能放在数据目录中,请另指一处。 / A backup does not belong into the data folder: name another place.");
        var own = Path.Combine(settings.DataFolder, KeyFile);
        if (settings.Key is null && !File.Exists(own)) throw new SettingException($"{settings.DataFolder} 中没有安装,请用 MEDIATIONHUB_DATA 指明数据目录。 / There is no installation in {settings.DataFolder}: name the data folder by MEDIATIONHUB_DATA.");
        var keys = settings.Key is { } given ? KeyRing.Parse(given) : KeyRing.Open(own);

        await using var server = await Server.Open(settings, say);
        var made = await server.Backup.Make(keys, into, DateTimeOffset.UtcNow);
        if (settings.Key is not null) say("安装密钥来自 MEDIATIONHUB_KEY,不在数据目录中:请自行保管。 / The installation key comes from MEDIATIONHUB_KEY: keep it yourself.");
        else
        {
            Directory.CreateDirectory(apart);
            // The name says to which backups it belongs and how often it was rotated: an older key opens what was backed up before.
            var copy = Path.Combine(apart, $"installation-{keys.Fingerprint}-{keys.Current}.key");
            if (!File.Exists(copy)) File.Copy(own, copy);   // with its mode: the owner alone
            say($"安装密钥 / key: {copy}");
        }
        say($"备份 / backup: {made}");
        return 0;
    }

    public static async Task<int> Restore(HubSettings settings, string[] rest, Action<string> say)
    {
        var (backup, keyFile) = rest switch
        {
            [var folder, "--keys", var file] => (Path.GetFullPath(folder), Path.GetFullPath(file)),
            [var folder] when settings.Key is not null => (Path.GetFullPath(folder), null),
            _ => throw new SettingException("用法:mediationhub restore <备份> --keys <密钥文件>"),
        };
        if (Directory.Exists(settings.DataFolder) && Directory.EnumerateFileSystemEntries(settings.DataFolder).Any())
            throw new SettingException($"数据目录 {settings.DataFolder} 不是空的:请用 MEDIATIONHUB_DATA 另指一个空的数据目录。 / The data folder {settings.DataFolder} is not empty: name an empty one by MEDIATIONHUB_DATA.");
        if (keyFile is not null && !File.Exists(keyFile)) throw new SettingException($"没有密钥文件 {keyFile}。 / There is no key file {keyFile}.");
        var label = await Store.Maintenance.Backup.Check(backup, settings.Key is { } given ? KeyRing.Parse(given) : KeyRing.Open(keyFile!));

        Directory.CreateDirectory(settings.DataFolder);
        await using var server = await Server.Open(settings, say);
        var files = await server.Backup.Restore(backup);
        if (settings.Key is null)
        {
            var own = Path.Combine(settings.DataFolder, KeyFile);
            File.Copy(keyFile!, own);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(own, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        say($"已恢复 {label.MadeAt.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm} 的备份,{files} 个文件。请运行 verify 核验。 / Restored; run verify.");
        return 0;
    }

    private static bool IsWithin(string path, string folder) => (path + Path.DirectorySeparatorChar).StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The database server, the private one started or joined.</summary>
    private sealed class Server(PrivatePostgres? own, Backup backup) : IAsyncDisposable
    {
        public Backup Backup => backup;

        public static async Task<Server> Open(HubSettings settings, Action<string> say)
        {
            if (settings.ConnectionString is { } given) return new(null, new(given, null, settings.DataFolder));
            var own = await PrivatePostgres.StartAsync(new PrivatePostgresOptions { DataDirectory = Path.Combine(settings.DataFolder, "postgres") }, say);
            await own.EnsureDatabaseAsync("mediationhub");
            return new(own, new(own.ConnectionString("mediationhub"), own.ProgramsFolder, settings.DataFolder));
        }

        public async ValueTask DisposeAsync()
        {
            if (own is not null) await own.DisposeAsync();
        }
    }
}
