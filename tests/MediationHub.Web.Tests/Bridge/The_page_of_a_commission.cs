using System.Net;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Intake;

namespace MediationHub.Web.Tests.Bridge;

/// <summary>R33 §§76–77 and LMA 20: roster of arbitrators and delegation of approvals, kept by the director on a page.</summary>
public class The_page_of_a_commission(RunningHub hub) : IClassFixture<RunningHub>
{
    private const string Commission = "/commissions/commission-1";

    [Fact]
    public async Task Keeps_roster_profile_and_delegation()
    {
        using var admin = await hub.Client("admin");
        Assert.Equal(HttpStatusCode.Created, (await admin.Post("/api/v1/users", new { userName = "deputy", displayName = "院负责人", roles = new[] { "director" }, commissionId = "commission-1" })).Status);
        using var director = await Pages.SignedIn(hub, "director");
        Assert.Contains("韩明谦", await director.Get(Commission));
        await Done(director, "change", new() { ["name"] = "长春市劳动人事争议仲裁委员会", ["instituteName"] = "长春市劳动人事争议仲裁院", ["address"] = "人民大街二号", ["directorAccount"] = "director" });
        await Done(director, "appoint-arbitrator", new() { ["arbitratorId"] = "arb-9", ["name"] = "高文远", ["certificateNumber"] = "ZC-009", ["from"] = Calls.Today, ["fullTime"] = "false", ["qualification"] = "lawyer" });
        Assert.Contains("院负责人（deputy）", await director.Get($"{Commission}/do/delegate"));
        await Done(director, "delegate", new() { ["userName"] = "deputy", ["name"] = "陈院长", ["from"] = Calls.Today, ["until"] = DateTime.UtcNow.AddDays(60).ToString("yyyy-MM-dd") });
        var page = await director.Get(Commission);
        foreach (var text in new[] { "人民大街二号", "高文远", "律师执业满三年", "陈院长", "，有效" }) Assert.Contains(text, page);

        await Done(director, "end-delegation", new() { ["userName"] = "deputy" });
        await Done(director, "end-arbitrator", new() { ["arbitratorId"] = "arb-9", ["on"] = Calls.Today });
        page = await director.Get(Commission);
        Assert.Contains("终止", page);
        Assert.Contains("离任", page);
    }

    [Fact]
    public async Task Shows_the_roster_to_others_and_lets_them_change_nothing()
    {
        using var clerk = await Pages.SignedIn(hub, "clerk");
        var page = await clerk.Get(Commission);
        Assert.Contains("韩明谦", page);
        Assert.DoesNotContain("/do/", page);
        using var other = await hub.Client("otherclerk");
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync($"{Commission}/do/delegate")).StatusCode);
        using var city = await Pages.SignedIn(hub, "city");
        Assert.Contains(Commission, await city.Get("/commissions"));
        Assert.Contains($"{Commission}/do/appoint-arbitrator", await city.Get(Commission));
        using var elsewhere = await Pages.SignedIn(hub, "othercity");
        Assert.DoesNotContain($"{Commission}/do/", await elsewhere.Get(Commission));
    }

    private static async Task Done(Pages pages, string step, Dictionary<string, string> fields)
    {
        var (status, text, location) = await pages.Send($"{Commission}/do/{step}", $"{Commission}/do/{step}", fields);
        Assert.True(status is HttpStatusCode.Found, $"{step}: {text}");
        Assert.Equal($"{Commission}?done={step}", location);
    }
}
