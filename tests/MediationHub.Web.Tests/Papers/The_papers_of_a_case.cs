using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Documents;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Papers;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Papers;

public class The_papers_of_a_case(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public void Have_a_recipe_for_every_form_and_one_title_everywhere()
    {
        Assert.Equal(Enum.GetValues<PaperKind>().Order(), PaperRecipes.All.Select(r => r.Kind).Concat(BridgePaperRecipes.All.Select(r => r.Kind)).Concat(SelectionPaperDesk.OfCampaign).Concat(SelectionPaperDesk.OfNomination).Append(PaperKind.Bulletin).Order());
        Assert.All(PaperForm.All.Where(f => f.Kind is not PaperKind.Bulletin), form => Assert.Equal(form.Title, Enum.Parse<Domain.Cases.PaperKind>(form.Kind.ToString()).Chinese()));
    }

    [Fact]
    public async Task Before_acceptance_are_the_inquiry_and_the_form()
    {
        using var mediator = await hub.Client("mediator");
        var c = await Registered(mediator);
        Assert.Contains("李明月", await Page(mediator, await Make(mediator, c, new { kind = "registrationForm" })));
        var inquiry = await Make(mediator, c, new { kind = "consentInquiry" });
        Assert.Equal("r1", inquiry["partyId"]!.GetValue<string>());
        Assert.Contains("□同意调解", await Page(mediator, inquiry));

        await Refused(mediator, c, new { kind = "oralApplicationRecord" }, "paper-not-possible", "不是口头申请");
        await Refused(mediator, c, new { kind = "acceptanceNotice" }, "paper-not-possible", "尚未受理");
        await Refused(mediator, c, new { kind = "sessionNotice" }, "paper-not-possible", "先安排会议");
        await Refused(mediator, c, new { kind = "extensionConsent", days = 5, reason = "核对账目" }, "not-accepted-yet", "尚未受理");
        await Refused(mediator, c, new { kind = "performanceDemand" }, "paper-not-possible", "没有已生效");
        await Refused(mediator, c, new { kind = "followUpRecord" }, "paper-not-possible", "还没有登记回访");
        await Refused(mediator, c, new { kind = "representativesElection" }, "paper-not-possible", "不需要推举");

        c = await mediator.Do(await mediator.Get($"/api/v1/cases/{c["id"]}"), "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        await Refused(mediator, c, new { kind = "consentInquiry" }, "paper-not-possible", "都已答复");
    }

    /// <summary>OP71: what was conceded to settle is not used against whoever conceded it.</summary>
    [Fact]
    public async Task That_leave_the_organization_hold_no_offers_unless_all_agree()
    {
        using var mediator = await hub.Client("mediator");
        var c = await Accepted(mediator);
        c = await mediator.Do(c, "hold-session", new
        {
            startsAt = c["receivedAt"]!.GetValue<string>(), endsAt = Calls.At(0), place = "第一调解室", mode = "onSite",
            attendance = new[] { new { partyId = "a1", present = true }, new { partyId = "r1", present = true } },
            record = new { statements = new[] { new { by = "a1", text = "要求支付工资。" } }, undisputedFacts = new[] { "双方存在劳动关系。" }, result = "continues" },
            offers = new[] { new { byPartyId = "r1", text = "愿意先付一半" } },
            readBack = true, signatures = new[] { new { partyId = "a1" }, new { partyId = "r1" } },
        });
        var record = await Page(mediator, await Make(mediator, c, new { kind = "sessionRecord" }));
        Assert.Contains("愿意先付一半", record);
        // What nobody said to have checked is left to be filled in by hand.
        Assert.Contains("□调解员核对了到场人员的身份及代理权限", record);
        foreach (var agreed in new string[][] { [], ["a1"] })
        {
            var copy = await Page(mediator, await Make(mediator, c, new { kind = "sessionRecord", outside = true, concessionsAgreedBy = agreed }));
            Assert.DoesNotContain("愿意先付一半", copy);
            Assert.Contains("不载当事人为达成协议提出的方案", copy);
        }
        Assert.Contains("愿意先付一半", await Page(mediator, await Make(mediator, c, new { kind = "sessionRecord", outside = true, concessionsAgreedBy = new[] { "a1", "r1" } })));
    }

    /// <summary>LMA 9: unpaid wages can be brought before the labour inspection.</summary>
    [Theory, InlineData("07.1", true), InlineData("15", false)]
    public async Task That_turn_a_case_away_name_the_labour_inspection_where_wages_are_owed(string type, bool named)
    {
        using var mediator = await hub.Client("mediator");
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Calls.NewCase()))!;
        body["disputeType"] = type;
        foreach (var claim in body["claims"]!.AsArray()) claim!["type"] = type;
        var (_, c, _) = await mediator.Post("/api/v1/cases", body);
        c = await mediator.Do(c, "reject", new { ground = "notCompetent", reason = "不属本组织调解范围。", on = Calls.Today });
        var page = await Page(mediator, await Make(mediator, c, new { kind = "nonAcceptanceNotice" }));
        Assert.Equal(named, page.Contains("可以向劳动行政部门投诉", StringComparison.Ordinal));
    }

    /// <summary>LMA 48–51, R33 §§69, 70, CPL 125: what is decided or pending is not arbitrated anew, and the applicant is told why and where to go on.</summary>
    [Theory]
    [InlineData("alreadyDecided", "decided", "人民法院申请执行（《中华人民共和国劳动争议调解仲裁法》第五十一条）", "先行调解")]
    [InlineData("pendingInArbitration", "pendingInArbitration", "《劳动人事争议仲裁办案规则》第六十九条、第七十条", "第一百二十五条")]
    [InlineData("pendingInArbitration", "pendingInCourt", "《中华人民共和国民事诉讼法》第一百二十五条", "第六十九条")]
    public async Task That_turn_away_what_stands_elsewhere_say_where_to_go_on(string ground, string kind, string says, string not)
    {
        using var mediator = await hub.Client("mediator");
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Calls.NewCase()))!;
        body["elsewhere"] = new JsonObject { ["kind"] = kind, ["body"] = "长春市劳动人事争议仲裁委员会", ["number"] = "长劳人仲案字〔2026〕12号" };
        var (_, c, _) = await mediator.Post("/api/v1/cases", body);
        c = await mediator.Do(c, "reject", new { ground, reason = "申请人出示了受理通知书", on = Calls.Today });
        var page = await Page(mediator, await Make(mediator, c, new { kind = "nonAcceptanceNotice" }));
        Assert.Contains("（长春市劳动人事争议仲裁委员会，长劳人仲案字〔2026〕12号）", page);
        Assert.Contains("申请人出示了受理通知书。", page);
        Assert.Contains(says, page);
        foreach (var wrong in new[] { not, "第五条的规定，向有管辖权的", "时效期间为一年", "劳动行政部门投诉" }) Assert.DoesNotContain(wrong, page);
    }

    /// <summary>What nobody asked for before it took effect does not keep an agreement from being printed.</summary>
    [Fact]
    public async Task Print_an_agreement_with_an_employer_whose_representative_is_not_on_record()
    {
        using var mediator = await hub.Client("mediator");
        var c = await mediator.SealedWith(body => ((JsonObject)body["respondents"]![0]!).Remove("legalRepresentative"));
        Assert.DoesNotContain("法定代表人：", await Page(mediator, await Make(mediator, c, new { kind = "mediationAgreement" })));
    }

    /// <summary>Nothing stands in an agreement that nobody agreed on, and nothing of one that never came about is made.</summary>
    [Fact]
    public async Task Say_no_manner_of_performance_that_was_not_agreed()
    {
        using var mediator = await hub.Client("mediator");
        var c = await Accepted(mediator);
        c = await mediator.Do(c, "hold-session", new
        {
            startsAt = c["receivedAt"]!.GetValue<string>(), endsAt = Calls.At(0), place = "第一调解室", mode = "onSite", identityChecked = true,
            attendance = new[] { new { partyId = "a1", present = true }, new { partyId = "r1", present = true } },
            record = new { statements = new[] { new { by = "a1", text = "要求支付工资。" } }, undisputedFacts = new[] { "双方存在劳动关系。" }, result = "agreementReached" },
            readBack = true, signatures = new[] { new { partyId = "a1" }, new { partyId = "r1" } },
        });
        Assert.Contains("调解员核对了到场人员的身份及代理权限，到场各方无异议。", await Page(mediator, await Make(mediator, c, new { kind = "sessionRecord" })));
        c = await mediator.Do(await mediator.Get($"/api/v1/cases/{c["id"]}"), "draft-agreement", new { terms = new[] { new { kind = "documentHandover", payerId = "r1", payeeId = "a1", text = "出具解除劳动合同证明", dueOn = Calls.Today } } });
        var agreement = await Page(mediator, await Make(mediator, c, new { kind = "mediationAgreement" }));
        Assert.Contains("未作约定", agreement);
        Assert.DoesNotContain("当面履行", agreement);

        c = await mediator.Do(await mediator.Get($"/api/v1/cases/{c["id"]}"), "close", new { outcome = "noAgreement", reasons = new[] { new { code = "positionsApart" } }, on = Calls.Today, note = "双方对付款期限分歧较大" });
        await Refused(mediator, c, new { kind = "mediationAgreement" }, "paper-not-possible", "没有生效的书面协议");
        Assert.Contains("说明：双方对付款期限分歧较大", await mediator.GetStringAsync($"/cases/{c["id"]}?tab=history"));
    }

    [Fact]
    public async Task Of_a_case_with_very_many_are_paged_the_newest_of_each_in_front()
    {
        using var mediator = await hub.Client("mediator");
        var c = await Registered(mediator);
        var forms = new List<string>();
        for (var i = 0; i < 51; i++) forms.Add((await Make(mediator, c, new { kind = "registrationForm" }))["id"]!.GetValue<string>());
        var inquiry = (await Make(mediator, c, new { kind = "consentInquiry" }))["id"]!.GetValue<string>();

        var pages = new[] { await mediator.GetStringAsync($"/cases/{c["id"]}?tab=papers"), await mediator.GetStringAsync($"/cases/{c["id"]}?tab=papers&page=2") };
        Assert.All([inquiry, forms[^1]], id => Assert.Contains($"/api/v1/papers/{id}.html", pages[0]));
        Assert.DoesNotContain($"/api/v1/papers/{forms[0]}.html", pages[0]);
        Assert.All(forms.Append(inquiry), id => Assert.Single(pages, page => page.Contains($"/api/v1/papers/{id}.html", StringComparison.Ordinal)));

        var history = new[] { await mediator.GetStringAsync($"/cases/{c["id"]}?tab=history"), await mediator.GetStringAsync($"/cases/{c["id"]}?tab=history&page=2") };
        Assert.Equal([50, 3], history.Select(page => page.Split("timeline-mark").Length - 1));
        Assert.Equal(HttpStatusCode.BadRequest, (await mediator.GetAsync($"/cases/{c["id"]}?tab=history&page=0")).StatusCode);
    }

    [Fact]
    public async Task Of_an_oral_application_are_asked_answered_and_signed()
    {
        using var mediator = await hub.Client("mediator");
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Calls.NewCase()))!;
        body["form"] = "oral";
        var (_, c, _) = await mediator.Post("/api/v1/cases", body);
        var page = await Page(mediator, await Make(mediator, c, new { kind = "oralApplicationRecord" }));
        Assert.Contains("申请人2026年3月入职，8月起被拖欠工资。", page);
        Assert.Contains("由申请人书写", page);
    }

    [Fact]
    public async Task In_mediation_name_the_session_the_new_last_day_and_the_agent()
    {
        using var mediator = await hub.Client("mediator");
        var c = await Accepted(mediator);
        var day = TestTime.Now.ToOffset(TimeSpan.FromHours(8)).AddDays(3);
        c = await mediator.Do(c, "schedule-session", new { startsAt = day.ToString("yyyy-MM-ddT09:00:00+08:00"), endsAt = day.ToString("yyyy-MM-ddT11:00:00+08:00"), place = "第一调解室", mode = "onSite" });
        var notice = await Page(mediator, await Make(mediator, c, new { kind = "sessionNotice" }));
        Assert.Contains($"{day.Month}月{day.Day}日（星期", notice);
        Assert.Contains("李明月、长春某某餐饮有限公司：", notice);
        Assert.DoesNotContain("李明月、长春某某餐饮有限公司：", await Page(mediator, await Make(mediator, c, new { kind = "sessionNotice", partyId = "r1" })));

        await Refused(mediator, c, new { kind = "extensionConsent" }, "paper-field-missing", "延长天数、新的期限届满日、延长原因");
        await Refused(mediator, c, new { kind = "extensionConsent", days = 0, reason = "核对账目" }, "invalid", "至少为1");
        Assert.Contains("延长5日", await Page(mediator, await Make(mediator, c, new { kind = "extensionConsent", days = 5, reason = "因双方核对账目。" })));

        await Refused(mediator, c, new { kind = "powerOfAttorney", partyId = "r1" }, "paper-field-missing", "代理人的姓名");
        var power = await Page(mediator, await Make(mediator, c, new { kind = "powerOfAttorney", partyId = "r1", agentName = "周某", powers = "general" }));
        Assert.Contains("☑一般授权", power);
        Assert.Contains("法定代表人身份证明书", power);
        Assert.DoesNotContain("身份证明书</h1>", await Page(mediator, await Make(mediator, c, new { kind = "powerOfAttorney", partyId = "a1", agentName = "周某" })));
        Assert.Contains("准予撤回", await Page(mediator, await Make(mediator, c, new { kind = "withdrawal", settled = true })));
        await Refused(mediator, c, new { kind = "powerOfAttorney", partyId = "x9", agentName = "周某" }, "invalid", "没有这名当事人");
    }

    [Fact]
    public async Task After_the_agreement_follow_up_and_demand_what_is_overdue()
    {
        using var mediator = await hub.Client("mediator");
        var c = await mediator.Sealed();
        await Refused(mediator, c, new { kind = "performanceDemand" }, "paper-not-possible", "没有逾期");
        await Refused(mediator, c, new { kind = "withdrawal", settled = false }, "paper-not-possible", "不能撤回");
        var again = DateOnly.Parse(Calls.Today, System.Globalization.CultureInfo.InvariantCulture).AddDays(14);
        c = await mediator.Do(c, "follow-up", new { on = Calls.Today, notes = "等待付款。", satisfaction = 4, outcome = "onTrack", nextOn = again });
        var record = await Page(mediator, await Make(mediator, c, new { kind = "followUpRecord" }));
        Assert.Contains("未到期", record);
        Assert.Contains("当事人满意度：满意。", record);
        Assert.Contains("回访结果：正在按期履行。", record);
        Assert.Contains($"下次回访：{again:yyyy年M月d日}。", record);
        await Refused(mediator, c, new { kind = "followUpRecord", followUpNo = 2 }, "invalid", "没有这次回访");
    }

    [Fact]
    public async Task Of_a_collective_dispute_leave_a_line_for_every_worker()
    {
        using var mediator = await hub.Client("mediator");
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Calls.NewCase()))!;
        body["workersInvolved"] = 12;
        var (_, c, _) = await mediator.Post("/api/v1/cases", body);
        var page = await Page(mediator, await Make(mediator, c, new { kind = "representativesElection" }));
        Assert.Contains("共12人", page);
        Assert.Contains("<td class=\"mid\">12</td><td></td>", page);
    }

    [Fact]
    public async Task Are_for_a_party_and_about_a_thing_and_said_so()
    {
        using var mediator = await hub.Client("mediator");
        var c = await Accepted(mediator);
        var notice = await Make(mediator, c, new { kind = "acceptanceNotice" });
        Assert.Null(notice["partyId"]);
        var receipt = await Make(mediator, c, new { kind = "serviceReceipt", paperId = notice["id"]!.GetValue<string>(), partyId = "r1" });
        Assert.Equal(("r1", notice["id"]!.GetValue<string>()), (receipt["partyId"]!.GetValue<string>(), receipt["about"]!.GetValue<string>()));
        await Refused(mediator, c, new { kind = "serviceReceipt", paperId = "nothing", partyId = "r1" }, "invalid", "没有这份文书");
    }

    /// <summary>The fifteen days of the Mediation and Arbitration Law §14 are said of the day of acceptance, also where the notice is made after an extension.</summary>
    [Fact]
    public async Task Do_not_call_an_extended_term_the_one_of_the_law()
    {
        using var mediator = await hub.Client("mediator");
        var c = await Accepted(mediator);
        var before = await Page(mediator, await Make(mediator, c, new { kind = "acceptanceNotice" }));
        c = await mediator.Do(await mediator.Get($"/api/v1/cases/{c["id"]}"), "extend", new { days = 10, signatures = new[] { new { partyId = "a1", signedOn = Calls.Today }, new { partyId = "r1", signedOn = Calls.Today } } });

        var after = await Page(mediator, await Make(mediator, c, new { kind = "acceptanceNotice" }));

        Assert.Equal(Term(before), Term(after));
        static string Term(string page) => System.Text.RegularExpressions.Regex.Match(page, "上述期限至.+?届满").Value is { Length: > 0 } term ? term : throw new InvalidOperationException(page);
    }

    private static async Task<JsonObject> Registered(HttpClient client)
    {
        var (status, c, _) = await client.Post("/api/v1/cases", Calls.NewCase());
        Assert.Equal(HttpStatusCode.Created, status);
        return c;
    }

    internal static async Task<JsonObject> Accepted(HttpClient client)
    {
        var c = await client.Do(await Registered(client), "record-consent", new { partyId = "r1", consents = true, on = Calls.Today });
        return await client.Do(c, "accept", new { mediatorId = RunningHub.Mediator, on = Calls.Today });
    }

    internal static async Task<JsonObject> Make(HttpClient client, JsonObject c, object request)
    {
        var (status, paper, _) = await client.Post($"/api/v1/cases/{c["id"]}/papers", request);
        Assert.True(status is HttpStatusCode.Created, $"{request}: {(int)status} {paper["detail"]}");
        return paper;
    }

    private static Task<string> Page(HttpClient client, JsonObject paper) => client.GetStringAsync(paper["html"]!.GetValue<string>());

    private static async Task Refused(HttpClient client, JsonObject c, object request, string code, string says)
    {
        var (status, problem, _) = await client.Post($"/api/v1/cases/{c["id"]}/papers", request);
        Assert.True(status is HttpStatusCode.Conflict or HttpStatusCode.BadRequest, $"{request}: {(int)status}");
        Assert.Equal(code, problem["code"]!.GetValue<string>());
        Assert.Contains(says, problem["detail"]!.GetValue<string>());
    }
}

public class Serving_over_the_api(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Tells_of_every_attempt_from_which_day_it_counts()
    {
        using var mediator = await hub.Client("mediator");
        var c = await The_papers_of_a_case.Accepted(mediator);
        var paper = (await The_papers_of_a_case.Make(mediator, c, new { kind = "acceptanceNotice" }))["id"]!.GetValue<string>();
        c = await mediator.Get($"/api/v1/cases/{c["id"]}");
        c = await mediator.Do(c, "record-service", new { paperId = paper, partyId = "r1", method = "direct", result = "refused", on = Calls.Today });
        c = await mediator.Do(c, "serve-on-the-spot", new { paperId = paper, parties = new[] { "a1" }, on = Calls.Today });
        var service = c["service"]!.AsArray();
        Assert.Null(service[0]!["countsOn"]);
        Assert.Equal((Calls.Today, "受送达人签收之日"), (service[1]!["countsOn"]!.GetValue<string>(), service[1]!["why"]!.GetValue<string>()));
        Assert.Contains(c["allowed"]!.AsArray(), a => a!["command"]!.GetValue<string>() == "confirm-address");
    }

    [Fact]
    public async Task Shows_a_confirmed_address_masked_and_the_channel_only_with_a_reason()
    {
        using var mediator = await hub.Client("mediator");
        var c = await The_papers_of_a_case.Accepted(mediator);
        using var form = new MultipartFormDataContent();
        using var picture = new ByteArrayContent(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        form.Add(picture, "file", "confirmation.png");
        var file = JsonNode.Parse(await (await mediator.PostAsync("/api/v1/files", form)).Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
        c = await mediator.Do(c, "confirm-address", new { partyId = "r1", address = "长春市朝阳区某街2号", channel = "sms", account = "13800000009", on = Calls.Today, fileId = file });
        var confirmed = c["parties"]![1]!["addressConfirmation"]!;
        Assert.Equal(("长春市朝阳区****", "138****0009"), (confirmed["address"]!.GetValue<string>(), confirmed["account"]!.GetValue<string>()));
        var (_, plain, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/reveal", new { partyId = "r1", fields = new[] { "electronicAddress" }, reason = "电子送达" });
        Assert.Equal("13800000009", plain["fields"]!["electronicAddress"]!.GetValue<string>());
    }
}
