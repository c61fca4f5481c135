using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Intake;

/// <summary>在线调解规则 §24: what a court sent is asked about its days on the phone too, and only then.</summary>
public class A_court_case_on_the_phone(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Is_asked_when_it_came_and_by_which_procedure_and_counts_the_courts_days()
    {
        using var mediator = await Pages.SignedIn(hub, "mediator");
        var draft = await Walked(mediator, "周小法");
        Assert.Equal("court", await Next(mediator, draft, "form", ("source", "courtEntrusted"), ("form", "written"), ("receivedAt", Calls.At(60)[..16])));
        var page = await mediator.Get($"/cases/new/phone/{draft}/court");
        Assert.Contains("name=\"court.from\"", page);
        Assert.Contains("name=\"court.procedure\"", page);
        var (status, wrong, _) = await Post(mediator, draft, "court", ("court.from", $"{DateOnly.Parse(Calls.Today).AddDays(1):yyyy-MM-dd}"), ("court.procedure", "summary"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("id=\"f-court-from-error\"", wrong);
        Assert.Equal("check", await Next(mediator, draft, "court", ("court.from", Calls.Today), ("court.procedure", "summary")));
        var check = await mediator.Get($"/cases/new/phone/{draft}/check");
        Assert.Contains("简易程序", check);
        var c = await Made(mediator, draft);
        Assert.Equal((Calls.Today, "summary"), (c["court"]!["from"]!.GetValue<string>(), c["court"]!["procedure"]!.GetValue<string>()));
        Assert.Contains(c["deadlines"]!.AsArray(), d => d!["rule"]!.GetValue<string>() == "CRT7");
    }

    [Fact]
    public async Task Sent_before_filing_has_no_procedure()
    {
        using var mediator = await Pages.SignedIn(hub, "mediator");
        var draft = await Walked(mediator, "周小委");
        Assert.Equal("court", await Next(mediator, draft, "form", ("source", "courtAssigned"), ("form", "written"), ("receivedAt", Calls.At(60)[..16])));
        Assert.DoesNotContain("name=\"court.procedure\"", await mediator.Get($"/cases/new/phone/{draft}/court"));
        Assert.Equal("check", await Next(mediator, draft, "court"));   // optional, as at the desk
    }

    [Fact]
    public async Task From_anywhere_else_is_not_asked_and_forgets_what_was_typed()
    {
        using var mediator = await Pages.SignedIn(hub, "mediator");
        var draft = await Walked(mediator, "周小申");
        Assert.Equal("court", await Next(mediator, draft, "form", ("source", "courtEntrusted"), ("form", "written"), ("receivedAt", Calls.At(60)[..16])));
        Assert.Equal("check", await Next(mediator, draft, "court", ("court.from", Calls.Today)));
        Assert.Equal("check", await Next(mediator, draft, "form", ("source", "partyApplication"), ("form", "written"), ("receivedAt", Calls.At(60)[..16])));
        Assert.DoesNotContain("平台接受日期", await mediator.Get($"/cases/new/phone/{draft}/check"));
        Assert.Null((await Made(mediator, draft))["court"]);
    }

    /// <summary>LMA 12: whether it is oral is asked at the end; who has no number at hand gets there, and a written application is told then what it lacks.</summary>
    [Fact]
    public async Task Who_has_no_number_at_hand_is_stopped_only_where_the_application_is_written()
    {
        using var mediator = await Pages.SignedIn(hub, "mediator");
        var draft = Guid.NewGuid().ToString("N")[..24];
        Assert.Equal("respondent", await Next(mediator, draft, "applicant", ("applicants[0].kind", "person"), ("applicants[0].name", "周小口")));
        Assert.Equal("facts", await Next(mediator, draft, "respondent", ("respondents[0].kind", "employer"), ("respondents[0].name", "长春周小口餐饮有限公司")));
        await Next(mediator, draft, "facts", ("disputeType", "07.1"), ("facts", "8月起被拖欠工资。"));
        await Next(mediator, draft, "since");
        await Next(mediator, draft, "claims", ("claims[0].type", "07.1"), ("claims[0].text", "支付工资"), ("claims[0].amount", "12000"));
        Assert.Equal("check", await Next(mediator, draft, "form", ("source", "partyApplication"), ("form", "written"), ("receivedAt", Calls.At(60)[..16])));
        var (status, wrong, _) = await Post(mediator, draft, "check");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(">申请人 1：请填写证件号；只有口头申请登记时可以暂缺。</a>", wrong);
        // The way back leads to a field that is marked and says what it lacks.
        Assert.Contains("未填写，须补充", wrong);
        Assert.Contains($"/cases/new/phone/{draft}/applicant#f-applicants-0--idNumber", wrong);
        var back = await mediator.Get($"/cases/new/phone/{draft}/applicant");
        Assert.Contains("id=\"f-applicants-0--idNumber-error\"", back);
        Assert.Matches("<label for=\"f-applicants-0--idNumber\">证件号码<span class=\"must", back.Replace("\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain("口头申请可以暂缺，在签订协议前补齐", back);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(mediator, draft, "respondent", ("respondents[0].kind", "employer"), ("respondents[0].name", "长春周小口餐饮有限公司"))).Status);
        Assert.Equal("oral", await Next(mediator, draft, "form", ("source", "partyApplication"), ("form", "oral"), ("receivedAt", Calls.At(60)[..16])));
    }

    /// <summary>The pages up to the one that asks where it comes from.</summary>
    private static async Task<string> Walked(Pages client, string applicant)
    {
        var draft = Guid.NewGuid().ToString("N")[..24];
        Assert.Equal("respondent", await Next(client, draft, "applicant", ("applicants[0].kind", "person"), ("applicants[0].name", applicant), ("applicants[0].idType", "residentId"), ("applicants[0].idNumber", RunningHub.ValidId($"2201021990030{applicant[2] % 90 + 10}01"))));
        Assert.Equal("facts", await Next(client, draft, "respondent", ("respondents[0].kind", "employer"), ("respondents[0].name", $"长春{applicant}餐饮有限公司"), ("respondents[0].creditCode", "91350100M000100Y43")));
        Assert.Equal("since", await Next(client, draft, "facts", ("disputeType", "07.1"), ("facts", "8月起被拖欠工资。")));
        Assert.Equal("claims", await Next(client, draft, "since"));
        Assert.Equal("form", await Next(client, draft, "claims", ("claims[0].type", "07.1"), ("claims[0].text", "支付工资"), ("claims[0].amount", "12000")));
        return draft;
    }

    /// <summary>Fills in a page; gives the name of the one that comes next.</summary>
    private static async Task<string> Next(Pages pages, string draft, string page, params (string, string)[] fields)
    {
        var (status, text, location) = await Post(pages, draft, page, fields);
        Assert.True(status is HttpStatusCode.Found, $"{page}: {(int)status} {text}");
        return location!.Split('/')[^1];
    }

    private static Task<(HttpStatusCode Status, string Text, string? Location)> Post(Pages pages, string draft, string page, params (string Name, string Value)[] fields) =>
        pages.Send($"/cases/new/phone/{draft}/{page}", $"/cases/new/phone/{draft}/{page}", fields.ToDictionary(f => f.Name, f => f.Value));

    /// <summary>The case that the last page makes.</summary>
    private async Task<JsonObject> Made(Pages pages, string draft)
    {
        var (status, text, location) = await Post(pages, draft, "check");
        Assert.True(status is HttpStatusCode.Found, $"{(int)status} {text}");
        using var client = await hub.Client("mediator");
        return await client.Get("/api/v1" + location!.Split('?')[0]);
    }
}
