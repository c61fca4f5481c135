using System.Security.Cryptography;
using System.Text;

namespace MediationHub.Store.Postgres;

/// <summary>
/// Where the data really lies. Usually where it was asked for; where the account cannot work there (a parent folder closed to it,
/// a file system without owners) in a folder of its own, and the wanted place becomes a link to it. The link is what a restart
/// follows, so the same data is found even after the permissions changed; when someone removes the whole data folder to start
/// afresh, the link goes with it and the old data is set aside, not mixed with new keys.
/// </summary>
sealed record PostgresHome(string Data, PostgresAccount Account)
{
    /// <summary>Held alone by the program that looks after the server.</summary>
    public string OwnerLock => Data + ".owner";

    /// <summary>Shared by all programs that use the server; the one that can hold it alone is the last.</summary>
    public string UsersLock => Data + ".users";

    public string Parent => Path.GetDirectoryName(Data)!;
    public string? Major => MajorOf(Data);
    public string Mark => Mark8(Data);

    public static async Task<PostgresHome> ChooseAsync(string wanted, Action<string> say, CancellationToken cancel)
    {
        wanted = Path.TrimEndingDirectorySeparator(Path.GetFullPath(wanted));
        if (new DirectoryInfo(wanted).LinkTarget is not null)
        {
            var target = File.ResolveLinkTarget(wanted, returnFinalTarget: true)!.FullName;
            say($"PostgreSQL 数据位于 {target}。 / PostgreSQL keeps its data in {target}.");
            return await ExistingOrNewAsync(target, cancel);
        }

        if (IsClosed(wanted)) throw Unreachable(wanted, Environment.UserName);
        if (MajorOf(wanted) is not null) return await ExistingOrNewAsync(wanted, cancel);
        if (Directory.Exists(wanted) && Directory.EnumerateFileSystemEntries(wanted).Any())
            throw new PrivatePostgresException($"文件夹 {wanted} 不是 PostgreSQL 数据,也不是空的:请另指定一个。 / The folder {wanted} is neither PostgreSQL data nor empty: name another.");

        var account = await PostgresAccount.ForAsync(null, cancel);
        var instead = Path.Combine(ReplacementRoot(account), Mark8(wanted), "postgres");
        var unlinked = instead + ".unlinked";   // no link could be left: then the name alone leads back here
        if (!File.Exists(unlinked))
        {
            if (await CanHoldDataAsync(wanted, account, cancel)) return new(wanted, account);
            LetThrough(Path.GetDirectoryName(instead)!);
            if (!await CanHoldDataAsync(instead, account, cancel)) throw Unreachable(instead, account.Name);
            if (TryLink(wanted, instead)) SetAside(instead, say);
            else await File.WriteAllTextAsync(unlinked, wanted, cancel);
        }

        say($"账户 {account.Name} 无法使用 {wanted},PostgreSQL 数据改放在 {instead}。 / The account {account.Name} cannot use {wanted}; PostgreSQL keeps its data in {instead}.");
        return await ExistingOrNewAsync(instead, cancel);
    }

    static async Task<PostgresHome> ExistingOrNewAsync(string data, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(data)!);
        if (MajorOf(data) is null) return new(data, await PostgresAccount.ForAsync(null, cancel));

        var account = await PostgresAccount.ForAsync(data, cancel);
        await account.OwnRootsFolderAsync(data, cancel);
        if (!OperatingSystem.IsWindows() && !await account.ShellAsync("""cd "$1" && [ -O . ] && [ -w . ]""", [data], null, cancel))
            throw Unreachable(data, account.Name);   // starting afresh elsewhere would look like lost data
        return new(data, account);
    }

    /// <summary>Tries it with a folder such as initdb will be given.</summary>
    static async Task<bool> CanHoldDataAsync(string data, PostgresAccount account, CancellationToken cancel)
    {
        var trial = $"{data}.try-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(data)!);
            if (OperatingSystem.IsWindows()) return true;

            Directory.CreateDirectory(trial, Private);
            account.Own(trial);
            return File.GetUnixFileMode(trial) == Private
                && await account.ShellAsync("""cd "$1" && [ -O . ] && : > try && rm try""", [trial], null, cancel);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            if (Directory.Exists(trial)) Directory.Delete(trial, recursive: true);
        }
    }

    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    static string ReplacementRoot(PostgresAccount account)
    {
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()) return "/var/lib/mediationhub";
        var own = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        try
        {
            if (own.Length > 0) return Directory.CreateDirectory(Path.Combine(own, "mediationhub")).FullName;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // No home of its own: the temp folder is what is left.
        }

        return Path.Combine(Path.GetTempPath(), $"mediationhub-{account.Uid}");
    }

    /// <summary>The account has to get through to its data, whatever the caller's umask takes from new folders.</summary>
    static void LetThrough(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            foreach (var one in new[] { Path.GetDirectoryName(folder)!, folder })
                File.SetUnixFileMode(Directory.CreateDirectory(one).FullName, File.GetUnixFileMode(one) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Another's folder: whether the account gets through is tried next.
        }
    }

    static bool TryLink(string wanted, string target)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(wanted)!);
            if (Directory.Exists(wanted) && new DirectoryInfo(wanted).LinkTarget is null) Directory.Delete(wanted);
            Directory.CreateSymbolicLink(wanted, target);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static void SetAside(string data, Action<string> say)
    {
        if (MajorOf(data) is null) return;
        var aside = $"{data}.before-{DateTimeOffset.UtcNow:yyyyMMddHHmmss}";
        Directory.Move(data, aside);
        say($"原有数据移到 {aside}。 / Earlier data was set aside in {aside}.");
    }

    /// <summary>There, but closed to us: another account's data, which must not be taken for none.</summary>
    static bool IsClosed(string folder)
    {
        if (!Directory.Exists(folder)) return false;
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            entries.MoveNext();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }

    static PrivatePostgresException Unreachable(string data, string account) => new(
        $"账户 {account} 无法使用数据文件夹 {data}:请改正其所有者和上级文件夹的权限。 / The account {account} cannot use the data folder {data}: set right its owner and the permissions of the folders above it.");

    static string? MajorOf(string data)
    {
        var version = Path.Combine(data, "PG_VERSION");
        return File.Exists(version) ? File.ReadAllText(version).Trim() : null;
    }

    static string Mark8(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..8];
}
