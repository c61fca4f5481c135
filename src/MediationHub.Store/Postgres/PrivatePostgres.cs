using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace MediationHub.Store.Postgres;

/// <summary>
/// The program's own PostgreSQL: made on first use, reached through a Unix socket in a private folder (a loopback port on Windows),
/// started again when it dies, stopped when the last program that uses it is done.
/// <para>
/// The server outlives a killed program and is adopted by the next one. Two file locks beside the data, which the operating system
/// drops with their holder, say who is who: one program at a time holds <c>….owner</c> and looks after the server, every program
/// shares <c>….users</c>, and whoever can hold that alone was the last and stops the server.
/// </para>
/// </summary>
public sealed partial class PrivatePostgres : IAsyncDisposable
{
    const string User = "mediationhub";
    const string Maintenance = "postgres";   // the database every new server has

    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);   // recovery after a power cut reads at most max_wal_size

    static readonly TimeSpan Lingering = TimeSpan.FromSeconds(10);

    readonly PrivatePostgresOptions _options;
    readonly Action<string> _say;
    readonly PostgresHome _home;
    readonly PostgresPrograms _programs;
    readonly CancellationTokenSource _done = new();
    FileStream? _owning;
    FileStream? _using;
    volatile RunningServer? _server;
    Task _watch = Task.CompletedTask;
    int _disposed;

    PrivatePostgres(PrivatePostgresOptions options, Action<string> say, PostgresHome home, PostgresPrograms programs) =>
        (_options, _say, _home, _programs) = (options, say, home, programs);

    /// <summary>The folder the data really lies in; another than the one asked for when the account could not use that.</summary>
    public string DataDirectory => _home.Data;

    /// <summary>Where the server's programs are, and its clients of the same version.</summary>
    public string ProgramsFolder => _programs.Folder;

    /// <summary>The process id of the server now; it changes when the server had to be started again.</summary>
    public int ServerProcessId => Server.ProcessId;

    RunningServer Server => _server ?? throw new PrivatePostgresException("PostgreSQL 没有运行。 / PostgreSQL is not running.");

    /// <summary>Starts the server on its data, making them first where there are none, or joins the one that runs on them.</summary>
    /// <param name="say">Told in one line, Chinese and English, what whoever runs the program should know.</param>
    /// <exception cref="PostgresMissingException">This machine has no server programs for the data.</exception>
    /// <exception cref="PrivatePostgresException">The server cannot run; the message says why.</exception>
    public static async Task<PrivatePostgres> StartAsync(PrivatePostgresOptions options, Action<string> say, CancellationToken cancel = default)
    {
        if (options.Settings.Keys.FirstOrDefault(name => !SettingName().IsMatch(name)) is { } wrong)
            throw new ArgumentException($"not the name of a server setting: {wrong}", nameof(options));

        PostgresPrograms.Find(options.ProgramsDirectory, null);   // before anything is put on the disk
        var home = await PostgresHome.ChooseAsync(options.DataDirectory, say, cancel);
        var started = new PrivatePostgres(options, say, home, PostgresPrograms.Find(options.ProgramsDirectory, home.Major));
        try
        {
            await started.JoinAsync(cancel);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>How Npgsql reaches a database of this server.</summary>
    public string ConnectionString(string database)
    {
        var server = Server;
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = server.Host,
            Port = server.Port,
            Username = User,
            Database = database,
            ApplicationName = "mediationhub",
            // The caller gets its errors itself; in the server's log their text could carry personal data.
            Options = "-c log_min_messages=log",
        };
        if (OperatingSystem.IsWindows()) connection.Password = File.ReadAllText(PasswordFile);
        return connection.ConnectionString;
    }

    /// <summary>Makes the database (UTF-8, ordered by code point) unless it is there.</summary>
    public async Task EnsureDatabaseAsync(string name)
    {
        await using var connection = await OpenAsync(CancellationToken.None);
        await using var find = new NpgsqlCommand("SELECT FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        await using (var found = await find.ExecuteReaderAsync())
        {
            if (found.HasRows) return;
        }

        try
        {
            await ExecuteAsync(connection, $"CREATE DATABASE {Quoted(name)} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
        }
        catch (PostgresException problem) when (problem.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another caller was quicker.
        }
    }

    /// <summary>Stops the server if no other program uses it, unless the options leave it running.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _done.CancelAsync();
        await _watch;

        var wasIn = _using is not null;
        _using?.Dispose();
        if (wasIn && _options.StopOnDispose && TryLock(_home.UsersLock, shared: false) is { } last)
        {
            await using (last)
            {
                for (var waited = 0; _owning is null && waited < 50; waited++)
                {
                    _owning = TryLock(_home.OwnerLock, shared: false);   // an owner on its way out lets go in a moment
                    if (_owning is null) await Task.Delay(Glance);
                }

                if (_owning is not null) await StopServerAsync();
            }
        }

        _server = null;
        _owning?.Dispose();
        _done.Dispose();
    }

    /// <summary>Waits until the server answers, looking after it if nobody does.</summary>
    async Task JoinAsync(CancellationToken cancel)
    {
        var since = Stopwatch.StartNew();
        while ((_using = TryLock(_home.UsersLock, shared: true)) is null)   // the last one is just stopping it
            await PauseAsync(TimeSpan.FromMilliseconds(20));

        while (true)
        {
            _owning = TryLock(_home.OwnerLock, shared: false);
            if (_owning is not null)
            {
                // Only here: data that vanish under a running program must not be replaced by empty ones.
                if (_home.Major is null) await MakeDataAsync(cancel);
                await BringUpAsync(cancel);
                break;
            }

            if (FindServer() is { } theirs && await AnswersAsync(theirs, cancel))
            {
                _server = theirs;
                break;
            }

            await PauseAsync(TimeSpan.FromMilliseconds(50));
        }

        _watch = Task.Run(() => WatchAsync(_done.Token), CancellationToken.None);

        async Task PauseAsync(TimeSpan pause)
        {
            if (since.Elapsed > Patience) throw NotAnswering();
            await Task.Delay(pause, cancel);
        }
    }

    /// <summary>Keeps the server up until disposed; while another program does that, waits to take its place.</summary>
    async Task WatchAsync(CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Glance, done);
                if ((_owning ??= TryLock(_home.OwnerLock, shared: false)) is null)
                {
                    if (FindServer() is { IsReady: true } theirs) _server = theirs;
                    continue;
                }

                if (_server is { } server && IsUp(server)) continue;
                _say("PostgreSQL 意外停止,正在重新启动。 / PostgreSQL stopped unexpectedly; starting it again.");
                await BringUpAgainAsync(done);
                _say("PostgreSQL 已恢复。 / PostgreSQL is back.");
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    async Task BringUpAgainAsync(CancellationToken done)
    {
        string? said = null;
        while (true)
        {
            try
            {
                await BringUpAsync(done);
                return;
            }
            catch (Exception problem) when (problem is PrivatePostgresException or IOException or UnauthorizedAccessException)
            {
                if (problem.Message != said) _say(said = problem.Message);
                await Task.Delay(LongestPause, done);   // a full disk may be emptied
            }
        }
    }

    async Task BringUpAsync(CancellationToken cancel)
    {
        var since = Stopwatch.StartNew();
        var pause = FirstPause;
        while (since.Elapsed < Patience)
        {
            if (FindServer() is { } found)
            {
                if (await AnswersAsync(found, cancel))
                {
                    _server = found;
                    return;
                }

                // Ready but without its socket (a cleaned temp folder): it cannot make it anew, and nobody can reach it.
                if (found.IsReady && !IsUp(found)) await StopServerAsync();
                else await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);   // it starts, recovers or stops
                continue;
            }

            var (ok, output) = await StartServerAsync(cancel);
            if (ok) continue;
            // After a kill its children hold the shared memory, and the dead process its number, for a moment.
            var mayPass = output.Contains("shared memory", StringComparison.Ordinal) || output.Contains("lock file", StringComparison.Ordinal)
                || !output.Contains("FATAL", StringComparison.Ordinal);
            if (!mayPass || since.Elapsed > Lingering) throw new PrivatePostgresException($"PostgreSQL 无法启动。 / PostgreSQL does not start: {OneLine(output)}");
            await Task.Delay(pause, cancel);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        throw NotAnswering();
    }

    /// <summary>Makes the data beside their place and moves them there at once, so that a kill leaves nothing half made.</summary>
    async Task MakeDataAsync(CancellationToken cancel)
    {
        foreach (var halfMade in Directory.EnumerateDirectories(_home.Parent, Path.GetFileName(_home.Data) + ".init-*"))
            Directory.Delete(halfMade, recursive: true);

        var making = $"{_home.Data}.init-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(making);
        else Directory.CreateDirectory(making, PostgresHome.Private);
        _home.Account.Own(making);

        List<string> arguments = ["-D", making, "-U", User, "-E", "UTF8", "--locale=C", "--data-checksums"];
        if (OperatingSystem.IsWindows())
        {
            File.WriteAllText(PasswordFile, RandomNumberGenerator.GetHexString(32));
            arguments.AddRange(["--auth=scram-sha-256", $"--pwfile={PasswordFile}"]);
        }
        else
        {
            // Whoever gets into the socket's folder is us or root; TCP is not even listened to.
            arguments.AddRange(["--auth-local=trust", "--auth-host=reject"]);
        }

        if (_options.Settings.GetValueOrDefault("fsync") == "off") arguments.Add("--no-sync");
        var (exit, output) = await _home.Account.RunAsync(_programs.Initdb, arguments, null, withChildren: true, cancel);
        if (exit != 0) throw new PrivatePostgresException($"PostgreSQL 数据无法建立。 / PostgreSQL's data cannot be made: {OneLine(output)}");

        // lz4 costs far less than the built-in compression but is not in every build.
        var (lz4, _) = await _home.Account.RunAsync(_programs.Postgres, ["-D", making, "-c", "wal_compression=lz4", "-C", "wal_compression"], null, withChildren: true, cancel);
        var include = $"wal_compression = {(lz4 == 0 ? "lz4" : "on")}\ninclude '{SettingsFile}'\n";
        await WriteAsync("""cat >> "$1/postgresql.conf" """, [making], Path.Combine(making, "postgresql.conf"), include, cancel);

        if (Directory.Exists(_home.Data)) Directory.Delete(_home.Data);   // empty, or it would not have been chosen
        Directory.Move(making, _home.Data);
    }

    const string SettingsFile = "mediationhub.conf";

    async Task<(bool Ok, string Output)> StartServerAsync(CancellationToken cancel)
    {
        RemoveForeignPidFile();
        var settings = new StringBuilder("# Written at each start; settings of your own go below the last line of postgresql.conf.\n");
        foreach (var (name, value) in Settings()) settings.Append(name).Append(" = '").Append(value.Replace("'", "''", StringComparison.Ordinal)).Append("'\n");

        if (OperatingSystem.IsWindows())
        {
            await File.WriteAllTextAsync(Path.Combine(_home.Data, SettingsFile), settings.ToString(), cancel);
        }
        else
        {
            var prepared = await _home.Account.ShellAsync("""
                umask 077
                cat > "$1/mediationhub.conf.new" || exit 1
                : > "$1/startup.log" || exit 1
                home=$1; shift
                for folder do
                    mkdir "$folder" 2>/dev/null
                    if [ ! -L "$folder" ] && [ -d "$folder" ] && [ -O "$folder" ] && chmod 700 "$folder"; then
                        rm -f "$folder"/.s.PGSQL.*
                        echo "unix_socket_directories = '$folder'" >> "$home/mediationhub.conf.new" || exit 1
                        exec mv "$home/mediationhub.conf.new" "$home/mediationhub.conf"
                    fi
                done
                exit 1
                """, [_home.Data, .. SocketFolders()], settings.ToString(), cancel);
            if (!prepared) throw new PrivatePostgresException($"无法在 {_home.Data} 写入,或无法在 {SocketRoot()} 建立私有文件夹。 / Cannot write in {_home.Data}, or cannot make a private folder in {SocketRoot()}.");
        }

        // pg_ctl gives the server a session of its own: neither our end nor a Ctrl-C in our terminal reaches it.
        var log = Path.Combine(_home.Data, "startup.log");
        var (exit, output) = await _home.Account.RunAsync(
            _programs.PgCtl, ["start", "-D", _home.Data, "-w", "-t", $"{(int)Patience.TotalSeconds}", "-s", "-l", log], null, withChildren: false, cancel);
        return exit == 0 ? (true, "") : (false, $"{output}\n{File.ReadAllText(log)}\n{LastWords()}");
    }

    /// <summary>Why the server gave up, from its log.</summary>
    string LastWords()
    {
        var folder = Path.Combine(_home.Data, "log");
        var newest = Directory.Exists(folder) ? Directory.EnumerateFiles(folder).MaxBy(File.GetLastWriteTimeUtc) : null;
        return newest is null ? "" : string.Join('\n', File.ReadLines(newest).TakeLast(3).Where(line => line.Contains("FATAL", StringComparison.Ordinal) || line.Contains("PANIC", StringComparison.Ordinal)));
    }

    Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = OperatingSystem.IsWindows() ? "127.0.0.1" : "",
            ["port"] = OperatingSystem.IsWindows() ? $"{FreePort()}" : "5432",
            ["unix_socket_permissions"] = "0700",
            ["cluster_name"] = "mediationhub",
            ["max_connections"] = "200",
            ["shared_buffers"] = "256MB",
            // A commit that was answered is on the disk.
            ["fsync"] = "on",
            ["synchronous_commit"] = "on",
            ["full_page_writes"] = "on",
            ["max_wal_size"] = "2GB",
            ["checkpoint_timeout"] = "15min",
            ["checkpoint_completion_target"] = "0.9",
            ["autovacuum"] = "on",
            ["jit"] = "off",   // our queries are short; compiling them costs more than it saves
            ["timezone"] = "UTC",
            // One file per weekday, a week kept. No statement, no parameter, no DETAIL: those hold people's names.
            ["log_destination"] = "stderr",
            ["logging_collector"] = "on",
            ["log_directory"] = "log",
            ["log_filename"] = "postgresql-%a.log",
            ["log_truncate_on_rotation"] = "on",
            ["log_rotation_age"] = "1d",
            ["log_rotation_size"] = "0",
            ["log_file_mode"] = "0600",
            ["log_timezone"] = "UTC",
            ["log_statement"] = "none",
            ["log_min_error_statement"] = "panic",
            ["log_error_verbosity"] = "terse",
            ["log_parameter_max_length"] = "0",
            ["log_parameter_max_length_on_error"] = "0",
        };
        foreach (var (name, value) in _options.Settings) settings[name] = value;
        return settings;
    }

    async Task StopServerAsync()
    {
        foreach (var (mode, seconds) in new[] { ("fast", "60"), ("immediate", "20") })
        {
            if (FindServer() is null) break;
            await _home.Account.RunAsync(
                _programs.PgCtl, ["stop", "-D", _home.Data, "-m", mode, "-w", "-t", seconds, "-s"], null, withChildren: false, CancellationToken.None);
        }

        if (FindServer() is null)
        {
            if (!OperatingSystem.IsWindows()) await _home.Account.ShellAsync("rmdir \"$@\" 2>&1", SocketFolders(), null, CancellationToken.None);   // the empty ones
            return;
        }

        _say($"PostgreSQL 没有停下来(进程 {FindServer()?.ProcessId})。 / PostgreSQL did not stop (process {FindServer()?.ProcessId}).");
    }

    sealed record RunningServer(int ProcessId, string Host, int Port, bool IsReady);

    /// <summary>The server that runs on the data, from the file it keeps there; null when there is none.</summary>
    RunningServer? FindServer()
    {
        // pid, data folder, start, port, socket folder, address, shared memory, status
        if (ReadPidFile() is not { Length: >= 6 } lines || !int.TryParse(lines[0], out var pid) || !int.TryParse(lines[3], out var port) || !IsServer(pid)) return null;
        return new(pid, OperatingSystem.IsWindows() ? "127.0.0.1" : lines[4], port, lines.Length > 7 && lines[7].Trim() == "ready");
    }

    string PidFile => Path.Combine(_home.Data, "postmaster.pid");

    string[]? ReadPidFile()
    {
        try
        {
            return File.ReadAllLines(PidFile);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    bool IsServer(int pid)
    {
        if (CommandLine(pid) is not { } words) return false;
        if (!OperatingSystem.IsLinux()) return IsPostgres(words);
        var folder = words.SkipWhile(word => word != "-D").ElementAtOrDefault(1);
        return IsPostgres(words) && folder is not null
            && (folder == _home.Data || File.Exists(Path.Combine(folder, "postmaster.pid")) && File.ReadLines(Path.Combine(folder, "postmaster.pid")).First() == $"{pid}");
    }

    /// <summary>
    /// After a restart of the machine or its container the number in the file may belong to any process, and PostgreSQL would
    /// refuse to start. Only a file that surely names no server is removed.
    /// </summary>
    void RemoveForeignPidFile()
    {
        if (ReadPidFile() is not [var first, ..] || !int.TryParse(first, out var pid)) return;
        if (!OperatingSystem.IsWindows()) _ = NativeMethods.waitpid(pid, out _, NativeMethods.NoHang);   // as process 1 we inherit it, and must bury it
        if (CommandLine(pid) is { } words && !IsPostgres(words)) File.Delete(PidFile);
    }

    static bool IsPostgres(string[] commandLine) => Path.GetFileNameWithoutExtension(commandLine[0]) is "postgres" or "postmaster";

    /// <summary>The words a process was started with (its name alone where the system does not tell); null when there is none.</summary>
    static string[]? CommandLine(int pid)
    {
        try
        {
            if (OperatingSystem.IsLinux()) return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');   // empty for one that ended and is not buried
            using var process = Process.GetProcessById(pid);
            return [process.ProcessName];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    bool IsUp(RunningServer server) =>
        IsServer(server.ProcessId) && (OperatingSystem.IsWindows() || File.Exists(Path.Combine(server.Host, $".s.PGSQL.{server.Port}")));

    async Task<bool> AnswersAsync(RunningServer server, CancellationToken cancel)
    {
        if (server.Host.Length == 0) return false;   // it has not opened its socket yet
        var before = _server;
        _server = server;
        try
        {
            await using var connection = await OpenAsync(cancel);
            return true;
        }
        catch (PostgresException problem) when (problem.SqlState is PostgresErrorCodes.TooManyConnections)
        {
            return true;
        }
        catch (PostgresException problem) when (problem.SqlState is not PostgresErrorCodes.CannotConnectNow)
        {
            throw new PrivatePostgresException($"{_home.Data} 的 PostgreSQL 拒绝连接。 / The PostgreSQL on {_home.Data} refuses us: {problem.MessageText}", problem);
        }
        catch (Exception problem) when (problem is NpgsqlException or TimeoutException or SocketException)
        {
            _server = before;
            return false;
        }
    }

    async Task<NpgsqlConnection> OpenAsync(CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString(Maintenance)) { Pooling = false, Timeout = 5 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // a database's name cannot be a parameter; it is quoted
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    async Task WriteAsync(string script, string[] arguments, string path, string text, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows()) await File.AppendAllTextAsync(path, text, cancel);
        else if (!await _home.Account.ShellAsync(script, arguments, text, cancel)) throw new PrivatePostgresException($"无法写入 {path}。 / Cannot write {path}.");
    }

    /// <summary>Opens the lock file with its lock, or returns null while another program holds it (or someone removed the whole folder).</summary>
    FileStream? TryLock(string path, bool shared)
    {
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = shared ? FileShare.ReadWrite : FileShare.None,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var held = new FileStream(path, options);
            _home.Account.Own(path);
            return held;
        }
        catch (IOException) when (File.Exists(path) || !Directory.Exists(_home.Parent))
        {
            return null;
        }
    }

    string PasswordFile => _home.Data + ".password";

    /// <summary>Not the user's temp folder: a socket's path has 107 bytes at most, and macOS' is long.</summary>
    static string SocketRoot() => Directory.Exists("/tmp") ? "/tmp" : Path.TrimEndingDirectorySeparator(Path.GetTempPath());

    /// <summary>The first that is ours, new or from before, serves; one that another user made in advance is passed over.</summary>
    IEnumerable<string> SocketFolders() => Enumerable.Range(0, 10).Select(i => $"{SocketRoot()}/mh-{_home.Account.Uid}-{_home.Mark}" + (i == 0 ? "" : $"-{i}"));

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    PrivatePostgresException NotAnswering() => new($"{_home.Data} 的 PostgreSQL 没有应答,日志在 {Path.Combine(_home.Data, "log")}。 / The PostgreSQL on {_home.Data} does not answer; its log is in {Path.Combine(_home.Data, "log")}.");

    static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static string OneLine(string text) => string.Join(" · ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(6));

    [GeneratedRegex("^[a-z_][a-z0-9_.]*$")]
    private static partial Regex SettingName();
}
