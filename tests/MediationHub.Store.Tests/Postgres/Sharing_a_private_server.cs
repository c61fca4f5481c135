using System.Diagnostics;
using MediationHub.Store.Postgres;

namespace MediationHub.Store.Tests.Postgres;

public sealed class Sharing_a_private_server : IDisposable
{
    readonly Ground _ground = new();

    [Fact]
    public async Task A_server_left_running_by_a_killed_program_is_adopted_and_stopped_in_the_end()
    {
        var killed = await _ground.StartAsync(stopOnDispose: false);
        var left = killed.ServerProcessId;
        await killed.DisposeAsync();   // lets go of its locks and does nothing else, as the system does for a killed program
        Assert.True(Ground.Runs(left));

        await using (var adopter = await _ground.StartAsync())
        {
            Assert.Equal(left, adopter.ServerProcessId);
            Assert.Equal("1", await Ground.AskAsync(adopter, "SELECT 1"));
        }

        Assert.False(Ground.Runs(left));
    }

    [Fact]
    public async Task The_last_of_two_programs_stops_the_server()
    {
        var first = await _ground.StartAsync();
        var second = await _ground.StartAsync();
        Assert.Equal(first.ServerProcessId, second.ServerProcessId);
        var server = first.ServerProcessId;

        await first.DisposeAsync();
        Assert.Equal("1", await Ground.AskAsync(second, "SELECT 1"));
        Assert.Equal(server, second.ServerProcessId);

        await second.DisposeAsync();
        Assert.False(Ground.Runs(server));
    }

    [Fact]
    public async Task Two_programs_that_start_and_leave_together_use_one_server_and_leave_none()
    {
        var both = await Task.WhenAll(_ground.StartAsync(), _ground.StartAsync());
        var server = both[0].ServerProcessId;
        Assert.Equal(server, both[1].ServerProcessId);

        await Task.WhenAll(both.Select(one => one.DisposeAsync().AsTask()));

        Assert.False(Ground.Runs(server));
    }

    [Fact]
    public async Task The_second_program_looks_after_the_server_once_the_first_is_gone()
    {
        var first = await _ground.StartAsync();
        await using var second = await _ground.StartAsync();
        await first.DisposeAsync();

        var before = second.ServerProcessId;
        Process.GetProcessById(before).Kill();

        await Ground.UntilAsync(async () => await Ground.AskAsync(second, "SELECT 1") == "1" && second.ServerProcessId != before, "a new server answers");
    }

    [Fact]
    public async Task A_pid_file_that_names_some_other_program_after_a_reboot_does_not_hinder_the_start()
    {
        await using (await _ground.StartAsync()) { }

        using var stranger = Process.Start("sleep", "60");
        try
        {
            File.WriteAllLines(Path.Combine(_ground.Data, "postmaster.pid"), [$"{stranger.Id}", _ground.Data, "1700000000", "5432", "/tmp", "", "    17         0", "ready   "]);
            await using var server = await _ground.StartAsync();
            Assert.NotEqual(stranger.Id, server.ServerProcessId);
            Assert.False(stranger.HasExited);
        }
        finally
        {
            stranger.Kill();
        }
    }

    public void Dispose() => _ground.Dispose();
}
