using System.Net;

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
        var key = Guid.NewGuid().ToString();
        var (_, one, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/papers", new { kind = "application" }, idempotency: key);
        var (_, same, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/papers", new { kind = "application" }, idempotency: key);
        Assert.Equal(one["id"]!.GetValue<string>(), same["id"]!.GetValue<string>());
        var html = await mediator.GetStringAsync($"/api/v1/papers/{paper["id"]}.html");
        Assert.Contains("李明月", html);
        Assert.Contains("壹万壹仟元整", html);
        var docx = await mediator.GetByteArrayAsync($"/api/v1/papers/{paper["id"]}.docx");
        Assert.Equal("PK"u8.ToArray(), docx[..2]);
    }

    [Fact]
    public async Task Opens_every_number_of_the_rate_down_to_its_cases()
    {
        var mediator = await hub.Client("head");
        var c = await mediator.Post("/api/v1/cases", Calls.NewCase());
        var refused = await mediator.Do(c.Body, "record-consent", new { partyId = "r1", consents = false, on = Calls.Today, reason = "不愿调解" });
        var rate = await mediator.Get($"/api/v1/organizations/{RunningHub.Organization}/success-rate");
        foreach (var (number, count) in new[] { "succeeded", "partial", "failed", "denominator" }.Select(n => (n, rate[n]!.GetValue<long>())).Concat(rate["excluded"]!.AsObject().Select(e => (e.Key, e.Value!.GetValue<long>()))))
            Assert.Equal((number, count), (number, (await mediator.Get($"/api/v1/organizations/{RunningHub.Organization}/success-rate/cases?number={number}"))["total"]!.GetValue<long>()));
        Assert.Equal("respondentRefused", refused["outcome"]!.GetValue<string>());
    }

    [Fact]
    public async Task Moves_the_rate_on_an_open_page_within_a_second()
    {
        using var watcher = await hub.Client("province");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        using var stream = new StreamReader(await watcher.GetStreamAsync($"/api/v1/organizations/{RunningHub.Organization}/success-rate/live", limit.Token));
        var succeeded = await Next();

        var mediator = await hub.Client("mediator");
        await Promptly.WithinASecond(mediator.Sealed, async c =>
        {
            await mediator.Do(c, "close", new { outcome = "agreed", on = Calls.Today });
            var before = succeeded;
            while ((succeeded = await Next()) == before) { }
        });

        async Task<long> Next()
        {
            while (await stream.ReadLineAsync(limit.Token) is { } line)
                if (line.StartsWith("data: ", StringComparison.Ordinal)) return System.Text.Json.Nodes.JsonNode.Parse(line[6..])!["succeeded"]!.GetValue<long>();
            throw new InvalidOperationException("the stream ended");
        }
    }

    [Fact]
    public async Task Shows_numbers_masked_until_someone_says_why()
    {
        var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        Assert.Equal("2201************48", c["parties"]![0]!["idNumber"]!.GetValue<string>());
        var (bad, _, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/reveal", new { partyId = "a1", fields = new[] { "idNumber" } });
        Assert.Equal(HttpStatusCode.BadRequest, bad);
        var (status, plain, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/reveal", new { partyId = "a1", fields = new[] { "idNumber", "phone" }, reason = "核对身份" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("220102199003070048", plain["fields"]!["idNumber"]!.GetValue<string>());
        var entry = (await hub.Installation.AccessLog.Read(c["id"]!.GetValue<string>(), 1, 10))[0];
        Assert.Equal(("mediator", "revealed", "核对身份"), (entry.UserName, entry.What, entry.Reason));
    }

    [Fact]
    public async Task Opens_to_an_office_only_with_a_reason_that_is_kept()
    {
        var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        using var city = await hub.Client("city");
        Assert.Equal(HttpStatusCode.Forbidden, (await city.GetAsync($"/api/v1/cases/{c["id"]}")).StatusCode);
        city.DefaultRequestHeaders.Add("X-Access-Reason", Uri.EscapeDataString("核查超期案件"));
        Assert.Equal(c["number"]!.GetValue<string>(), (await city.Get($"/api/v1/cases/{c["id"]}"))["number"]!.GetValue<string>());
        Assert.Equal("核查超期案件", (await hub.Installation.AccessLog.Read(c["id"]!.GetValue<string>(), 1, 10))[0].Reason);
    }
}
