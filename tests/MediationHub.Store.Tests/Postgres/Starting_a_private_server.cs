using System.Runtime.Versioning;
using MediationHub.Store.Postgres;
using Npgsql;

namespace MediationHub.Store.Tests.Postgres;

[UnsupportedOSPlatform("windows")]
public sealed class Starting_a_private_server : IDisposable
{
    readonly Ground _ground = new();

    [Fact]
    public async Task Makes_its_data_and_answers_a_query()
    {
        await using var server = await _ground.StartAsync();
        await server.EnsureDatabaseAsync("hub");
        await server.EnsureDatabaseAsync("hub");   // asked twice

        Assert.Equal("UTF8 C C", await Ground.AskAsync(server, "SELECT pg_encoding_to_char(encoding) || ' ' || datcollate || ' ' || datctype FROM pg_database WHERE datname = 'hub'", "hub"));
        Assert.Equal(_ground.Data, server.DataDirectory);
        Assert.Empty(_ground.Said);
    }

    [Fact]
    public async Task Keeps_the_data_over_a_restart()
    {
        await using (var first = await _ground.StartAsync())
        {
            await first.EnsureDatabaseAsync("hub");
            await Ground.AskAsync(first, "CREATE TABLE kept AS SELECT '张三' AS name", "hub");
        }

        await using var second = await _ground.StartAsync();
        Assert.Equal("张三", await Ground.AskAsync(second, "SELECT name FROM kept", "hub"));
    }

    [Fact]
    public async Task Answers_a_commit_only_once_it_is_on_the_disk()
    {
        await using var server = await _ground.StartAsync(new PrivatePostgresOptions { DataDirectory = _ground.Data });

        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes", "data_checksums", "autovacuum" })
            Assert.Equal((setting, "on"), (setting, await Ground.AskAsync(server, $"SHOW {setting}")));
    }

    [Fact]
    public async Task Listens_on_no_network_and_lets_no_other_account_in()
    {
        await using var server = await _ground.StartAsync();
        var folder = new NpgsqlConnectionStringBuilder(server.ConnectionString("hub")).Host!;

        Assert.Equal("", await Ground.AskAsync(server, "SHOW listen_addresses"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.InRange($"{folder}/.s.PGSQL.5432".Length, 1, 106);
    }

    [Fact]
    public async Task Passes_over_a_socket_folder_that_another_user_made_in_advance()
    {
        string folder;
        await using (var first = await _ground.StartAsync())
            folder = new NpgsqlConnectionStringBuilder(first.ConnectionString("hub")).Host!;
        Assert.False(Directory.Exists(folder));
        File.CreateSymbolicLink(folder, _ground.Folder);
        try
        {
            await using var second = await _ground.StartAsync();
            Assert.Equal(folder + "-1", new NpgsqlConnectionStringBuilder(second.ConnectionString("hub")).Host);
            Assert.Equal("1", await Ground.AskAsync(second, "SELECT 1"));
        }
        finally
        {
            File.Delete(folder);
        }
    }

    // Closed to the server's account when we are root, to ourselves when we are not.
    const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    static readonly UnixFileMode Closed = Environment.IsPrivilegedProcess ? Ours : UnixFileMode.UserRead | UnixFileMode.UserExecute;

    PrivatePostgresOptions InFolder(string name) => new()
    {
        DataDirectory = Path.Combine(_ground.Folder, name, "postgres"),
        Settings = new Dictionary<string, string> { ["fsync"] = "off", ["shared_buffers"] = "16MB" },
    };

    [Fact]
    public async Task Moves_to_a_folder_of_its_own_when_the_account_cannot_reach_the_wanted_one_and_says_so()
    {
        var closed = Directory.CreateDirectory(Path.Combine(_ground.Folder, "closed"), Closed).FullName;
        string instead;
        await using (var first = await _ground.StartAsync(InFolder("closed")))
        {
            await Ground.AskAsync(first, "CREATE TABLE kept AS SELECT 1 AS one");
            instead = first.DataDirectory;
        }

        Assert.False(instead.StartsWith(closed, StringComparison.Ordinal));
        Assert.Contains(_ground.Said, line => line.Contains(instead, StringComparison.Ordinal) && line.Contains(closed, StringComparison.Ordinal));

        // Opened later, it does not hide the data that were made meanwhile.
        File.SetUnixFileMode(closed, Ours | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await using var second = await _ground.StartAsync(InFolder("closed"));
        Assert.Equal("1", await Ground.AskAsync(second, "SELECT one FROM kept"));
    }

    [Fact]
    public async Task Sets_earlier_data_aside_when_the_whole_wanted_folder_was_removed_to_start_afresh()
    {
        // Where we may not even leave a link in the wanted folder (not root), nobody can tell, and the data stay.
        var told = Environment.IsPrivilegedProcess;

        var closed = Directory.CreateDirectory(Path.Combine(_ground.Folder, "closed"), Closed).FullName;
        await using (var first = await _ground.StartAsync(InFolder("closed")))
            await first.EnsureDatabaseAsync("hub");
        File.SetUnixFileMode(closed, Ours);
        Directory.Delete(closed, recursive: true);
        Directory.CreateDirectory(closed, Closed);

        await using var second = await _ground.StartAsync(InFolder("closed"));
        Assert.Equal(told ? "0" : "1", await Ground.AskAsync(second, "SELECT count(*) FROM pg_database WHERE datname = 'hub'"));
        Assert.Equal(told ? 1 : 0, Directory.EnumerateDirectories(Path.GetDirectoryName(second.DataDirectory)!, "postgres.before-*").Count());
    }

    [Fact]
    public async Task Without_server_programs_says_how_to_get_them_and_leaves_nothing_behind()
    {
        var none = Directory.CreateDirectory(Path.Combine(_ground.Folder, "none")).FullName;

        var missing = await Assert.ThrowsAsync<PostgresMissingException>(() => _ground.StartAsync(new PrivatePostgresOptions { DataDirectory = _ground.Data, ProgramsDirectory = none }));

        Assert.Contains("apt-get install postgresql", missing.Message);
        Assert.Contains("ConnectionStrings__Hub", missing.Message);
        Assert.DoesNotContain('\n', missing.Message);
        Assert.Equal([none], Directory.EnumerateFileSystemEntries(_ground.Folder));
    }

    [Fact]
    public async Task Refuses_a_folder_that_holds_something_else()
    {
        Directory.CreateDirectory(_ground.Data);
        File.WriteAllText(Path.Combine(_ground.Data, "letter.txt"), "not ours");

        await Assert.ThrowsAsync<PrivatePostgresException>(() => _ground.StartAsync());

        Assert.Equal("not ours", File.ReadAllText(Path.Combine(_ground.Data, "letter.txt")));
    }

    [Fact]
    public async Task Says_at_once_what_is_wrong_with_a_setting()
    {
        await using (await _ground.StartAsync()) { }
        File.AppendAllText(Path.Combine(_ground.Data, "postgresql.conf"), "nonsense = 1\n");

        var problem = await Assert.ThrowsAsync<PrivatePostgresException>(() => _ground.StartAsync());

        Assert.Contains("\"nonsense\"", problem.Message);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Fact]
    public async Task Clears_away_what_a_kill_during_the_first_start_left_half_made()
    {
        var halfMade = Directory.CreateDirectory(_ground.Data + ".init-0badc0de").FullName;
        File.WriteAllText(Path.Combine(halfMade, "PG_VERSION"), "15");

        await using var server = await _ground.StartAsync();

        Assert.False(Directory.Exists(halfMade));
        Assert.Equal("1", await Ground.AskAsync(server, "SELECT 1"));
    }

    [Fact]
    public async Task Writes_no_word_of_a_client_into_the_log()
    {
        await using var server = await _ground.StartAsync();
        await Assert.ThrowsAsync<PostgresException>(() => Ground.AskAsync(server, "SELECT '张三'::integer"));
        await Assert.ThrowsAsync<PostgresException>(() => Ground.AskAsync(server, "CREATE TABLE people (name text PRIMARY KEY); INSERT INTO people VALUES ('张三'), ('张三')"));
        await server.DisposeAsync();

        var log = string.Concat(Directory.EnumerateFiles(Path.Combine(server.DataDirectory, "log")).Select(File.ReadAllText));
        Assert.Contains("database system is shut down", log);
        Assert.DoesNotContain("张三", log);
    }

    public void Dispose() => _ground.Dispose();
}
