using System.Diagnostics;
using MediationHub.Domain.Kernel;
using MediationHub.Tests.Load;
using MediationHub.Web.Hosting;

namespace MediationHub.Faults;

/// <summary><c>ops/backup</c> and <c>ops/restore</c> as an operator runs them.</summary>
[Collection(nameof(ServedHub))]
public sealed class A_backup_restored : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mediationhub-backup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Holds_all_that_was_acknowledged_before_it_began_and_verifies_clean()
    {
        await using var hub = await ServedHub.Start(offices: 2);
        var crowd = new Crowd(hub, callers: 8);
        using var end = new CancellationTokenSource();
        var living = crowd.Live(persistent: false, end.Token);
        while (crowd.Acknowledged < 100) await Task.Yield();
        var before = crowd.Cases.Where(c => c.Id is not null).ToDictionary(c => c.Id!, c => c.Version);

        var (made, said) = await Run("backup", hub.Folder, In("backups"), "--keys", In("keys"));
        Assert.True(made, said);
        Assert.True(crowd.Acknowledged > before.Values.Sum(), "nobody worked meanwhile");
        await end.CancelAsync();
        await living;

        var backup = Assert.Single(Directory.GetDirectories(In("backups")));
        var key = Assert.Single(Directory.GetFiles(In("keys")));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        Assert.DoesNotContain(Directory.EnumerateFiles(backup, "*", SearchOption.AllDirectories), f => f.EndsWith(".key", StringComparison.Ordinal));

        var (restored, report) = await Run("restore", In("data"), backup, "--keys", key);
        Assert.True(restored && report.Contains("完好", StringComparison.Ordinal), report);

        await using var again = await Installation.Open(new(In("data"), null, false, default, [], null, null, null), _ => { }, asItIs: true);
        foreach (var (id, version) in before)
            Assert.True((await again.Aggregates.Find<Domain.Cases.MediationCase>(id))!.Version >= version, id);
        // Names are read with the key, files as they were handed in.
        var lived = crowd.Cases.First(c => before.ContainsKey(c.Id ?? ""));
        Assert.Equal(People.Name(lived.N), (await again.Aggregates.Find<Domain.Cases.MediationCase>(lived.Id!))!.State.Applicants.Single().Name.Value);
        await using var files = again.Store.Database.CreateCommand("select id from files");
        var file = (string)(await files.ExecuteScalarAsync())!;
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(await again.Files.Read(new FileId(file)) ?? []), StringComparison.Ordinal);
        // It goes on from there: the next anchor covers what was restored.
        Assert.NotNull(await again.Anchors.SignToday());
    }

    [Fact]
    public async Task Is_refused_with_another_key_when_it_is_damaged_over_other_data_and_beside_its_key()
    {
        await using var hub = await ServedHub.Start(offices: 1);
        await Refused("分开保管", "backup", hub.Folder, In("b"), "--keys", In("b/keys"));
        await Refused("数据目录中", "backup", hub.Folder, Path.Combine(hub.Folder, "backups"), "--keys", In("keys"));
        await Refused("没有安装", "backup", In("nothing"), In("b"), "--keys", In("keys"));
        var (made, said) = await Run("backup", hub.Folder, In("b"), "--keys", In("keys"));
        Assert.True(made, said);
        var (backup, key) = (Assert.Single(Directory.GetDirectories(In("b"))), Assert.Single(Directory.GetFiles(In("keys"))));

        await Refused("不是空的", "restore", hub.Folder, backup, "--keys", key);
        Store.Keys.KeyRing.Open(In("other.key"));
        await Refused("不是这份备份的", "restore", In("data"), backup, "--keys", In("other.key"));
        await Refused("不是完整的备份", "restore", In("data"), In("keys"), "--keys", key);
        var dump = await File.ReadAllBytesAsync(Path.Combine(backup, "database.dump"));
        dump[dump.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(backup, "database.dump"), dump);
        await Refused("已损坏", "restore", In("data"), backup, "--keys", key);
        Assert.False(Directory.Exists(In("data")));

        async Task Refused(string because, string script, string data, params string[] arguments)
        {
            var (done, answer) = await Run(script, data, arguments);
            Assert.False(done);
            Assert.Contains(because, answer, StringComparison.Ordinal);
        }
    }

    private string In(string name) => Path.Combine(_folder, name);

    private static async Task<(bool Done, string Said)> Run(string script, string data, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository(), "ops", script), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MEDIATIONHUB_PROGRAM"] = Path.Combine(AppContext.BaseDirectory, "mediationhub.dll");
        start.Environment["MEDIATIONHUB_DATA"] = data;
        foreach (var setting in new[] { "ConnectionStrings__Hub", "MEDIATIONHUB_KEY", "MEDIATIONHUB_KEEP" }) start.Environment.Remove(setting);
        using var process = Process.Start(start)!;
        var (said, complaint) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode == 0, await said + await complaint);
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "MediationHub.sln"))) return folder.FullName;
        throw new InvalidOperationException("no repository above the tests");
    }
}
