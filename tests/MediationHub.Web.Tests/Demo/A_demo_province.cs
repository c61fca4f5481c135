using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Store.Maintenance;
using MediationHub.Tests;
using MediationHub.Web.Demo;
using MediationHub.Web.Hosting;
using Npgsql;

namespace MediationHub.Web.Tests.Demo;

public sealed class A_demo_province(StoreServer server) : IClassFixture<StoreServer>
{
    private static readonly DateOnly Saturday = new(2026, 11, 21);
    private static readonly DateOnly Friday = new(2026, 11, 20);

    // Working days and days off, the first and last of a year, long holidays, a leap day, the ends of what may be asked for.
    public static TheoryData<string> Days =>
        ["2026-11-21", "2026-11-20", "2026-11-23", "2026-10-04", "2026-10-09", "2026-02-17", "2026-01-01", "2026-01-05", "2026-05-06", "2026-06-30", "2026-12-31", "2025-02-05", "2024-02-29", "2014-01-02"];

    [Theory]
    [MemberData(nameof(Days))]
    public void Is_made_without_a_refusal_whatever_the_day(string day) => Clean(new Rehearsal(DateOnly.Parse(day), 700, seed: DateOnly.Parse(day).DayNumber));

    private static void Clean(Rehearsal rehearsal) => Assert.True(rehearsal.Refused.Count == 0, string.Join(Environment.NewLine, rehearsal.Refused));

    [Fact]
    public void Shows_every_stage_outcome_source_form_and_ground()
    {
        var cases = new Rehearsal(Saturday, 300).All<MediationCase>().ToList();

        Assert.Equal(Enum.GetValues<CaseStage>(), cases.Select(c => c.Stage).Distinct().Order());
        Assert.Equal(Enum.GetValues<Outcome>(), cases.Select(c => c.Outcome).OfType<Outcome>().Distinct().Order());
        Assert.Equal(Enum.GetValues<CaseSource>(), cases.Select(c => c.Source).Distinct().Order());
        Assert.Equal(Enum.GetValues<ApplicationForm>(), cases.Select(c => c.Form).Distinct().Order());
        Assert.Equal(Enum.GetValues<RejectGround>(), cases.Select(c => c.RejectGround).OfType<RejectGround>().Distinct().Order());
    }

    [Theory]
    [InlineData("2026-11-20")]
    [InlineData("2026-11-21")]
    public void Shows_every_light_at_the_demo_organization(string day)
    {
        var rehearsal = new Rehearsal(DateOnly.Parse(day), 300);

        var lights = rehearsal.All<MediationCase>().Where(c => c.OrganizationId == Bodies.Demo.Id)
            .SelectMany(c => CaseClocks.Deadlines(c, rehearsal.World.Agenda.Calendar, rehearsal.World.Rules, rehearsal.World.Today)).Select(d => d.Light);

        Assert.Equal(Enum.GetValues<Light>(), lights.Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Gives_the_demo_mediator_two_cases_in_every_open_stage_and_leaves_some_to_nobody(string day)
    {
        var cases = new Rehearsal(DateOnly.Parse(day), 200).All<MediationCase>().Where(c => c.OrganizationId == Bodies.Demo.Id && c.IsOpen).ToList();

        foreach (var stage in Enum.GetValues<CaseStage>().Where(s => s < CaseStage.Closed))
            Assert.True(cases.Count(c => c.Stage == stage && c.Lead == Bodies.Demo.MediatorIdOf(1)) >= 2, $"{stage}");
        Assert.True(cases.Count(c => c.Mediators.IsEmpty) >= 2);
    }

    [Fact]
    public void Leaves_the_demo_organization_one_success_short_of_the_target()
    {
        var classes = new Rehearsal(Saturday, 6000).All<MediationCase>()
            .Where(c => c.OrganizationId == Bodies.Demo.Id && c.Closing?.On.Year == Saturday.Year).Select(c => c.Outcome!.Value.Class()).Where(c => c is not OutcomeClass.Excluded).ToList();

        var (s, n) = (classes.Count(c => c is OutcomeClass.Succeeded), classes.Count);
        Assert.True(100 * s < 60 * n && 100 * (s + 1) >= 60 * (n + 1), $"{s} of {n}");
    }

    [Fact]
    public async Task Is_proved_clean_and_comes_out_the_same_each_time()
    {
        var (first, second) = (await Made(), await Made());

        Assert.Equal(first, second);
        Assert.Contains("closed|agreed", string.Join('\n', first));
    }

    [Fact]
    public async Task Goes_on_where_it_was_broken_off()
    {
        var whole = await Made();
        await using var broken = await Opened();
        var calls = 0;
        await Assert.ThrowsAsync<OperationCanceledException>(() => DemoProvince.Ensure(broken.Installation, _ => { if (++calls == 6) throw new OperationCanceledException(); }, new(200)));

        var lines = new List<string>();
        await DemoProvince.Ensure(broken.Installation, lines.Add, new(200));

        Assert.Contains("接着上次未完成的部分", lines[0]);
        Assert.Equal(whole, await Cases(broken.Installation));
    }

    [Fact]
    public async Task Is_seeded_at_size_with_a_record_that_verifies()
    {
        await using var opened = await Opened();
        await SeedProvince.Run(opened.Installation, 400, seed: 93, _ => { });

        Assert.InRange((await Cases(opened.Installation)).Count, 300, 500);
        await using (var reviews = opened.Installation.Store.Database.CreateCommand("select count(*) from review_rows r join agreement_rows a on a.case_id = r.case_id where r.stage = 'inForce' and a.status = 'confirmed'"))
            Assert.InRange((long)(await reviews.ExecuteScalarAsync())!, 40, 120);
        Assert.Empty((await Verification.Run(opened.Installation.Store, opened.Installation.Aggregates, opened.Installation.AnchorFile)).Findings);
        await using var orphans = opened.Installation.Store.Database.CreateCommand("select count(*) from files where owner is null");
        Assert.Equal(0L, await orphans.ExecuteScalarAsync());
    }

    private async Task<IReadOnlyList<string>> Made()
    {
        await using var opened = await Opened();
        var lines = new List<string>();
        await DemoProvince.Ensure(opened.Installation, lines.Add, new(200));
        var (installation, said) = (opened.Installation, lines.Count);
        await DemoProvince.Ensure(installation, lines.Add, new(200));

        Assert.Equal(said, lines.Count);
        Assert.DoesNotContain(lines, l => l.Contains("未按计划"));
        Assert.StartsWith("演示数据：截至 2026-11-20，种子 93", lines[0]);
        Assert.Empty((await Verification.Run(installation.Store, installation.Aggregates, installation.AnchorFile)).Findings);
        foreach (var name in new[] { "mediator", "head", "clerk", "arbitrator", "director", "city", "province", "auditor", "admin", "head2", "county", "expert" })
            Assert.False((await installation.Accounts.FindByNameAsync(name, default))!.MustChangePassword);
        Assert.True((await installation.Aggregates.Find<Mediator>("demo-mediator"))!.State.MayMediateAt(new("demo-org"), Friday));
        Assert.Equal(OrganizationStatus.Active, (await installation.Aggregates.Find<Organization>("demo-org"))!.State.Status);
        return await Cases(installation);
    }

    private static async Task<IReadOnlyList<string>> Cases(Installation installation)
    {
        var cases = new List<string>();
        await using var all = installation.Store.Database.CreateCommand("select id, number, stage, outcome, applicants, respondents, claimed::text, agreed::text from case_rows order by id");
        await using var reader = await all.ExecuteReaderAsync();
        while (await reader.ReadAsync()) cases.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))));
        return cases;
    }

    private async Task<Hub> Opened()
    {
        var folder = Directory.CreateTempSubdirectory("mediationhub-demo-").FullName;
        var settings = new HubSettings(folder, await server.NewDatabaseAsync(), Demo: true, ClockShift: HubClock.ToMorningOf(Friday), ["http://127.0.0.1:0"], Key: null, Chromium: null, TemplateOverrides: null);
        return new(await Installation.Open(settings, _ => { }), folder);
    }

    private sealed record Hub(Installation Installation, string Folder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Installation.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
