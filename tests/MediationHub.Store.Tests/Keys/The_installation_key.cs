using MediationHub.Store.Keys;

namespace MediationHub.Store.Tests.Keys;

public sealed class The_installation_key : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mediationhub-key-");

    /// <summary>Three silos of a cluster once made three: what two of them had sealed could be read by nobody after a restart.</summary>
    [Fact]
    public async Task Is_one_for_all_nodes_that_start_for_the_first_time_at_once()
    {
        for (var installation = 0; installation < 25; installation++)
        {
            var path = Path.Combine(_folder.FullName, $"{installation}", "installation.key");
            var nodes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => KeyRing.Open(path))));
            Assert.Equal([KeyRing.Open(path).Fingerprint], nodes.Select(n => n.Fingerprint).Distinct());
            Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        }
    }

    [Fact]
    public void Is_another_after_a_rotation_and_opens_what_was_wrapped_before()
    {
        var path = Path.Combine(_folder.FullName, "installation.key");
        var before = KeyRing.Open(path);
        var wrapped = before.Wrap([1, 2, 3], "c1");
        before.Rotate();

        var after = KeyRing.Open(path);
        Assert.Equal((2, before.Fingerprint), (after.Current, after.Fingerprint));
        Assert.Equal([1, 2, 3], after.Unwrap(wrapped, "c1"));
        Assert.Equal(2, KeyRing.NumberOf(after.Wrap([1, 2, 3], "c1")));
        Assert.Equal([path], Directory.GetFiles(_folder.FullName));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
