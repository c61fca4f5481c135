using System.Net;
using System.Text;

namespace MediationHub.Web.Tests.Api;

public class The_whole_road_of_a_case(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Leads_from_registration_to_a_closed_case_its_paper_and_a_moved_rate()
    {
        var mediator = await hub.Client("mediator");
        var rate = $"/api/v1/organizations/{RunningHub.Organization}/success-rate?from=2026-01-01&to=2099-12-31&definition=closing";
        var before = await mediator.Get(rate);

        var c = await mediator.Sealed();
        Assert.Equal("agreementEffective", c["stage"]!.GetValue<string>());
        Assert.Equal(before["succeeded"]!.GetValue<long>(), (await mediator.Get(rate))["succeeded"]!.GetValue<long>());   // sealing moves no rate

        c = await mediator.Do(c, "close", new { outcome = "agreed", on = Calls.Today });
        Assert.Equal("closed", c["stage"]!.GetValue<string>());
        Assert.Equal("agreed", c["outcome"]!.GetValue<string>());
        var after = await mediator.Get(rate);
        Assert.Equal(before["succeeded"]!.GetValue<long>() + 1, after["succeeded"]!.GetValue<long>());
        Assert.Equal(before["denominator"]!.GetValue<long>() + 1, after["denominator"]!.GetValue<long>());

        var (status, paper, answer) = await mediator.Post($"/api/v1/cases/{c["id"]}/papers", new { kind = "mediationAgreement" });
        Assert.True(status is HttpStatusCode.Created, paper.ToJsonString());
        var html = await mediator.GetStringAsync($"/api/v1/papers/{paper["id"]}.html");
        Assert.Contains("李明月", html);
        Assert.Contains("壹万壹仟元整", html);
        var docx = await mediator.GetByteArrayAsync($"/api/v1/papers/{paper["id"]}.docx");
        Assert.Equal("PK"u8.ToArray(), docx[..2]);
    }
}
