using System.Text.RegularExpressions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Rulebook;

/// <summary>Give a time limit another length, unit or text from a day on. Clocks that began before that day keep what they had.</summary>
/// <param name="EffectiveFrom">The first day on which the event that starts the clock falls under it; a slip in the record is put right by naming the day from which the rule was always so.</param>
/// <param name="ExtensionMax">The most that an extension may add; only for a rule that can be extended.</param>
public sealed partial record ChangeRule(
    string RuleId, int Count, PeriodUnit Unit, Roll Roll, string Basis, string Effect, string Source, string Mark, DateOnly EffectiveFrom, string Reason, int? ExtensionMax = null) : ICommand<RulebookVersions>
{
    public Decision Decide(RulebookVersions state, Context at)
    {
        if (state.Rules is not { } rules) return RulebookRefusals.NotLoaded;
        if (!rules.Knows(RuleId)) return RulebookRefusals.UnknownRule;

        var before = rules.Limit(RuleId);
        var after = before with
        {
            Version = state.Version + 1,
            Count = Count,
            Unit = Unit,
            Roll = Roll,
            Basis = TextRules.Clean(Basis),
            Effect = TextRules.Clean(Effect),
            Source = TextRules.Clean(Source),
            Mark = Mark ?? "",
            EffectiveFrom = EffectiveFrom,
            Provinces = null,
            Extension = before.Extension is null ? null : before.Extension with { Max = ExtensionMax },
        };
        if (after with { Version = before.Version, Provinces = before.Provinces } == before) return Decision.Nothing;

        var problems = new Problems();
        if (Count < 1 || Count > RuleSet.LongestExplained) problems.Add("count", $"期限须在1至{RuleSet.LongestExplained}之间。", $"The length lies between 1 and {RuleSet.LongestExplained}.");
        if (!Enum.IsDefined(Unit)) problems.Add("unit", "请选择计算单位。", "Choose the unit.");
        else if (Count > RuleSet.LongestOf(Unit)) problems.Add("count", $"按此单位最长为{RuleSet.LongestOf(Unit)}，请核对。", $"In this unit the length is {RuleSet.LongestOf(Unit)} at most.");
        if (!Enum.IsDefined(Roll)) problems.Add("roll", "请选择届满日遇休息日是否顺延。", "Say whether the last day rolls.");
        if (ExtensionMax is < 1) problems.Add("extensionMax", "延长的上限至少为1，没有上限的请留空。", "The most that may be added is 1 or more; leave it out where there is no limit.");
        if (ExtensionMax is not null && before.Extension is null) problems.Add("extensionMax", "该期限依法不能延长，请留空。", "This time limit cannot be extended; leave it out.");
        problems.RequireText("basis", Basis, TextRules.Longest.Title, "请填写法律依据。", "Name the article.");
        problems.RequireText("effect", Effect, TextRules.Longest.Reason, "请填写届满的后果。", "Say what follows when it has run out.");
        problems.RequireText("source", Source, TextRules.Longest.Reason, "请填写依据的原文要点。", "Say what the source says.");
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写修改的原因。", "Say why it is changed.");
        CheckMark(problems, Mark);
        if (EffectiveFrom.Year is < 1949 or > 2200) problems.Add("effectiveFrom", "请填写施行日期。", "Give the day from which it applies.");
        return problems.ToRefusal() is { } invalid ? invalid : new RuleChanged(after.Version, after, TextRules.Clean(Reason), at.Today);
    }

    internal static void CheckMark(Problems problems, string? mark)
    {
        if (mark is null || !Marks().IsMatch(mark)) problems.Add("mark", "请标明依据的可靠程度：V、M:H、M:M、M:L 或 D。", "Mark how sure the source is: V, M:H, M:M, M:L or D.");
    }

    [GeneratedRegex("^(V|M:[HML]|D)$")]
    private static partial Regex Marks();
}
