using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Intake;

public class Employers_met_before(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Are_found_by_name_and_by_credit_code_within_ones_scope()
    {
        using var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", new
        {
            organizationId = RunningHub.Organization, source = "partyApplication", form = "oral", receivedAt = Calls.At(100), disputeType = "07.1",
            applicants = new[] { new { kind = "person", name = "尤小七" } },
            respondents = new[] { new { kind = "employer", name = "长春独一处食堂有限公司", creditCode = "91350100M000100Y43", legalRepresentative = "张三" } },
            claims = new[] { new { type = "07.1", text = "支付工资" } },
        });
        foreach (var query in new[] { "独一处", "91350100M000", "９１３５０１００M" })
            Assert.Contains((await mediator.Get($"/api/v1/employers?q={Uri.EscapeDataString(query)}"))["items"]!.AsArray(),
                e => (e!["name"]!.GetValue<string>(), e["creditCode"]!.GetValue<string>(), e["legalRepresentative"]!.GetValue<string>()) == ("长春独一处食堂有限公司", "91350100M000100Y43", "张三"));

        await mediator.Do(await mediator.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today }), "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        foreach (var user in new[] { "mediator2", "otherhead" })
        {
            using var other = await hub.Client(user);
            Assert.Empty((await other.Get("/api/v1/employers?q=独一处"))["items"]!.AsArray());   // the case is a colleague's, or of another house
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("某")]
    [InlineData("%%")]
    [InlineData("__")]
    public async Task Are_not_listed_without_a_question(string query)
    {
        using var mediator = await hub.Client("mediator");
        await mediator.Post("/api/v1/cases", Calls.NewCase());
        Assert.Empty((await mediator.Get($"/api/v1/employers?q={Uri.EscapeDataString(query)}"))["items"]!.AsArray());
    }
}
