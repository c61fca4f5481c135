using System.Net;
using System.Text.RegularExpressions;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Intake;

/// <summary>Who applies in writing or online names every party's number; who applies by word of mouth, or did not apply at all, may not have it. Marks say what the command refuses.</summary>
public partial class What_a_form_asks_for(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly string[] Numbers = ["applicants[0].idNumber", "applicants[0].creditCode", "respondents[0].idNumber", "respondents[0].creditCode"];

    private static string Id(string field) => "f-" + NotInAnId().Replace(field, "-");

    private static string LabelOf(string page, string field) => Regex.Match(page, $"<label for=\"{Regex.Escape(Id(field))}\">(.*?)</label>", RegexOptions.Singleline).Groups[1].Value;

    [Fact]
    public async Task Is_marked_on_the_numbers_in_words_that_the_style_takes_away_where_they_may_be_missing()
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        var page = await pages.Get("/cases/new");
        Assert.All(Numbers, field => Assert.Matches("class=\"must when-written\"[^>]*>\\*<span class=\"sr-only\">（必填）", LabelOf(page, field)));
        Assert.Contains("class=\"must\"", LabelOf(page, "applicants[0].name"));
        Assert.DoesNotContain("must", LabelOf(page, "applicants[0].phone"));
        Assert.Contains(".intake:has([name=\"form\"][value=\"oral\"]:checked) .when-written", Look.Assets.Read("intake.css"));
        // Of a dispute that a commission hands over they may be missing.
        using var clerk = await Pages.SignedIn(hub, "clerk");
        page = await clerk.Get("/entrustments/new");
        Assert.All(Numbers, field => Assert.DoesNotContain("must", LabelOf(page, field)));
    }

    [Theory]
    [InlineData("written", "partyApplication", true), InlineData("online", "partyApplication", true), InlineData("oral", "partyApplication", false), InlineData("written", "ownInitiative", false)]
    public async Task Is_what_the_command_refuses(string form, string source, bool asked)
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        var fields = new Dictionary<string, string>(Drafts_over_the_API.Form($"冯{form}{source}", "22010219900307004"))
        {
            ["form"] = form, ["source"] = source, ["applicants[0].idNumber"] = "", ["respondents[0].creditCode"] = "",
            ["oral.recorder"] = "王调解", ["oral.recordedAt"] = Calls.At(30)[..16], ["oral.answers[0].question"] = "请说明您的基本情况。", ["oral.answers[0].answer"] = "在某厂上班。", ["oral.readBack"] = "true",
        };
        var (status, text, _) = await pages.Send("/cases/new", "/cases/new", fields, form is "oral" ? ("recordFileId", "record.pdf", "%PDF-1.4\n%%EOF"u8.ToArray()) : null);
        Assert.True(status == (asked ? HttpStatusCode.BadRequest : HttpStatusCode.Found), text);
        if (!asked) return;
        Assert.Contains(">申请人 1 证件号码：请填写证件号", text);
        Assert.Contains(">被申请人 1：请填写统一社会信用代码", text);
        Assert.Contains("<legend>被申请人 <span data-row-number>1</span></legend>", text);
    }

    /// <summary>What cannot be read hid what else was wrong: a form came back twice.</summary>
    [Fact]
    public async Task Is_all_told_at_once()
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        var fields = new Dictionary<string, string>(Drafts_over_the_API.Form("冯一次", "22010219900307004")) { ["form"] = "written", ["claims[0].amount"] = "一万元", ["applicants[0].phone"] = "123", ["occurredOn"] = "2099-01-01" };
        var (status, text, _) = await pages.Send("/cases/new", "/cases/new", fields, null);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        foreach (var id in new[] { "claims[0].amount", "applicants[0].phone", "occurredOn" }) Assert.Contains($"id=\"{Id(id)}-error\"", text);
        Assert.DoesNotContain("f-oral", Regex.Match(text, "error-summary.*?</ul>", RegexOptions.Singleline).Value);
        // Nothing is judged by a day that was not given.
        (status, text, _) = await pages.Send("/cases/new", "/cases/new", new Dictionary<string, string>(fields) { ["receivedAt"] = "", ["occurredOn"] = "2026-05-10", ["knewOn"] = "2026-06-01" }, null);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"id=\"{Id("receivedAt")}-error\"", text);
        foreach (var id in new[] { "occurredOn", "knewOn", "lateEntryReason" }) Assert.DoesNotContain($"id=\"{Id(id)}-error\"", text);
    }

    [Fact]
    public async Task Says_on_the_phone_before_the_form_is_known_when_the_number_has_to_be_there()
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        var page = await pages.Get("/cases/new/phone/fedcbafedcbafedcbafedcba/applicant");
        Assert.DoesNotContain("must", LabelOf(page, "applicants[0].idNumber"));
        Assert.Contains("书面、线上申请必填；口头申请可以暂缺", page);
    }

    /// <summary>Sex and birth date come from the number: nobody typed them.</summary>
    [Theory]
    [InlineData("birthDate", "1990-03-07", false), InlineData("birthDate", "1990-03-08", true), InlineData("position", "质检员", true)]
    public async Task Opens_what_is_seldom_asked_only_where_somebody_typed_something(string field, string value, bool open)
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        var form = new Dictionary<string, string>(Drafts_over_the_API.Form("冯折叠", "22010219900307047")) { ["disputeType"] = "", [$"applicants[0].{field}"] = value };
        var (status, text, _) = await pages.Send("/cases/new", "/cases/new", form);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(open, Regex.Match(text, "<details class=\"more wide\"([^>]*)>").Groups[1].Value.Contains("open", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Marks_a_further_row_without_holding_the_form_back()
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        var (_, page, _) = await pages.Send("/cases/new", "/cases/new", new(Drafts_over_the_API.Form("冯两行", "22010219900307012")) { ["_do"] = "add:claims" });
        Assert.Contains("class=\"must\"", LabelOf(page, "claims[1].text"));
        var text = Regex.Match(page, "<textarea[^>]*id=\"f-claims-1--text\"[^>]*>").Value;
        Assert.Contains("aria-required=\"true\"", text);
        Assert.DoesNotMatch("\\srequired", text.Replace("aria-required", "", StringComparison.Ordinal));
    }

    [GeneratedRegex("[^A-Za-z0-9_]")]
    private static partial Regex NotInAnId();
}

/// <summary>What was written down at length, up to ten thousand characters.</summary>
public class A_long_account_of_the_facts(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public void Is_parted_behind_a_line_or_a_sentence_and_loses_nothing()
    {
        Assert.Equal("", FoldedText.Split(new string('字', 700)).Tail);
        var (head, tail) = FoldedText.Split(string.Concat(Enumerable.Repeat("申请人每月加班三十小时。", 800)));
        Assert.EndsWith("。", head);
        Assert.InRange(head.Length, 200, 400);
        Assert.Equal(800 * 12, head.Length + tail.Length);
        (head, tail) = FoldedText.Split(string.Join('\n', Enumerable.Range(1, 40).Select(n => $"第{n}日")));
        Assert.Equal((12, 28), (head.Split('\n').Length, tail.Split('\n').Length));
        (head, tail) = FoldedText.Split("a" + string.Concat(Enumerable.Repeat("𠮷", 500)));
        Assert.Equal((true, 1001), (char.IsLowSurrogate(head[^1]), head.Length + tail.Length));
    }

    [Fact]
    public async Task Is_folded_on_the_page_and_whole_in_the_paper()
    {
        using var mediator = await hub.Client("mediator");
        var body = System.Text.Json.Nodes.JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Calls.NewCase()))!.AsObject();
        body["facts"] = string.Concat(Enumerable.Range(1, 900).Select(n => $"第{n:000}日加班未付。"));
        var (status, c, _) = await mediator.Post("/api/v1/cases", body);
        Assert.True(status is HttpStatusCode.Created, c.ToJsonString());
        var page = WebUtility.HtmlDecode(await mediator.GetStringAsync($"/cases/{c["id"]}"));
        Assert.Matches("<details class=\"folded\">\\s*<summary><span class=\"if-shut\">展开其余 [\\d,]+ 字</span><span class=\"if-open\">收起</span></summary>", page);
        Assert.True(page.IndexOf("第010日", StringComparison.Ordinal) < page.IndexOf("class=\"folded\"", StringComparison.Ordinal) && page.IndexOf("第900日", StringComparison.Ordinal) > page.IndexOf("class=\"folded\"", StringComparison.Ordinal));
        var (_, paper, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/papers", new { kind = "application" }, c["version"]!.GetValue<int>());
        var printed = WebUtility.HtmlDecode(await mediator.GetStringAsync($"/api/v1/papers/{paper["id"]}.html"));
        Assert.Contains("第900日", printed);
        Assert.DoesNotContain("<details", printed);
    }
}
