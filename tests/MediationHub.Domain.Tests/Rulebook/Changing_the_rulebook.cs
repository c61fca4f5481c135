using System.Text.Json;
using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Tests.Kernel;

namespace MediationHub.Domain.Tests.Rulebook;

public class Changing_the_rulebook
{
    private static readonly RulebookLoaded Loaded = new(1, RuleSet.BuiltIn.Book, new(2026, 1, 5));
    private static readonly ChangeRule FiveDays = new("ACC3", 5, PeriodUnit.Working, Roll.None, "某省办法第九条", "逾期受理记为程序瑕疵", "收到申请后五个工作日内决定", "V", new(2026, 11, 1), "某省办法施行");

    private static Story<RulebookVersions> Given(params IEnumerable<DomainEvent> events) => Story<RulebookVersions>.Given(events).On("2026-11-20");
    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    [Fact]
    public void Begins_with_what_comes_with_the_program() => Given().When(new LoadRulebook()).Then(Loaded with { On = new(2026, 11, 20) })
        .ThenState(s => s.Rules!.Limits.Count == RuleSet.BuiltIn.Limits.Count && s.Rules.Settings.SuccessTarget.Value == 60)
        .When(new LoadRulebook()).ThenNothing();

    [Fact]
    public void Completes_what_a_newer_program_knows_and_leaves_the_rest_as_it_stands()
    {
        var book = JsonSerializer.SerializeToNode(RuleSet.BuiltIn.Book)!.AsObject();
        book["settings"]!.AsObject().Remove("amberDays");
        book["limits"]!.AsArray().RemoveAt(0);
        book["settings"]!["successTarget"]!["value"] = 70;
        Given(Loaded with { Book = JsonSerializer.SerializeToElement(book) })
            .ThenState(s => s.Rules!.Settings.AmberDays.Value == 3 && s.Rules.Limit("ACC3").Count == 3)
            .When(new LoadRulebook()).ThenHappened(typeof(RulebookCompleted))
            .ThenState(s => s.Version == 2 && s.Rules!.Version == 2 && s.Rules.Settings.SuccessTarget.Value == 70 && s.Rules.Settings.AmberDays.Value == 3 && s.Rules.Knows("ACC3"));
    }

    [Fact]
    public void Changes_a_rule_for_what_begins_from_its_day_on() => Given(Loaded).When(FiveDays)
        .ThenState(s => s.Version == 2 && s.Rules!.Limit("ACC3", new(2026, 10, 31)).Count == 3 && s.Rules.Limit("ACC3", new(2026, 11, 1)).Count == 5)
        .ThenState(s => s.Rules!.Clock("ACC3", new(2026, 10, 30), WorkCalendar.BuiltIn).Due == new DateOnly(2026, 11, 4))
        .ThenState(s => s.Rules!.Clock("ACC3", new(2026, 11, 2), WorkCalendar.BuiltIn).Due == new DateOnly(2026, 11, 9))
        .ThenState(s => s.Rules!.AsOf(1).Limit("ACC3").Count == 3 && s.Changes[^1] is { Subject: "ACC3", Reason: "某省办法施行" });

    [Fact]
    public void Puts_right_what_was_wrong_all_along_by_an_earlier_day() => Given(Loaded).When(FiveDays with { EffectiveFrom = new(2012, 1, 1) })
        .ThenState(s => s.Rules!.Limit("ACC3", new(2026, 10, 1)).Count == 5);

    [Fact]
    public void Refuses_a_rule_that_cannot_be()
    {
        Given(Loaded).When(FiveDays with { Count = 0, Reason = "", Mark = "X", Basis = " " }).ThenInvalid("count", "reason", "mark", "basis");
        Given(Loaded).When(FiveDays with { Count = 11, Unit = PeriodUnit.Years }).ThenInvalid("count");
        Given(Loaded).When(FiveDays with { ExtensionMax = 5 }).ThenInvalid("extensionMax");
        Given(Loaded).When(FiveDays with { RuleId = "MED14" }).ThenRefused("rule-unknown");
        Given().When(FiveDays).ThenRefused("rulebook-not-loaded");
    }

    [Fact]
    public void Changes_a_setting_from_now_on_and_knows_what_it_was() => Given(Loaded).When(new ChangeSetting("agentsPerParty", Json("3"), "D", "某省规定", "办法修改"))
        .ThenState(s => s.Rules!.Settings.AgentsPerParty.Value == 3 && s.Rules.AsOf(1).Settings.AgentsPerParty.Value == 2);

    [Theory]
    [InlineData("agentsPerParty", "0")]
    [InlineData("agentsPerParty", "\"two\"")]
    [InlineData("committeeClosesBy", "\"MED14\"")]
    [InlineData("acceptanceScope", "[\"42\"]")]
    [InlineData("retention", "{\"ordinary\": 10, \"long\": 5}")]
    public void Refuses_a_setting_that_cannot_be(string name, string value) => Given(Loaded).When(new ChangeSetting(name, Json(value), "D", "依据", "原因")).ThenInvalid("value");

    [Fact]
    public void Refuses_a_setting_that_is_not_there() => Given(Loaded).When(new ChangeSetting("successTraget", Json("1"), "D", "依据", "原因")).ThenRefused("setting-unknown");

    [Fact]
    public void Lets_a_province_have_its_own_rule_in_the_place_of_the_general_one() => Given(Loaded).When(new ChangeSetting("province", Json("\"460000\""), "D", "海南", "安装在海南"))
        .ThenState(s => s.Rules!.Settings.MediatorTermMinimumYears is { Value: 2, Mark: "V" } && s.Rules.AsOf(1).Settings.MediatorTermMinimumYears.Value == 1);

    [Fact]
    public void Is_for_the_administrator_alone()
    {
        foreach (var role in Enum.GetValues<Role>().Where(r => r is not Role.System))
        {
            Assert.Equal(role is Role.Admin, Policy.May(new("u", new HashSet<Role> { role }), typeof(ChangeRule)));
            Assert.Equal(role is Role.Admin, Policy.May(new("u", new HashSet<Role> { role }), typeof(LoadCalendarYear)));
        }
    }
}
