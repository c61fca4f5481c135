using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Intake;

namespace MediationHub.Web.Tests.Performance;

/// <summary>What is due this week, overdue, not performed and performed, with its money.</summary>
public class A_performance_board(RunningHub hub) : IClassFixture<RunningHub>
{
    private static DateOnly Today => TestTime.Today;

    private Task<string> Agreed(string name, DateOnly dueOn, params ICommand<MediationCase>[] then) => PastAgreements.Of(hub, name, dueOn, then);

    private static IEnumerable<string> Ids(JsonObject board) => board["items"]!.AsArray().Select(i => i!["caseId"]!.GetValue<string>());

    private static (int Agreements, decimal Amount, decimal Paid, decimal Outstanding) Sum(JsonNode of, string bucket) =>
        of["buckets"]!.AsArray().Single(b => b!["bucket"]!.GetValue<string>() == bucket) is { } b ? (b["agreements"]!.GetValue<int>(), b["amount"]!.GetValue<decimal>(), b["paid"]!.GetValue<decimal>(), b["outstanding"]!.GetValue<decimal>()) : default;

    [Fact]
    public async Task Puts_every_agreement_where_its_performance_stands_and_adds_up_the_money()
    {
        var soon = await Agreed("李一明", Today.AddDays(6));
        var today = await Agreed("李二明", Today);   // due today is not overdue
        var later = await Agreed("李三明", Today.AddDays(7));
        var overdue = await Agreed("李四明", Today.AddDays(-1), new RecordPayment(1, 2000m, Today));
        var defaulted = await Agreed("李五明", Today.AddDays(-9), new MarkDefault(1, Today), new FollowUpCase(Today, "承诺下周付清", Outcome: FollowUpOutcome.Delayed, NextOn: Today.AddDays(2)));
        var performed = await Agreed("李六明", Today.AddDays(-2), new RecordPayment(1, 9000m, Today));

        foreach (var user in new[] { "mediator", "head" })
        {
            using var desk = await hub.Client(user);
            var board = await desk.Get("/api/v1/performance?bucket=dueThisWeek");
            Assert.Equal([today, soon], Ids(board));   // the first due in front
            Assert.Equal((2, 18000m, 0m, 18000m), Sum(board, "dueThisWeek"));
            Assert.Equal((1, 9000m, 2000m, 7000m), Sum(board, "overdue"));
            Assert.Equal((1, 9000m, 0m, 9000m), Sum(board, "defaulted"));
            Assert.Equal((1, 9000m, 9000m, 0m), Sum(board, "performed"));
            Assert.Equal([overdue], Ids(await desk.Get("/api/v1/performance")));
            Assert.Equal([defaulted], Ids(await desk.Get("/api/v1/performance?bucket=defaulted")));
            Assert.Equal([performed], Ids(await desk.Get("/api/v1/performance?bucket=performed")));
            Assert.Equal(defaulted, Assert.Single(board["visits"]!.AsArray())!["caseId"]!.GetValue<string>());
            // The same agreements stand in the list that a number leads to.
            Assert.Equal([overdue], Ids(await desk.Get("/api/v1/agreements?performance=overdue&sort=due")));
            Assert.Equal([performed], Ids(await desk.Get($"/api/v1/agreements?performance=performed&performedFrom={Today.AddDays(-29):yyyy-MM-dd}&performedTo={Today:yyyy-MM-dd}&sort=performed")));
            Assert.DoesNotContain(later, Ids(await desk.Get("/api/v1/performance?bucket=dueThisWeek&pageSize=200")));
        }
        foreach (var user in new[] { "mediator2", "otherhead" })
        {
            using var stranger = await hub.Client(user);
            var board = await stranger.Get("/api/v1/performance");
            Assert.Empty(Ids(board));
            Assert.All(new[] { "dueThisWeek", "overdue", "defaulted", "performed" }, b => Assert.Equal(0, Sum(board, b).Agreements));
        }
        foreach (var (user, sees) in new[] { ("city", true), ("province", true), ("auditor", true), ("othercity", false) })
        {
            using var office = await hub.Client(user);
            var text = await office.GetStringAsync("/api/v1/performance?bucket=overdue");
            var board = JsonNode.Parse(text)!.AsObject();
            Assert.Equal(sees ? [overdue] : [], Ids(board));
            Assert.Equal(sees ? (1, 9000m, 2000m, 7000m) : default, Sum(board, "overdue"));
            Assert.Equal(sees ? [RunningHub.Organization] : [], board["organizations"]!.AsArray().Select(o => o!["id"]!.GetValue<string>()));
            foreach (var name in new[] { "李四明", "李五明" }) Assert.DoesNotContain(name, text);
            var elsewhere = await office.Get($"/api/v1/performance?organizationId={RunningHub.OtherOrganization}");
            Assert.Equal(0, Sum(elsewhere, "overdue").Agreements);
            Assert.Empty(Ids(elsewhere));
        }

        using var city = await Pages.SignedIn(hub, "city");
        var page = (await city.Get("/performance?bucket=overdue&unit=220100")).Replace("&amp;", "&", StringComparison.Ordinal);
        Assert.Contains("待付 7,000.00 元", page);
        Assert.Contains($"/cases/{overdue}?tab=agreement", page);
        Assert.Contains($"bucket=overdue&organizationId={RunningHub.Organization}", page);
        Assert.Contains("/performance?unit=220100&bucket=defaulted", page);   // a filter stays when one goes from number to number
        using var mediator = await Pages.SignedIn(hub, "mediator");
        Assert.Contains($"/cases/{defaulted}/do/follow-up", await mediator.Get("/performance"));
        var file = await mediator.Get($"/cases/{defaulted}?tab=agreement");
        Assert.Contains("可以选择的救济途径", file);
        Assert.Contains("双方签收生效的仲裁调解书", file);
    }

    [Theory]
    [InlineData("clerk")]
    [InlineData("admin")]
    public async Task Is_not_for_those_who_have_no_cases(string user)
    {
        using var client = await hub.Client(user);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/v1/performance")).StatusCode);
    }
}

/// <summary>LMA 9, 15, 16, 51; INT1 51: over the API as the pages show it.</summary>
public class A_remedy_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private static DateOnly Today => TestTime.Today;

    [Fact]
    public async Task Offers_the_remedies_that_are_open_and_says_why_others_are_not()
    {
        var id = await PastAgreements.Of(hub, "李七明", Today.AddDays(-3));
        using var mediator = await hub.Client("mediator");
        var c = await mediator.Get($"/api/v1/cases/{id}");
        var ways = c["remedyOptions"]!.AsArray().ToDictionary(w => w!["kind"]!.GetValue<string>());
        Assert.Equal(["arbitration", "directSuit", "labourInspection", "paymentOrder"], ways.Where(w => w.Value!["open"]!.GetValue<bool>()).Select(w => w.Key).Order());
        Assert.Equal("调解仲裁法第十六条", ways["paymentOrder"]!["basis"]!.GetValue<string>());
        Assert.Equal(9000m, ways["paymentOrder"]!["outstanding"]!.GetValue<decimal>());
        Assert.Contains("performanceDemand", ways["paymentOrder"]!["papers"]!.AsArray().Select(p => p!.GetValue<string>()));
        var (status, answer, _) = await mediator.Post($"/api/v1/cases/{id}/start-remedy", new { kind = "enforcement" }, c["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, "remedy-not-open", "调解仲裁法第五十一条"), (status, answer["code"]!.GetValue<string>(), answer["basis"]!.GetValue<string>()));
        Assert.Equal(ways["enforcement"]!["reason"]!.GetValue<string>(), answer["detail"]!.GetValue<string>());
        await hub.Do(id, new StartRemedy(RemedyKind.PaymentOrder), new RecordPayment(1, 9000m, Today));
        Assert.Empty((await mediator.Get($"/api/v1/cases/{id}"))["remedyOptions"]!.AsArray());   // all is performed
    }
}

/// <summary>Agreements that were made when the law's periods could run out meanwhile.</summary>
internal static class PastAgreements
{
    /// <summary>An agreement of forty days ago over 9,000 yuan.</summary>
    public static async Task<string> Of(RunningHub hub, string name, DateOnly dueOn, params ICommand<MediationCase>[] then)
    {
        var (id, at) = (NewId.Next("c"), ChinaTime.At(TestTime.Today.AddDays(-40), new TimeOnly(9, 0)));
        var day = ChinaTime.DayOf(at);
        hub.Installation.Clock.Hold(at.AddHours(1));
        await hub.Do(id,
            new RegisterCase(new(id), new(RunningHub.Organization), CaseSource.PartyApplication, ApplicationForm.Written, at.AddMinutes(1),
                [new() { Kind = PartyKind.Person, Name = name, Phone = "13800000001", IdNumber = RunningHub.ValidId("220102199003070048") }], [new() { Kind = PartyKind.Employer, Name = "长春某某餐饮有限公司", CreditCode = "91350100M000100Y43", LegalRepresentative = "张三丰" }],
                "07.1", [new("07.1", "支付工资", 9000m)], "拖欠工资。", day.AddDays(-30)),
            new RecordConsent(new("r1"), true, day), new AcceptCase(new(RunningHub.Mediator), day),
            new HoldSession(null, [new(new("a1"), true), new(new("r1"), true)], new([new("a1", "要求支付工资。")], ["双方存在劳动关系。"], SessionResult.AgreementReached), [], ReadBack: true, Signatures: [new(new("a1")), new(new("r1"))], StartsAt: at.AddMinutes(5), EndsAt: at.AddMinutes(25), Place: "第一调解室", Mode: SessionMode.OnSite),
            new DraftAgreement([new(TermKind.Payment, new("r1"), new("a1"), 9000m, DueOn: dueOn, Manner: "银行转账")]),
            new SignAgreement(new(PartyId: new("a1")), at.AddMinutes(30)), new SignAgreement(new(PartyId: new("r1")), at.AddMinutes(31)), new SignAgreement(new(MediatorId: new(RunningHub.Mediator)), at.AddMinutes(32)),
            new SealAgreement(at.AddMinutes(33)), new CloseCase(Outcome.Agreed, null, day));
        hub.Installation.Clock.Hold(null);
        await hub.Do(id, then);
        return id;
    }
}
