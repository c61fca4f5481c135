using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Alerts;
using MediationHub.Store.Reminders;
using MediationHub.Tests;
using MediationHub.Tests.Load;

namespace MediationHub.Store.Tests.Alerts;

/// <summary>A figure that looks strange is put as a question with its cases, to the head and the city.</summary>
[Collection(nameof(StoreServer))]
public class What_figures_ask_about(StoreServer server)
{
    [Fact]
    public async Task Is_told_once_when_a_rate_falls_below_the_target_and_ends_when_it_is_reached()
    {
        await using var hub = await OpenedStore.New(server);
        await Accounts(hub);
        var watch = new AlertWatch(hub.Store, new ReminderRules(hub.Store));
        var least = hub.Store.Rules.Settings.MinimumClosed.Value.Of("regional");
        var ids = new List<CaseId>();
        for (var n = 0; n < least; n++) ids.Add(await Ended(hub, n, n < least - least / 2));   // half of them fail: below 60 %
        await watch.Look();
        var alert = Assert.Single(await watch.Open((_, _) => true), a => a.Sign == "belowTarget");
        Assert.Equal(("o000", (long)(least - least / 2), (long)least), (alert.OrganizationId, alert.Numerator, alert.Denominator));
        Assert.Equal(least / 2, (await watch.CasesOf("o000", AlertSign.Find("belowTarget")!)).Count);
        Assert.Equal(["city", "head"], await Told(hub, "below-target"));

        // Looked at again, and changed without crossing: nobody is told again.
        await watch.Look();
        await Ended(hub, 900, false);
        await watch.Look();
        Assert.Equal(["city", "head"], await Told(hub, "below-target"));
        Assert.Equal(least + 1, (await watch.Open((_, _) => true)).Single(a => a.Sign == "belowTarget").Denominator);

        for (var n = 0; n < least; n++) await Ended(hub, 1000 + n, true);
        await watch.Look();
        Assert.DoesNotContain(await watch.Open((_, _) => true), a => a.Sign == "belowTarget");
        Assert.Equal(1, await hub.Scalar("select count(*) from alerts where sign = 'belowTarget' and ended_at is not null"));
    }

    [Fact]
    public async Task Is_not_raised_by_too_few_cases()
    {
        await using var hub = await OpenedStore.New(server);
        var watch = new AlertWatch(hub.Store, new ReminderRules(hub.Store));
        await Ended(hub, 1, false);
        await watch.Look();
        Assert.DoesNotContain(await watch.Open((_, _) => true), a => a.Sign == "belowTarget");
    }

    [Fact]
    public async Task Names_quick_closings_same_day_cases_of_an_employer_and_many_that_do_not_count()
    {
        await using var hub = await OpenedStore.New(server);
        await Accounts(hub);
        var watch = new AlertWatch(hub.Store, new ReminderRules(hub.Store));
        for (var n = 0; n < 5; n++) await Ended(hub, n, true, sameEmployer: true);   // entered in one go: within 30 minutes
        for (var n = 10; n < 20; n++)
        {
            var id = new CaseId(NewId.Next("c"));
            await hub.Send(id, Life.Of(hub.Offices[0], id, n, OpenedStore.Morning)[0].Command);
            await hub.Send(id, new RecordConsent(new("r1"), false, ChinaTime.DayOf(hub.Clock.Now), "不愿调解"));
        }
        await watch.Look();
        var open = (await watch.Open((_, _) => true)).ToDictionary(a => a.Sign);
        Assert.Equal((10L, 15L), (open["excludedShare"].Numerator, open["excludedShare"].Denominator));
        Assert.Equal(5, open["quickClosing"].Numerator);
        Assert.Equal(5, open["sameEmployerDay"].Numerator);
        Assert.Equal(5, (await watch.CasesOf("o000", AlertSign.Find("sameEmployerDay")!)).Count);
        Assert.DoesNotContain("zeroAmount", open.Keys);
        Assert.All(AlertSign.All, s => Assert.EndsWith("？", s.Question));   // a question, never a finding
        Assert.Equal(["city", "city", "city", "head", "head", "head"], await Told(hub, "questions"));
        Assert.Empty(await watch.Open((organization, _) => organization == "o001"));
    }

    /// <summary>What was performed at once under an oral agreement has no written one to name an amount in.</summary>
    [Fact]
    public async Task Asks_about_wage_agreements_without_an_amount_and_not_about_oral_ones()
    {
        await using var hub = await OpenedStore.New(server);
        var watch = new AlertWatch(hub.Store, new ReminderRules(hub.Store));
        for (var n = 0; n < 4; n++)
        {
            var (id, steps) = Begun(n);
            foreach (var step in steps.Take(5)) await hub.Send(id, step.Command);
            await hub.Send(id, new CloseCase(Outcome.AgreedOral, null, ChinaTime.DayOf(hub.Clock.Now), Performance: new("当场支付全部工资。")));
        }
        await watch.Look();
        Assert.DoesNotContain(await watch.Open((_, _) => true), a => a.Sign == "zeroAmount");

        for (var n = 10; n < 13; n++)
        {
            var (id, steps) = Begun(n);
            steps[5] = steps[5] with { Command = new DraftAgreement([new(TermKind.Other, Text: "双方就本案再无其他争议。")]) };
            foreach (var step in steps.Take(Life.Steps)) await hub.Send(id, step.Command);
        }
        await watch.Look();
        var alert = Assert.Single(await watch.Open((_, _) => true), a => a.Sign == "zeroAmount");
        Assert.Equal((3L, 3L), (alert.Numerator, alert.Denominator));
        Assert.Equal(3, (await watch.CasesOf("o000", AlertSign.Find("zeroAmount")!)).Count);

        (CaseId Id, LifeStep[] Steps) Begun(int n) => new CaseId(NewId.Next("c")) is var id ? (id, Life.Of(hub.Offices[0], id, n, OpenedStore.Morning)) : default;
    }

    private static async Task<List<string>> Told(OpenedStore hub, string rule) => await hub.Texts($"select recipient from outbox where rule = '{rule}' and channel = 'inbox' order by 1");

    private static Task Accounts(OpenedStore hub) => hub.Execute(
        """
        insert into accounts (user_name, display_name, password_hash, roles, organization_id, unit, security_stamp) values
          ('head', '负责人', 'x', '{head}', 'o000', null, 's'), ('otherhead', '负责人', 'x', '{head}', 'o001', null, 's'), ('worker', '调解员', 'x', '{mediator}', 'o000', null, 's'),
          ('city', '市办', 'x', '{city}', null, '220100', 's'), ('othercity', '市办', 'x', '{city}', null, '220200', 's'), ('office', '省办', 'x', '{province}', null, '220000', 's')
        """);

    private static async Task<CaseId> Ended(OpenedStore hub, int n, bool succeeds, bool sameEmployer = false)
    {
        var id = new CaseId(NewId.Next("c"));
        var steps = Life.Of(hub.Offices[0], id, n, OpenedStore.Morning);
        if (sameEmployer) steps[0] = steps[0] with { Command = ((RegisterCase)steps[0].Command) with { Respondents = ((RegisterCase)Life.Of(hub.Offices[0], id, 77, OpenedStore.Morning)[0].Command).Respondents } };
        foreach (var step in steps.Take(succeeds ? Life.Steps : 5)) await hub.Send(id, step.Command);
        if (!succeeds) await hub.Send(id, new CloseCase(Outcome.NoAgreement, [new(FailureCode.PositionsApart)], ChinaTime.DayOf(hub.Clock.Now)));
        return id;
    }
}
