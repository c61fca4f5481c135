using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Lists;

/// <summary>What is found, and by whom (decision 0012).</summary>
public class Finding_a_case(RunningHub hub) : IClassFixture<RunningHub>
{
    [Theory]
    [InlineData("明月"), InlineData("李明月"), InlineData("某某餐饮"), InlineData("拖欠工资"), InlineData("2026年8月至9月工资"), InlineData("220102199003070048"), InlineData("91350100M000100Y43"), InlineData("李明月 餐饮")]
    public async Task Goes_by_names_claims_facts_and_whole_numbers(string query)
    {
        using var head = await hub.Client("head");
        var c = await Registered(head);
        Assert.Contains(c, await Found(head, query));
    }

    [Theory]
    [InlineData("李大月"), InlineData("220102199003070049"), InlineData("李明月 银行")]
    public async Task Finds_nothing_that_does_not_stand_in_it(string query)
    {
        using var head = await hub.Client("head");
        await Registered(head);
        Assert.Empty(await Found(head, query));
    }

    [Fact]
    public async Task Goes_by_its_number_whichever_brackets_are_typed_and_puts_it_first()
    {
        using var head = await hub.Client("head");
        var (_, made, _) = await head.Post("/api/v1/cases", Calls.NewCase());
        var number = made["number"]!.GetValue<string>();
        foreach (var typed in new[] { number, number.Replace('（', '(').Replace('）', ')').Replace('〔', '[').Replace('〕', ']') })
            Assert.Equal(made["id"]!.GetValue<string>(), (await Found(head, typed))[0]);
    }

    [Fact]
    public async Task Goes_by_what_was_said_at_a_session_but_not_by_what_was_said_in_private_to_others_than_the_mediator()
    {
        using var head = await hub.Client("head");
        using var mediator = await hub.Client("mediator");
        var c = (await mediator.Post("/api/v1/cases", Calls.NewCase())).Body;
        c = await mediator.Do(c, "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        c = await mediator.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
        c = await mediator.Do(c, "hold-session", Session("申请人说双方对考勤台账没有异议", isPrivate: false));
        c = await mediator.Do(c, "hold-session", Session("底线是三千元现金", isPrivate: true));
        var id = c["id"]!.GetValue<string>();

        Assert.Contains(id, await Found(head, "考勤台账"));
        Assert.Single(await Found(head, $"申请 {c["number"]}"), id);   // once, though it is in the facts and in the record
        Assert.DoesNotContain(id, await Found(head, "三千元现金"));
        Assert.Contains(id, await Found(mediator, "三千元现金"));
        using var colleague = await hub.Client("mediator2");
        Assert.DoesNotContain(id, await Found(colleague, "考勤台账"));   // the case of another
    }

    [Theory]
    [InlineData("city"), InlineData("province"), InlineData("auditor")]
    public async Task Tells_an_office_nothing_of_people_and_finds_by_number_and_type(string user)
    {
        using var head = await hub.Client("head");
        using var office = await hub.Client(user);
        var (_, made, _) = await head.Post("/api/v1/cases", Calls.NewCase());
        foreach (var personal in new[] { "李明月", "某某餐饮", "拖欠工资", "220102199003070048", "91350100M000100Y43" }) Assert.Empty(await Found(office, personal));
        Assert.Contains(made["id"]!.GetValue<string>(), await Found(office, made["number"]!.GetValue<string>()));
        Assert.Contains(made["id"]!.GetValue<string>(), await Found(office, "欠薪"));
        Assert.Empty((await office.Get("/api/v1/search?q=李明月"))["parties"]!.AsArray());
    }

    [Fact]
    public async Task Stops_at_the_own_organization()
    {
        using var head = await hub.Client("head");
        using var other = await hub.Client("otherhead");
        await Registered(head);
        foreach (var query in new[] { "李明月", "拖欠工资", "220102199003070048" }) Assert.Empty(await Found(other, query));
    }

    [Fact]
    public async Task Follows_a_correction_at_once()
    {
        using var head = await hub.Client("head");
        var (_, c, _) = await head.Post("/api/v1/cases", Calls.NewCase());
        await head.Do(c, "correct", new { fields = new { parties = new[] { new { partyId = "a1", kind = "person", name = "欧阳晓岚" } } }, reason = "姓名录入有误" });
        Assert.Contains(c["id"]!.GetValue<string>(), await Found(head, "晓岚"));
        Assert.DoesNotContain(c["id"]!.GetValue<string>(), await Found(head, "李明月"));
    }

    [Theory]
    [InlineData("李", "请至少输入两个字"), InlineData("。，！", "只有标点符号无法查询"), InlineData("a", "请至少输入两个字")]
    public async Task Says_what_it_needs(string query, string says)
    {
        using var head = await hub.Client("head");
        foreach (var path in new[] { "/api/v1/cases", "/api/v1/search", "/api/v1/agreements" })
        {
            var answer = await head.GetAsync($"{path}?q={Uri.EscapeDataString(query)}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(says, await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Answers_ten_thousand_characters_with_a_sentence()
    {
        using var head = await hub.Client("head");
        var answer = await head.GetAsync("/api/v1/search?q=" + Uri.EscapeDataString(new string('字', 10_000)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("不超过 100 字", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Groups_what_the_one_box_finds()
    {
        using var head = await hub.Client("head");
        await Registered(head);
        var found = await head.Get("/api/v1/search?q=李明月");
        var party = Assert.Single(found["parties"]!.AsArray())!;
        Assert.Equal("李明月", party["name"]!.GetValue<string>());
        Assert.True(party["cases"]!.GetValue<int>() >= 1 && found["cases"]!["total"]!.GetValue<int>() >= 1);
        Assert.NotEmpty((await head.Get("/api/v1/search?q=桃源街道"))["organizations"]!["items"]!.AsArray());
        Assert.NotEmpty((await head.Get("/api/v1/search?q=王调解"))["mediators"]!["items"]!.AsArray());
        using var clerk = await hub.Client("clerk");
        Assert.Null((await clerk.Get("/api/v1/search?q=李明月"))["cases"]);
    }

    [Fact]
    public async Task Leads_to_every_case_of_a_party_and_marks_a_serial_employer()
    {
        using var head = await hub.Client("head");
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add(await Registered(head));
        var theirs = await head.Get($"/api/v1/cases/{ids[0]}/parties/r1/cases?pageSize=200");
        Assert.True(theirs["serial"]!.GetValue<bool>());
        Assert.Superset(ids.ToHashSet(), theirs["items"]!.AsArray().Select(i => i!["id"]!.GetValue<string>()).ToHashSet());
        Assert.False((await head.Get($"/api/v1/cases/{ids[0]}/parties/a1/cases"))["serial"]!.GetValue<bool>());   // a person is not an employer
    }

    private static async Task<string> Registered(HttpClient client) => (await client.Post("/api/v1/cases", Calls.NewCase())).Body["id"]!.GetValue<string>();

    private static async Task<List<string>> Found(HttpClient client, string query) =>
        [.. (await client.Get($"/api/v1/cases?pageSize=200&q={Uri.EscapeDataString(query)}"))["items"]!.AsArray().Select(i => i!["id"]!.GetValue<string>())];

    private static object Session(string said, bool isPrivate) => new
    {
        startsAt = Calls.At(isPrivate ? 90 : 120), endsAt = Calls.At(isPrivate ? 80 : 100), place = "第一调解室", mode = "onSite", @private = isPrivate,
        attendance = new[] { new { partyId = "a1", present = true }, new { partyId = "r1", present = !isPrivate } },
        record = new { statements = new[] { new { by = "a1", text = said } }, undisputedFacts = Array.Empty<string>(), result = "continues" },
        readBack = true,
        signatures = new[] { new { partyId = "a1" } }, unsignedReason = isPrivate ? null : "被申请人线上参会，笔录已发送确认",
    };
}
