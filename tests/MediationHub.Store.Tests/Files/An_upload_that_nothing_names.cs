using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Drafts;
using MediationHub.Store.Files;
using MediationHub.Tests;
using MediationHub.Tests.Load;

namespace MediationHub.Store.Tests.Files;

/// <summary>PIPL 19: what was uploaded and never used is not kept for ever; what something names is never lost.</summary>
[Collection(nameof(StoreServer))]
public class An_upload_that_nothing_names(StoreServer server)
{
    private static readonly byte[] Pdf = "%PDF-1.4 made up"u8.ToArray();

    [Fact]
    public async Task Goes_after_its_time_with_key_bytes_and_line()
    {
        await using var hub = await OpenedStore.New(server);
        var files = new FileStore(hub.Store, Path.Combine(hub.Folder, "files"));
        var old = await Uploaded(files, "mediator");
        var onDisk = Directory.EnumerateFiles(Path.Combine(hub.Folder, "files"), "*", SearchOption.AllDirectories).Count();

        Assert.Equal(0, await files.SweepUnnamed(DateTimeOffset.UtcNow.AddDays(-30), NoDrafts));
        Assert.NotNull(await files.Read(old));
        Assert.Equal(1, await files.SweepUnnamed(DateTimeOffset.UtcNow.AddMinutes(1), NoDrafts));
        Assert.Null(await files.Find(old));
        Assert.Equal(onDisk - 1, Directory.EnumerateFiles(Path.Combine(hub.Folder, "files"), "*", SearchOption.AllDirectories).Count());
        Assert.Equal(0, await files.SweepUnnamed(DateTimeOffset.UtcNow.AddMinutes(1), NoDrafts));
    }

    [Fact]
    public async Task Stays_where_a_draft_of_its_uploader_or_an_import_names_it()
    {
        await using var hub = await OpenedStore.New(server);
        var files = new FileStore(hub.Store, Path.Combine(hub.Folder, "files"));
        var (drafted, handedIn, loose) = (await Uploaded(files, "clerk-1"), await Uploaded(files, "clerk-1"), await Uploaded(files, "clerk-1"));
        await using (var connection = await hub.Store.Database.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("insert into accounts (user_name, display_name, password_hash, roles, security_stamp) values ('clerk-1', '某人', 'x', '{mediator}', 'x')");
            await connection.ExecuteAsync("insert into imports (id, kind, state, file_id, file_sha256, by_user) values ('i1', 'mediators', 'checked', @id, 'x', 'clerk-1')", new { id = handedIn.Value });
        }
        var drafts = new DraftStore(hub.Store);
        await drafts.Save("clerk-1", new string('a', 24), new("register", "", 0, new Dictionary<string, string[]> { ["oral.signatureFileId"] = [drafted.Value] }, []), _ => "");

        Assert.Equal(1, await files.SweepUnnamed(DateTimeOffset.UtcNow.AddMinutes(1), async user => await drafts.Values(user)));
        Assert.Null(await files.Find(loose));
        Assert.NotNull(await files.Read(drafted));
        Assert.NotNull(await files.Read(handedIn));
    }

    [Fact]
    public async Task Stays_once_a_record_names_it_and_a_record_never_names_one_that_went()
    {
        await using var hub = await OpenedStore.New(server);
        var files = new FileStore(hub.Store, Path.Combine(hub.Folder, "files"));
        var (id, office) = (new CaseId("c-1"), hub.Offices[0]);
        Assert.Equal(AnswerKind.Done, (await hub.Aggregates.Send(id.Value, Life.Of(office, id, 1, hub.Clock.Now.AddHours(-1))[0].Command, new(office.Actor))).Kind);

        // Many at once: whichever way each race goes, a case never holds a file that is gone.
        for (var round = 0; round < 20; round++)
        {
            var file = await Uploaded(files, office.UserName);
            var naming = Task.Run(() => hub.Aggregates.Send(id.Value, new AddEvidence(file, $"工资条{round}"), new(office.Actor)));
            var sweeping = Task.Run(() => files.SweepUnnamed(DateTimeOffset.UtcNow.AddMinutes(1), NoDrafts));
            var answer = await naming;
            await sweeping;
            if (answer.Kind is AnswerKind.Done) Assert.NotNull(await files.Read(file));
            else Assert.Same(KernelRefusals.FileUnknown, answer.Refusal);
        }
        var stored = (await hub.Aggregates.Find<MediationCase>(id.Value))!.State;
        foreach (var evidence in stored.Evidence) Assert.NotNull(await files.Read(evidence.FileId));
    }

    private static readonly Func<string, Task<IReadOnlySet<string>>> NoDrafts = _ => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    private static async Task<FileId> Uploaded(FileStore files, string user) => (await files.Add("材料.pdf", Pdf, user)).File!.Id;
}
