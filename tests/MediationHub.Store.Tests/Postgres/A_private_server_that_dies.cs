using System.Diagnostics;
using Npgsql;

namespace MediationHub.Store.Tests.Postgres;

public sealed class A_private_server_that_dies : IDisposable
{
    readonly Ground _ground = new();

    [Fact]
    public async Task Comes_back_by_itself_with_all_that_was_committed_and_says_so()
    {
        await using var server = await _ground.StartAsync();
        await Ground.AskAsync(server, "CREATE TABLE kept AS SELECT 42 AS answer");
        var before = server.ServerProcessId;

        for (var kills = 1; kills <= 2; kills++)
        {
            var victim = server.ServerProcessId;
            Process.GetProcessById(victim).Kill();
            await Ground.UntilAsync(async () => server.ServerProcessId != victim && await Ground.AskAsync(server, "SELECT answer FROM kept") == "42", "a new server answers");
        }

        Assert.NotEqual(before, server.ServerProcessId);
        await Ground.UntilAsync(() => _ground.Said.Count >= 4, "both falls and both returns were told");
    }

    [Fact]
    public async Task Stays_away_once_its_program_is_done_with_it()
    {
        var server = await _ground.StartAsync();
        var process = server.ServerProcessId;
        await server.DisposeAsync();

        Assert.False(Ground.Runs(process));
        Assert.False(File.Exists(Path.Combine(_ground.Data, "postmaster.pid")));
    }

    [Fact]
    public async Task Comes_back_when_someone_cleaned_its_socket_away()
    {
        await using var server = await _ground.StartAsync();
        var before = server.ServerProcessId;
        Directory.Delete(new NpgsqlConnectionStringBuilder(server.ConnectionString("hub")).Host!, recursive: true);

        await Ground.UntilAsync(async () => server.ServerProcessId != before && await Ground.AskAsync(server, "SELECT 1") == "1", "a new server answers");
    }

    public void Dispose() => _ground.Dispose();
}
