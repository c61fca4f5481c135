using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Destructions;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Drafts;
using MediationHub.Store.Files;
using MediationHub.Store.Log;
using MediationHub.Store.Maintenance;
using MediationHub.Tests;
using MediationHub.Tests.Load;
using Npgsql;

namespace MediationHub.Store.Tests.Log;

/// <summary>The end of a file on real PostgreSQL: R33 §24 by analogy, PIPL 19 and 47.</summary>
[Collection(nameof(StoreServer))]
public class Destroying_files(StoreServer server)
{
    private static readonly string[] Tables = ["streams", "events", "numbers", "unique_values", "idempotency", "counters", "files", "access_log", "case_rows", "case_parties", "case_retention", "case_search", "agreement_rows", "satisfaction_rows", "destruction_rows", "organization_rows", "mediator_rows", "appointment_rows"];
    private const string Figures = "select organization || ' ' || day || ' ' || counter || ' ' || n from counters order by 1";

    [Fact]
    public async Task Takes_key_names_and_files_and_leaves_number_figures_and_proof()
    {
        await using var hub = await OpenedStore.New(server);
        var archive = new Archive(hub);
        var id = await archive.Archived(5);
        var other = await archive.Archived(6);
        var c = (await hub.Aggregates.Find<MediationCase>(id.Value))!.State;
        await new AccessLog(hub.Store).Write("city", id.Value, "opened", reason: $"核查{c.Parties[0].Name}的案件");
        var kept = (await hub.Aggregates.Find<MediationCase>(other.Value))!.State;
        string[] secrets = [.. Texts(c).Except(Texts(kept))];
        Assert.True(secrets.Length > 6);
        // A colleague's half-written record of a session is of the same case.
        await hub.Execute("insert into accounts (user_name, display_name, password_hash, roles, security_stamp) values ('mediator', '王', '', '{mediator}', 's')");
        foreach (var about in new[] { id, other })
            await new DraftStore(hub.Store).Save("mediator", $"{(about == id ? 1 : 2):x24}", new("hold-session", about.Value, 0, new Dictionary<string, string[]> { ["record.statements[0].text"] = ["陈述"] }, []), _ => "会议记录");
        hub.YearsLater(11);
        var figures = await hub.Texts(Figures);
        var before = (await archive.Dump(), archive.OnDisk());
        Assert.Contains(c.Parties[0].Name.Value!, before.Item1);

        var list = await archive.ApprovedList(id);
        await archive.CarryOut(list);

        // Whoever reads now, here or anywhere else, finds no name; what is counted, numbered and proven stays.
        foreach (var state in new[] { (await hub.Aggregates.Find<MediationCase>(id.Value))!.State, (await archive.FromTheLog(id)).State })
        {
            Assert.True(state.Destroyed);
            Assert.Equal((Personal.Destroyed, Personal.Destroyed), (state.Parties[0].Name, state.Facts));
            Assert.Equal((c.Number, c.Outcome, CaseStage.Archived, c.Closing!.On, c.Claims[0].Amount), (state.Number, state.Outcome, state.Stage, state.Closing!.On, state.Claims[0].Amount));
        }
        Assert.Equal(figures, await hub.Texts(Figures));
        Assert.Empty((await hub.Verify()).Findings);
        var dump = await archive.Dump();
        Assert.All(secrets, s => Assert.DoesNotContain(s, dump));
        Assert.Equal(0, await hub.Scalar($"select count(*) from case_parties where case_id = '{id}'"));
        Assert.Equal(1, await hub.Scalar($"select count(*) from case_search where case_id = '{id}' and cardinality(grams) between 1 and 5"));   // its number alone
        Assert.Equal([$"{c.Number} 〔已销毁〕 〔已销毁〕"], await hub.Texts($"select number || ' ' || applicants || ' ' || respondents from case_rows where id = '{id}'"));
        Assert.Equal(0, await hub.Scalar($"select count(*) from access_log where stream = '{id}' and reason is not null"));

        Assert.Equal([other.Value], await hub.Texts("select subject from drafts"));

        // Its files are gone from database and disk, and nobody else's are.
        Assert.Equal(0, await hub.Scalar($"select count(*) from files where owner = '{id}' and (key is not null or stored is not null)"));
        Assert.Equal(await hub.Texts("select stored from files where stored is not null order by 1"), archive.OnDisk());
        var file = c.Files.First();
        Assert.True((await archive.Files.Find(file))!.Destroyed);
        Assert.Null(await archive.Files.Read(file));
        Assert.NotNull(await archive.Files.Read((await hub.Aggregates.Find<MediationCase>(other.Value))!.State.Files.First()));
        Assert.Equal(1, await hub.Scalar("select count(*) from case_rows where applicants <> '〔已销毁〕'"));
    }

    private static IEnumerable<string> Texts(MediationCase c) =>
        c.Parties.SelectMany(p => new[] { p.Name, p.IdNumber, p.Phone, p.Address, p.CreditCode, p.LegalRepresentative }).Select(p => p.Value).OfType<string>();

    [Fact]
    public async Task Leaves_rows_that_a_rebuild_makes_again_to_the_byte()
    {
        await using var hub = await OpenedStore.New(server);
        var archive = new Archive(hub);
        var cases = new[] { await archive.Archived(1), await archive.Archived(2), await archive.Archived(3) };
        hub.YearsLater(11);
        await archive.CarryOut(await archive.ApprovedList(cases[0], cases[2]));
        const string all = "select t::text from (select to_jsonb(c) from case_rows c union all select to_jsonb(p) from case_parties p union all select to_jsonb(n) from counters n union all select to_jsonb(r) from case_retention r union all select to_jsonb(d) from destruction_rows d) as t order by 1";
        var before = await hub.Texts(all);
        await Rebuilding.Run(hub.Store);
        Assert.Equal(before, await hub.Texts(all));
        await KeyRotation.Run(hub.Store, hub.Store.Keys.Rotate());
        await hub.Reopen();
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Takes_what_a_party_wrote_about_the_handling_and_leaves_its_points()
    {
        await using var hub = await OpenedStore.New(server);
        var archive = new Archive(hub);
        var id = await archive.Archived(7);
        await hub.Send(id, new AnswerSatisfaction(new("a1"), 5, 4, 3, 2, 4, "调解员很有耐心"));
        await hub.Send(id, new FollowUpCase(ChinaTime.DayOf(hub.Clock.Now), "已电话回访", 3, PartyId: new("r1")));
        const string rows = "select party || ' ' || by_phone || ' ' || coalesce(attitude, 0) || ' ' || overall || ' ' || commented from satisfaction_rows order by party";
        Assert.Equal(["a1 false 5 4 true", "r1 true 0 3 false"], await hub.Texts(rows));
        foreach (var clear in new[] { "select data from events", "select to_jsonb(s)::text from satisfaction_rows s", "select to_jsonb(c)::text from case_rows c" }) Assert.DoesNotContain(await hub.Texts(clear), t => t.Contains("很有耐心", StringComparison.Ordinal));
        Assert.Empty((await hub.Verify()).Findings);

        hub.YearsLater(11);
        await archive.CarryOut(await archive.ApprovedList(id));
        Assert.Equal(["a1 false 5 4 false", "r1 true 0 3 false"], await hub.Texts(rows));
        Assert.Equal(Personal.Destroyed, (await hub.Aggregates.Find<MediationCase>(id.Value))!.State.Satisfaction[0].Comment);
        await Rebuilding.Run(hub.Store);
        Assert.Equal(["a1 false 5 4 false", "r1 true 0 3 false"], await hub.Texts(rows));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Cannot_be_taken_back_by_putting_a_name_or_the_key_into_the_database()
    {
        await using var hub = await OpenedStore.New(server);
        var archive = new Archive(hub);
        var id = await archive.Archived(4);
        hub.YearsLater(11);
        await hub.Execute($"create table kept as select id, key from streams where id = '{id}'");
        await archive.CarryOut(await archive.ApprovedList(id));
        await hub.Execute($"update streams s set key = k.key from kept k where s.id = k.id");
        Assert.Contains("已记录销毁,密钥却仍在库中", (await hub.Verify()).Findings[0]);
        await hub.Execute($"update streams set key = null where id = '{id}'; update case_rows set applicants = '王伟' where id = '{id}'");
        Assert.Equal([$"case_rows {id} 的 applicants 与日志不符"], (await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Needs_two_approvals_and_the_end_of_the_period()
    {
        await using var hub = await OpenedStore.New(server);
        var archive = new Archive(hub);
        var id = await archive.Archived(1);
        Assert.Equal("retention-running", (await archive.Propose(id)).Refusal!.Code);
        hub.Clock.Now = OpenedStore.Morning.AddYears(10);   // the last day of the ten years that an agreement by instalments has
        Assert.Equal("retention-running", (await archive.Propose(id)).Refusal!.Code);
        hub.Clock.Now = hub.Clock.Now.AddDays(1);
        var list = (await archive.Propose(id)).Stored!.Id;
        await archive.CarryOut(new(list));
        Assert.Equal("destruction-not-approved", (await hub.Aggregates.Send(id.Value, new DestroyCase(new(list)), new Request(Actor.System))).Refusal!.Code);
        await archive.Approve(list, archive.City);
        await archive.CarryOut(new(list));
        Assert.False((await hub.Aggregates.Find<MediationCase>(id.Value))!.State.Destroyed);
        await archive.Approve(list, archive.Province);
        await archive.CarryOut(new(list));
        Assert.True((await hub.Aggregates.Find<MediationCase>(id.Value))!.State.Destroyed);
        Assert.Equal(DestructionStage.CarriedOut, (await hub.Aggregates.Find<DestructionList>(list))!.State.Stage);
    }

    [Fact]
    public async Task Spares_a_case_that_is_held_after_the_approval()
    {
        await using var hub = await OpenedStore.New(server);
        var archive = new Archive(hub);
        var (held, free) = (await archive.Archived(1), await archive.Archived(2));
        hub.YearsLater(11);
        var list = await archive.ApprovedList(held, free);
        await hub.Send(held, new PlaceHold("法院调取卷宗"));
        await archive.CarryOut(list);
        var state = (await hub.Aggregates.Find<DestructionList>(list.Value))!.State;
        Assert.Equal((DestructionStage.CarriedOut, 1), (state.Stage, state.Destroyed));
        Assert.Equal([new DestructionLeft(held, "case-on-hold")], state.Left);
        Assert.NotEqual(Personal.Destroyed, (await archive.FromTheLog(held)).State.Facts);
        Assert.Empty((await hub.Verify()).Findings);
        // The one that was spared may stand on another list later.
        await hub.Send(held, new LiftHold("审理终结"));
        await archive.CarryOut(await archive.ApprovedList(held));
        Assert.True((await archive.FromTheLog(held)).State.Destroyed);
    }

    [Fact]
    public async Task Puts_a_case_on_one_list_at_a_time()
    {
        await using var hub = await OpenedStore.New(server);
        var archive = new Archive(hub);
        var id = await archive.Archived(1);
        hub.YearsLater(11);
        var first = (await archive.Propose(id)).Stored!;
        Assert.Equal("case-on-another-list", (await archive.Propose(id)).Refusal!.Code);
        await hub.Aggregates.Send(first.Id, new RefuseDestruction("年度鉴定尚未完成"), new Request(archive.City));
        Assert.Equal(AnswerKind.Done, (await archive.Propose(id)).Kind);
        Assert.Equal(["销毁清册〔2037〕1号", "销毁清册〔2037〕2号"], await hub.Texts("select number from destruction_rows order by 1"));
    }

    [Fact]
    public async Task Takes_nothing_more_afterwards()
    {
        await using var hub = await OpenedStore.New(server);
        var archive = new Archive(hub);
        var id = await archive.Archived(1);
        hub.YearsLater(11);
        await archive.CarryOut(await archive.ApprovedList(id));
        var again = await hub.Aggregates.Send(id.Value, new RecordPayment(1, 100m, ChinaTime.DayOf(hub.Clock.Now), [], 1), new Request(Actor.System));
        Assert.Equal("record-destroyed", again.Refusal!.Code);
        Assert.Equal(AnswerKind.Done, (await hub.Aggregates.Send(id.Value, new DestroyCase(new("any")), new Request(Actor.System))).Kind);   // asked twice
    }

    /// <summary>Two nodes: one destroys while the other, which still has the case in memory, works on it. One of the two comes first; nothing is written that cannot be read, or read that was destroyed.</summary>
    [Fact]
    public async Task Against_commands_on_another_node_leaves_one_order_of_events()
    {
        await using var hub = await OpenedStore.New(server);
        var archive = new Archive(hub);
        var cases = new List<CaseId>();
        for (var n = 0; n < 12; n++) cases.Add(await archive.Archived(n));
        hub.YearsLater(11);
        var list = await archive.ApprovedList([.. cases]);
        var (store, aggregates) = await hub.AnotherNode();
        await using var _ = store;
        foreach (var id in cases) Assert.False((await aggregates.Find<MediationCase>(id.Value))!.State.Destroyed);

        var day = ChinaTime.DayOf(hub.Clock.Now);
        var working = cases.Select(async id =>
        {
            var answers = new List<Answer<MediationCase>>();
            for (var i = 1; i <= 4; i++) answers.Add(await aggregates.Send(id.Value, new RecordPayment(1, 10m + i, day, [], 1, LateEntryReason: "补录"), new Request(Actor.System)));
            return answers;
        }).ToList();
        await archive.CarryOut(list);
        foreach (var answers in await Task.WhenAll(working))
            Assert.All(answers, a => Assert.True(a.Kind is AnswerKind.Done || a.Refusal?.Code is "record-destroyed" or "case-destroyed", $"{a.Kind} {a.Refusal?.Code}"));
        foreach (var id in cases)
        {
            var state = (await archive.FromTheLog(id)).State;
            Assert.True(state.Destroyed);
            Assert.Equal($"{id} case.destroyed/1", Assert.Single(await hub.Texts($"select stream || ' ' || type from events where stream = '{id}' order by version desc limit 1")));
        }
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Is_forgotten_by_other_nodes_at_once()
    {
        await using var hub = await OpenedStore.New(server);
        var archive = new Archive(hub);
        var id = await archive.Archived(1);
        hub.YearsLater(11);
        var (store, aggregates) = await hub.AnotherNode();
        await using var _ = store;
        var heard = new TaskCompletionSource();
        await using var feed = new ChangeFeed(store, record =>
        {
            aggregates.Forget(record);
            if (record == id.Value) heard.TrySetResult();
        });
        await using var ready = feed.Watch("none", default).GetAsyncEnumerator();
        await ready.MoveNextAsync();   // before it listens: what it says once it does is not missed
        feed.Start();
        await ready.MoveNextAsync();   // it listens now
        Assert.NotEqual(Personal.Destroyed, (await aggregates.Find<MediationCase>(id.Value))!.State.Facts);
        await archive.CarryOut(await archive.ApprovedList(id));
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Personal.Destroyed, (await aggregates.Find<MediationCase>(id.Value))!.State.Facts);
    }

    /// <summary>Every connection is cut again and again while a list is carried out; each time the program starts anew and goes on.</summary>
    [Fact]
    public async Task Broken_off_anywhere_is_finished_by_the_next_run()
    {
        await using var hub = await OpenedStore.New(server);
        var archive = new Archive(hub);
        var cases = new List<CaseId>();
        for (var n = 0; n < 25; n++) cases.Add(await archive.Archived(n));
        hub.YearsLater(11);
        var figures = await hub.Texts(Figures);
        var list = await archive.ApprovedList([.. cases]);
        for (var round = 0; round < 6; round++)
        {
            var began = await hub.Scalar("select count(*) from streams where key is null");
            var carrying = archive.CarryOut(list);
            while (!carrying.IsCompleted && await archive.CountDestroyed() < began + 3) await Task.Yield();
            await archive.CutEveryConnection();
            try { await carrying; }
            catch (Exception e) when (e is StoreUnavailableException or NpgsqlException or IOException) { /* the next run goes on */ }
            await hub.Reopen();
            archive.Opened();

            // What is destroyed is so as a whole: event, key, rows and files of a case go together.
            Assert.Equal(0, await hub.Scalar("select count(*) from streams s join events e on e.stream = s.id and e.type = 'case.destroyed/1' where s.key is not null"));
            Assert.Equal(0, await hub.Scalar("select count(*) from streams s where s.key is null and not exists (select 1 from events e where e.stream = s.id and e.type = 'case.destroyed/1')"));
            Assert.Equal(0, await hub.Scalar("select count(*) from files f join streams s on s.id = f.owner where (f.key is null) <> (s.key is null)"));
            Assert.Empty((await hub.Verify()).Findings);
        }
        await archive.CarryOutAll();
        Assert.Equal(25, await hub.Scalar("select count(*) from streams where key is null"));
        Assert.Equal(DestructionStage.CarriedOut, (await hub.Aggregates.Find<DestructionList>(list.Value))!.State.Stage);
        // What remains on the disk belongs to the organizations.
        Assert.Equal(await hub.Texts("select f.stored from files f join streams s on s.id = f.owner and s.type = 'organization' order by 1"), archive.OnDisk());
        Assert.Equal(0, await hub.Scalar("select count(*) from files f join streams s on s.id = f.owner and s.type = 'case' where f.key is not null or f.stored is not null"));
        Assert.Equal(figures, await hub.Texts(Figures));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Of_a_case_that_moved_on_waits_for_the_one_it_became()
    {
        await using var hub = await OpenedStore.New(server);
        var archive = new Archive(hub);
        var id = await hub.Live(7, steps: 1);
        await hub.Send(id, new TransferCase(hub.Offices[1].Organization, "当事人住所地在该组织辖区"));
        var next = new CaseId(NewId.Next("c"));
        await hub.Send(id, new AcceptTransfer(next));
        await hub.Send(next, new CloseCase(Outcome.Void, null, ChinaTime.DayOf(hub.Clock.Now)));
        await hub.Send(next, new ArchiveCase());
        hub.YearsLater(11);

        var first = await archive.ApprovedList(id);
        await archive.CarryOut(first);
        Assert.Equal([new DestructionLeft(id, "successor-not-destroyed")], (await hub.Aggregates.Find<DestructionList>(first.Value))!.State.Left);
        await archive.CarryOut(await archive.ApprovedList(office: 1, next));
        await archive.CarryOut(await archive.ApprovedList(id));
        Assert.True((await archive.FromTheLog(id)).State.Destroyed);
        Assert.Empty((await hub.Verify()).Findings);
    }

    /// <summary>What people of an archive do.</summary>
    private sealed class Archive
    {
        private readonly OpenedStore _hub;

        public Archive(OpenedStore hub)
        {
            _hub = hub;
            Opened();
        }

        public FileStore Files { get; private set; } = null!;
        public Actor City { get; } = new("city", new HashSet<Role> { Role.City }, Unit: "220100");
        public Actor Province { get; } = new("province", new HashSet<Role> { Role.Province }, Unit: "220000");

        public void Opened() => Files = new FileStore(_hub.Store, Path.Combine(_hub.Folder, "files"));

        private Actor HeadOf(int office) => new($"head-{office}", new HashSet<Role> { Role.Head }, _hub.Offices[office].Organization);

        /// <summary>A whole life whose papers lie scanned in the file.</summary>
        public async Task<CaseId> Archived(int n)
        {
            var id = await _hub.Live(n);
            var scans = new List<ArchivedScan>();
            foreach (var kind in new[] { PaperKind.Application, PaperKind.AcceptanceNotice, PaperKind.SessionRecord, PaperKind.MediationAgreement })
            {
                var (file, refusal) = await Files.Add("工资条原件.pdf", System.Text.Encoding.UTF8.GetBytes($"%PDF-1.4 工资条原件 {kind} {n}"), "system");
                Assert.Null(refusal);
                scans.Add(new(kind, file!.Id));
            }
            await _hub.Send(id, new ArchiveCase(Scans: scans));
            return id;
        }

        public Task<Answer<DestructionList>> Propose(params CaseId[] cases) => Propose(0, cases);

        private Task<Answer<DestructionList>> Propose(int office, CaseId[] cases)
        {
            var id = NewId.Next("d");
            return _hub.Aggregates.Send(id, new ProposeDestruction(new(id), _hub.Offices[office].Organization, cases, "保管期限届满，经鉴定无继续保存价值"), new Request(HeadOf(office)));
        }

        public async Task Approve(string list, Actor by)
        {
            var answer = await _hub.Aggregates.Send(list, new ApproveDestruction("同意"), new Request(by));
            Assert.True(answer.Kind is AnswerKind.Done, $"{by.UserName}: {answer.Kind} {answer.Refusal?.Chinese}");
        }

        public Task<DestructionListId> ApprovedList(params CaseId[] cases) => ApprovedList(0, cases);

        public async Task<DestructionListId> ApprovedList(int office, params CaseId[] cases)
        {
            var proposed = await Propose(office, cases);
            Assert.True(proposed.Kind is AnswerKind.Done, proposed.Refusal?.Chinese);
            await Approve(proposed.Stored!.Id, City);
            await Approve(proposed.Stored.Id, Province);
            return new(proposed.Stored.Id);
        }

        public Task CarryOut(DestructionListId list) => new FileDestruction(_hub.Store, _hub.Aggregates, Files).CarryOut(list);
        public Task CarryOutAll() => new FileDestruction(_hub.Store, _hub.Aggregates, Files).CarryOutAll();

        /// <summary>The case as a program reads it that has never seen it.</summary>
        public async Task<Rows.Stored<MediationCase>> FromTheLog(CaseId id) => (await new EmbeddedAggregates(_hub.Store).Find<MediationCase>(id.Value))!;

        /// <summary>Every value of every table, and every personal text that the keys in the database still open.</summary>
        public async Task<string> Dump()
        {
            var texts = new List<string>();
            foreach (var table in Tables) texts.AddRange(await _hub.Texts($"select t::text from {table} t"));
            var readable = new EmbeddedAggregates(_hub.Store);
            foreach (var id in await _hub.Texts("select id from streams where type = 'case'"))
                texts.AddRange((await readable.History<MediationCase>(id)).Select(h => System.Text.Json.JsonSerializer.Serialize<object>(h.Event, Wire.Json)));
            return string.Join('\n', texts);
        }

        public IReadOnlyList<string> OnDisk()
        {
            var folder = Path.Combine(_hub.Folder, "files");
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)] : [];
        }

        public async Task<long> CountDestroyed()
        {
            try { return await _hub.Scalar("select count(*) from streams where key is null"); }
            catch (NpgsqlException) { return 0; }
        }

        public async Task CutEveryConnection()
        {
            await using var own = new NpgsqlConnection(_hub.ConnectionString + ";Pooling=false");
            await own.OpenAsync();
            await using var cut = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", own);
            await cut.ExecuteNonQueryAsync();
        }
    }
}
