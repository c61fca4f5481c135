using System.Text;
using System.Text.Json;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Tests.Rulebook;

public class The_rulebook
{
    private static readonly RuleSet Rules = RuleSet.BuiltIn;

    [Fact]
    public void accepts_every_dispute_type_until_a_province_narrows_it() => Assert.All(Rules.DisputeTypes.All, type => Assert.True(Rules.Accepts(type.Code)));

    [Fact]
    public void accepts_only_what_its_scope_names() =>
        Assert.Equal((false, true), Changed("[\"01\", \"02\", ", "[\"02\", ") is var narrower ? (narrower.Accepts("01"), narrower.Accepts("02.1")) : default);

    [Fact]
    public void accepts_no_type_that_it_does_not_know() => Assert.False(Rules.Accepts("42"));

    [Fact]
    public void has_the_21_groups_of_disputes_with_those_below_them()
    {
        Assert.Equal(21, Rules.DisputeTypes.All.Count(t => t.Parent is null));
        Assert.Equal("劳动报酬·欠薪", Rules.DisputeTypes.NameOf("07.1"));
        Assert.Equal(("劳动报酬", 5), Rules.DisputeTypes.Find("07.1") is { } arrears ? (arrears.Yearbook, arrears.Item) : default);
        Assert.True(Rules.DisputeTypes.IsWithin("04.3", "04"));
        Assert.False(Rules.DisputeTypes.IsWithin("04", "04.3"));
        Assert.Null(Rules.DisputeTypes.Find("04.9"));
    }

    [Fact]
    public void gives_each_setting_with_its_source()
    {
        var settings = Rules.Settings;

        Assert.Equal((60, "V"), (settings.SuccessTarget.Value, settings.SuccessTarget.Mark));
        Assert.Equal(["closing", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9"], settings.RateDefinitions.Value.Select(d => d.Id));
        Assert.Null(settings.Fault());
        Assert.Equal((3, 1, 10), (settings.LateEntryWorkingDays.Value, settings.MediatorTermMinimumYears.Value, settings.CollectiveThreshold.Value));
        Assert.Equal([false, true, true, false], new[] { 2, 3, 5, 6 }.Select(settings.Representatives.Value.Holds));
        Assert.NotEqual("", settings.NumberPatterns.Source);
    }

    [Fact]
    public void writes_a_case_number_from_its_pattern_all_but_its_running_part() => Assert.Equal(
        "长春朝劳调〔2026〕{number}号", NumberPatterns.Fill(Rules.Settings.NumberPatterns.Value.Mediation, "220100", "朝", 2026));

    [Theory]
    [InlineData("\"successTarget\"", "\"successTraget\"")]             // a setting misspelt
    [InlineData("\"notReviewable\": { \"value\": [\"01\"]", "\"notReviewable\": { \"value\": [\"42\"]")] // a type that is not there
    [InlineData("\"id\": \"ACC3\", \"name\": \"受理期限\"", "\"id\": \"ACC3\"")]                     // a rule without its name
    [InlineData("\"count\": 3, \"unit\": \"working\"", "\"count\": 0, \"unit\": \"working\"")]
    [InlineData("\"unit\": \"years\"", "\"unit\": \"decades\"")]
    public void is_refused_whole_when_a_part_of_it_is_wrong(string part, string wrong) => Assert.Throws<JsonException>(() => Changed(part, wrong));

    private static RuleSet Changed(string part, string other)
    {
        using var json = new StreamReader(typeof(RuleSet).Assembly.GetManifestResourceStream("MediationHub.Domain.Rulebook.rulebook-1.json")!);
        var text = json.ReadToEnd();
        Assert.Contains(part, text);
        return RuleSet.Read(new MemoryStream(Encoding.UTF8.GetBytes(text.Replace(part, other))));
    }
}
