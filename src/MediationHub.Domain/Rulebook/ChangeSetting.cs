using System.Text.Json;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Rulebook;

/// <summary>Give a setting another value from now on.</summary>
/// <param name="Value">In the setting's own shape.</param>
public sealed record ChangeSetting(string Name, JsonElement Value, string Mark, string Source, string Reason) : ICommand<RulebookVersions>
{
    public Decision Decide(RulebookVersions state, Context at)
    {
        if (state.Rules is not { } rules) return RulebookRefusals.NotLoaded;
        if (!rules.SettingsInForce.TryGetProperty(Name ?? "", out var before)) return RulebookRefusals.UnknownSetting;
        if (JsonElement.DeepEquals(before.GetProperty("value"), Value) && before.GetProperty("mark").GetString() == Mark && before.GetProperty("source").GetString() == TextRules.Clean(Source)) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireText("source", Source, TextRules.Longest.Reason, "请填写依据。", "Say what it rests on.");
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写修改的原因。", "Say why it is changed.");
        ChangeRule.CheckMark(problems, Mark);
        if (problems.ToRefusal() is { } invalid) return invalid;
        try
        {
            var after = rules.With(state.Version + 1, Name!, Value, Mark, TextRules.Clean(Source)).Settings;
            if ((after.Fault() ?? SameVersion(rules.Settings, after)) is { } fault) return Refusal.Invalid("value", fault.Chinese, fault.English);
        }
        catch (JsonException)
        {
            return Refusal.Invalid("value", "数值的格式与该设置不符，请参照原值填写。", "The value has not the shape of this setting; follow the one before.");
        }
        return new SettingChanged(state.Version + 1, Name!, Value, Mark, TextRules.Clean(Source), TextRules.Clean(Reason), at.Today);
    }

    /// <summary>A definition of the success rate that counts or says something else has a higher version: figures that were kept name the one they were counted by.</summary>
    private static Text? SameVersion(Settings before, Settings after)
    {
        foreach (var now in after.RateDefinitions.Value)
        {
            if (before.Definition(now.Id) is not { } then || now.Version > then.Version) continue;
            var same = now.Version == then.Version && now with { Numerator = then.Numerator, Denominator = then.Denominator } == then && now.Numerator.SequenceEqual(then.Numerator) && now.Denominator.SequenceEqual(then.Denominator);
            if (!same) return new($"口径 {now.Id} 有改动，版本号须高于 {then.Version}。", $"The definition {now.Id} has changed: its version must be above {then.Version}.");
        }
        return null;
    }
}
