using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Rulebook;

/// <summary>Every "no" of the rulebook.</summary>
public static class RulebookRefusals
{
    public static Refusal NotLoaded { get; } = new("rulebook-not-loaded", "规则库尚未载入，请重新启动服务后再试。", "The rulebook is not loaded yet; start the program again.");

    public static Refusal UnknownRule { get; } = new("rule-unknown", "没有这条期限规则，请从规则库中选择。", "There is no such rule; choose one from the rulebook.");

    public static Refusal UnknownSetting { get; } = new("setting-unknown", "没有这项设置，请从规则库中选择。", "There is no such setting; choose one from the rulebook.");
}
