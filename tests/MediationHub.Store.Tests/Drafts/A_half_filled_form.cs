using System.Text;
using MediationHub.Store.Drafts;
using MediationHub.Store.Keys;
using MediationHub.Store.Maintenance;
using MediationHub.Tests;

namespace MediationHub.Store.Tests.Drafts;

public class A_half_filled_form(StoreServer server) : IClassFixture<StoreServer>
{
    private const string Id = "0123456789abcdef01234567";

    [Fact]
    public async Task Stands_in_the_database_encrypted_alone()
    {
        await using var opened = await Opened();
        var drafts = new DraftStore(opened.Store);
        await Save(drafts, 0, ("applicants[0].name", "李明月"), ("applicants[0].idNumber", "220102199003070048"));
        foreach (var text in new[] { "李明月", "220102199003070048", "applicants" })
            Assert.Equal(0, await opened.Scalar($"select count(*) from drafts d where position('{text}'::bytea in d.fields) > 0 or position('{text}'::bytea in d.title) > 0 or d.kind like '%{text}%'"));
        Assert.Equal("李明月", (await drafts.Find("mediator", Id))!.Fields["applicants[0].name"][0]);
        Assert.Equal("李明月", (await drafts.List("mediator")).Single().Title);
    }

    [Fact]
    public async Task Is_its_owners_alone()
    {
        await using var opened = await Opened();
        var drafts = new DraftStore(opened.Store);
        await Save(drafts, 0, ("facts", "欠薪"));
        Assert.Null(await drafts.Find("head", Id));
        Assert.Empty(await drafts.List("head"));
        Assert.False(await drafts.Delete("head", Id));
        Assert.NotEqual(DraftSaved.Saved, (await drafts.Save("head", Id, new("register", "", 0, Fields(("facts", "别的")), []), Title)).Result);
        Assert.Equal("欠薪", (await drafts.Find("mediator", Id))!.Fields["facts"][0]);
    }

    [Fact]
    public async Task Loses_nothing_to_a_blank_that_nobody_meant()
    {
        await using var opened = await Opened();
        var drafts = new DraftStore(opened.Store);
        await Save(drafts, 0, ("facts", "欠薪"), ("knewOn", "2026-10-08"));
        var (_, draft) = await drafts.Save("mediator", Id, new("register", "", 1, Fields(("facts", " "), ("disputeType", "07.1")), []), Title);
        Assert.Equal(["欠薪", "2026-10-08", "07.1"], new[] { "facts", "knewOn", "disputeType" }.Select(f => draft!.Fields[f][0]));
        (_, draft) = await drafts.Save("mediator", Id, new("register", "", 2, Fields(("facts", "")), ["facts"]), Title);
        Assert.False(draft!.Fields.ContainsKey("facts"));   // the person emptied this very field
        Assert.Equal("2026-10-08", draft.Fields["knewOn"][0]);
    }

    [Fact]
    public void Loses_the_rows_that_were_taken_out_and_keeps_what_stands_in_the_others()
    {
        var kept = Fields(("applicants[0].name", "甲"), ("applicants[1].name", "乙"), ("applicants[1].phone", "1"), ("applicantsNote", "注"));
        var merged = DraftStore.Merged(kept, Fields(("applicants[0].name", "乙")), ["applicants"]);
        Assert.Equal(["applicantsNote=注", "applicants[0].name=乙"], merged.Select(f => $"{f.Key}={f.Value[0]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Is_not_overwritten_by_a_window_that_has_not_seen_it()
    {
        await using var opened = await Opened();
        var drafts = new DraftStore(opened.Store);
        await Save(drafts, 0, ("facts", "甲"));
        await Save(drafts, 1, ("facts", "乙"));
        var (result, newer) = await drafts.Save("mediator", Id, new("register", "", 1, Fields(("facts", "丙")), []), Title);
        Assert.Equal((DraftSaved.Stale, 2, "乙"), (result, newer!.Version, newer.Fields["facts"][0]));
        (result, newer) = await drafts.Save("mediator", Id, new("register", "", 1, Fields(("facts", "乙")), []), Title);
        Assert.Equal((DraftSaved.Saved, 2), (result, newer!.Version));   // the same save once more, its answer having been lost
    }

    [Fact]
    public async Task Of_two_first_saves_at_once_one_comes_first()
    {
        await using var opened = await Opened();
        var drafts = new DraftStore(opened.Store);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => drafts.Save("mediator", Id, new("register", "", 0, Fields(("facts", $"第{i}份")), []), Title)));
        Assert.Single(results, r => r.Result is DraftSaved.Saved);
        Assert.Equal(7, results.Count(r => r.Result is DraftSaved.Stale));
        Assert.Equal(1, await opened.Scalar("select count(*) from drafts"));
    }

    [Fact]
    public async Task Does_not_come_back_once_it_was_sent()
    {
        await using var opened = await Opened();
        var drafts = new DraftStore(opened.Store);
        await Save(drafts, 0, ("facts", "甲"));
        await opened.Execute($"insert into idempotency (user_name, key, request, stream, version, at) values ('mediator', '{Id}', '\\x00', 'c1', 1, now())");
        await drafts.Delete("mediator", Id);
        Assert.Equal(DraftSaved.Gone, (await drafts.Save("mediator", Id, new("register", "", 0, Fields(("facts", "甲")), []), Title)).Result);
        Assert.Equal(DraftSaved.Gone, (await drafts.Save("mediator", Id, new("register", "", 3, Fields(("facts", "甲")), []), Title)).Result);
    }

    [Fact]
    public async Task Is_one_of_a_hundred_at_most_and_of_a_size_that_fits()
    {
        await using var opened = await Opened();
        var drafts = new DraftStore(opened.Store);
        for (var i = 0; i < DraftStore.Most; i++) await drafts.Save("mediator", $"{i:x24}", new("register", "", 0, Fields(("facts", "甲")), []), Title);
        Assert.Equal(DraftSaved.TooMany, (await drafts.Save("mediator", Id, new("register", "", 0, Fields(("facts", "甲")), []), Title)).Result);
        Assert.Equal(DraftSaved.TooLarge, (await drafts.Save("mediator", $"{0:x24}", new("register", "", 1, Fields(("facts", new string('a', DraftStore.Largest))), []), Title)).Result);
    }

    [Fact]
    public async Task Runs_out_after_the_days_that_the_rulebook_gives_it()
    {
        await using var opened = await Opened();
        var drafts = new DraftStore(opened.Store);
        await Save(drafts, 0, ("facts", "甲"));
        var days = opened.Store.Rules.Settings.DraftsKeptDays.Value;
        Assert.Equal(0, await drafts.Expire(opened.Clock.Now));
        opened.Clock.Now = opened.Clock.Now.AddDays(days).AddMinutes(1);
        Assert.Equal(1, await drafts.Expire(opened.Clock.Now.AddDays(-days)));
        Assert.Null(await drafts.Find("mediator", Id));
    }

    [Fact]
    public async Task Can_still_be_read_after_the_installation_key_was_changed()
    {
        await using var opened = await Opened();
        await Save(new DraftStore(opened.Store), 0, ("facts", "甲"));
        var rotated = opened.Store.Keys.Rotate();
        Assert.True(await KeyRotation.Run(opened.Store, rotated) > 0);
        await using var key = opened.Store.Database.CreateCommand("select key from drafts");
        Assert.Equal(rotated.Current, KeyRing.NumberOf((byte[])(await key.ExecuteScalarAsync())!));
        await opened.Reopen();
        Assert.Equal("甲", (await new DraftStore(opened.Store).Find("mediator", Id))!.Fields["facts"][0]);
    }

    private async Task<OpenedStore> Opened()
    {
        var opened = await OpenedStore.New(server);
        await opened.Execute("insert into accounts (user_name, display_name, password_hash, roles, security_stamp) values ('mediator', '王', '', '{mediator}', 's'), ('head', '赵', '', '{head}', 's')");
        return opened;
    }

    private static async Task Save(DraftStore drafts, int seen, params (string Path, string Value)[] fields) =>
        Assert.Equal(DraftSaved.Saved, (await drafts.Save("mediator", Id, new("register", "", seen, Fields(fields), []), Title)).Result);

    private static string Title(IReadOnlyDictionary<string, string[]> fields) => fields.TryGetValue("applicants[0].name", out var name) ? name[0] : "无";

    private static Dictionary<string, string[]> Fields(params (string Path, string Value)[] fields) => fields.ToDictionary(f => f.Path, f => new[] { f.Value });
}
