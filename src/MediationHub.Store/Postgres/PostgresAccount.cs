using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace MediationHub.Store.Postgres;

/// <summary>
/// The account PostgreSQL runs under. PostgreSQL refuses root, so root hands it to an unprivileged one; anyone else runs it as
/// themselves. Whatever lies inside a folder of that account is written by that account too: root following a link planted there
/// would be a way up.
/// </summary>
sealed class PostgresAccount
{
    readonly string[] _switch;   // the words before a command that make it run under this account

    PostgresAccount(uint uid, uint gid, string name, string[] @switch) => (Uid, Gid, Name, _switch) = (uid, gid, name, @switch);

    public uint Uid { get; }
    public uint Gid { get; }
    public string Name { get; }

    /// <param name="existingData">Data that is there already keeps its owner; null for <c>postgres</c> or, where that is missing, <c>nobody</c>.</param>
    public static async Task<PostgresAccount> ForAsync(string? existingData, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows()) return new(0, 0, Environment.UserName, []);
        if (!Environment.IsPrivilegedProcess) return new(NativeMethods.geteuid(), NativeMethods.getegid(), Environment.UserName, []);

        var root = new PostgresAccount(0, 0, "root", []);
        if (existingData is not null && await root.OwnerOfAsync(existingData, cancel) is { } owner && owner != "root")
            return await root.NamedAsync(owner, cancel) ?? throw new PrivatePostgresException($"账户 {owner} 不存在,但数据 {existingData} 归它所有。 / The data {existingData} belongs to the account {owner}, which does not exist.");

        return await root.NamedAsync("postgres", cancel) ?? await root.NamedAsync("nobody", cancel)
            ?? throw new PrivatePostgresException("以 root 运行时需要账户 postgres 或 nobody 来运行 PostgreSQL:请建立一个,或不要以 root 运行。 / Run as root, PostgreSQL needs the account postgres or nobody: create one, or do not run as root.");
    }

    /// <summary>Runs a program under this account and returns what it wrote, errors included.</summary>
    /// <param name="withChildren">On cancellation, end the program's children with it.</param>
    public async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, string? input, bool withChildren, CancellationToken cancel)
    {
        string[] command = [.. _switch, program, .. arguments];
        // On Windows the server would inherit the pipes of pg_ctl, and reading them would never end.
        var listen = !OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = listen,
            RedirectStandardError = listen,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            WorkingDirectory = OperatingSystem.IsWindows() ? Environment.SystemDirectory : "/",   // one the account can stand in
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);   // PGDATA, PGOPTIONS and the like belong to another server
        start.Environment["LC_ALL"] = "C";

        using var process = Process.Start(start)!;
        var output = listen ? process.StandardOutput.ReadToEndAsync(CancellationToken.None) : Task.FromResult("");
        var errors = listen ? process.StandardError.ReadToEndAsync(CancellationToken.None) : Task.FromResult("");
        try
        {
            if (input is not null) await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read all; its exit code tells.
        }

        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(withChildren);
            throw;
        }

        return (process.ExitCode, (await output + await errors).Trim());
    }

    /// <summary>Runs a POSIX shell script under this account; its arguments are <c>$1</c> and on.</summary>
    public async Task<bool> ShellAsync(string script, IEnumerable<string> arguments, string? input, CancellationToken cancel) =>
        (await RunAsync("/bin/sh", ["-c", script, "sh", .. arguments], input, withChildren: true, cancel)).ExitCode == 0;

    /// <summary>Gives a file or folder of ours to this account.</summary>
    public void Own(string path)
    {
        if (OperatingSystem.IsWindows() || _switch.Length == 0) return;
        if (NativeMethods.lchown(path, Uid, Gid) != 0)
            throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Gives a whole folder that root put there, such as a restored backup, to this account.</summary>
    public async Task OwnRootsFolderAsync(string folder, CancellationToken cancel)
    {
        if (_switch.Length == 0) return;
        var root = new PostgresAccount(0, 0, "root", []);
        if (await root.OwnerOfAsync(folder, cancel) == "root")
            await root.RunAsync("chown", ["-R", "-P", $"{Uid}:{Gid}", folder], null, withChildren: true, cancel);
    }

    async Task<string?> OwnerOfAsync(string path, CancellationToken cancel)
    {
        var (exit, line) = await RunAsync("ls", ["-ld", path], null, withChildren: true, cancel);
        return exit == 0 ? line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2] : null;
    }

    async Task<PostgresAccount?> NamedAsync(string name, CancellationToken cancel)
    {
        var (exit, uid) = await RunAsync("id", ["-u", name], null, withChildren: true, cancel);
        if (exit != 0) return null;
        var gid = (await RunAsync("id", ["-g", name], null, withChildren: true, cancel)).Output;
        string[] how =
            OnPath("setpriv") ? ["setpriv", $"--reuid={uid}", $"--regid={gid}", "--clear-groups", "--"]
            : OnPath("runuser") ? ["runuser", "-u", name, "--"]
            : ["sudo", "-n", "-u", name, "--"];
        return new(uint.Parse(uid), uint.Parse(gid), name, how);
    }

    static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}

/// <summary>The few system calls .NET has no name for.</summary>
static class NativeMethods
{
    /// <summary>Do not wait: POSIX <c>WNOHANG</c>, 1 on Linux and macOS.</summary>
    public const int NoHang = 1;

#pragma warning disable SYSLIB1054, IDE1006 // four plain calls, named as the manual names them, do not ask for unsafe code
    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int lchown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint uid, uint gid);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern uint geteuid();

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern uint getegid();

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int waitpid(int pid, out int status, int options);
#pragma warning restore SYSLIB1054, IDE1006
}
