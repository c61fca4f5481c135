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
            if (rules.With(state.Version + 1, Name!, Value, Mark, TextRules.Clean(Source)).Settings.Fault() is { } fault) return Refusal.Invalid("value", fault.Chinese, fault.English);
        }
        catch (JsonException)
        {
            return Refusal.Invalid("value", "数值的格式与该设置不符，请参照原值填写。", "The value has not the shape of this setting; follow the one before.");
        }
        return new SettingChanged(state.Version + 1, Name!, Value, Mark, TextRules.Clean(Source), TextRules.Clean(Reason), at.Today);
    }
}
