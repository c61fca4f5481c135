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
        await Done(director, "delegate", new() { ["userName"] = "deputy", ["name"] = "陈院长", ["from"] = Calls.Today, ["until"] = TestTime.Now.AddDays(60).ToString("yyyy-MM-dd") });
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
        Assert.DoesNotContain("/do/", page.Replace("/do/count-applications", ""));
        using var other = await hub.Client("otherclerk");
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync($"{Commission}/do/delegate")).StatusCode);
        using var city = await Pages.SignedIn(hub, "city");
        Assert.Contains(Commission, await city.Get("/commissions"));
        Assert.Contains($"{Commission}/do/appoint-arbitrator", await city.Get(Commission));
        using var elsewhere = await Pages.SignedIn(hub, "othercity");
        Assert.DoesNotContain($"{Commission}/do/", await elsewhere.Get(Commission));
    }

    /// <summary>LMA 17: commissions are set up by the provinces; the office puts them into the register with what they are competent for.</summary>
    [Fact]
    public async Task Is_begun_by_the_office_above_with_its_jurisdiction()
    {
        using var province = await Pages.SignedIn(hub, "province");
        Assert.Contains("href=\"/commissions\"", await province.Get("/organizations"));
        Assert.Contains("/commissions/new", await province.Get("/commissions"));
        Dictionary<string, string> fields = new() { ["name"] = "长春市双阳区劳动人事争议仲裁委员会", ["code"] = "SY-ZC", ["level"] = "county", ["unit"] = "220112", ["jurisdiction"] = "220112", ["instituteName"] = "双阳区劳动人事争议仲裁院", ["directorName"] = "许主任", ["numberPrefix"] = "（双阳）", ["phone"] = "0431-88690009" };
        var (bad, said, _) = await province.Send("/commissions/new", "/commissions/new", new(fields) { ["name"] = "", ["jurisdiction"] = "460100" });
        Assert.Equal(HttpStatusCode.BadRequest, bad);
        Assert.All(["请填写仲裁委员会名称", "管辖区划应在本地区以内", "value=\"SY-ZC\"", "双阳区劳动人事争议仲裁院"], text => Assert.Contains(text, said));
        var (status, text, location) = await province.Send("/commissions/new", "/commissions/new", new(fields));
        Assert.True(status is HttpStatusCode.Found, text);
        Assert.EndsWith("?done=establish", location);
        var page = await province.Get(location!);
        Assert.All(["长春市双阳区劳动人事争议仲裁委员会", "请接着登记仲裁员", "县（市、区）级", "（双阳）", "许主任", "/do/appoint-arbitrator"], t => Assert.Contains(t, page));
        Assert.Contains("SY-ZC", await province.Get("/commissions?unit=220112"));
        Assert.DoesNotContain("SY-ZC", await province.Get("/commissions?unit=220200"));
        Assert.Contains("没有符合条件的仲裁委员会", await province.Get("/commissions?q=%25"));
        // The number of another one: refused in the form.
        var (twice, taken, _) = await province.Send("/commissions/new", "/commissions/new", new(fields));
        Assert.Equal(HttpStatusCode.Conflict, twice);
        Assert.Contains("双阳区劳动人事争议仲裁院", taken);

        // Its profile is amended by the same fields, with what is ticked as its jurisdiction.
        var own = location!.Split('?')[0];
        (status, text, _) = await province.Send($"{own}/do/change", $"{own}/do/change", new() { ["name"] = "长春市双阳区劳动人事争议仲裁委员会", ["code"] = "SY-ZC", ["level"] = "county", ["unit"] = "220112", ["jurisdiction"] = "220113" });
        Assert.True(status is HttpStatusCode.Found, text);
        Assert.Equal(["220113"], (await hub.Installation.Aggregates.Find<Domain.Commissions.Commission>(own.Split('/')[^1]))!.State.Jurisdiction);
    }

    [Fact]
    public async Task Is_begun_by_nobody_else_and_nowhere_else()
    {
        using var city = await Pages.SignedIn(hub, "othercity");
        Dictionary<string, string> fields = new() { ["name"] = "某仲裁委员会", ["code"] = "X-1", ["level"] = "city", ["unit"] = "220100" };
        var (status, text, _) = await city.Send("/commissions/new", "/commissions/new", new(fields));
        Assert.Contains("只能登记本地区的仲裁委员会", text);
        Assert.NotEqual(HttpStatusCode.Found, status);
        Assert.DoesNotContain("value=\"220100\"", await city.Get("/commissions/new"));
        foreach (var user in new[] { "director", "clerk", "mediator", "head", "auditor", "admin" })
        {
            using var client = await hub.Client(user);
            Assert.Equal((user, HttpStatusCode.Forbidden), (user, (await client.GetAsync("/commissions/new")).StatusCode));
        }
    }

    [Fact]
    public async Task Offers_its_own_house_neither_jurisdiction_nor_code_and_takes_none()
    {
        using var director = await Pages.SignedIn(hub, "director");
        var page = await director.Get($"{Commission}/do/change");
        Assert.DoesNotContain("name=\"jurisdiction\"", page);
        Assert.DoesNotContain("name=\"code\"", page);
        Assert.Contains("由省、市（州）三方办公室变更", page);
        using var client = await hub.Client("director");
        var version = (await client.Get("/api/v1/commissions/commission-1"))["version"]!.GetValue<int>();
        var (status, answer, _) = await client.Post("/api/v1/commissions/commission-1/change", new { changes = new { jurisdiction = new[] { "220000" } } }, version);
        Assert.Equal((HttpStatusCode.Conflict, "set-from-above"), (status, answer.Word("code")));
        using var city = await hub.Client("city");
        var (moved, _, _) = await city.Post("/api/v1/commissions/commission-1/change", new { changes = new { unit = "220200" } }, version);
        Assert.Equal(HttpStatusCode.Forbidden, moved);
    }

    private static async Task Done(Pages pages, string step, Dictionary<string, string> fields)
    {
        var (status, text, location) = await pages.Send($"{Commission}/do/{step}", $"{Commission}/do/{step}", fields);
        Assert.True(status is HttpStatusCode.Found, $"{step}: {text}");
        Assert.Equal($"{Commission}?done={step}", location);
    }
}
