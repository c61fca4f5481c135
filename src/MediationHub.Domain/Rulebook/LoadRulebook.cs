using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Rulebook;

/// <summary>Take over the rulebook that comes with the program: whole at first start, later what a newer program knows besides. What stands in the log is not touched.</summary>
public sealed record LoadRulebook : ICommand<RulebookVersions>
{
    public Decision Decide(RulebookVersions state, Context at) =>
        state.Rules is not { } rules ? new RulebookLoaded(RuleSet.BuiltIn.Version, RuleSet.BuiltIn.Book, at.Today)
        : rules.Missing is { } missing ? new RulebookCompleted(state.Version + 1, missing, at.Today)
        : Decision.Nothing;
}
