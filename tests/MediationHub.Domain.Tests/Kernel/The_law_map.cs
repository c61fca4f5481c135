using System.Text.Json;
using System.Text.RegularExpressions;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Tests.Kernel;

/// <summary><c>docs/law.md</c> names only what is there: each file and each test.</summary>
public partial class The_law_map
{
    private const string Name = "docs/law.md";
    private static readonly string[] Lines = Repository.Read(Name).Split('\n');

    /// <summary>The rules in force; the sections behind them hold what has no test or no code yet.</summary>
    private static string[] Rules => [.. Lines.TakeWhile(line => line != "## 尚无测试").Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| 条文 ", StringComparison.Ordinal))];

    [Fact]
    public void Names_only_files_that_are_there()
    {
        var files = Lines.SelectMany(line => File().Matches(line)).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => !System.IO.File.Exists(Path.GetFullPath(Path.Combine(Repository.PathOf("docs"), file))));
    }

    [Fact]
    public void Names_only_tests_that_are_there()
    {
        var tests = Repository.Tests();
        Assert.Contains($"{nameof(The_law_map)}.{nameof(Names_only_tests_that_are_there)}", tests);
        Assert.DoesNotContain(Lines.SelectMany(TestsOf), test => !tests.Contains(test));
    }

    [Fact]
    public void Gives_each_rule_its_code_and_a_test() =>
        Assert.DoesNotContain(Rules, rule => rule.Split(" | ") is not [_, _, _, var code, var test] || !File().IsMatch(code) || !TestsOf(test).Any());

    [Fact]
    public void Says_of_each_rule_how_sure_it_is() =>
        Assert.DoesNotContain(Rules, rule => rule.Split(" | ") is not [_, _, var mark, ..] || !Mark().IsMatch(mark));

    [Fact]
    public void Names_every_time_limit_and_every_setting_of_the_rulebook_and_no_other()
    {
        var settings = typeof(Settings).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).ToHashSet();
        Assert.Equal(settings.Order(), Lines.SelectMany(line => Setting().Matches(line)).Select(m => m.Groups[1].Value).Distinct().Order());
        var limits = RuleSet.BuiltIn.Limits.Select(l => l.Id).ToHashSet();
        Assert.Equal(limits.Order(), Lines.SelectMany(line => Limit().Matches(line)).Select(m => m.Groups[1].Value).Distinct().Order());
    }

    [Fact]
    public void Owns_up_to_what_is_missing()
    {
        Assert.NotEmpty(Rules);
        Assert.Contains("## 尚无测试", Lines);
        Assert.Contains("## 尚未实现", Lines);
    }

    private static IEnumerable<string> TestsOf(string text) => Test().Matches(text).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"\]\((\.\./[^)#]+)\)")]
    private static partial Regex File();

    [GeneratedRegex(@"`([A-Z]\w*\.\w+)`")]
    private static partial Regex Test();

    [GeneratedRegex("设置 `([a-zA-Z]+)`")]
    private static partial Regex Setting();

    [GeneratedRegex("`([A-Z]+[0-9]*[A-Z]*)`")]
    private static partial Regex Limit();

    [GeneratedRegex(@"\[(V|D|M:[HML])")]
    private static partial Regex Mark();
}
