using System.Net;
using System.Text;
using MediationHub.Web.Features.Mediators;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Intake;

namespace MediationHub.Web.Tests.Lists;

/// <summary>Twenty thousand mediators in one organization: no page lists them, and each that asks for one takes a name or a certificate number.</summary>
public class A_house_of_many_mediators(RunningHub hub) : IClassFixture<RunningHub>, IAsyncLifetime
{
    private const int Many = 20_000, FirstLoad = 60 * 1024;

    public async Task InitializeAsync()
    {
        await using var command = hub.Installation.Store.Database.CreateCommand(
            $"""
            insert into mediator_rows (id, version, name, certificate_number, suspended)
              select 'many-' || n, 1, case when n <= 2 then '重名某' else '众某' || n end, 'ZS-' || n, false from generate_series(1, {Many}) n on conflict do nothing;
            insert into appointment_rows (mediator_id, organization_id, from_on, until_on)
              select 'many-' || n, '{RunningHub.OtherOrganization}', '2025-03-03', case when n = 3 then date '2025-12-31' else date '2099-01-01' end from generate_series(1, {Many}) n on conflict do nothing
            """);
        await command.ExecuteNonQueryAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<string> Registered()
    {
        using var head = await hub.Client("otherhead");
        var (status, c, _) = await head.Post("/api/v1/cases", Calls.NewCase(RunningHub.OtherOrganization));
        Assert.True(status is HttpStatusCode.Created, c.ToJsonString());
        c = await head.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        return $"/cases/{c["id"]}";
    }

    [Fact]
    public async Task Is_listed_on_no_page_and_keeps_every_first_load()
    {
        var here = await Registered();
        using var pages = await Pages.SignedIn(hub, "otherhead");
        foreach (var path in new[] { "/cases", "/calendar", "/calendar?view=month", "/calendar/new", "/accounts/new", $"{here}/do/accept", $"{here}/do/assign-mediator" })
        {
            var page = await pages.Get(path);
            Assert.Contains("<mediator-find", page);
            Assert.DoesNotContain("众某77", page);
            Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, FirstLoad);
        }
        // Where they stand as a list, it is one of so many rows.
        var roster = await pages.Get("/mediators");
        Assert.InRange(System.Text.RegularExpressions.Regex.Count(roster, "href=\"/mediators/many-"), 1, 60);
        Assert.InRange(Encoding.UTF8.GetByteCount(roster), 1, FirstLoad);
        using var head = await hub.Client("otherhead");
        var offered = await head.Get($"/api/v1/mediators?q={Uri.EscapeDataString("众某1234")}&organizationId={RunningHub.OtherOrganization}&pageSize=20");
        Assert.Contains(offered["items"]!.AsArray(), m => m!["certificateNumber"]!.GetValue<string>() == "ZS-1234");
    }

    [Fact]
    public async Task Takes_a_name_for_whom_it_means_and_says_where_it_means_nobody_or_several()
    {
        var here = await Registered();
        using var pages = await Pages.SignedIn(hub, "otherhead");
        var accept = $"{here}/do/accept";
        foreach (var (typed, says) in new[] { ("无此人", "没有找到“无此人”"), ("重名某", "有多名调解员叫“重名某”，请填写调解员证号"), ("众某3", "没有找到“众某3”"), ("重名某（ZS-9）", "没有找到") })
        {
            var (status, text, _) = await pages.Send(accept, accept, new() { ["mediatorId"] = typed, ["on"] = Calls.Today, ["elsewhere.kind"] = "none" });
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains(says, text);
            Assert.Contains($"value=\"{typed}\"", text);
        }
        var (done, said, _) = await pages.Send(accept, accept, new() { ["mediatorId"] = "钱调解（JL-med-3）", ["on"] = Calls.Today, ["elsewhere.kind"] = "none" });
        Assert.True(done is HttpStatusCode.Found, said);
        Assert.Contains("钱调解", await pages.Get(here));
    }

    [Fact]
    public async Task Gives_way_to_the_id_in_the_addresses_of_lists_and_calendar()
    {
        using var pages = await Pages.SignedIn(hub, "otherhead");
        using var browser = await hub.Client("otherhead");
        foreach (var path in new[] { "/cases", "/calendar" })
        {
            var to = await Led("zs-88");
            Assert.EndsWith("mediatorId=many-88", to);
            Assert.Contains("value=\"众某88（ZS-88）\"", await pages.Get(to));
            // Whose term is over had cases once.
            Assert.EndsWith("mediatorId=many-3", await Led("众某3"));
            Assert.Contains("有多名调解员叫“重名某”", await pages.GetBad($"{path}?mediatorId={Uri.EscapeDataString("重名某")}"));

            async Task<string> Led(string typed)
            {
                var answer = await browser.GetAsync($"{path}?mediatorId={Uri.EscapeDataString(typed)}");
                Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
                return answer.Headers.Location!.ToString();
            }
        }
    }

    [Fact]
    public async Task Is_bound_to_an_account_by_its_certificate_number()
    {
        using var pages = await Pages.SignedIn(hub, "otherhead");
        Dictionary<string, string> Form(string typed) => new() { ["userName"] = "many3", ["displayName"] = "钱调解", ["roles"] = "mediator", ["mediatorId"] = typed };
        var (status, text, _) = await pages.Send("/accounts/new", "/accounts/new", Form("重名某"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("请填写调解员证号", text);
        (status, text, _) = await pages.Send("/accounts/new", "/accounts/new", Form("jl-MED-3"));
        Assert.True(status is HttpStatusCode.Created, text);
        using var admin = await hub.Client("admin");
        Assert.Equal("med-3", (await admin.Get("/api/v1/users/many3"))["mediatorId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Stays_a_list_where_they_are_few()
    {
        using var pages = await Pages.SignedIn(hub, "head");
        Assert.Matches("<option value=\"med-1\"[^>]*>王调解</option>", await pages.Get("/cases"));
        var roster = await ((MediatorRosters)hub.Services.GetService(typeof(MediatorRosters))!).At(RunningHub.Organization, RunningHub.Mediator, default);
        Assert.Equal((false, "王调解（JL-MED-1）"), (roster.Many, roster.Chosen?.Text));
    }
}
